import os
import ssl
import test
import warnings

import _ssl

here = os.path.dirname(test.__file__)
warnings.simplefilter("ignore")


def tell(action):
    try:
        print(action())
    except (OSError, ValueError, TypeError, AttributeError, OverflowError) as error:
        print(type(error).__name__, error.args, getattr(error, "reason", "-"), getattr(error, "library", "-"))


def path(name):
    return os.path.join(here, name)


def client():
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def server():
    return ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)


for make in client, server, ssl.SSLContext:
    context = make()
    print(context.protocol, context.options, context.verify_mode, context.verify_flags, context.check_hostname)
    print(context.minimum_version, context.maximum_version, context.security_level, context.num_tickets)
    print(context.post_handshake_auth, context.keylog_filename, context._msg_callback, context.sni_callback)
    print(context.session_stats(), context.cert_store_stats(), context.get_ca_certs(), len(context.get_ciphers()))
print(client().get_ciphers()[0])
for number in 99, -1, "x":
    tell(lambda: _ssl._SSLContext(number))
for name, value in [
    ("options", "x"), ("options", -1), ("verify_mode", 9), ("verify_mode", 0), ("verify_flags", "x"),
    ("minimum_version", 5), ("maximum_version", 5), ("num_tickets", 3), ("keylog_filename", 3),
    ("keylog_filename", "/nowhere/file"), ("_msg_callback", 3), ("sni_callback", 3), ("security_level", 3),
]:
    tell(lambda: setattr(client(), name, value))
tell(lambda: client().set_ciphers("nonsense"))
tell(lambda: client().set_ecdh_curve("nonsense"))
tell(lambda: server().set_ecdh_curve("rsaEncryption"))
tell(lambda: server().set_ecdh_curve("prime256v1"))
tell(lambda: server().load_dh_params(path("ffdh3072.pem")))
tell(lambda: server().load_dh_params(path("keycert.pem")))
tell(lambda: server().load_dh_params("/nowhere/file"))
for certificate, *more in [
    ("keycert.pem",), ("ssl_cert.pem", "ssl_key.pem"), ("badcert.pem",), ("badkey.pem",), ("nullcert.pem",), ("nowhere",),
    ("ssl_cert.pem", "keycert2.pem"),
]:
    tell(lambda: server().load_cert_chain(path(certificate), *map(path, more)))


def fail():
    raise LookupError("no password")


for password in "somepass", b"somepass", bytearray(b"somepass"), lambda: "somepass", lambda: 3, "wrong", 3, "x" * 2000:
    tell(lambda: server().load_cert_chain(path("keycert.passwd.pem"), password=password))
try:
    server().load_cert_chain(path("keycert.passwd.pem"), password=fail)
except LookupError as error:
    print(error)
tell(lambda: client().load_verify_locations())
tell(lambda: client().load_verify_locations(3))
tell(lambda: client().load_verify_locations(path("nullcert.pem")))
tell(lambda: client().load_verify_locations(path("nowhere")))
for data in "", "no certificate", b"no certificate", b"", 3, "é":
    tell(lambda: client().load_verify_locations(cadata=data))
context = client()
with open(path("pycacert.pem")) as file:
    text = file.read()
pem = text[text.index("-----BEGIN"):]
context.load_verify_locations(cadata=pem)
context.load_verify_locations(cadata=ssl.PEM_cert_to_DER_cert(pem))
context.load_verify_locations(path("keycert3.pem"))
tell(lambda: context.load_verify_locations(cadata=ssl.PEM_cert_to_DER_cert(pem) + b"more"))
print(context.cert_store_stats(), context.get_ca_certs(), len(context.get_ca_certs(True)))
for name in "allsans", "nullbytecert", "nokia", "talos-2019-0758", "idnsans", "keycert3":
    print(_ssl._test_decode_cert(path(name + ".pem")))
tell(lambda: _ssl._test_decode_cert("/nowhere"))
