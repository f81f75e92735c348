// SPDX-License-Identifier: MIT
// Waiting for children, and reading the status they leave. CPython: Modules/posixmodule.c.
#include <sys/resource.h>
#include <sys/wait.h>

#include <vector>

#include "modules/native.hpp"
#include "modules/system/posix/posix.hpp"
#include "modules/system/resource_usage.hpp"
#include "runtime/containers/struct_sequence.hpp"

namespace minipy::posix {

namespace {

constexpr const char* waitid_fields[] = {"si_pid", "si_uid", "si_signo", "si_status", "si_code"};
const StructSequenceSpec waitid_result_spec("posix.waitid_result", "What waitid() knows of a child.", waitid_fields);
Type waitid_result_type(waitid_result_spec);

Result<Object> waitpid_function(int pid, int options) {
    int status = 0;
    Size child = TRY(checked_system_call(Blocking::outside, [&] { return waitpid(pid, &status, options); }));
    return tuple_of_numbers({child, status});
}
Result<Object> wait_function() { return waitpid_function(-1, 0); }

// … and what the child has used of the machine.
Result<Object> wait4_function(int pid, int options) {
    int status = 0;
    rusage used{};
    Size child = TRY(checked_system_call(Blocking::outside, [&] { return wait4(pid, &status, options, &used); }));
    Ref<Object> usage = TRY(make_resource_usage(used));
    Ref<Int> number = Int::from(child), how = Int::from(status);
    return Tuple::of({number.get(), how.get(), usage.get()});
}
Result<Object> wait3_function(int options) { return wait4_function(-1, options); }

Result<Object> waitid_function(int idtype, int id, int options) {
    siginfo_t info{};
    TRY(checked_system_call(Blocking::outside, [&] { return waitid(idtype_t(idtype), id_t(id), &info, options); }));
    if (info.si_pid == 0) return none();  // WNOHANG, and nobody has ended
    return make_struct_sequence(
        &waitid_result_type,
        std::vector<Ref<Object>>{Int::from(info.si_pid), user_number(info.si_uid), Int::from(info.si_signo),
                                 Int::from(info.si_status), Int::from(info.si_code)});
}

// ---------------------------------------------------------------- what a status says

Result<Size> waitstatus_to_exitcode(Object* object) {
    int status = TRY(to_c_int(object));
    if (WIFEXITED(status)) return Size(WEXITSTATUS(status));
    if (WIFSIGNALED(status)) {
        if (WTERMSIG(status) > 0) return Size(-WTERMSIG(status));
        return raise(ValueError, "invalid WTERMSIG: {}", WTERMSIG(status));
    }
    if (WIFSTOPPED(status)) return raise(ValueError, "process stopped by delivery of signal {}", int(WSTOPSIG(status)));
    return raise(ValueError, "invalid wait status: {}", status);
}

Result<bool> was_exit(int status) { return WIFEXITED(status); }
Result<bool> was_signal(int status) { return WIFSIGNALED(status); }
Result<bool> was_stop(int status) { return WIFSTOPPED(status); }
Result<bool> was_continuation(int status) { return WIFCONTINUED(status); }
Result<bool> left_core(int status) { return WCOREDUMP(status); }
Result<Size> exit_code_of(int status) { return Size(WEXITSTATUS(status)); }
Result<Size> ending_signal(int status) { return Size(WTERMSIG(status)); }
Result<Size> stopping_signal(int status) { return Size(WSTOPSIG(status)); }

const Method waiting_functions[] = {
    {"wait()", bind<wait_function>, "Waits for any child to end and gives its number and status."},
    {"waitpid(pid, options, /)", bind<waitpid_function>, "Waits for a child to end and gives its number and status."},
    {"wait3(options)", bind<wait3_function>,
     "Waits for any child to end; gives its number, its status, and what it has used of the machine."},
    {"wait4(pid, options)", bind<wait4_function>,
     "Waits for a child to end; gives its number, its status, and what it has used of the machine."},
    {"waitid(idtype, id, options, /)", bind<waitid_function>,
     "Waits until a child ends, stops or goes on, as options say; gives what happened."},
    {"waitstatus_to_exitcode(status)", bind<waitstatus_to_exitcode>,
     "Reads a status: the exit code, or the signal as a negative number."},
    {"WIFEXITED(status)", bind<was_exit>, "Tells whether the process of that status ended by itself."},
    {"WIFSIGNALED(status)", bind<was_signal>, "Tells whether a signal ended the process of that status."},
    {"WIFSTOPPED(status)", bind<was_stop>, "Tells whether the process of that status was stopped, to go on later."},
    {"WIFCONTINUED(status)", bind<was_continuation>, "Tells whether the process of that status goes on after a stop."},
    {"WCOREDUMP(status, /)", bind<left_core>, "Tells whether a core file was written when the process ended."},
    {"WEXITSTATUS(status)", bind<exit_code_of>, "Gives the exit code in the status of a process that ended by itself."},
    {"WTERMSIG(status)", bind<ending_signal>, "Gives the signal that ended the process of that status."},
    {"WSTOPSIG(status)", bind<stopping_signal>, "Tells which signal a stopped child has been stopped by."},
};

constexpr ModuleType waiting_types[] = {&waitid_result_type};

}  // namespace

extern const ModuleSpec wait_part = {.functions = waiting_functions, .types = waiting_types};

}  // namespace minipy::posix
