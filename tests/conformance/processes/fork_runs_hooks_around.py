# What register_at_fork() has noted runs before a fork (last one first), and behind it on both sides.
import os
import sys


def note(text):
    def hook():
        os.write(1, f"{text}\n".encode())

    return hook


def broken():
    raise ValueError("lost")


sys.unraisablehook = lambda info: os.write(1, f"unraisable {info.exc_value!r} {info.object is broken}\n".encode())
reader, writer = os.pipe()
os.register_at_fork(after_in_child=lambda: os.read(reader, 1))  # the parent's hooks write first
os.register_at_fork(before=note("before 1"), after_in_child=note("child 1"), after_in_parent=note("parent 1"))
os.register_at_fork(before=note("before 2"), after_in_child=broken)
os.register_at_fork(after_in_child=note("child 2"))

pid = os.fork()
if pid == 0:
    os.write(1, b"in the child\n")
    os._exit(7)
os.write(1, b"in the parent\n")
os.write(writer, b"x")
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))

for arguments in ({}, {"before": 5}, {"after_in_child": "x"}, {"when": len}):
    try:
        os.register_at_fork(**arguments)
    except TypeError as error:
        print(error)
