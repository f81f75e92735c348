import enum, typing
from typing import Generic, NamedTuple, Optional, Protocol, TypedDict, TypeVar, Union, runtime_checkable, get_type_hints

T = TypeVar("T")
class Box(Generic[T]):
    def __init__(self, item: T) -> None: self.item = item
class Pair(NamedTuple):
    left: int
    right: str = "r"
class Movie(TypedDict, total=False):
    name: str
@runtime_checkable
class Closes(Protocol):
    def close(self) -> None: ...
print(Box[int], Box[int](3).item, Pair(1), Pair._fields, Movie(name="x"), Optional[int], Union[int, str, int], typing.Callable[[int], str])
print(get_type_hints(Box.__init__), isinstance(open("/dev/null"), Closes), isinstance(3, Closes), typing.cast(int, "s"), typing.List[T][int])

class Color(enum.Enum):
    RED = 1
    GREEN = enum.auto()
    CRIMSON = 1
class Perm(enum.Flag):
    R = 4
    W = 2
    X = 1
print(list(Color), Color(2), Color["RED"], Color.CRIMSON is Color.RED, Perm.R | Perm.W, ~Perm.R, Perm(5), repr(Perm(0)))
try:
    Color(7)
except ValueError as error:
    print(error)
print(enum.IntEnum("Animal", "CAT DOG").DOG + 1, [m.value for m in enum.StrEnum("S", ["a"])])
