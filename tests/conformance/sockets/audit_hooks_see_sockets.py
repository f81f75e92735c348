# The events of sockets come before what they tell of.
import _socket
import sys

events = []


def hook(event, arguments):
    if event.startswith("socket."):
        events.append((event, [type(each).__name__ if isinstance(each, _socket.socket) else each for each in arguments]))


sys.addaudithook(hook)
server = _socket.socket()
server.bind(("127.0.0.1", 0))
server.listen()
client = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM, 0)
port = server.getsockname()[1]
client.connect(("127.0.0.1", port))
client.connect_ex(("127.0.0.1", port))
datagrams = _socket.socket(type=_socket.SOCK_DGRAM)
datagrams.sendto(b"x", ("127.0.0.1", port))
datagrams.sendmsg([b"x"], [], 0, ("127.0.0.1", port))
client.sendmsg([b"x"])
copy = _socket.socket(fileno=_socket.dup(client.fileno()))
_socket.getaddrinfo("127.0.0.1", 80, type=1)
_socket.getnameinfo(("127.0.0.1", 80), 3)
_socket.gethostbyname("127.0.0.1")
_socket.gethostbyname_ex("127.0.0.1")
_socket.gethostname()
_socket.getservbyname("http")
_socket.getservbyname("http", "tcp")
_socket.getservbyport(80)
_socket.getservbyport(80, "tcp")
try:
    _socket.sethostname("a" * 100)
except OSError as error:
    print(error)
for event, arguments in events:
    print(event, str(["N" if each == copy.fileno() else each for each in arguments]).replace(str(port), "PORT"))
for each in (server, client, datagrams, copy):
    each.close()
