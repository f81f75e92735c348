import _md5
import _sha1
import _sha256
import _sha3
import _sha512

for make in _md5.md5, _sha1.sha1, _sha256.sha224, _sha256.sha256, _sha512.sha384, _sha512.sha512:
    h = make(b"some data")
    h.update(b"x" * 5000)
    print(h.name, h.block_size, h.digest_size, h.hexdigest(), h.copy().digest() == h.digest(), type(h).__name__)
for make in _sha3.sha3_224, _sha3.sha3_256, _sha3.sha3_384, _sha3.sha3_512:
    h = make(b"some data")
    h.update(b"x" * 5000)
    print(h.name, h._capacity_bits, h._rate_bits, h._suffix, h.hexdigest())
for make in _sha3.shake_128, _sha3.shake_256:
    h = make(b"some data")
    print(h.name, h._capacity_bits, h._rate_bits, h._suffix, h.hexdigest(33), h.digest(0))
    for length in -1, 1 << 29, "x":
        try:
            h.digest(length)
        except (ValueError, TypeError) as error:
            print(type(error).__name__, error)
try:
    _md5.MD5Type()
except TypeError as error:
    print(error)
