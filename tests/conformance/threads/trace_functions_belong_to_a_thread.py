import sys
import threading

calls = []


def tracer(frame, event, argument):
    if frame.f_code.co_name in ("work", "other"):
        calls.append((threading.current_thread().name, frame.f_code.co_name, event))
    return tracer


def work():
    return 1


def other():
    return 2


threading.settrace(tracer)
thread = threading.Thread(target=work, name="traced")
thread.start()
thread.join()
threading.settrace(None)
thread = threading.Thread(target=work, name="untraced")
thread.start()
thread.join()
other()
print(calls)
calls.clear()
sys.settrace(tracer)
thread = threading.Thread(target=work, name="still untraced")
thread.start()
thread.join()
other()
sys.settrace(None)
print(calls, threading.gettrace())
