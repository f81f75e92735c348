import os
import time

for name in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
    print(name, time.get_clock_info(name))
for call in (lambda: time.get_clock_info("sundial"), lambda: time.clock_gettime(999), lambda: time.clock_getres(999),
             lambda: time.strptime("a"), lambda: time.strptime("31", "%m")):
    try:
        print(call())
    except (ValueError, OSError) as error:
        print(type(error).__name__, error)
print(time.clock_getres(time.CLOCK_MONOTONIC), time.clock_gettime(time.CLOCK_REALTIME) > 1e9,
      time.clock_gettime_ns(time.CLOCK_PROCESS_CPUTIME_ID) > 0)
print(time.strptime("20 Jul 1969 20:17", "%d %b %Y %H:%M"))
for zone in ("UTC", "Europe/Berlin", "Australia/Sydney", "EST5EDT", "XYZ-3:30"):
    os.environ["TZ"] = zone
    time.tzset()
    print(zone, time.timezone, time.altzone, time.daylight, time.tzname, time.ctime(0))
print(time._STRUCT_TM_ITEMS, [time.CLOCK_TAI, time.CLOCK_BOOTTIME, time.CLOCK_MONOTONIC_RAW])
