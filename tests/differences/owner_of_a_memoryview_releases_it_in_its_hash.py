# SPDX-License-Identifier: MIT
# CPython hashes memory that it has given back; here the view says that it is released.
class Owner(bytes):
    def __hash__(self):
        view.release()
        return 5


view = memoryview(Owner(b"abcdef" * 100))
try:
    print(type(hash(view)))
except ValueError as error:
    print(error)
