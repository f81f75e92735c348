# Every name that the two modules have, and every number.
import _socket
import select

for module in (_socket, select):
    for name in sorted(vars(module)):
        value = getattr(module, name)
        if name.startswith("__"):
            continue
        if isinstance(value, (int, str)):
            print(module.__name__, name, value)
        elif isinstance(value, type):
            print(module.__name__, name, value, value.__bases__)
print(sorted(name for name in dir(_socket) if not name.startswith("__") and name != "CAPI" and callable(getattr(_socket, name))))
for each in (_socket.socket, select.epoll, select.poll()):
    print(sorted(name for name in dir(each) if name != "__module__"))
print(_socket.error is OSError, select.error is OSError, _socket.timeout is TimeoutError, _socket.SocketType is _socket.socket)
