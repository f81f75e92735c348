# Three ways to ask which of some sockets are ready.
import _socket
import select

left, right = _socket.socketpair()


class WithNumber:
    def __init__(self, socket):
        self.socket = socket

    def fileno(self):
        return self.socket.fileno()


reader = WithNumber(right)
print(select.select([right], [], [], 0), select.select((), iter([]), [], 0))
print(select.select([reader], [left, right.fileno()], [], 0)[1] == [left, right.fileno()])
left.send(b"ready")
print(select.select([left, reader, right], [], [], None)[0] == [reader, right])

poll = select.poll()
print(poll.register(right), poll.register(left, select.POLLIN), poll.poll(0) == [(right.fileno(), select.POLLIN | select.POLLOUT)])
poll.register(right, select.POLLIN)
print(poll.poll() == [(right.fileno(), select.POLLIN)], poll.modify(reader, select.POLLOUT))
print(poll.poll(None) == [(right.fileno(), select.POLLOUT)], poll.unregister(right), poll.poll(1))

with select.epoll() as epoll:
    print(epoll.closed, epoll.fileno() > 2, epoll.register(right, select.EPOLLIN | select.EPOLLET))
    print(epoll.poll(-1) == [(right.fileno(), select.EPOLLIN)], epoll.poll(0), epoll.poll(0.001, maxevents=1))
    epoll.modify(reader, select.EPOLLIN | select.EPOLLOUT)
    print(epoll.poll(None, 5) == [(right.fileno(), select.EPOLLIN | select.EPOLLOUT)])
    try:
        epoll.register(right)
    except FileExistsError as error:
        print(error)
    epoll.unregister(right)
    try:
        epoll.modify(right, 1)
    except FileNotFoundError as error:
        print(error)
    other = select.epoll.fromfd(_socket.dup(epoll.fileno()))
    other.register(left, select.EPOLLOUT)
    print(epoll.poll(1) == [(left.fileno(), select.EPOLLOUT)], type(other) is select.epoll)
    other.close()
print(epoll.closed)

right.close()
print(select.select([left], [], [], 5)[0] == [left], left.recv(10) if False else "")
poll.register(left, select.POLLIN | select.POLLRDHUP)
print(poll.poll(5000)[0][1] & select.POLLHUP == select.POLLHUP)
number = left.fileno()
left.close()
print([events for descriptor, events in poll.poll(5000)] == [select.POLLNVAL])
for wait in (lambda: select.select([number], [], [], 0), lambda: epoll.poll(0), lambda: epoll.fileno(), lambda: epoll.register(0),
             lambda: epoll.modify(0, 0), lambda: epoll.unregister(0), epoll.__enter__):
    try:
        print(wait())
    except (OSError, ValueError) as error:
        print(type(error).__name__, error)
print(epoll.close())
