# One thread writes while another reads, on both ends of one connection without timeouts.
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
size = 300_000
ended = []


def run(function, *arguments):
    lock = _thread.allocate_lock()
    lock.acquire()
    ended.append(lock)

    def work():
        function(*arguments)
        lock.release()

    _thread.start_new_thread(work, ())


def write(connection, byte):
    for _ in range(size // 1000):
        connection.sendall(byte * 1000)


counts = {}


def read(name, connection, byte):
    left = size
    while left > 0:
        data = connection.recv(left)
        if data != byte * len(data) or not data:
            break
        left -= len(data)
    counts[name] = left


listener = socket.create_server(("127.0.0.1", 0))
plain = socket.create_connection(listener.getsockname())
accepted, _ = listener.accept()
listener.close()
connections = []
run(lambda: connections.append(server_context.wrap_socket(accepted, server_side=True)))
client = client_context.wrap_socket(plain, server_hostname=b"localhost")
ended.pop().acquire()
server = connections[0]
run(write, client, b"c")
run(write, server, b"s")
run(read, "client", client, b"s")
run(read, "server", server, b"c")
for lock in ended:
    lock.acquire()
print(sorted(counts.items()))
client.close()
server.close()
