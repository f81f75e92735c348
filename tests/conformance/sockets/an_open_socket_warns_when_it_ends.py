# What __del__ does, whoever calls it: it closes the descriptor and says so.
import _socket
import os
import warnings

left, right = _socket.socketpair()
number = left.fileno()
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    left.__del__()
    left.__del__()
for warning in caught:
    text = str(warning.message).replace(str(number), "N")
    print(warning.category.__name__, text, warning.source is left)
print(left.fileno(), right.recv(1))
try:
    os.fstat(number)
except OSError as error:
    print(error)

right.close()
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    right.__del__()
print(caught)


class Closed(_socket.socket):
    closed = 0

    def close(self):
        Closed.closed += 1
        super().close()


own = Closed(_socket.AF_UNIX)
own.attribute = "a subclass has a dict"
own.close()
print(Closed.closed, vars(own), own)
