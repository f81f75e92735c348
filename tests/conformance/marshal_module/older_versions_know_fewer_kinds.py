# SPDX-License-Identifier: MIT
import marshal

shared = "".join(["sha", "red"])
values = [
    1.5, 0.1, -0.0, 1e300, 1e-7, float("inf"), float("-inf"), float("nan"), 1j, 1.5 - 0.1j, (1.5, "a", 2**70), "", "é",
    "\ud800", "x" * 300, (), (1,) * 300, [shared, shared], bytearray(b"ab"), memoryview(b"ab"), {"a": ("b",)},
    memoryview(b"abcd")[::2], range(3),
]
for value in values:
    for version in -1, 0, 1, 2, 3, 4, 5:
        try:
            data = marshal.dumps(value, version)
            print(version, data, marshal.loads(data))
        except ValueError as error:
            print(version, error)
