// SPDX-License-Identifier: MIT
// Processes by number: who this one is, its group and session, signals to others, the end.
// CPython: Modules/posixmodule.c. Next: waiting.cpp, forking.cpp, programs.cpp.
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include <fmt/core.h>

#include "modules/native.hpp"
#include "modules/system/posix/posix.hpp"
#include "modules/text/file_name.hpp"
#include "runtime/bytes/bytes.hpp"
#include "vm/audit_hooks.hpp"
#include "vm/process_observer.hpp"

namespace minipy::posix {

namespace {

template <auto function>
Result<Object> number_of() {
    return Int::from(std::int64_t(function()));
}

// ---------------------------------------------------------------- groups and sessions

Result<Size> getpgid_function(int pid) {
    return checked_system_call(Blocking::file, [&] { return getpgid(pid); });
}
Result<Size> getsid_function(int pid) {
    return checked_system_call(Blocking::file, [&] { return getsid(pid); });
}
Result<void> setpgid_function(int pid, int pgrp) {
    TRY(checked_system_call(Blocking::file, [&] { return setpgid(pid, pgrp); }));
    return {};
}
Result<void> setpgrp_function() { return setpgid_function(0, 0); }
Result<void> setsid_function() {
    TRY(checked_system_call(Blocking::file, [&] { return setsid(); }));
    return {};
}

// ---------------------------------------------------------------- signals and the end

// A signal to itself is handled before the next instruction.
Result<void> kill_function(int pid, int signal) {
    TRY(audit("os.kill", {Int::from(pid).get(), Int::from(signal).get()}));
    if (kill(pid, signal) != 0) return raise_os_error(errno);
    return handle_pending();
}
Result<void> killpg_function(int pgid, int signal) {
    TRY(audit("os.killpg", {Int::from(pgid).get(), Int::from(signal).get()}));
    if (killpg(pgid, signal) != 0) return raise_os_error(errno);
    return handle_pending();
}
Result<Size> pidfd_open_function(int pid, Object* flags) {
    auto wanted = unsigned(TRY(unsigned_argument(flags)));
    return checked_system_call(Blocking::file, [&] { return syscall(SYS_pidfd_open, pid, wanted); });
}

void tell_end(std::string_view how) {
    if (!process_watchers.empty()) process_watchers.tell<&ProcessObserver::process_ends>(how);
}

Result<void> exit_function(int status) {
    tell_end(fmt::format("os._exit({})", status));
    _exit(status);
}
Result<void> abort_function() {
    tell_end("os.abort()");
    std::abort();
}

// ---------------------------------------------------------------- the rest

Result<Size> umask_function(int mask) { return Size(umask(mode_t(mask))); }

Result<Size> system_function(Object* command) {
    std::string text = TRY(file_name_bytes(command));
    TRY(audit("os.system", {TRY(Bytes::copy(text)).get()}));
    AllowThreads allowed(Blocking::outside);
    return Size(std::system(text.c_str()));
}

const Method processes_functions[] = {
    {"getpid()", bind<number_of<getpid>>, "Gives the number of this process."},
    {"getppid()", bind<number_of<getppid>>, "Gives the number of the process that started this one."},
    {"getpgrp()", bind<number_of<getpgrp>>, "Gives the number of the group that this process is in."},
    {"getpgid(pid)", bind<getpgid_function>, "Gives the number of the group that a process is in."},
    {"setpgid(pid, pgrp, /)", bind<setpgid_function>, "Puts a process into a group."},
    {"setpgrp()", bind<setpgrp_function>, "Makes this process the first of a group of its own."},
    {"getsid(pid, /)", bind<getsid_function>, "Gives the number of the session that a process belongs to."},
    {"setsid()", bind<setsid_function>, "Starts a session without a terminal, with this process as its leader."},
    {"kill(pid, signal, /)", bind<kill_function>, "Sends a signal to a process."},
    {"killpg(pgid, signal, /)", bind<killpg_function>, "Sends a signal to all processes of a group."},
    {"pidfd_open(pid, flags=0)", bind<pidfd_open_function>,
     "Gives a descriptor that stands for a process, and is ready to read when that ends."},
    {"_exit(status)", bind<exit_function>, "Ends the process on the spot: no finally, no atexit, no flush."},
    {"abort()", bind<abort_function>, "Ends the process with SIGABRT, which leaves a core file where those are on."},
    {"umask(mask, /)", bind<umask_function>, "Sets the permissions that new files do not get; gives the old ones."},
    {"system(command)", bind<system_function>, "Runs a command in the shell and gives its status."},
};

}  // namespace

extern const ModuleSpec process_part = {.functions = processes_functions};

}  // namespace minipy::posix
