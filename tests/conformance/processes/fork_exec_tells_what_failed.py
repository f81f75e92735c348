# _posixsubprocess.fork_exec with all its arguments: what is refused before the fork, and what the child writes to the
# error pipe when it cannot become the program.
import _posixsubprocess
import os

reader, writer = os.pipe()
while writer < 3:
    writer = os.dup(writer)
os.set_blocking(reader, False)
GOOD = [[b"x"], (b"/nonexistent",), False, (writer,), None, None, -1, -1, -1, -1, -1, -1, reader, writer,
        True, False, -1, None, None, None, -1, None, False]


def start(position, value, vfork=False):
    arguments = list(GOOD)
    arguments[position] = value
    arguments[22] = vfork
    label = f"{position} {value!r:.16}" if not callable(value) else f"{position} function"
    try:
        status = os.waitpid(_posixsubprocess.fork_exec(*arguments), 0)[1]
    except (TypeError, ValueError, OverflowError, RuntimeError) as error:
        print(label, type(error).__name__, error)
        return
    try:
        told = os.read(reader, 100)
    except BlockingIOError:
        told = None
    print(label, os.waitstatus_to_exitcode(status), told)


def leave():
    raise SystemExit


class Path:
    def __fspath__(self):
        raise RuntimeError("no path")


for value in (5, [5], "ab", [b"a\0"], [None], ["x", "y"], [], None, [Path()]):
    start(0, value)
for value in (5, [5], (5,), [], ["/bin/true"], [b"a\0"], [b"/bin/true"], [b"/nonexistent", b"/bin/true"], [b"/etc/passwd", b"/no"]):
    start(1, value, vfork=True)
for value in ([1], (2, 1), (-1,), ("a",), (1, 1), (1 << 40,)):
    start(3, value)
for value in (5, "a\0", "/nonexistent", b"/tmp"):
    start(4, value, vfork=True)
for value in (5, [5], ["a"], (), [b"A=1"]):
    start(5, value)
for value in ("x", -5, 1 << 40, 1.5, -1):
    start(17, value)
    start(19, value)
for value in ("x", (), [1] * 65537, ["x"], [-5], [1 << 50]):
    start(18, value)
for value in (5, lambda: 1 / 0, leave):
    start(21, value)
start(6, 999)
start(6, "x")
start(14, 1.5)
start(16, 1 << 40)
start(2, True)
try:
    _posixsubprocess.fork_exec(1)
except TypeError as error:
    print(error)
arguments = list(GOOD)
arguments[2], arguments[13] = True, 1
try:
    _posixsubprocess.fork_exec(*arguments)
except ValueError as error:
    print(error)
