# Numbers, services, protocols, the loopback's interface.
import _socket

print(_socket.getaddrinfo("127.0.0.1", 80, type=_socket.SOCK_STREAM))
print(_socket.getaddrinfo(b"::1", "domain", 0, _socket.SOCK_DGRAM))
print(_socket.getaddrinfo("127.0.0.1", None, _socket.AF_INET, _socket.SOCK_STREAM, 0, _socket.AI_CANONNAME | _socket.AI_NUMERICHOST))
print(_socket.getaddrinfo(None, 0, _socket.AF_INET, _socket.SOCK_STREAM, 0, _socket.AI_PASSIVE))
for host, port, family in (("127.0.0.1", "nonsense", 0), (None, None, 0), ("127.0.0.1", 80, 1000), ("::1", 80, _socket.AF_INET)):
    try:
        _socket.getaddrinfo(host, port, family)
    except _socket.gaierror as error:
        print(error, error.errno, isinstance(error, OSError), type(error).__module__)
print(_socket.getnameinfo(("127.0.0.1", 80), _socket.NI_NUMERICHOST | _socket.NI_NUMERICSERV))
print(_socket.getnameinfo(("::1", 53, 0, 0), _socket.NI_NUMERICHOST | _socket.NI_NUMERICSERV))
print(_socket.gethostbyname("127.0.0.1"), _socket.gethostbyname(""), _socket.gethostbyname("<broadcast>"))
print(_socket.gethostbyname(bytearray(b"10.1")), _socket.gethostbyname_ex("127.0.0.1"))
print(_socket.getservbyname("http"), _socket.getservbyname("http", "tcp"), _socket.getservbyport(80), _socket.getservbyport(53, "udp"))
print(_socket.getprotobyname("tcp"), _socket.getprotobyname("icmp"))
print(_socket.if_nametoindex("lo"), _socket.if_indextoname(_socket.if_nametoindex("lo")))
print((_socket.if_nametoindex("lo"), "lo") in _socket.if_nameindex(), _socket.if_nametoindex(b"lo"))
print(_socket.inet_aton("127.1"), _socket.inet_ntoa(b"\x7f\0\0\1"), _socket.inet_ntoa(memoryview(b"1234")))
print(_socket.inet_pton(_socket.AF_INET6, "fe80::1:2"), _socket.inet_ntop(_socket.AF_INET6, bytes(range(16))))
print(_socket.htons(1), _socket.ntohs(256), _socket.htonl(1), _socket.ntohl(0xFFFFFFFE), _socket.htons(True))
print(_socket.gethostname() == open("/proc/sys/kernel/hostname").read().strip())
