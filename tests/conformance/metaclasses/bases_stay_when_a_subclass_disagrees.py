# A change of bases computes the mros of all classes below; if one fails, everything is as it was.
class Left:
    side = "left"


class Right:
    side = "right"


class Middle(Left):
    pass


class Picky(type):
    strict = False

    def mro(cls):
        if Picky.strict:
            raise ValueError("no other order, please")
        return super().mro()


class Below(Middle, metaclass=Picky):
    pass


Picky.strict = True
try:
    Middle.__bases__ = (Right,)
except ValueError as error:
    print(error)
print(Middle.side, Middle.__bases__, Middle.__mro__, Below.side)
Picky.strict = False
Middle.__bases__ = (Right,)
print(Middle.side, Below.side, Left.__subclasses__(), [c.__name__ for c in Right.__subclasses__()])


class Walking(enumerate):
    pass


class Table(dict):
    pass


class Filled(Table):
    pass


for change in ((Walking,), (int,), (dict,), (Table, Left)):
    try:
        Filled.__bases__ = change
        print("changed to", Filled.__bases__)
    except TypeError as error:
        print(error)
