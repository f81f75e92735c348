import codecs


def attempt(handler, error):
    try:
        print(handler.__name__, repr(handler(error)))
    except BaseException as problem:
        print(handler.__name__, type(problem).__name__, "itself" if problem is error else problem)


def errors():
    for kind in UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError:
        yield kind.__new__(kind)
    yield UnicodeError("plain")
    yield UnicodeError
    yield 5
    yield UnicodeDecodeError("utf-8", b"a\xffc", 1, 2, "reason")
    yield UnicodeEncodeError("ascii", "a\ud800c", 1, 2, "reason")
    yield UnicodeTranslateError("a\xffc", 1, 2, "reason")
    for error, foreign in (
        (UnicodeDecodeError("utf-8", b"abc", 1, 2, "reason"), "abc"),
        (UnicodeEncodeError("ascii", "abc", 1, 2, "reason"), b"abc"),
        (UnicodeTranslateError("abc", 1, 2, "reason"), 5),
    ):
        error.object = foreign
        yield error


for handler in (codecs.strict_errors, codecs.ignore_errors, codecs.replace_errors, codecs.xmlcharrefreplace_errors,
                codecs.backslashreplace_errors, codecs.namereplace_errors):
    for error in errors():
        attempt(handler, error)
