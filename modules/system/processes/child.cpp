// SPDX-License-Identifier: MIT
// The child of fork_exec; child.hpp has the plan. No memory, no objects, no locks: only system calls.
#include "modules/system/processes/child.hpp"

#include <fcntl.h>
#include <grp.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <climits>

namespace minipy {

namespace {

constexpr int first_closed = 3;  // behind standard input, output and error

int make_inheritable(int descriptor) {
    int flags = fcntl(descriptor, F_GETFD);
    if (flags < 0) return -1;
    return fcntl(descriptor, F_SETFD, flags & ~FD_CLOEXEC);
}

void close_parents_end(const ChildPipe& pipe) {
    if (pipe.parents >= 0) close(pipe.parents);
}

int connect(int descriptor, int standard) {
    if (descriptor == standard) return make_inheritable(descriptor);
    if (descriptor < 0) return 0;
    return dup2(descriptor, standard) < 0 ? -1 : 0;
}

// A pipe's end that stands where another is to go is moved out of the way first.
int connect_standard_streams(const ChildPlan& plan) {
    int output = plan.standard_output.own, error = plan.standard_error.own;
    if (output == STDIN_FILENO && (output = dup(output)) < 0) return -1;
    while (error == STDIN_FILENO || error == STDOUT_FILENO) {
        if ((error = dup(error)) < 0) return -1;
    }
    if (connect(plan.standard_input.own, STDIN_FILENO) < 0) return -1;
    if (connect(output, STDOUT_FILENO) < 0) return -1;
    return connect(error, STDERR_FILENO);
}

int arrange_files(const ChildPlan& plan) {
    for (int descriptor : plan.kept_descriptors) {
        if (descriptor != plan.error_pipe.own && make_inheritable(descriptor) < 0) return -1;
    }
    close_parents_end(plan.standard_input);
    close_parents_end(plan.standard_output);
    close_parents_end(plan.standard_error);
    close(plan.error_pipe.parents);
    return connect_standard_streams(plan);
}

// What the parent ignores so that a write gives an error would be ignored by the program too.
void restore_signals() {
    struct sigaction usual {};
    usual.sa_handler = SIG_DFL;
    sigaction(SIGPIPE, &usual, nullptr);
    sigaction(SIGXFSZ, &usual, nullptr);
}

int set_rights(const ChildPlan& plan) {
    // The plain system calls: glibc's would ask threads that are not here to do the same.
    if (plan.sets_groups && syscall(SYS_setgroups, plan.groups.size(), plan.groups.data()) < 0) return -1;
    if (plan.sets_group && syscall(SYS_setregid, plan.group, plan.group) < 0) return -1;
    if (plan.sets_user && syscall(SYS_setreuid, plan.user, plan.user) < 0) return -1;
    return 0;
}

// A limit that was lowered says nothing of what is open: it counts only where the system cannot close a range.
void close_from_to(int first, unsigned last, int most) {
    if (unsigned(first) > last) return;
    if (syscall(SYS_close_range, unsigned(first), last, 0U) == 0) return;
    for (int descriptor = first; descriptor <= most && unsigned(descriptor) <= last; ++descriptor) close(descriptor);
}

}  // namespace

int most_descriptors() {
    long most = sysconf(_SC_OPEN_MAX);
    return most < 0 ? 256 : int(most);
}

int prepare_child(const ChildPlan& plan) {
    if (arrange_files(plan) < 0) return -1;
    if (plan.directory != nullptr && chdir(plan.directory) < 0) return -1;
    if (plan.umask >= 0) umask(mode_t(plan.umask));
    if (plan.restores_signals) restore_signals();
    if (plan.signal_mask != nullptr) sigprocmask(SIG_SETMASK, plan.signal_mask, nullptr);
    if (plan.starts_session) setsid();
    if (plan.process_group >= 0 && setpgid(0, plan.process_group) < 0) return -1;
    return set_rights(plan);
}

void close_other_descriptors(const ChildPlan& plan) {
    int first = first_closed;
    for (int kept : plan.kept_descriptors) {
        if (kept < first) continue;
        close_from_to(first, unsigned(kept) - 1, plan.highest_descriptor);
        first = kept + 1;
    }
    close_from_to(first, UINT_MAX, plan.highest_descriptor);
}

// Leaves in errno the first error that says more than "there is no such file here".
void execute_program(const ChildPlan& plan) {
    int worst = 0;
    for (char* const* executable = plan.executables; *executable != nullptr; ++executable) {
        if (plan.environment != nullptr) execve(*executable, plan.arguments, plan.environment);
        else execv(*executable, plan.arguments);
        if (errno != ENOENT && errno != ENOTDIR && worst == 0) worst = errno;
    }
    if (worst != 0) errno = worst;
}

namespace {

template <std::size_t length>
void tell(int descriptor, const char (&text)[length]) {
    (void)!write(descriptor, text, length - 1);
}

}  // namespace

void report_and_exit(const ChildPlan& plan, int error, const char* message) {
    int pipe = plan.error_pipe.own;
    if (error != 0) {
        tell(pipe, "OSError:");
        char digits[2 * sizeof error];
        std::size_t first = sizeof digits;
        for (auto rest = unsigned(error); rest != 0; rest /= 16) digits[--first] = "0123456789abcdef"[rest % 16];
        (void)!write(pipe, digits + first, sizeof digits - first);
        tell(pipe, ":");
    } else {
        tell(pipe, "SubprocessError:0:");
    }
    std::size_t length = 0;
    while (message[length] != '\0') ++length;
    (void)!write(pipe, message, length);
    _exit(255);
}

}  // namespace minipy
