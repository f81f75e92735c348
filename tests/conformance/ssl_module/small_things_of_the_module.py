import ssl

import _ssl


def tell(action):
    try:
        print(action())
    except (OSError, ValueError, TypeError, AttributeError) as error:
        print(type(error).__name__, error)


print(len(_ssl.err_codes_to_names), len(_ssl.err_names_to_codes), len(_ssl.lib_codes_to_names))
print(_ssl.err_names_to_codes["CERTIFICATE_VERIFY_FAILED"], _ssl.lib_codes_to_names[20])
print(ssl.OPENSSL_VERSION, ssl.OPENSSL_VERSION_INFO, ssl.get_default_verify_paths())
print(sorted((name, value) for name, value in vars(_ssl).items() if isinstance(value, int)))
bio = ssl.MemoryBIO()
print(bio.pending, bio.eof, bio.read(), bio.write(b"some bytes"), bio.pending, bio.read(4), bio.read(), bio.eof)
bio.write_eof()
print(bio.eof, bio.read())
tell(lambda: bio.write(b"x"))
tell(lambda: bio.write("x"))
tell(lambda: ssl.MemoryBIO(1))
for text in "1.3.6.1.5.5.7.3.1", "1.2.3.4", "nonsense":
    tell(lambda: _ssl.txt2obj(text))
tell(lambda: _ssl.txt2obj("serverAuth", name=True))
for number in 129, 0, -1, 100_000:
    tell(lambda: _ssl.nid2obj(number))
print(len(ssl.RAND_bytes(16)), ssl.RAND_status(), ssl.RAND_add("seed", 1.0))
tell(lambda: ssl.RAND_bytes(-1))
for error in ssl.SSLError(1, "text"), ssl.SSLError("text"), ssl.SSLError(), ssl.SSLEOFError(8, "end"):
    print(repr(error), str(error), error.errno, error.strerror)
print([c.__name__ for c in ssl.SSLCertVerificationError.__mro__])
for kind in ssl.SSLSession, _ssl.Certificate:
    tell(kind)
