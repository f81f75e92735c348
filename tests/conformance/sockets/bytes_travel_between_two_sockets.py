# Sending and receiving in all ways that take bytes, on a pair and over TCP and UDP of the loopback.
import _socket

left, right = _socket.socketpair()
print(left.family, left.type, left.proto, left.gettimeout())
print(left.send(b"hello"), right.recv(100))
print(left.sendall(bytearray(b"abcdef")), right.recv(2), right.recv(2, _socket.MSG_PEEK), right.recv(10))
target = bytearray(8)
left.send(memoryview(b"0123456789")[2:7])
print(right.recv_into(target), target)
left.send(b"xyz")
print(right.recv_into(target, 2), right.recv_into(memoryview(target)[4:], nbytes=0, flags=0), target)
left.send(b"from whom")
print(right.recvfrom(100))
left.send(b"into")
print(right.recvfrom_into(target, 3), target[:4], right.recv(1))
print(right.recv(0), right.recv_into(bytearray()))

left.shutdown(_socket.SHUT_WR)
print(right.recv(10), right.recv(10))
try:
    left.send(b"more")
except BrokenPipeError as error:
    print(error)
left.close()
left.close()
print(left.fileno(), left)
for use in (lambda: left.send(b"x"), lambda: left.recv(1), left.getsockname, lambda: left.settimeout(1)):
    try:
        use()
    except OSError as error:
        print(error)

server = _socket.socket()
server.setsockopt(_socket.SOL_SOCKET, _socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", 0))
server.listen()
address = server.getsockname()
client = _socket.socket()
client.connect(address)
descriptor, peer = server._accept()
accepted = _socket.socket(fileno=descriptor)
print(peer == client.getsockname(), accepted.getpeername() == peer, client.getpeername() == address)
print(accepted.family, accepted.type, accepted.proto)
big = bytes(range(256)) * 1000
client.sendall(big)
client.shutdown(_socket.SHUT_WR)
received = b""
while piece := accepted.recv(65536):
    received += piece
print(received == big, len(received))
print(client.connect_ex(address), client.connect_ex(("127.0.0.1", address[1])))
for each in (server, client, accepted):
    each.close()

one, two = (_socket.socket(_socket.AF_INET, _socket.SOCK_DGRAM) for _ in range(2))
one.bind(("127.0.0.1", 0))
two.bind(("", 0))
print(two.sendto(b"datagram", one.getsockname()), two.sendto(b"", 0, one.getsockname()))
data, sender = one.recvfrom(100)
print(data, sender[0], sender[1] == two.getsockname()[1], one.recvfrom(10)[0])
copy = _socket.socket(fileno=_socket.dup(one.fileno()))
print(copy.getsockname() == one.getsockname(), copy.type == _socket.SOCK_DGRAM)
number = copy.detach()
print(copy.fileno(), _socket.close(number))
one.close()
two.close()
