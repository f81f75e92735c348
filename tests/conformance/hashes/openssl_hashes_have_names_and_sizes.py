import hashlib

data = b"some data " * 500
for name in sorted(hashlib.algorithms_available):
    h = hashlib.new(name, data)
    length = [12] if name.startswith("shake") else []
    print(name, h.name, h.block_size, h.digest_size, h.hexdigest(*length))
    copy = h.copy()
    copy.update(b"more")
    print(copy.digest(*length) == h.digest(*length), type(h).__name__)

for name in "nope", "md4", 3, "a\0b":
    try:
        hashlib.new(name)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
for value in "text", None, 3, memoryview(b"abcd")[::2]:
    try:
        hashlib.md5(value)
    except (TypeError, BufferError) as error:
        print(type(error).__name__, error)
