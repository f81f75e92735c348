// SPDX-License-Identifier: MIT
// When the system lets which process run on which processor. CPython: Modules/posixmodule.c.
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <bit>

#include "modules/native.hpp"
#include "modules/system/posix/posix.hpp"
#include "modules/system/posix/scheduling.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/containers/struct_sequence.hpp"
#include "runtime/memory/fixed_array.hpp"
#include "runtime/numbers/float.hpp"

namespace minipy::posix {

namespace {

Result<Object> cpu_count_function() {
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? none() : Ref<Object>(Int::from(count));
}

Result<void> sched_yield_function() {
    AllowThreads allowed(Blocking::outside);
    sched_yield();
    return {};
}

// ---------------------------------------------------------------- priorities

Result<Size> nice_function(int increment) {
    errno = 0;
    int value = nice(increment);  // −1 may be an answer
    if (value == -1 && errno != 0) return raise_os_error(errno);
    return Size(value);
}
Result<Size> getpriority_function(int which, int who) {
    errno = 0;
    int value = getpriority(__priority_which_t(which), id_t(who));
    if (errno != 0) return raise_os_error(errno);
    return Size(value);
}
Result<void> setpriority_function(int which, int who, int priority) {
    if (setpriority(__priority_which_t(which), id_t(who), priority) < 0) return raise_os_error(errno);
    return {};
}

Result<Size> priority_max(int policy) {
    return checked_system_call(Blocking::file, [&] { return sched_get_priority_max(policy); });
}
Result<Size> priority_min(int policy) {
    return checked_system_call(Blocking::file, [&] { return sched_get_priority_min(policy); });
}

// ---------------------------------------------------------------- policies

constexpr const char* param_fields[] = {"sched_priority"};

Result<Object> make_sched_param(Type* type, Object* priority) {
    return make_struct_sequence(type, std::vector<Ref<Object>>{share(priority)});
}

// A struct sequence that is made of its one field, where others are made of a sequence.
struct SchedParamSpec : StructSequenceSpec {
    constexpr SchedParamSpec()
        : StructSequenceSpec("posix.sched_param", "How a process is scheduled: its priority.", param_fields) {
        slots.new_ = new_by_signature<"sched_param(type, /, sched_priority)", make_sched_param>;
        text_signature = "(sched_priority)";
    }
};
const SchedParamSpec sched_param_spec;
Type sched_param_type(sched_param_spec);

Result<Size> getscheduler_function(int pid) {
    return checked_system_call(Blocking::file, [&] { return sched_getscheduler(pid); });
}
Result<void> setscheduler_function(int pid, int policy, Object* param) {
    sched_param wanted{.sched_priority = TRY(sched_priority_argument(param))};
    TRY(checked_system_call(Blocking::file, [&] { return sched_setscheduler(pid, policy, &wanted); }));
    return {};
}
Result<Object> getparam_function(int pid) {
    sched_param found{};
    TRY(checked_system_call(Blocking::file, [&] { return sched_getparam(pid, &found); }));
    return make_sched_param(&sched_param_type, Int::from(found.sched_priority).get());
}
Result<void> setparam_function(int pid, Object* param) {
    sched_param wanted{.sched_priority = TRY(sched_priority_argument(param))};
    TRY(checked_system_call(Blocking::file, [&] { return sched_setparam(pid, &wanted); }));
    return {};
}
Result<double> round_robin_interval(int pid) {
    timespec interval{};
    TRY(checked_system_call(Blocking::file, [&] { return sched_rr_get_interval(pid, &interval); }));
    return double(interval.tv_sec) + 1e-9 * double(interval.tv_nsec);
}

// ---------------------------------------------------------------- processors

constexpr std::size_t bits_in_word = 64;

// The set of processors as the system has it: a bit for each.
using ProcessorMask = FixedArray<std::uint64_t>;
cpu_set_t* as_system_set(const ProcessorMask& mask) { return reinterpret_cast<cpu_set_t*>(mask.begin()); }

Result<Object> getaffinity_function(int pid) {
    for (std::size_t words = 16;; words *= 2) {  // until the system's own mask fits
        ProcessorMask mask;
        if (!mask.allocate(words)) return raise_no_memory();
        if (sched_getaffinity(pid, words * sizeof(std::uint64_t), as_system_set(mask)) == 0) {
            Ref<Set> processors = Set::create();
            for (std::size_t place = 0; place < words * bits_in_word; ++place) {
                if ((mask[place / bits_in_word] >> place % bits_in_word & 1) != 0)
                    TRY(set_add(processors.get(), Int::from(std::int64_t(place)).get()));
            }
            return processors;
        }
        if (errno != EINVAL || words > 1 << 16) return raise_os_error(errno);
    }
}

Result<std::size_t> processor_number(Object* object) {
    auto* number = as<Int>(object);
    if (number == nullptr) {
        return raise(TypeError, "expected an iterator of ints, but iterator yielded {}", TRY(repr(object->type)).get());
    }
    if (number->is_negative()) return raise(ValueError, "negative CPU number");
    if (!number->is_small() || number->small >= INT32_MAX) return raise(OverflowError, "CPU number too large");
    return std::size_t(number->small);
}

Result<void> setaffinity_function(int pid, Object* processors) {
    Ref<Tuple> items = TRY(Tuple::from_iterable(processors));
    std::size_t highest = 0;
    for (Object* item : *items) highest = std::max(highest, TRY(processor_number(item)));
    ProcessorMask mask;
    if (!mask.allocate(std::max<std::size_t>(highest / bits_in_word + 1, 16))) return raise_no_memory();
    for (Object* item : *items) {
        std::size_t place = TRY(processor_number(item));
        mask[place / bits_in_word] |= std::uint64_t(1) << place % bits_in_word;
    }
    if (sched_setaffinity(pid, mask.size() * sizeof(std::uint64_t), as_system_set(mask)) != 0)
        return raise_os_error(errno);
    return {};
}

const Method scheduling_functions[] = {
    {"cpu_count()", bind<cpu_count_function>, "Counts the processors, or gives None."},
    {"sched_yield()", bind<sched_yield_function>, "Lets others have the processor for a moment."},
    {"nice(increment, /)", bind<nice_function>, "Makes the process give way more to others; gives the new measure."},
    {"getpriority(which, who)", bind<getpriority_function>,
     "Gives how much a process, a group of them or a user's give way to others."},
    {"setpriority(which, who, priority)", bind<setpriority_function>,
     "Sets how much a process, a group of them or a user's give way to others."},
    {"sched_get_priority_max(policy)", bind<priority_max>, "Gives the highest priority of a scheduling policy."},
    {"sched_get_priority_min(policy)", bind<priority_min>, "Gives the lowest priority of a scheduling policy."},
    {"sched_getscheduler(pid, /)", bind<getscheduler_function>, "Gives the scheduling policy of a process; 0 is this."},
    {"sched_setscheduler(pid, policy, param, /)", bind<setscheduler_function>,
     "Sets the scheduling policy and priority of a process."},
    {"sched_getparam(pid, /)", bind<getparam_function>, "Gives the scheduling priority of a process."},
    {"sched_setparam(pid, param, /)", bind<setparam_function>, "Sets the scheduling priority of a process."},
    {"sched_rr_get_interval(pid, /)", bind<round_robin_interval>,
     "Gives the seconds that a process runs before it is another's turn."},
    {"sched_getaffinity(pid, /)", bind<getaffinity_function>, "Gives the set of processors a process may run on."},
    {"sched_setaffinity(pid, mask, /)", bind<setaffinity_function>, "Sets the processors that a process may run on."},
};

constexpr ModuleType scheduling_types[] = {&sched_param_type};

}  // namespace

Result<int> sched_priority_argument(Object* param) {
    if (param->type != &sched_param_type) return raise(TypeError, "must have a sched_param object");
    Ref<Object> priority = share((*cast<Tuple>(param))[0]);
    std::int64_t number = TRY(to_int64(priority.get()));
    if (number > INT32_MAX || number < INT32_MIN) return raise(OverflowError, "sched_priority out of range");
    return int(number);
}

extern const ModuleSpec scheduling_part = {.functions = scheduling_functions, .types = scheduling_types};

}  // namespace minipy::posix
