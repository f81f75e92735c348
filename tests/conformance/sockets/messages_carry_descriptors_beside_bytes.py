# recvmsg and sendmsg: several buffers, ancillary data, what is cut short.
import _socket
import os
import struct

left, right = _socket.socketpair()
print(left.sendmsg([b"one ", bytearray(b"two "), memoryview(b"three")]), right.recvmsg(100))
first, second = bytearray(4), bytearray(20)
left.send(b"into the two")
print(right.recvmsg_into([first, memoryview(second)[:5]]), first, second)
print(right.recvmsg(100))

reads, writes = os.pipe()
print(left.sendmsg([b"x"], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, struct.pack("i", writes))]))
data, ancillary, flags, address = right.recvmsg(10, _socket.CMSG_SPACE(4))
(level, kind, passed), = ancillary
print(data, level == _socket.SOL_SOCKET, kind == _socket.SCM_RIGHTS, len(passed), address)
received = struct.unpack("i", passed)[0]
print(received != writes, os.write(received, b"through the pipe"), os.read(reads, 100))
os.close(received)

# No room for it: nothing comes, and a flag says so.
left.sendmsg([b"y"], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, struct.pack("i", writes))])
data, ancillary, flags, address = right.recvmsg(10)
print(data, ancillary, bool(flags & _socket.MSG_CTRUNC), address)
left.sendmsg([b"z"], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, struct.pack("ii", writes, reads))])
data, ancillary, flags, address = right.recvmsg(10, _socket.CMSG_LEN(4))
print(data, [len(passed) for level, kind, passed in ancillary], bool(flags & _socket.MSG_CTRUNC))
for level, kind, passed in ancillary:
    for descriptor in struct.unpack(f"{len(passed) // 4}i", passed):
        os.close(descriptor)
os.close(reads)
os.close(writes)

one, two = _socket.socketpair(_socket.AF_UNIX, _socket.SOCK_DGRAM)
one.send(b"a long datagram")
print(two.recvmsg(4)[2] == _socket.MSG_TRUNC)
one.close()
two.close()

receiver = _socket.socket(_socket.AF_INET, _socket.SOCK_DGRAM)
receiver.bind(("127.0.0.1", 0))
receiver.setsockopt(_socket.IPPROTO_IP, _socket.IP_RECVTOS, 1)
sender = _socket.socket(_socket.AF_INET, _socket.SOCK_DGRAM)
print(sender.sendmsg([b"to ", b"you"], [], 0, receiver.getsockname()))
data, ancillary, flags, address = receiver.recvmsg(100, 100)
print(data, ancillary, flags, address[0])
receiver.close()
sender.close()

for size in (0, 1, 4, 8, 9, 2**31 - 17, 2**31 - 25, 2**31 - 24, 2**31 - 16, -1, 2**63):
    for function in (_socket.CMSG_LEN, _socket.CMSG_SPACE):
        try:
            print(function(size))
        except OverflowError as error:
            print(error)

for wrong in (lambda: left.sendmsg(3), lambda: left.sendmsg([3]), lambda: left.sendmsg([], 3),
              lambda: left.sendmsg([], [3]), lambda: left.sendmsg([], [(1, 2)]), lambda: left.sendmsg([], [(1, 2, 3)]),
              lambda: left.sendmsg([], [("1", 2, b"")]), lambda: left.sendmsg([], [{1, 2, 3}]), lambda: left.sendmsg(),
              lambda: left.sendmsg([b"x"], [(1, 1, b"")] * 200_000),
              lambda: left.sendmsg([], [], 0, None, 5), lambda: right.recvmsg(-1), lambda: right.recvmsg(1, -1),
              lambda: right.recvmsg(1, 2**31), lambda: right.recvmsg_into(3), lambda: right.recvmsg_into([b"fixed"]),
              lambda: left.sendmsg([b""] * 2000), lambda: left.sendmsg_afalg(op=1),
              lambda: right.recvmsg_into([bytearray()] * 2000), lambda: right.recvmsg()):
    try:
        print(wrong())
    except (TypeError, ValueError, OSError) as error:
        print(type(error).__name__, error)
left.close()
right.close()
