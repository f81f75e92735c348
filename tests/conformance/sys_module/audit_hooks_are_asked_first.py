# SPDX-License-Identifier: MIT
import gc
import marshal
import os
import sys

events = []
watching = False
forbidden = set()


def hook(event, arguments):
    if watching and not event.startswith("object."):
        events.append((event, len(arguments)))
    if event in forbidden:
        raise PermissionError(f"{event} is not allowed")


def told(action):
    global watching
    events.clear()
    watching = True
    try:
        action()
    except Exception as error:
        events.append((type(error).__name__, str(error)))
    watching = False
    print(*events, sep="  ")


sys.audit("nobody.listens", 1)
print(sys.addaudithook(hook))
told(lambda: sys.audit("mine", 1, "two"))
told(lambda: sys.audit("bare"))
told(lambda: sys.audit())
told(lambda: sys.audit(1))
told(lambda: id(1))
told(lambda: eval("1 + 1"))
told(lambda: exec(compile("x = 1", "<made>", "exec"), {}))
told(lambda: sys._getframe())
told(lambda: (gc.get_objects(0), gc.get_referrers(events), gc.get_referents(events)))
told(lambda: sys.settrace(None))
told(lambda: sys.setprofile(None))
told(lambda: open(os.devnull).close())
told(lambda: open(os.devnull, "wb", 0).close())
told(lambda: os.close(os.open(os.devnull, os.O_RDONLY)))
told(lambda: os.listdir("/no such folder"))
told(lambda: os.remove("/no such file"))
told(lambda: os.rename("/no such file", "/no such name"))
told(lambda: os.mkdir("/dev/null/folder"))
told(lambda: os.rmdir("/no such folder"))
told(lambda: os.chmod("/no such file", 0o600))
told(lambda: os.symlink("x", "/dev/null/link"))
told(lambda: os.chdir("/no such folder"))
told(lambda: marshal.loads(marshal.dumps(7)))
forbidden |= {"open", "compile", "mine"}
told(lambda: open(os.devnull))
told(lambda: eval("1"))
told(lambda: sys.audit("mine"))
forbidden = {"sys.addaudithook"}
told(lambda: sys.addaudithook(print))
forbidden = set()


class Stop(BaseException):
    pass


def second(event, arguments):
    if event == "stop":
        raise Stop(*arguments)


sys.addaudithook(second)
try:
    sys.audit("stop", 1, 2)
except Stop as stop:
    print("stopped", stop.args)

lines = []


def tracer(frame, event, argument):
    lines.append((frame.f_code.co_name, event))
    return None


sys.settrace(tracer)
sys.audit("traced?")
sys.settrace(None)
print([line for line in lines if line[0] in ("hook", "second")])
second.__cantrace__ = True
sys.settrace(tracer)
sys.audit("traced?")
sys.settrace(None)
print([line for line in lines if line[0] in ("hook", "second")])
