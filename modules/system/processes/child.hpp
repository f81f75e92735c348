// SPDX-License-Identifier: MIT
// The child of fork_exec, from fork to exec, as a plan made before it. Everything here is a system call or a
// comparison: see fork_exec.cpp for why. Next: child.cpp.
#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <span>

namespace minipy {

// A pipe's two ends, or −1: there is none.
struct ChildPipe {
    int own = -1;      // the child's end
    int parents = -1;  // closed in the child
};

struct ChildPlan {
    char* const* executables = nullptr;  // tried one after the other
    char* const* arguments = nullptr;
    char* const* environment = nullptr;  // null: the parent's
    const char* directory = nullptr;     // null: the parent's
    std::span<const int> kept_descriptors;
    std::span<const gid_t> groups;
    ChildPipe standard_input, standard_output, standard_error, error_pipe;
    const sigset_t* signal_mask = nullptr;  // to be restored; null: nothing was blocked
    int highest_descriptor = 0;
    int process_group = -1, umask = -1;
    unsigned user = 0, group = 0;
    bool closes_descriptors = false, restores_signals = false, starts_session = false;
    bool sets_groups = false, sets_group = false, sets_user = false;
};

// How many descriptors there can be: asked for before the fork.
int most_descriptors();

// The steps, each errno-style: 0, or −1 with errno.
int prepare_child(const ChildPlan& plan);
void close_other_descriptors(const ChildPlan& plan);
void execute_program(const ChildPlan& plan);
// "OSError:2:noexec" for the parent, or "SubprocessError:0:…" when no system call has failed; then the end.
[[noreturn]] void report_and_exit(const ChildPlan& plan, int error, const char* message);

// Never returns: becomes the program, or tells the parent why not. `preexec` may run Python and says whether it went
// well.
template <class Preexec>
[[noreturn]] void become_program(const ChildPlan& plan, Preexec preexec) {
    if (prepare_child(plan) != 0) report_and_exit(plan, errno, "noexec");
    if (!preexec()) report_and_exit(plan, 0, "Exception occurred in preexec_fn.");
    if (plan.closes_descriptors) close_other_descriptors(plan);
    errno = 0;
    execute_program(plan);
    report_and_exit(plan, errno, "");
}
[[noreturn]] inline void become_program(const ChildPlan& plan) {
    become_program(plan, [] { return true; });
}

}  // namespace minipy
