# While one thread waits for a socket, others run: they connect, answer, register, and close.
import _socket
import _thread
import select
import time


def run(function):
    done = _thread.allocate_lock()
    done.acquire()

    def body():
        try:
            function()
        finally:
            done.release()

    _thread.start_new_thread(body, ())
    return done


server = _socket.socket()
server.bind(("127.0.0.1", 0))
server.listen(5)
address = server.getsockname()


def serve():
    for _ in range(3):
        descriptor, _ = server._accept()
        connection = _socket.socket(fileno=descriptor)
        connection.settimeout(20)
        while data := connection.recv(1000):
            connection.sendall(data.upper())
        connection.close()


served = run(serve)
for timeout in (None, 20, 20.5):
    client = _socket.socket()
    client.settimeout(timeout)
    client.connect(address)
    for word in (b"hello", b"world"):
        client.sendall(word)
        print(timeout, client.recv(100))
    client.close()
served.acquire()
server.close()

# A poll object serves one waiting thread at a time; what is registered meanwhile counts from the next call on.
left, right = _socket.socketpair()
poll = select.poll()
poll.register(right, select.POLLIN)
answers = []


def wait_for_poll():
    while True:
        try:
            answers.append([events for _, events in poll.poll(20_000)])
            return
        except RuntimeError:
            pass  # the other thread was just looking


polled = run(wait_for_poll)
while True:
    time.sleep(0.001)  # here the other one begins to wait
    try:
        poll.poll(0)
    except RuntimeError as error:
        print(error)
        break
poll.register(left, select.POLLOUT)
left.send(b"wake up")
polled.acquire()
print(answers == [[select.POLLIN]], len(poll.poll(0)))

# Epoll: what another thread registers wakes the one that waits.
epoll = select.epoll()
polled = run(lambda: answers.append(epoll.poll(20) == [(right.fileno(), select.EPOLLIN)]))
epoll.register(right, select.EPOLLIN)
polled.acquire()
print(answers[-1])
epoll.close()
right.recv(100)

# What was sent from another thread arrives; a direction that it has ended is at its end.
received = run(lambda: answers.append(right.recv(100)))
left.shutdown(_socket.SHUT_WR)
received.acquire()
print(answers[-1])
left.close()
right.close()
