// SPDX-License-Identifier: MIT
// The module time. CPython: Modules/timemodule.c.
#include <cerrno>
#include <cmath>
#include <ctime>
#include <vector>

#include "runtime/containers/struct_sequence.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

namespace {

std::int64_t nanoseconds(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return std::int64_t(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

template <clockid_t clock>
Result<Object> seconds_of() {
    return Float::from(double(nanoseconds(clock)) * 1e-9);
}
template <clockid_t clock>
Result<Object> nanoseconds_of() {
    return Int::from(nanoseconds(clock));
}

// A duration in nanoseconds, rounded up: CPython takes ints and floats only.
Result<std::int64_t> duration_argument(Object* duration) {
    constexpr double most = 9223372036.854775;  // seconds in 64 bits of nanoseconds
    double seconds;
    if (is<Float>(duration)) {
        seconds = static_cast<Float*>(duration)->value;
        if (std::isnan(seconds)) return raise(ValueError, "Invalid value NaN (not a number)");
    } else {
        Ref<Int> index = TRY(to_index(duration));
        if (!index->is_small()) return raise(OverflowError, "timestamp too large to convert to C _PyTime_t");
        seconds = double(index->small);
    }
    if (seconds > most || seconds < -most) return raise(OverflowError, "timestamp too large to convert to C _PyTime_t");
    return std::int64_t(std::ceil(seconds * 1e9));
}

Result<void> time_sleep(Object* duration) {
    std::int64_t pause = TRY(duration_argument(duration));
    if (pause < 0) return raise(ValueError, "sleep length must be non-negative");
    std::int64_t deadline = nanoseconds(CLOCK_MONOTONIC) + pause;
    for (;;) {
        timespec until{time_t(deadline / 1'000'000'000), long(deadline % 1'000'000'000)};
        int error = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
        if (error == 0) return {};
        if (error != EINTR) return raise_os_error(error);
        TRY(handle_pending());
    }
}

// ---------------------------------------------------------------- calendar time

constexpr const char* time_fields[] = {"tm_year", "tm_mon",  "tm_mday",  "tm_hour", "tm_min",   "tm_sec",
                                       "tm_wday", "tm_yday", "tm_isdst", "tm_zone", "tm_gmtoff"};
const StructSequenceSpec struct_time_spec("time.struct_time",
                                          "A moment by year, month, day and so on: what gmtime(), localtime() and "
                                          "strptime() give, and asctime(), mktime() and strftime() take.",
                                          time_fields, 9);
Type struct_time_type(struct_time_spec);

Result<Object> make_struct_time(const std::tm& parts) {
    std::int64_t numbers[] = {parts.tm_year + 1900,    parts.tm_mon + 1,  parts.tm_mday,
                              parts.tm_hour,           parts.tm_min,      parts.tm_sec,
                              (parts.tm_wday + 6) % 7, parts.tm_yday + 1, parts.tm_isdst};
    std::vector<Ref<Object>> values;
    for (std::int64_t value : numbers) values.push_back(Int::from(value));
    values.push_back(Str::from(parts.tm_zone == nullptr ? "" : parts.tm_zone));
    values.push_back(Int::from(parts.tm_gmtoff));
    return make_struct_sequence(&struct_time_type, values);
}

Result<time_t> seconds_argument(Object* seconds) {
    if (is_none(seconds)) return time_t(std::time(nullptr));
    return time_t(std::floor(TRY(to_double(seconds))));
}

Result<Object> time_gmtime(Object* seconds) {
    time_t at = TRY(seconds_argument(seconds));
    std::tm parts{};
    if (gmtime_r(&at, &parts) == nullptr) return raise_os_error(errno);
    return make_struct_time(parts);
}

Result<Object> time_localtime(Object* seconds) {
    time_t at = TRY(seconds_argument(seconds));
    std::tm parts{};
    if (localtime_r(&at, &parts) == nullptr) return raise_os_error(errno);
    return make_struct_time(parts);
}

Result<std::tm> parts_of(Object* object) {
    if (is_none(object)) {
        time_t now = std::time(nullptr);
        std::tm parts{};
        localtime_r(&now, &parts);
        return parts;
    }
    auto* tuple = as<Tuple>(object);
    if (tuple == nullptr || tuple->length < 9) return raise(TypeError, "Tuple or struct_time argument required");
    int numbers[9];
    for (Size index = 0; index < 9; ++index) numbers[index] = int(TRY(to_size((*tuple)[index], &OverflowError)));
    std::tm parts{};
    parts.tm_year = numbers[0] - 1900;
    parts.tm_mon = numbers[1] - 1;
    parts.tm_mday = numbers[2];
    parts.tm_hour = numbers[3];
    parts.tm_min = numbers[4];
    parts.tm_sec = numbers[5];
    parts.tm_wday = (numbers[6] + 1) % 7;
    parts.tm_yday = numbers[7] - 1;
    parts.tm_isdst = numbers[8];
    bool valid = parts.tm_mon >= 0 && parts.tm_mon < 12 && parts.tm_mday >= 0 && parts.tm_mday <= 31 &&
                 parts.tm_hour >= 0 && parts.tm_hour < 24 && parts.tm_min >= 0 && parts.tm_min < 60 &&
                 parts.tm_sec >= 0 && parts.tm_sec <= 61 && parts.tm_wday >= 0;
    if (!valid) return raise(ValueError, "field out of range");
    return parts;
}

Result<Object> time_strftime(Str* format, Object* when) {
    std::tm parts = TRY(parts_of(when));
    std::string pattern = format->to_string() + "+";  // never empty, so that 0 means "too small"
    std::string text(256, '\0');
    std::size_t length;
    while ((length = std::strftime(text.data(), text.size(), pattern.c_str(), &parts)) == 0)
        text.resize(text.size() * 2);
    return Str::from(std::string_view(text).substr(0, length - 1));
}

Result<Object> time_mktime(Object* when) {
    std::tm parts = TRY(parts_of(when));
    time_t at = std::mktime(&parts);
    if (at == time_t(-1) && parts.tm_wday < 0) return raise(OverflowError, "mktime argument out of range");
    return Float::from(double(at));
}

std::string asctime_text(const std::tm& parts) {
    constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return format_text("{} {}{:3d} {:02d}:{:02d}:{:02d} {}", days[parts.tm_wday], months[parts.tm_mon], parts.tm_mday,
                       parts.tm_hour, parts.tm_min, parts.tm_sec, parts.tm_year + 1900);
}
Result<Object> time_asctime(Object* when) { return Str::from(asctime_text(TRY(parts_of(when)))); }
Result<Object> time_ctime(Object* seconds) {
    time_t at = TRY(seconds_argument(seconds));
    std::tm parts{};
    localtime_r(&at, &parts);
    return Str::from(asctime_text(parts));
}

const Method time_functions[] = {
    {"time()", bind<seconds_of<CLOCK_REALTIME>>, "Return the current time in seconds since the Epoch."},
    {"time_ns()", bind<nanoseconds_of<CLOCK_REALTIME>>, "Return the current time in nanoseconds since the Epoch."},
    {"monotonic()", bind<seconds_of<CLOCK_MONOTONIC>>, "Monotonic clock, cannot go backward."},
    {"monotonic_ns()", bind<nanoseconds_of<CLOCK_MONOTONIC>>, "Monotonic clock, cannot go backward, as nanoseconds."},
    {"perf_counter()", bind<seconds_of<CLOCK_MONOTONIC>>, "Performance counter for benchmarking."},
    {"perf_counter_ns()", bind<nanoseconds_of<CLOCK_MONOTONIC>>,
     "Performance counter for benchmarking as nanoseconds."},
    {"process_time()", bind<seconds_of<CLOCK_PROCESS_CPUTIME_ID>>,
     "Process time for profiling: sum of the kernel and user-space CPU time."},
    {"process_time_ns()", bind<nanoseconds_of<CLOCK_PROCESS_CPUTIME_ID>>, "Process time for profiling as nanoseconds."},
    {"thread_time()", bind<seconds_of<CLOCK_THREAD_CPUTIME_ID>>, "Thread time for profiling."},
    {"thread_time_ns()", bind<nanoseconds_of<CLOCK_THREAD_CPUTIME_ID>>, "Thread time for profiling as nanoseconds."},
    {"sleep(secs, /)", bind<time_sleep>,
     "Delay execution for a given number of seconds.  The argument may be\na floating point number for subsecond "
     "precision."},
    {"gmtime(secs=None, /)", bind<time_gmtime>,
     "Convert seconds since the Epoch to a time tuple expressing UTC (a.k.a. GMT)."},
    {"localtime(secs=None, /)", bind<time_localtime>,
     "Convert seconds since the Epoch to a time tuple expressing local time."},
    {"strftime(format, t=None, /)", bind<time_strftime>,
     "Convert a time tuple to a string according to a format specification."},
    {"mktime(t, /)", bind<time_mktime>, "Convert a time tuple in local time to seconds since the Epoch."},
    {"asctime(t=None, /)", bind<time_asctime>, "Convert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'."},
    {"ctime(secs=None, /)", bind<time_ctime>, "Convert a time in seconds since the Epoch to a string in local time."},
};

constexpr ModuleType types[] = {&struct_time_type};

Result<void> execute(Module* module) {
    tzset();
    module->set("timezone", Ref<Object>(Int::from(timezone)));
    module->set("daylight", Ref<Object>(Int::from(daylight)));
    Ref<Str> standard = Str::from(tzname[0]), summer = Str::from(tzname[1]);
    module->set("tzname", Tuple::of({standard.get(), summer.get()}));
    return {};
}

}  // namespace

extern const ModuleSpec time_module = {
    .name = "time",
    .doc = "This module provides various functions to manipulate time values.",
    .functions = time_functions,
    .types = types,
    .exec = execute,
};

}  // namespace minipy
