# The repr or str of a part of an exception replaces the part.
class Replaces:
    def __init__(self, field, value):
        self.field, self.value = field, value

    def __str__(self):
        setattr(self.error, self.field, self.value)
        junk.append([(n, n) for n in range(100)])
        return "shown"

    __repr__ = __str__


junk = []


def make(kind, field, value, *before, after=()):
    part = Replaces(field, value)
    part.error = kind(*before, part, *after)
    return part.error


for show in (str, repr):
    print(show(make(Exception, "args", (), after=(1, 2))))
    print(show(make(Exception, "args", ())))
    print(show(make(KeyError, "args", ())))
    print(show(make(OSError, "errno", None, after=("m", "f"))))
    print(show(make(OSError, "filename", None, 1, "m")))
    print(show(make(ImportError, "msg", None)))
    print(show(make(SyntaxError, "msg", None, after=(("f", 1, 2, "t"),))))
for field in ("encoding", "reason"):
    error = UnicodeDecodeError("utf-8", b"abc", 0, 1, "r")
    part = Replaces("object", b"")
    part.error = error
    setattr(error, field, part)
    print(str(error))
