import sys
import threading

begun, end = threading.Event(), threading.Event()


def inner():
    try:
        1 / 0
    except ZeroDivisionError:
        begun.set()
        end.wait(10)


def outer():
    inner()


thread = threading.Thread(target=outer)
thread.start()
begun.wait(10)
frames = sys._current_frames()
print(len(frames), frames[threading.get_ident()] is sys._getframe())
frame = frames[thread.ident]
names = []
while frame is not None:
    names.append(frame.f_code.co_name)
    frame = frame.f_back
print([name for name in names if name in ("inner", "outer", "run", "_bootstrap")])
print({ident == thread.ident: kind and kind.__name__ for ident, (kind, *_) in sys._current_exceptions().items()})
end.set()
thread.join()
print(len(sys._current_frames()))
sys.setswitchinterval(0.001)
print(sys.getswitchinterval())
for wrong in 0, -1:
    try:
        sys.setswitchinterval(wrong)
    except ValueError as error:
        print(error)
