import io


def outcome(function):
    try:
        return repr(function())
    except Exception as error:
        return f"{type(error).__name__}: {error}"


stream = io.BytesIO(b"abc")
stream.seek(2**62)
print(outcome(stream.read), outcome(stream.readline), outcome(lambda: stream.readinto(bytearray(3))))
print(outcome(lambda: stream.seek(2**62, 1)))
stream.seek(2**63 - 1)
print(outcome(lambda: stream.write(b"ab")))
text = io.StringIO("abc\ndef")
text.seek(1)
print(outcome(lambda: text.readline(2**63 - 1)))
text.seek(2**63 - 1)
print(outcome(lambda: text.write("xy")), outcome(text.read))
view_of = io.BytesIO(b"abcdef")
view = view_of.getbuffer()
print(view_of.readinto(view), bytes(view))
for change in (lambda: view_of.write(b"x"), lambda: view_of.truncate(1), view_of.close, lambda: view_of.__init__(b"q"),
               lambda: view_of.__setstate__((b"", 0, None))):
    print(outcome(change))

for state in (5, (), (1, 2, 3), (b"", -1, None), (b"", "x", None), (b"", 2**62, {}), (b"a", 0, 5)):
    print(outcome(lambda: io.BytesIO().__setstate__(state)))
for state in (5, ("", "q", 0, None), ("", "\n", -1, None), ("", "\n", "x", None), ("a", "\n", 0, 5)):
    print(outcome(lambda: io.StringIO().__setstate__(state)))
