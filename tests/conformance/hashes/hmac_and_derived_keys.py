import _hashlib
import hashlib

for name in "md5", "sha256", "sha3_256", "sha512_256":
    code = _hashlib.hmac_new(b"key", b"message " * 1000, digestmod=name)
    print(code.name, code.digest_size, code.block_size, code.hexdigest())
    other = code.copy()
    other.update(b"more")
    print(other.digest() != code.digest(), _hashlib.hmac_digest(b"key", b"message " * 1000, name) == code.digest())
print(_hashlib.hmac_new(b"k", digestmod=hashlib.sha1).hexdigest())
print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 100).hex())
print(hashlib.pbkdf2_hmac("sha1", b"password", b"salt", 10, dklen=50).hex())
print(hashlib.scrypt(b"password", salt=b"salt", n=16, r=8, p=1, dklen=40).hex())
print(_hashlib.compare_digest(b"same", bytearray(b"same")), _hashlib.compare_digest("one", "other"))


def tell(function, *arguments, **keywords):
    try:
        print(function(*arguments, **keywords))
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__, error)


tell(_hashlib.hmac_new, b"k")
tell(_hashlib.hmac_new, b"k", digestmod="nope")
tell(_hashlib.hmac_new, b"k", digestmod=len)
tell(_hashlib.hmac_new, b"k", "text", digestmod="md5")
tell(_hashlib.hmac_new, b"k", digestmod="shake_128")
tell(hashlib.pbkdf2_hmac, "md5", b"p", b"s", 0)
tell(hashlib.pbkdf2_hmac, "md5", b"p", b"s", 1, 0)
tell(hashlib.pbkdf2_hmac, "md5", b"p", b"s", 1 << 40)
tell(hashlib.pbkdf2_hmac, "nope", b"p", b"s", 1)
tell(hashlib.scrypt, b"p")
tell(hashlib.scrypt, b"p", salt=b"s", n=3, r=8, p=1)
tell(hashlib.scrypt, b"p", salt=b"s", n=2, r=-8, p=1)
tell(hashlib.scrypt, b"p", salt=b"s", n=1 << 16, r=8, p=1)
tell(_hashlib.compare_digest, "é", "e")
tell(_hashlib.compare_digest, 1, 2)
