import inspect

import _blake2

variations = [
    {},
    {"key": b"secret"},
    {"salt": b"salt", "person": b"me"},
    {"digest_size": 5},
    {"fanout": 2, "depth": 3, "leaf_size": 4096, "node_offset": 9, "node_depth": 1, "inner_size": 16, "last_node": True},
]
for blake in _blake2.blake2b, _blake2.blake2s:
    for variation in variations:
        for size in 0, 1, 64, 65, 128, 129, 5000:
            print(blake(b"x" * size, **variation).hexdigest())
        h = blake(b"begun", **variation)
        h.update(b" and ended")
        print(h.digest() == blake(b"begun and ended", **variation).digest(), h.name, h.block_size, h.digest_size)

print(inspect.signature(_blake2.blake2b), inspect.signature(_blake2.blake2s))
wrong = [
    {"digest_size": 0},
    {"digest_size": 65},
    {"key": b"k" * 65},
    {"salt": b"s" * 17},
    {"person": b"p" * 17},
    {"fanout": 256},
    {"depth": 0},
    {"leaf_size": -1},
    {"leaf_size": 1 << 32},
    {"node_offset": 1 << 64},
    {"node_offset": 1.5},
    {"node_depth": 256},
    {"inner_size": 65},
    {"key": "text"},
]
for arguments in wrong:
    try:
        _blake2.blake2b(**arguments)
    except (ValueError, OverflowError, TypeError) as error:
        print(type(error).__name__, error)
