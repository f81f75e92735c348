# wait and its relatives, and what a status says.
import os
import signal
import time


def child(action):
    pid = os.fork()
    if pid == 0:
        action()
        os._exit(0)
    return pid


def kill_self(number):
    os.kill(os.getpid(), number)
    time.sleep(60)


pid = child(lambda: os._exit(3))
found, status = os.waitpid(pid, 0)
print(found == pid, os.WIFEXITED(status), os.WEXITSTATUS(status), os.waitstatus_to_exitcode(status))

pid = child(lambda: kill_self(signal.SIGKILL))
found, status = os.wait()
print(found == pid, os.WIFSIGNALED(status), os.WTERMSIG(status), os.WCOREDUMP(status), os.waitstatus_to_exitcode(status))

pid = child(lambda: kill_self(signal.SIGSTOP))
found, status = os.waitpid(pid, os.WUNTRACED)
print(found == pid, os.WIFSTOPPED(status), os.WSTOPSIG(status) == signal.SIGSTOP)
try:
    os.waitstatus_to_exitcode(status)
except ValueError as error:
    print(error)
os.kill(pid, signal.SIGKILL)
found, status, usage = os.wait4(pid, 0)
print(found == pid, os.waitstatus_to_exitcode(status), type(usage), len(usage), usage.ru_maxrss > 0)

pid = child(lambda: os._exit(5))
found, status, usage = os.wait3(0)
print(found == pid, os.waitstatus_to_exitcode(status), usage.ru_utime >= 0)

pid = child(lambda: os._exit(6))
info = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
print(info.si_pid == pid, info.si_status, info.si_code == os.CLD_EXITED, info.si_signo == signal.SIGCHLD)
print(os.waitpid(pid, 0)[1])

reader, writer = os.pipe()
pid = child(lambda: os.read(reader, 1))
print(os.waitpid(pid, os.WNOHANG), os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG))
os.write(writer, b"x")
descriptor = os.pidfd_open(pid)
print(os.waitid(os.P_PIDFD, descriptor, os.WEXITED).si_status)

for call in (os.wait, lambda: os.waitpid(-1, 0), lambda: os.wait3(0), lambda: os.waitid(os.P_ALL, 0, os.WEXITED)):
    try:
        call()
    except ChildProcessError as error:
        print(error)
for status in (-1, 0x137F, "x", 1.0, 1 << 40):
    try:
        print(os.waitstatus_to_exitcode(status))
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__, error)
