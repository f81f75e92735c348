# With a timeout a socket waits so long and no longer; with 0 not at all.
import _socket
import time

left, right = _socket.socketpair()
print(left.gettimeout(), left.getblocking(), _socket.getdefaulttimeout())
left.settimeout(0.05)
print(left.gettimeout(), left.getblocking(), left.timeout)
began = time.monotonic()
try:
    left.recv(10)
except TimeoutError as error:
    print(repr(error), error.errno, type(error) is _socket.timeout)
waited = time.monotonic() - began
print(0.04 < waited < 5)

left.settimeout(0)
print(left.gettimeout(), left.getblocking())
for receive in (left.recv, left.recvfrom, left.recvmsg):
    try:
        receive(10)
    except BlockingIOError as error:
        print(error)
left.setblocking(True)
print(left.gettimeout(), left.getblocking())
left.setblocking(0)
print(left.gettimeout(), left.getblocking())

# Nobody reads: what does not fit any more waits.
left.settimeout(0.05)
try:
    left.sendall(bytes(10_000_000))
except TimeoutError as error:
    print(repr(error))
left.close()
right.close()

server = _socket.socket()
server.settimeout(0.05)
server.bind(("127.0.0.1", 0))
server.listen(0)
try:
    server._accept()
except TimeoutError as error:
    print(repr(error))
client = _socket.socket()
client.settimeout(5)
client.connect(server.getsockname())
descriptor, address = server._accept()
print(address == client.getsockname(), client.connect_ex(server.getsockname()))
_socket.close(descriptor)
server.close()
client.close()

_socket.setdefaulttimeout(2.5)
one, two = _socket.socketpair()
print(one.timeout, two.gettimeout(), _socket.getdefaulttimeout(), one.recv_into(bytearray(0)))
never = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM | _socket.SOCK_NONBLOCK)
print(never.timeout, never.type == _socket.SOCK_STREAM)
_socket.setdefaulttimeout(None)
for each in (one, two, never):
    each.close()

for wrong in (-1, -1e-100, float("nan"), 1e300, 2**63, "a", 1j):
    try:
        _socket.setdefaulttimeout(wrong)
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__, error)
