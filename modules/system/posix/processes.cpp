// SPDX-License-Identifier: MIT
// The process and its surroundings: ids, environment, signals, time, random bytes. CPython: Modules/posixmodule.c.
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <fmt/core.h>

#include "modules/system/posix/posix.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/struct_sequence.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/audit_hooks.hpp"
#include "vm/process_observer.hpp"

namespace minipy::posix {

namespace {

constexpr const char* terminal_fields[] = {"columns", "lines"};
constexpr const char* times_fields[] = {"user", "system", "children_user", "children_system", "elapsed"};
constexpr const char* uname_fields[] = {"sysname", "nodename", "release", "version", "machine"};
const StructSequenceSpec terminal_size_spec("os.terminal_size", "The size of a terminal window.", terminal_fields);
const StructSequenceSpec times_result_spec("posix.times_result", "What times() knows of used time.", times_fields);
const StructSequenceSpec uname_result_spec("posix.uname_result", "What uname() knows of the system.", uname_fields);
Type terminal_size_type(terminal_size_spec), times_result_type(times_result_spec), uname_result_type(uname_result_spec);

template <auto function>
Result<Object> number_of() {
    return Int::from(std::int64_t(function()));
}

Result<Object> urandom_function(Size size) {
    if (size < 0) return raise(ValueError, "negative argument not allowed");
    Ref<Bytes> bytes = TRY(Bytes::create(size));
    for (Size filled = 0; filled < size;) {
        ssize_t count = getrandom(bytes->data() + filled, std::size_t(size - filled), 0);
        if (count >= 0) {
            filled += count;
        } else if (errno != EINTR) {
            return raise_os_error(errno);
        } else {
            TRY(handle_pending());
        }
    }
    return bytes;
}

Result<void> exit_function(int status) {
    if (!process_watchers.empty())
        process_watchers.tell<&ProcessObserver::process_ends>(fmt::format("os._exit({})", status));
    _exit(status);
}

Result<void> kill_function(int pid, int signal) {
    if (kill(pid, signal) != 0) return raise_os_error(errno);
    return handle_pending();
}

Result<Object> strerror_function(int code) { return name_as_str(std::strerror(code)); }

Result<Size> umask_function(int mask) { return Size(umask(mode_t(mask))); }

Result<Object> cpu_count_function() {
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? none() : Ref<Object>(Int::from(count));
}

Result<Object> terminal_size_function(int fd) {
    winsize size{};
    if (ioctl(fd, TIOCGWINSZ, &size) != 0) return raise_os_error(errno);
    return make_struct_sequence(&terminal_size_type,
                                std::vector<Ref<Object>>{Int::from(size.ws_col), Int::from(size.ws_row)});
}

Result<Object> times_function() {
    tms used{};
    clock_t elapsed = times(&used);
    if (elapsed == clock_t(-1)) return raise_os_error(errno);
    auto seconds = [ticks = double(sysconf(_SC_CLK_TCK))](clock_t time) -> Ref<Object> {
        return Float::from(double(time) / ticks);
    };
    return make_struct_sequence(
        &times_result_type,
        std::vector<Ref<Object>>{seconds(used.tms_utime), seconds(used.tms_stime), seconds(used.tms_cutime),
                                 seconds(used.tms_cstime), seconds(elapsed)});
}

Result<Object> uname_function() {
    utsname answer{};
    if (uname(&answer) != 0) return raise_os_error(errno);
    std::vector<Ref<Object>> values;
    for (const char* text : {answer.sysname, answer.nodename, answer.release, answer.version, answer.machine}) {
        values.push_back(TRY(name_as_str(text)));
    }
    return make_struct_sequence(&uname_result_type, values);
}

// ---------------------------------------------------------------- environment

Result<std::string> variable_text(Object* object) {
    Path path = TRY(path_argument("putenv", object));
    return path.name;
}

Result<void> putenv_function(Object* name_argument, Object* value_argument) {
    std::string name = TRY(variable_text(name_argument)), value = TRY(variable_text(value_argument));
    if (name.empty() || name.find('=') != std::string::npos)
        return raise(ValueError, "illegal environment variable name");
    Ref<Bytes> name_bytes = TRY(Bytes::copy(name)), value_bytes = TRY(Bytes::copy(value));
    TRY(audit("os.putenv", {name_bytes.get(), value_bytes.get()}));
    if (setenv(name.c_str(), value.c_str(), 1) != 0) return raise_os_error(errno);
    return {};
}
Result<void> unsetenv_function(Object* name_argument) {
    std::string name = TRY(variable_text(name_argument));
    TRY(audit("os.unsetenv", {TRY(Bytes::copy(name)).get()}));
    if (unsetenv(name.c_str()) != 0) return raise_os_error(errno);
    return {};
}

// The environment as it was at the start, bytes to bytes: os.environ decodes it.
Result<Dict> environment_dict() {
    Ref<Dict> variables = Dict::create();
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const char* equals = std::strchr(*entry, '=');
        if (equals == nullptr) continue;
        Ref<Object> name = TRY(Bytes::copy({*entry, std::size_t(equals - *entry)}));
        Ref<Object> value = TRY(Bytes::copy(equals + 1));
        TRY(dict_set_default(variables.get(), name.get(), value.get()));
    }
    return variables;
}

// ---------------------------------------------------------------- children

Result<Object> waitpid_function(int pid, int options) {
    for (;;) {
        int status = 0;
        pid_t child = waitpid(pid, &status, options);
        if (child >= 0) {
            Ref<Int> id = Int::from(child), how = Int::from(status);
            return Tuple::of({id.get(), how.get()});
        }
        if (errno != EINTR) return raise_os_error(errno);
        TRY(handle_pending());
    }
}

Result<Size> waitstatus_to_exitcode(int status) {
    if (WIFEXITED(status)) return Size(WEXITSTATUS(status));
    if (WIFSIGNALED(status)) return Size(-WTERMSIG(status));
    return raise(ValueError, "invalid wait status: {}", status);
}

// What a status says, by the system's macros.
Result<bool> was_exit(int status) { return WIFEXITED(status); }
Result<bool> was_signal(int status) { return WIFSIGNALED(status); }
Result<bool> was_stop(int status) { return WIFSTOPPED(status); }
Result<bool> was_continuation(int status) { return WIFCONTINUED(status); }
Result<bool> left_core(int status) { return WCOREDUMP(status); }
Result<Size> exit_code_of(int status) { return Size(WEXITSTATUS(status)); }
Result<Size> ending_signal(int status) { return Size(WTERMSIG(status)); }
Result<Size> stopping_signal(int status) { return Size(WSTOPSIG(status)); }

Result<Size> system_function(Object* command) {
    return Size(std::system(TRY(path_argument("system", command)).name.c_str()));
}

const Method functions[] = {
    {"getpid()", bind<number_of<getpid>>, "Gives the number of this process."},
    {"getppid()", bind<number_of<getppid>>, "Gives the number of the process that started this one."},
    {"getuid()", bind<number_of<getuid>>, "Gives the user who started the program."},
    {"geteuid()", bind<number_of<geteuid>>, "Gives the user with whose rights the program runs."},
    {"getgid()", bind<number_of<getgid>>, "Gives the group of the user who started the program."},
    {"getegid()", bind<number_of<getegid>>, "Gives the group with whose rights the program runs."},
    {"urandom(size, /)", bind<urandom_function>, "Gives bytes that nobody can predict, from the system."},
    {"_exit(status)", bind<exit_function>, "Ends the process on the spot: no finally, no atexit, no flush."},
    {"kill(pid, signal, /)", bind<kill_function>, "Sends a signal to a process."},
    {"strerror(code, /)", bind<strerror_function>, "Gives the system's text for an error number."},
    {"umask(mask, /)", bind<umask_function>, "Sets the permissions that new files do not get; gives the old ones."},
    {"cpu_count()", bind<cpu_count_function>, "Counts the processors, or gives None."},
    {"get_terminal_size(fd=1, /)", bind<terminal_size_function>,
     "Gives the columns and lines of the terminal behind a descriptor."},
    {"times()", bind<times_function>,
     "Gives the time used by this process and its children, in user mode and in the system."},
    {"uname()", bind<uname_function>, "Names the system, its version and the machine."},
    {"putenv(name, value, /)", bind<putenv_function>, "Sets an environment variable; os.environ does not notice."},
    {"unsetenv(name, /)", bind<unsetenv_function>, "Removes an environment variable; os.environ does not notice."},
    {"waitpid(pid, options, /)", bind<waitpid_function>, "Waits for a child to end and gives its number and status."},
    {"waitstatus_to_exitcode(status)", bind<waitstatus_to_exitcode>,
     "Reads a status: the exit code, or the signal as a negative number."},
    {"WIFEXITED(status)", bind<was_exit>, "Tells whether the process of that status ended by itself."},
    {"WIFSIGNALED(status)", bind<was_signal>, "Tells whether a signal ended the process of that status."},
    {"WIFSTOPPED(status)", bind<was_stop>, "Tells whether the process of that status was stopped, to go on later."},
    {"WIFCONTINUED(status)", bind<was_continuation>, "Tells whether the process of that status goes on after a stop."},
    {"WCOREDUMP(status)", bind<left_core>, "Tells whether a core file was written when the process ended."},
    {"WEXITSTATUS(status)", bind<exit_code_of>, "Gives the exit code in the status of a process that ended by itself."},
    {"WTERMSIG(status)", bind<ending_signal>, "Gives the signal that ended the process of that status."},
    {"WSTOPSIG(status)", bind<stopping_signal>, "Gives the signal that stopped the process of that status."},
    {"system(command)", bind<system_function>, "Runs a command in the shell and gives its status."},
};

constexpr ModuleType types[] = {&terminal_size_type, &times_result_type, &uname_result_type};

Result<void> execute(Module* module) {
    module->set("environ", TRY(environment_dict()));
    return {};
}

}  // namespace

extern const ModuleSpec process_part = {.functions = functions, .types = types, .exec = execute};

}  // namespace minipy::posix
