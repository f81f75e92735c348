# Names are bytes here: those of str are encoded by the codec idna, which has a theme of its own.
import os
import ssl
import test

here = os.path.dirname(test.__file__)


def server_context(name="keycert3.pem"):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(here, name))
    return context


def client_context():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(os.path.join(here, "pycacert.pem"))
    return context


class Pair:
    def __init__(self, client, server, hostname=b"localhost"):
        self.buffers = [ssl.MemoryBIO() for _ in range(4)]
        a, b, c, d = self.buffers
        self.client = client.wrap_bio(a, b, server_hostname=hostname)
        self.server = server.wrap_bio(c, d, server_side=True)

    def carry(self):
        a, b, c, d = self.buffers
        c.write(b.read())
        a.write(d.read())

    def both(self, action):
        for _ in range(5):
            for end in self.client, self.server:
                try:
                    action(end)
                except ssl.SSLWantReadError:
                    pass
                self.carry()


def shake(*arguments):
    pair = Pair(*arguments)
    pair.both(lambda end: end.do_handshake())
    return pair


pair = shake(client_context(), server_context())
client, server = pair.client, pair.server
print(client.version(), client.cipher(), server.version(), client.compression(), client.session_reused)
print(client.getpeercert())
print(len(client.getpeercert(True)), server.getpeercert(), client.server_hostname, server.server_side)
print(client.get_channel_binding() == server.get_channel_binding(), client.selected_alpn_protocol())
print(client._sslobj.get_verified_chain(), client._sslobj.get_unverified_chain(), server._sslobj.get_verified_chain())
print(client._sslobj.get_verified_chain()[0].get_info() == client.getpeercert())
print(client.write(b"hello " * 1000))
pair.carry()
print(server.read(5), server.pending() > 0)
buffer = bytearray(10)
print(server.read(10, buffer), buffer)
try:
    client.read(3)
except ssl.SSLWantReadError as error:
    print(error.args, error.reason, error.library)

for name in b"wrong.example", b"127.0.0.1":
    try:
        shake(client_context(), server_context(), name)
    except ssl.SSLCertVerificationError as error:
        print(error, error.args, error.reason, error.library, error.verify_code, error.verify_message)
try:
    shake(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), server_context())
except ssl.SSLCertVerificationError as error:
    print(error, error.verify_code, isinstance(error, ValueError))

# Application protocols, names of hosts, messages.
client, server = client_context(), server_context()
client.set_alpn_protocols(["http/1.1", "h2"])
server.set_alpn_protocols(["h2", "other"])
asked = []
server.sni_callback = lambda connection, name, context: asked.append((type(connection).__name__, name, context is server))
messages = []
client._msg_callback = lambda *message: messages.append((type(message[0]).__name__, *message[1:5], len(message[5]) > 0))
pair = shake(client, server)
print(pair.client.selected_alpn_protocol(), pair.server.selected_alpn_protocol(), asked)
print([message[1:] for message in messages[:4]])
other = server_context("keycert4.pem")


def switch(connection, name, context):
    connection.context = other


server.sni_callback = switch
client.check_hostname = False
pair = shake(client, server)
print(pair.client.getpeercert()["subject"], pair.server.context is other)
server.sni_callback = lambda *arguments: ssl.ALERT_DESCRIPTION_ACCESS_DENIED
try:
    shake(client, server)
except ssl.SSLError as error:
    print(type(error).__name__, error.reason)


def fail(*message):
    raise LookupError("in the callback")


client._msg_callback = fail
try:
    Pair(client, server).client.do_handshake()
except ssl.SSLWantReadError as error:
    print(error.reason, repr(error.__context__))

# A session goes on.
client, server = client_context(), server_context()
client.maximum_version = ssl.TLSVersion.TLSv1_2
messages.clear()
client._msg_callback = lambda *message: messages.append(message[1:5])
first = shake(client, server)
print(*messages, sep="\n")
session = first.client.session
print(session == first.client.session, session.has_ticket, session.timeout, len(session.id))
second = Pair(client, server)
second.client.session = session
second.both(lambda end: end.do_handshake())
print(second.client.session_reused, second.server.session_reused, client.session_stats()["hits"], second.client.version())
for wrong in lambda: setattr(second.client, "session", session), lambda: setattr(second.server, "session", session):
    try:
        wrong()
    except ValueError as error:
        print(error)

# The end.
try:
    second.client.unwrap()
except ssl.SSLWantReadError as error:
    print(error)
second.carry()
print(second.server.read(5), second.server.unwrap())
second.carry()
print(second.client.unwrap())
try:
    second.client.write(b"x")
except ssl.SSLError as error:
    print(error)
