# PEP 475: the handler runs, and what is left of the timeout is waited for; unless the handler raises.
import _socket
import select
import signal
import time

left, right = _socket.socketpair()
count = 0


def note(number, frame):
    global count
    count += 1
    if count == 3:
        left.send(b"after three")


signal.signal(signal.SIGALRM, note)
poll = select.poll()
poll.register(right, select.POLLIN)
epoll = select.epoll()
epoll.register(right, select.EPOLLIN)
waits = {
    "recv": lambda: right.recv(100, _socket.MSG_PEEK),
    "select": lambda: len(select.select([right], [], [], 20)[0]),
    "poll": lambda: len(poll.poll(20_000)),
    "epoll": lambda: len(epoll.poll(20)),
}
for timeout in (None, 20):
    right.settimeout(timeout)
    for name, wait in waits.items():
        count = 0
        signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
        print(timeout, name, wait(), count >= 3)
        signal.setitimer(signal.ITIMER_REAL, 0)
        right.recv(100)

# The time runs on while handlers run.
count = -1000
signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
right.settimeout(0.1)
began = time.monotonic()
try:
    right.recv(1)
except TimeoutError as error:
    print(error)
print(select.select([right], [right], [], 0.05)[0], select.select([right], [], [right], 0.05), poll.poll(50), epoll.poll(0.05))
print(time.monotonic() - began < 10, count > -1000)


def refuse(number, frame):
    raise LookupError("enough")


signal.signal(signal.SIGALRM, refuse)
for timeout in (None, 20):
    right.settimeout(timeout)
    for name, wait in waits.items():
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.02)
            wait()
        except LookupError as error:
            print(timeout, name, error)
left.close()
right.close()
epoll.close()
