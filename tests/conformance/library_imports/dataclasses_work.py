from dataclasses import dataclass, field, asdict, astuple, replace, fields, FrozenInstanceError, InitVar

@dataclass(order=True)
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, compare=False, repr=False)

@dataclass(frozen=True, slots=True)
class Frozen:
    name: str
    size: float = 1.5

@dataclass
class Sized:
    side: InitVar[int]
    area: int = field(init=False)
    def __post_init__(self, side):
        self.area = side * side

print(Point(1), Point(1, 2) < Point(1, 3), Point(2) == Point(2), asdict(Point(1, 2, [3])), astuple(Point(4, 5)))
print(replace(Point(1, 2), y=9), [f.name for f in fields(Point)], Point.__match_args__)
frozen = Frozen("n")
try:
    frozen.size = 3
except FrozenInstanceError as error:
    print(type(error).__name__, error)
print(frozen, hash(frozen) == hash(Frozen("n")), Frozen.__slots__, Sized(7))
try:
    Point()
except TypeError as error:
    print(error)
