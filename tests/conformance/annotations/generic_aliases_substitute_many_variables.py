"""Items replace the type variables of list[T] and of unions, also those that stand for many."""
import copy
import typing
from collections.abc import Callable
from typing import TypeVar, TypeVarTuple, ParamSpec, Concatenate, Unpack

T, S, Ts, P = TypeVar("T"), TypeVar("S"), TypeVarTuple("Ts"), ParamSpec("P")


def show(make):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)


show(lambda: tuple[*Ts][int, str])
show(lambda: tuple[*Ts][()])
show(lambda: tuple[int, *Ts][str, bytes])
show(lambda: tuple[T, *Ts][int])
show(lambda: tuple[T, *Ts][()])
show(lambda: tuple[T, *Ts, S][int, str, bytes, float])
show(lambda: tuple[T, *Ts, S][int])
show(lambda: tuple[*Ts][*tuple[int, ...]])
show(lambda: tuple[*Ts][*tuple[int, str]])
show(lambda: tuple[T, S][*tuple[int, str]])
show(lambda: list[T][*tuple[int, ...]])
show(lambda: (*tuple[*Ts],)[0][int, str])
show(lambda: dict[T, list[S]][int, str])
show(lambda: dict[T, list[T]][int])
show(lambda: list[tuple[*Ts]][int, str])
show(lambda: list[tuple[*Ts]].__parameters__)
show(lambda: list[T][int, str])
show(lambda: list[int][str])
show(lambda: list[T][[int]])
show(lambda: list[T]["forward"])
show(lambda: list[T][None])
show(lambda: Callable[P, T][[int, str], bytes])
show(lambda: Callable[P, T][int, bytes])
show(lambda: Callable[P, int][int, str])
show(lambda: Callable[P, int][...])
show(lambda: Callable[Concatenate[int, P], T][[str], float])
show(lambda: Callable[[T, S], int][str, bytes])
show(lambda: Callable[[*Ts], T][int, str, bytes])
show(lambda: Callable[[], bool])
show(lambda: (float | list[T])[int])
show(lambda: (list[T] | list[S]).__parameters__)
show(lambda: (list[T] | list[S])[int, T])
show(lambda: (list[T] | list[S])[int, int])
show(lambda: (int | str)[int])
show(lambda: (list[T] | list[S])[int])
show(lambda: list[int | list[T]][str])
show(lambda: hash(int | str) == hash(str | int) == hash(frozenset({int, str})))
show(lambda: hash(int | str) == hash(typing.Union[int, str]))
show(lambda: (int | str).__module__)
show(lambda: type(int | str).__module__)
show(lambda: typing.Annotated[tuple[*Ts], "x"][int])
show(lambda: copy.copy(list[int]) == list[int])
