# Numbers of the process, its groups, scheduling.
import os

print(os.getresuid() == (os.getuid(), os.geteuid(), os.geteuid()), len(os.getresgid()))
print(os.getpgid(0) == os.getpgrp(), os.getsid(0) == os.getsid(os.getpid()))
os.setresuid(-1, -1, -1)
os.setreuid(-1, -1)
os.setregid(-1, -1)
print(os.getgroups() == os.getgroups(), 12345 in os.getgrouplist("root", 12345))
print(os.getpriority(os.PRIO_PROCESS, 0) == os.nice(0))
os.setpriority(os.PRIO_PROCESS, 0, os.getpriority(os.PRIO_PROCESS, os.getpid()))
processors = os.sched_getaffinity(0)
print(type(processors), len(processors) > 0, os.cpu_count() >= 1)
os.sched_setaffinity(0, processors)
print(os.sched_getaffinity(0) == processors)
os.sched_yield()
print(os.sched_getscheduler(0) == os.SCHED_OTHER, os.sched_getparam(0))
parameter = os.sched_param(sched_priority=0)
print(parameter, parameter.sched_priority, isinstance(parameter, tuple))
os.sched_setscheduler(0, os.SCHED_OTHER, parameter)
os.sched_setparam(0, parameter)
print(os.sched_get_priority_min(os.SCHED_RR), os.sched_get_priority_max(os.SCHED_RR))
for call in (lambda: os.sched_setaffinity(0, []), lambda: os.sched_setaffinity(0, [-1]), lambda: os.sched_setaffinity(0, ["x"]),
             lambda: os.sched_setaffinity(0, [1 << 40]), lambda: os.sched_setaffinity(0, 5), lambda: os.sched_param(),
             lambda: os.sched_setparam(0, 5), lambda: os.sched_setparam(0, os.sched_param("x")),
             lambda: os.getpriority(99, 0), lambda: os.getsid(99999999), lambda: os.setgroups([1 << 40])):
    try:
        print(call())
    except (OSError, ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__, error)
print(len(os.getloadavg()), len(os.times()), len(os.uname()))
