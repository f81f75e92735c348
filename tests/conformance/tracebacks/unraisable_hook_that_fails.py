import sys


class Raises:
    def __del__(self):
        raise ValueError("in del")


class Shows(Exception):
    def __str__(self):
        raise KeyError


class Silent:
    def __del__(self):
        raise Shows

    def __repr__(self):
        raise KeyError


Silent()
sys.unraisablehook = None
Raises()
sys.unraisablehook = lambda arguments: 1 / 0
Raises()
