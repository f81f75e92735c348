# object.__getstate__ finds slots by the class attribute __slots__; without it they are not part of the state.
class Point:
    __slots__ = ("x", "_Point__hidden", "__private")


class Bare:
    __slots__ = ("x",)


point, bare = Point(), Bare()
point.x = bare.x = 1
print(point.__getstate__())
del Bare.__slots__
print(bare.__getstate__())
