# What a family calls an address, and what it refuses. A descriptor may be said to be of another family than it is.
import _socket


def try_it(action):
    try:
        print(action())
    except (OSError, TypeError, ValueError, OverflowError, SystemError, UnicodeError) as error:
        print(type(error).__name__, error)


def bind(family, protocol, address):
    first, second = _socket.socketpair()
    pretender = _socket.socket(family, 1, protocol, first.detach())
    try_it(lambda: pretender.bind(address))
    pretender.close()
    second.close()


unix = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
try_it(unix.getsockname)
unix.bind("\0an abstract name of minipy's tests")
try_it(unix.getsockname)
unix.close()
unix = _socket.socket(_socket.AF_UNIX, _socket.SOCK_DGRAM)
unix.bind(b"")
print(type(unix.getsockname()), unix.getsockname()[:1])
unix.close()

six = _socket.socket(_socket.AF_INET6)
try_it(six.getsockname)
six.close()

for address in (3, (), ("", -1), ("", 65536), ("", 2**40), ("", "80"), ("", 1, 2), (None, 1), ("\0", 1), ["", 0],
                ("::1", 80), ("<broadcast>",)):
    bind(_socket.AF_INET, 0, address)
for address in (3, ("::1",), ("::1", -1), ("::1", 0, 2**20), ("::1", 0, "a"), ("::1", 0, 0, 0, 0), ("<broadcast>", 1)):
    bind(_socket.AF_INET6, 0, address)
for address in (3, "a" * 108, b"\0" * 109, "a\udcff" * 100, "\ud800", None):
    bind(_socket.AF_UNIX, 0, address)
for address in (3, (1,), (1, "a"), (1, 2, 3)):
    bind(_socket.AF_NETLINK, 0, address)
    bind(_socket.AF_VSOCK, 0, address)
    bind(_socket.AF_QIPCRTR, 0, address)
for address in (3, ("lo",), ("lo", "a"), ("lo", 65536), ("lo", -1), ("no such", 1), ("lo", 1, 2, 3, b"123456789"),
                ("lo", 1, 2, 3, "text"), ("l\0", 1), (b"lo", 1)):
    bind(_socket.AF_PACKET, 0, address)
for protocol in (1, 2, 6, 7, 99):
    for address in (3, (), ("lo", 1), (3,), ("no such device here",), ("lo", 1, "a"), ("lo", 1, 2, "a")):
        bind(_socket.AF_CAN, protocol, address)
for address in (3, (1, 2), (9, 1, 1, 1), (1, 1, 1, "a")):
    bind(_socket.AF_TIPC, 0, address)
for address in (3, ("a",), ("a" * 14, "b"), ("a", "b" * 64), ("a\0", "b"), (b"a", "b"), ("a", "b", 1, 2, 3)):
    bind(_socket.AF_ALG, 0, address)
for protocol in (0, 1, 2, 3, 9):
    for address in (3, ("x", 1), ("00:00:00:00:00:00", "a"), ("00:00:00:00:00", 1), ("100:00:00:00:00:00", 1), ("a",),
                    b"00:00:00:00:00:0g", "00:00:00:00:00:00"):
        bind(_socket.AF_BLUETOOTH, protocol, address)
bind(999, 0, 3)
nobody = _socket.socket.__new__(_socket.socket)
print(nobody, nobody.timeout)
try_it(nobody.getsockname)
try_it(lambda: nobody.recv(1))
