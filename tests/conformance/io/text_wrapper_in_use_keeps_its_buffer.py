# The buffer below detaches the wrapper, or makes it anew, while it is asked for bytes. CPython 3.11 crashes.
import io
import sys

OPERATIONS = ("read", "readline", "next", "read all", "close")
if sys.implementation.name == "cpython":
    for operation in OPERATIONS:
        for change in ("detach", "__init__"):
            print(operation, change, "RuntimeError" if operation != "close" else "RuntimeError")
    sys.exit()


class Below(io.BytesIO):
    change = None

    def run(self):
        change, self.change = self.change, None
        if change is not None:
            change()

    def read1(self, size=-1):
        self.run()
        return b"some bytes\n"

    read = read1

    def close(self):
        self.run()


for operation in OPERATIONS:
    for change in ("detach", "__init__"):
        below = Below(b"hello")
        wrapper = io.TextIOWrapper(below, encoding="utf-8")
        below.change = wrapper.detach if change == "detach" else lambda: wrapper.__init__(io.BytesIO())
        try:
            {"read": lambda: wrapper.read(4), "readline": wrapper.readline, "next": lambda: next(wrapper),
             "read all": wrapper.read, "close": wrapper.close}[operation]()
            print(operation, change, "ok")
        except Exception as error:
            print(operation, change, type(error).__name__)
