# Names are bytes here: those of str are encoded by the codec idna, which has a theme of its own.
import os
import socket
import ssl
import test
import _thread

here = os.path.dirname(test.__file__)
server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
server_context.load_cert_chain(os.path.join(here, "keycert3.pem"))
client_context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
client_context.load_verify_locations(os.path.join(here, "pycacert.pem"))


def connected():
    listener = socket.create_server(("127.0.0.1", 0))
    client = socket.create_connection(listener.getsockname())
    server, _ = listener.accept()
    listener.close()
    return client, server


def serve(plain, ended):
    with server_context.wrap_socket(plain, server_side=True) as connection:
        while data := connection.recv(1000):
            connection.sendall(data[::-1])
    ended.release()


for timeout in None, 10:
    client, server = connected()
    ended = _thread.allocate_lock()
    ended.acquire()
    _thread.start_new_thread(serve, (server, ended))
    client.settimeout(timeout)
    with client_context.wrap_socket(client, server_hostname=b"localhost") as connection:
        print(connection.version(), connection.cipher()[1:], connection.getpeercert()["subject"][-1])
        for text in b"one", b"two", b"x" * 900:
            connection.sendall(text)
            print(connection.recv(1000)[:5])
        big = b"0123456789" * 50_000
        received = bytearray()
        for start in range(0, len(big), 1000):
            connection.sendall(big[start : start + 1000])
            piece = bytearray(1000)
            connection.recv_into(piece)
            received += piece[::-1]
        print(bytes(received) == big)
        print(type(connection.unwrap()).__name__)
    ended.acquire()

client, server = connected()
client.settimeout(0.05)
try:
    client_context.wrap_socket(client, server_hostname=b"localhost")
except TimeoutError as error:
    print(error)
server.close()
client, server = connected()
client.setblocking(False)
connection = client_context.wrap_socket(client, server_hostname=b"localhost", do_handshake_on_connect=False)
for action in connection.do_handshake, lambda: connection.recv(3), lambda: connection.send(b"x"):
    try:
        action()
    except ssl.SSLWantReadError as error:
        print(error)
server.sendall(b"this is no TLS at all\r\n")
client_side = connection
client_side.settimeout(5)
try:
    client_side.do_handshake()
except ssl.SSLError as error:
    print(error, error.reason)
client_side.close()
server.close()
client, server = connected()
connection = client_context.wrap_socket(client, server_hostname=b"localhost", do_handshake_on_connect=False)
server.close()
try:
    connection.do_handshake()
except (ssl.SSLError, ConnectionError) as error:
    print(type(error).__mro__[1].__name__ in ("SSLError", "ConnectionError"))
connection.close()
try:
    connection.recv(1)
except OSError as error:
    print(type(error).__name__, error)
