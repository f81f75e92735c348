// SPDX-License-Identifier: MIT
// What surrounds the process: its environment, the system's name, time used, random bytes, load.
// CPython: Modules/posixmodule.c, Python/bootstrap_hash.c. Next: processes.cpp.
#include <sys/random.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <vector>

#include "modules/native.hpp"
#include "modules/system/posix/posix.hpp"
#include "modules/text/file_name.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/struct_sequence.hpp"
#include "runtime/numbers/float.hpp"
#include "vm/audit_hooks.hpp"

namespace minipy::posix {

namespace {

constexpr const char* times_fields[] = {"user", "system", "children_user", "children_system", "elapsed"};
constexpr const char* uname_fields[] = {"sysname", "nodename", "release", "version", "machine"};
const StructSequenceSpec times_result_spec("posix.times_result", "What times() knows of used time.", times_fields);
const StructSequenceSpec uname_result_spec("posix.uname_result", "What uname() knows of the system.", uname_fields);
Type times_result_type(times_result_spec), uname_result_type(uname_result_spec);

// ---------------------------------------------------------------- random bytes

Result<Object> urandom_function(Size size) {
    if (size < 0) return raise(ValueError, "negative argument not allowed");
    Ref<Bytes> bytes = TRY(Bytes::create(size));
    for (Size filled = 0; filled < size;) {
        char* data = bytes->data() + filled;
        auto missing = std::size_t(size - filled);
        filled += TRY(checked_system_call(Blocking::file, [&] { return getrandom(data, missing, 0); }));
    }
    return bytes;
}

Result<Object> getrandom_function(Size size, int flags) {
    if (size < 0) return raise_os_error(EINVAL);
    Ref<Bytes> bytes = TRY(Bytes::create(size));
    char* data = bytes->data();
    Size count = TRY(
        checked_system_call(Blocking::outside, [&] { return getrandom(data, std::size_t(size), unsigned(flags)); }));
    return count == size ? Result<Object>(bytes) : Bytes::copy({data, std::size_t(count)});
}

// ---------------------------------------------------------------- the system

Result<Object> strerror_function(int code) { return name_as_str(std::strerror(code)); }

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
    if (uname(&answer) < 0) return raise_os_error(errno);
    std::vector<Ref<Object>> values;
    for (const char* text : {answer.sysname, answer.nodename, answer.release, answer.version, answer.machine}) {
        values.push_back(TRY(name_as_str(text)));
    }
    return make_struct_sequence(&uname_result_type, values);
}

Result<Object> getloadavg_function() {
    double load[3];
    if (getloadavg(load, 3) != 3) return raise(OSError, "Load averages are unobtainable");
    Ref<Float> minute = Float::from(load[0]), five = Float::from(load[1]), quarter = Float::from(load[2]);
    return Tuple::of({minute.get(), five.get(), quarter.get()});
}

// ---------------------------------------------------------------- variables

Result<void> putenv_function(Object* name_argument, Object* value_argument) {
    std::string name = TRY(file_name_bytes(name_argument)), value = TRY(file_name_bytes(value_argument));
    if (name.find('=') != std::string::npos) return raise(ValueError, "illegal environment variable name");
    Ref<Bytes> name_bytes = TRY(Bytes::copy(name)), value_bytes = TRY(Bytes::copy(value));
    TRY(audit("os.putenv", {name_bytes.get(), value_bytes.get()}));
    if (setenv(name.c_str(), value.c_str(), 1) != 0) return raise_os_error(errno);
    return {};
}
Result<void> unsetenv_function(Object* name_argument) {
    std::string name = TRY(file_name_bytes(name_argument));
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

const Method environment_functions[] = {
    {"urandom(size, /)", bind<urandom_function>, "Gives bytes that nobody can predict, from the system."},
    {"getrandom(size, flags=0)", bind<getrandom_function>,
     "Gives up to size bytes that nobody can predict; flags say from where, and whether to wait."},
    {"strerror(code, /)", bind<strerror_function>, "Gives the system's text for an error number."},
    {"times()", bind<times_function>,
     "Gives the time used by this process and its children, in user mode and in the system."},
    {"uname()", bind<uname_function>, "Names the system, its version and the machine."},
    {"getloadavg()", bind<getloadavg_function>,
     "Gives how many processes wanted to run, on average over 1, 5 and 15 minutes."},
    {"putenv(name, value, /)", bind<putenv_function>, "Sets an environment variable; os.environ does not notice."},
    {"unsetenv(name, /)", bind<unsetenv_function>, "Removes an environment variable; os.environ does not notice."},
};

constexpr ModuleType environment_types[] = {&times_result_type, &uname_result_type};

Result<void> environment_execute(Module* module) {
    module->set("environ", TRY(environment_dict()));
    return {};
}

}  // namespace

extern const ModuleSpec environment_part = {
    .functions = environment_functions, .types = environment_types, .exec = environment_execute};

}  // namespace minipy::posix
