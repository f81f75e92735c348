// SPDX-License-Identifier: MIT
// The module time: clocks, sleeping, and calendar time by the C library. A time tuple comes from the program: its
// numbers are checked before the C library, which counts months from 0, sees them. CPython: Modules/timemodule.c.
#include <cerrno>
#include <climits>
#include <cmath>
#include <ctime>
#include <vector>

#include "runtime/containers/struct_sequence.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/modules/import.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/modules/namespace.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/clock.hpp"

namespace minipy {

namespace {

template <clockid_t clock>
Result<Object> seconds_of() {
    return Float::from(double(nanoseconds_of(clock)) / 1e9);
}
template <clockid_t clock>
Result<Object> whole_nanoseconds_of() {
    return Int::from(nanoseconds_of(clock));
}

Result<void> time_sleep(Object* duration) {
    std::int64_t pause = TRY(parse_duration(duration, nanoseconds_in_second));
    if (pause < 0) return raise(ValueError, "sleep length must be non-negative");
    return sleep_for(pause);
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

time_t this_second() { return time_t(nanoseconds_of(CLOCK_REALTIME) / nanoseconds_in_second); }

Result<time_t> time_seconds_argument(Object* seconds) {
    if (is_none(seconds)) return this_second();
    if (!is<Float>(seconds)) {
        Ref<Int> number = TRY(to_index(seconds));
        if (!number->is_small()) return raise(OverflowError, "timestamp out of range for platform time_t");
        return time_t(number->small);
    }
    double value = cast<Float>(seconds)->value;
    if (std::isnan(value)) return raise(ValueError, "Invalid value NaN (not a number)");
    if (std::abs(value) >= 9.2e18) return raise(OverflowError, "timestamp out of range for platform time_t");
    return time_t(std::floor(value));
}

// The moment by gmtime_r() or localtime_r().
template <std::tm* (*convert)(const time_t*, std::tm*)>
Result<std::tm> broken_down(time_t at) {
    std::tm parts{};
    if (convert(&at, &parts) == nullptr) return raise_os_error(errno);
    return parts;
}

Result<Object> time_gmtime(Object* seconds) {
    return make_struct_time(TRY(broken_down<gmtime_r>(TRY(time_seconds_argument(seconds)))));
}
Result<Object> time_localtime(Object* seconds) {
    return make_struct_time(TRY(broken_down<localtime_r>(TRY(time_seconds_argument(seconds)))));
}

// A time tuple's numbers, in the C library's counting.
Result<std::tm> parts_of_tuple(Object* object, const char* function) {
    auto* tuple = as<Tuple>(object);
    if (tuple == nullptr) return raise(TypeError, "Tuple or struct_time argument required");
    if (tuple->length != 9) return raise(TypeError, "{}(): illegal time tuple argument", function);
    int numbers[9];
    for (Size index = 0; index < 9; ++index) numbers[index] = TRY(to_c_int((*tuple)[index]));
    if (numbers[0] < INT_MIN + 1900) return raise(OverflowError, "year out of range");
    std::tm parts{};
    parts.tm_year = numbers[0] - 1900;
    parts.tm_mon = int(std::int64_t(numbers[1]) - 1);
    parts.tm_mday = numbers[2];
    parts.tm_hour = numbers[3];
    parts.tm_min = numbers[4];
    parts.tm_sec = numbers[5];
    parts.tm_wday = int((std::int64_t(numbers[6]) + 1) % 7);
    parts.tm_yday = int(std::int64_t(numbers[7]) - 1);
    parts.tm_isdst = numbers[8];
    return parts;
}

// 0 counts as the first month and the first day.
Result<std::tm> checked_parts(Object* object, const char* function) {
    if (is_none(object)) return broken_down<localtime_r>(this_second());
    std::tm parts = TRY(parts_of_tuple(object, function));
    if (parts.tm_mon == -1) parts.tm_mon = 0;
    if (parts.tm_mday == 0) parts.tm_mday = 1;
    if (parts.tm_yday == -1) parts.tm_yday = 0;
    const struct {
        const char* name;
        int value, least, most;
    } ranges[] = {{"month", parts.tm_mon, 0, 11},        {"day of month", parts.tm_mday, 1, 31},
                  {"hour", parts.tm_hour, 0, 23},        {"minute", parts.tm_min, 0, 59},
                  {"seconds", parts.tm_sec, 0, 61},      {"day of week", parts.tm_wday, 0, 6},
                  {"day of year", parts.tm_yday, 0, 365}};
    for (const auto& range : ranges) {
        if (range.value < range.least || range.value > range.most)
            return raise(ValueError, "{} out of range", range.name);
    }
    return parts;
}

// A result of no characters may mean that there was no room: up to a limit more is tried.
Result<Object> time_strftime(Str* format, Object* when) {
    std::tm parts = TRY(checked_parts(when, "strftime"));
    std::string pattern = format->to_string();
    if (pattern.find('\0') != std::string::npos) return raise(ValueError, "embedded null character");
    const std::size_t most = 256 * std::max<std::size_t>(pattern.size(), 4);
    for (std::size_t room = 1024;; room *= 2) {
        std::string text;
        TRY(reserve_room(text, room));
        text.resize(room);
        std::size_t length = std::strftime(text.data(), room, pattern.c_str(), &parts);
        if (length > 0 || room >= most) return Str::from(std::string_view(text).substr(0, length));
    }
}

Result<Object> time_mktime(Object* when) {
    std::tm parts = TRY(parts_of_tuple(when, "mktime"));
    parts.tm_wday = -1;  // stays so when the time cannot be told
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
Result<Object> time_asctime(Object* when) { return Str::from(asctime_text(TRY(checked_parts(when, "asctime")))); }
Result<Object> time_ctime(Object* seconds) {
    time_t at = TRY(time_seconds_argument(seconds));
    return Str::from(asctime_text(TRY(broken_down<localtime_r>(at))));
}

// ---------------------------------------------------------------- clocks by number

Result<timespec> read_clock(int clock, int (*call)(clockid_t, timespec*)) {
    timespec moment{};
    if (call(clock, &moment) != 0) return raise_os_error(errno);
    return moment;
}
double as_seconds(const timespec& moment) { return double(moment.tv_sec) + double(moment.tv_nsec) * 1e-9; }

// The clocks that a schedule keeps are its own.
Result<timespec> read_time(int clock) {
    TRY(read_clock(clock, clock_gettime));
    return as_timespec(nanoseconds_of(clock));
}

Result<double> time_clock_gettime(int clock) { return as_seconds(TRY(read_time(clock))); }
Result<double> time_clock_getres(int clock) { return as_seconds(TRY(read_clock(clock, clock_getres))); }
Result<Object> time_clock_gettime_ns(int clock) {
    timespec moment = TRY(read_time(clock));
    return Int::from(std::int64_t(moment.tv_sec) * 1'000'000'000 + moment.tv_nsec);
}

Result<Object> time_get_clock_info(Str* name) {
    constexpr struct {
        const char *name, *clock;
        bool monotonic;
    } clocks[] = {{"time", "CLOCK_REALTIME", false},
                  {"monotonic", "CLOCK_MONOTONIC", true},
                  {"perf_counter", "CLOCK_MONOTONIC", true},
                  {"process_time", "CLOCK_PROCESS_CPUTIME_ID", true},
                  {"thread_time", "CLOCK_THREAD_CPUTIME_ID", true}};
    for (const auto& known : clocks) {
        if (!name->equals(known.name)) continue;
        Ref<SimpleNamespace> info = create<SimpleNamespace>(Dict::create());
        auto put = [&](const char* attribute, Ref<Object> value) {
            dict_set_name(info->dict.get(), Str::interned_from(attribute).get(), value.get());
        };
        put("implementation", Str::from(format_text("clock_gettime({})", known.clock)));
        put("monotonic", to_bool(known.monotonic));
        put("adjustable", to_bool(!known.monotonic));
        put("resolution", Float::from(1e-9));
        return info;
    }
    return raise(ValueError, "unknown clock");
}

// ---------------------------------------------------------------- time zone

// Offsets and names in January and in July; the larger offset from UTC to the west is standard time.
void set_time_zone(Module* module) {
    std::tm january{}, july{};
    constexpr time_t year = (365 * 24 + 6) * 3600;
    time_t start = std::time(nullptr) / year * year, middle = start + year / 2;
    localtime_r(&start, &january);
    localtime_r(&middle, &july);
    const std::tm& standard = january.tm_gmtoff <= july.tm_gmtoff ? january : july;
    const std::tm& summer = &standard == &january ? july : january;
    module->set("timezone", Ref<Object>(Int::from(-standard.tm_gmtoff)));
    module->set("altzone", Ref<Object>(Int::from(-summer.tm_gmtoff)));
    module->set("daylight", Ref<Object>(Int::from(standard.tm_gmtoff != summer.tm_gmtoff ? 1 : 0)));
    Ref<Str> first = Str::from(standard.tm_zone), second = Str::from(summer.tm_zone);
    module->set("tzname", Tuple::of({first.get(), second.get()}));
}

Result<Object> time_tzset(Object* module, const Arguments& arguments) {
    TRY(check_positional("tzset", arguments, 0, 0));
    tzset();
    set_time_zone(cast<Module>(module));
    return none();
}

// Reading a time is the library's work.
Result<Object> time_strptime(Object*, const Arguments& arguments) {
    Ref<Module> library = TRY(import_module("_strptime"));
    Ref<Object> function = TRY(get_attribute(library.get(), Str::interned_from("_strptime_time").get()));
    return call(function.get(), arguments);
}

const Method time_functions[] = {
    {"clock_gettime(clk_id, /)", bind<time_clock_gettime>, "Gives the seconds of a clock, such as CLOCK_MONOTONIC."},
    {"clock_gettime_ns(clk_id, /)", bind<time_clock_gettime_ns>, "Gives the nanoseconds of a clock."},
    {"clock_getres(clk_id, /)", bind<time_clock_getres>, "Gives the smallest step of a clock, in seconds."},
    {"get_clock_info(name, /)", bind<time_get_clock_info>,
     "Tells what is known of 'time', 'monotonic', 'perf_counter', 'process_time' or 'thread_time'."},
    {"tzset(self, *args, **kwargs)", bind<time_tzset>, "Reads the time zone from the environment anew."},
    {"strptime(self, *args, **kwargs)", bind<time_strptime>, "Reads a time by a format such as '%Y-%m-%d'."},
    {"time()", bind<seconds_of<CLOCK_REALTIME>>,
     "Gives the seconds since 1970 in UTC; may jump when the clock is set."},
    {"time_ns()", bind<whole_nanoseconds_of<CLOCK_REALTIME>>,
     "Gives the nanoseconds since 1970, without the rounding of a float."},
    {"monotonic()", bind<seconds_of<CLOCK_MONOTONIC>>,
     "Gives seconds of a clock that is never set: for timeouts. Only differences mean something."},
    {"monotonic_ns()", bind<whole_nanoseconds_of<CLOCK_MONOTONIC>>, "Gives nanoseconds of the clock of monotonic()."},
    {"perf_counter()", bind<seconds_of<CLOCK_MONOTONIC>>,
     "Gives seconds of the finest clock: for measuring. Only differences mean something."},
    {"perf_counter_ns()", bind<whole_nanoseconds_of<CLOCK_MONOTONIC>>,
     "Gives nanoseconds of the clock of perf_counter()."},
    {"process_time()", bind<seconds_of<CLOCK_PROCESS_CPUTIME_ID>>,
     "Gives the seconds for which processors worked on this process; sleep does not count."},
    {"process_time_ns()", bind<whole_nanoseconds_of<CLOCK_PROCESS_CPUTIME_ID>>,
     "Gives nanoseconds of the clock of process_time()."},
    {"thread_time()", bind<seconds_of<CLOCK_THREAD_CPUTIME_ID>>,
     "Gives the seconds for which a processor worked on this thread; sleep does not count."},
    {"thread_time_ns()", bind<whole_nanoseconds_of<CLOCK_THREAD_CPUTIME_ID>>,
     "Gives nanoseconds of the clock of thread_time()."},
    {"sleep(secs, /)", bind<time_sleep>,
     "Does nothing for so many seconds, fractions included, while other threads run."},
    {"gmtime(secs=None, /)", bind<time_gmtime>, "Splits seconds since 1970 into year, month, day and so on, in UTC."},
    {"localtime(secs=None, /)", bind<time_localtime>,
     "Splits seconds since 1970 into year, month, day and so on, in the local time zone."},
    {"strftime(format, t=None, /)", bind<time_strftime>,
     "Writes a time by a format such as '%Y-%m-%d'; now, if none is given."},
    {"mktime(t, /)", bind<time_mktime>, "Gives the seconds since 1970 of a local time; the inverse of localtime()."},
    {"asctime(t=None, /)", bind<time_asctime>, "Writes a time as C does, such as 'Sun Jul 20 20:17:40 1969'."},
    {"ctime(secs=None, /)", bind<time_ctime>, "Writes seconds since 1970 as asctime() does, in the local time zone."},
};

constexpr ModuleType time_types[] = {&struct_time_type};

#define CLOCK(name) \
    { #name, name }
constexpr Constant time_constants[] = {
    CLOCK(CLOCK_REALTIME),
    CLOCK(CLOCK_MONOTONIC),
    CLOCK(CLOCK_PROCESS_CPUTIME_ID),
    CLOCK(CLOCK_THREAD_CPUTIME_ID),
    CLOCK(CLOCK_MONOTONIC_RAW),
    CLOCK(CLOCK_BOOTTIME),
    CLOCK(CLOCK_TAI),
    {"_STRUCT_TM_ITEMS", 11},
};
#undef CLOCK

Result<void> time_execute(Module* module) {
    tzset();
    set_time_zone(module);
    return {};
}

}  // namespace

extern const ModuleSpec time_module = {
    .name = "time",
    .doc = "Clocks, sleep, and what calendars make of seconds.",
    .functions = time_functions,
    .types = time_types,
    .constants = time_constants,
    .exec = time_execute,
};

}  // namespace minipy
