# An __index__ or a fileno() may close the socket, or change the list, that the call works on.
import _socket
import select


class Closing:
    def __init__(self, *sockets):
        self.sockets = sockets

    def __index__(self):
        for each in self.sockets:
            each.close()
        return 10


def pair():
    left, right = _socket.socketpair()
    left.send(b"something")
    right.send(b"something")
    return left, right


for use in (
    lambda s, c: s.recv(c),
    lambda s, c: s.recv(10, c),
    lambda s, c: s.recv_into(bytearray(20), c),
    lambda s, c: s.recvfrom(c),
    lambda s, c: s.recvmsg(c),
    lambda s, c: s.recvmsg_into([bytearray(3)], c),
    lambda s, c: s.send(b"x", c),
    lambda s, c: s.sendall(b"x", c),
    lambda s, c: s.sendmsg([b"x"], [(1, c, b"")]),
    lambda s, c: s.getsockopt(1, c),
    lambda s, c: s.setsockopt(1, c, 1),
    lambda s, c: s.shutdown(c),
    lambda s, c: s.listen(c),
    lambda s, c: s.setblocking(c),
    lambda s, c: s.settimeout(c),
):
    left, right = pair()
    try:
        print(use(left, Closing(left)))
    except OSError as error:
        print(error)
    left.close()
    right.close()

target = bytearray(20)


class Growing:
    def __index__(self):
        target.extend(b"more")
        return 5


left, right = pair()
try:
    left.recv_into(target, Growing())
except BufferError as error:
    print(error)
try:
    left.recvmsg_into([target], Growing())
except BufferError as error:
    print(error)
print(len(target) >= 20)


class Shrinking:
    def fileno(self):
        del watched[-1]
        return right.fileno()


watched = [Shrinking() for _ in range(10)]
ready = select.select([], watched, [], 0)[1]
print(len(ready), len(watched), ready == watched)

epoll = select.epoll()
try:
    epoll.poll(0, Closing(epoll))
except (OSError, ValueError) as error:
    print(type(error).__name__)
poll = select.poll()


class Registering:
    def fileno(self):
        poll.register(left)
        return right.fileno()


poll.register(Registering(), select.POLLOUT)
print(len(poll.poll(0)))
left.close()
right.close()
