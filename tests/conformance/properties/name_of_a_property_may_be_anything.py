class Owner:
    pass


class Unshowable:
    def __repr__(self):
        raise RuntimeError("no repr")


for name in "plain", "it's", 5, None, ["x"], Unshowable():
    made = property()
    made.__set_name__(Owner, name)
    for attempt in (lambda: made.__get__(Owner()), lambda: made.__set__(Owner(), 1), lambda: made.__delete__(Owner())):
        try:
            attempt()
        except Exception as error:
            print(type(error).__name__, error)
