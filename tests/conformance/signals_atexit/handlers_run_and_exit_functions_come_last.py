import atexit, os, signal
seen = []
def handler(number, frame): seen.append((signal.Signals(number).name, frame is not None))
print(signal.signal(signal.SIGUSR1, handler), signal.getsignal(signal.SIGUSR1) is handler, signal.getsignal(signal.SIGINT) is signal.default_int_handler)
os.kill(os.getpid(), signal.SIGUSR1); signal.raise_signal(signal.SIGUSR1); print(seen, signal.strsignal(signal.SIGTERM), signal.SIGINT in signal.valid_signals())
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("interrupted")
for f in (lambda: signal.signal(0, handler), lambda: signal.signal(signal.SIGUSR1, "x"), lambda: signal.getsignal(1000)):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
@atexit.register
def last(): print("last")
def dropped(): print("never")
atexit.register(print, "first", end="!\n"); atexit.register(dropped); atexit.unregister(dropped)
