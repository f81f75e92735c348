# Fields of exceptions take any object, or may be deleted.
for kind, arguments in ((UnicodeDecodeError, ("utf-8", b"abc", 0, 1, "r")), (UnicodeEncodeError, ("utf-8", "abc", 0, 1, "r")),
                        (UnicodeTranslateError, ("abc", 0, 1, "r"))):
    for field, value in (("encoding", 5), ("reason", None), ("object", None), ("start", 7), ("start", -3), ("end", -(2**63)), ("start", 2**63 - 1)):
        error = kind(*arguments)
        setattr(error, field, value)
        print(kind.__name__, field, error)
    for field in ("encoding", "reason", "object"):
        error = kind(*arguments)
        delattr(error, field)
        print(kind.__name__, field, getattr(error, field), error)
for count in (2, 3, 5):
    for field in ("errno", "strerror", "filename", "filename2"):
        for act in (delattr, lambda e, f: setattr(e, f, None)):
            error = OSError(*(1, "m", "f", None, "g")[:count])
            try:
                act(error, field)
            except AttributeError:
                continue
            print(count, field, error)
try:
    Exception().__setstate__({1: 2})
except TypeError as error:
    print(error)
for make in (lambda: OSError(2**32 + 2, "x"), lambda: OSError(1, "x", foo=3), lambda: BlockingIOError(1, "m", 2**70),
             lambda: BlockingIOError(1, "m", 5).characters_written):
    try:
        print(repr(make()))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


class OnlyInit(OSError):
    def __init__(self, *arguments, **keywords):
        pass


class OnlyNew(OSError):
    def __new__(cls, *arguments, **keywords):
        return OSError.__new__(cls)


class Passes(OSError):
    def __init__(self, *arguments):
        super().__init__(*arguments)


print(repr(OnlyInit(1, "m", x=3)), OnlyInit(1, "m").errno, OnlyNew(1, "m", x=3).args, Passes(1, "m").errno, Passes(1, "m"))
