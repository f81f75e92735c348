// SPDX-License-Identifier: MIT
// Module resource: limits of a process, and what it has used. CPython: Modules/resource.c.
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "modules/native.hpp"
#include "modules/system/resource_usage.hpp"
#include "runtime/containers/struct_sequence.hpp"
#include "runtime/modules/import.hpp"
#include "runtime/numbers/float.hpp"
#include "vm/audit_hooks.hpp"
#include "vm/outside.hpp"

namespace minipy {

namespace {

constexpr const char* usage_fields[] = {
    "ru_utime", "ru_stime",   "ru_maxrss",  "ru_ixrss",  "ru_idrss",  "ru_isrss",    "ru_minflt", "ru_majflt",
    "ru_nswap", "ru_inblock", "ru_oublock", "ru_msgsnd", "ru_msgrcv", "ru_nsignals", "ru_nvcsw",  "ru_nivcsw"};
const StructSequenceSpec usage_spec("resource.struct_rusage", "What a process has used of the machine.", usage_fields);
Type usage_type(usage_spec);

Result<Object> getrusage_function(int who) {
    note_outside(Outside::clock);
    rusage used{};
    if (getrusage(__rusage_who_t(who), &used) == 0) return make_resource_usage(used);
    if (errno == EINVAL) return raise(ValueError, "invalid who parameter");
    return raise_os_error(errno);
}

// ---------------------------------------------------------------- limits

Result<void> check_resource(int resource) {
    if (resource < 0 || resource >= int(RLIM_NLIMITS)) return raise(ValueError, "invalid resource specified");
    return {};
}

Result<rlim_t> limit_number(Object* object) {
    Ref<Int> number = TRY(to_index(object));
    if (number->is_small()) return rlim_t(number->small);  // −1: no limit
    return raise(OverflowError, "Python int too large to convert to C long");
}

// A sequence of two: the limit now, and how far the process itself may raise it.
Result<rlimit> limits_argument(Object* limits) {
    Ref<Tuple> pair = TRY(Tuple::from_iterable(limits));
    if (pair->length != 2) return raise(ValueError, "expected a tuple of 2 integers");
    rlimit wanted{};
    wanted.rlim_cur = TRY(limit_number((*pair)[0]));
    wanted.rlim_max = TRY(limit_number((*pair)[1]));
    return wanted;
}

Result<Object> shown_limits(const rlimit& limits) {
    Ref<Int> soft = Int::from(std::int64_t(limits.rlim_cur)), hard = Int::from(std::int64_t(limits.rlim_max));
    return Tuple::of({soft.get(), hard.get()});
}

Failure limit_failure() {
    if (errno == EINVAL) return raise(ValueError, "current limit exceeds maximum limit");
    if (errno == EPERM) return raise(ValueError, "not allowed to raise maximum limit");
    return raise_os_error(errno);
}

Result<Object> getrlimit_function(int resource) {
    TRY(check_resource(resource));
    rlimit limits{};
    if (getrlimit(__rlimit_resource_t(resource), &limits) != 0) return raise_os_error(errno);
    return shown_limits(limits);
}

Result<void> setrlimit_function(int resource, Object* limits) {
    TRY(check_resource(resource));
    TRY(audit("resource.setrlimit", {Int::from(resource).get(), limits}));
    rlimit wanted = TRY(limits_argument(limits));
    if (setrlimit(__rlimit_resource_t(resource), &wanted) != 0) return limit_failure();
    return {};
}

Result<Object> prlimit_function(Object*, const Arguments& arguments) {
    TRY(check_no_keywords("resource.prlimit", arguments));
    if (arguments.positional < 2 || arguments.positional > 3)
        return raise(TypeError, "resource.prlimit requires 2 to 3 arguments");
    int pid = TRY(to_c_int(arguments[0])), resource = TRY(to_c_int(arguments[1]));
    TRY(check_resource(resource));
    Object* limits = arguments.positional == 3 ? arguments[2] : nullptr;
    TRY(audit("resource.prlimit",
              {arguments[0], arguments[1], limits == nullptr ? static_cast<Object*>(&None) : limits}));
    rlimit wanted{}, before{};
    if (limits != nullptr) wanted = TRY(limits_argument(limits));
    if (prlimit(pid, __rlimit_resource(resource), limits != nullptr ? &wanted : nullptr, &before) == 0)
        return shown_limits(before);
    if (errno == EINVAL) return raise(ValueError, "current limit exceeds maximum limit");
    return raise_os_error(errno);
}

Result<Size> getpagesize_function() { return Size(sysconf(_SC_PAGESIZE)); }

const Method resource_functions[] = {
    {"getrusage(who, /)", bind<getrusage_function>,
     "Tells what this process, its children or this thread have used of the machine."},
    {"getrlimit(resource, /)", bind<getrlimit_function>,
     "Gives the limit of a resource that holds, and the one up to which it may be raised."},
    {"setrlimit(resource, limits, /)", bind<setrlimit_function>, "Sets both limits of a resource."},
    {"prlimit(*args)", bind<prlimit_function>, "Sets both limits of a process's resource; gives the old ones."},
    {"getpagesize()", bind<getpagesize_function>, "Gives the number of bytes in a page of memory."},
};

#define CONSTANT(name) \
    { #name, name }
constexpr Constant resource_constants[] = {
    CONSTANT(RLIMIT_AS),       CONSTANT(RLIMIT_CORE),    CONSTANT(RLIMIT_CPU),        CONSTANT(RLIMIT_DATA),
    CONSTANT(RLIMIT_FSIZE),    CONSTANT(RLIMIT_MEMLOCK), CONSTANT(RLIMIT_MSGQUEUE),   CONSTANT(RLIMIT_NICE),
    CONSTANT(RLIMIT_NOFILE),   CONSTANT(RLIMIT_NPROC),   CONSTANT(RLIMIT_OFILE),      CONSTANT(RLIMIT_RSS),
    CONSTANT(RLIMIT_RTPRIO),   CONSTANT(RLIMIT_RTTIME),  CONSTANT(RLIMIT_SIGPENDING), CONSTANT(RLIMIT_STACK),
    CONSTANT(RUSAGE_CHILDREN), CONSTANT(RUSAGE_SELF),    CONSTANT(RUSAGE_THREAD),     {"RLIM_INFINITY", -1},
};
#undef CONSTANT

constexpr ModuleType resource_types[] = {&usage_type};

Result<void> resource_execute(Module* module) {
    module->set("error", &OSError);
    return {};
}

}  // namespace

Result<Object> make_resource_usage(const rusage& used) {
    TRY(import_module("resource"));  // wait4() needs the type, and a program may not have imported its module
    auto seconds = [](const timeval& time) { return double(time.tv_sec) + double(time.tv_usec) * 1e-6; };
    std::vector<Ref<Object>> values = {Float::from(seconds(used.ru_utime)), Float::from(seconds(used.ru_stime))};
    for (long number : {used.ru_maxrss, used.ru_ixrss, used.ru_idrss, used.ru_isrss, used.ru_minflt, used.ru_majflt,
                        used.ru_nswap, used.ru_inblock, used.ru_oublock, used.ru_msgsnd, used.ru_msgrcv,
                        used.ru_nsignals, used.ru_nvcsw, used.ru_nivcsw}) {
        values.push_back(Int::from(number));
    }
    return make_struct_sequence(&usage_type, values);
}

extern const ModuleSpec resource_module = {
    .name = "resource",
    .doc = "Limits of processes, and what they have used of the machine.",
    .functions = resource_functions,
    .types = resource_types,
    .constants = resource_constants,
    .exec = resource_execute,
};

}  // namespace minipy
