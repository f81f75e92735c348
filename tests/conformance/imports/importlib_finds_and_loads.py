# SPDX-License-Identifier: MIT
"""importlib: import_module, find_spec, reload; namespace packages; finders of the program's own; what tracebacks hide."""
import importlib
import importlib.util
import os
import pkgutil
import string
import sys
import traceback

here = os.path.dirname(next(iter(importlib.import_module("once").__path__)))
sys.path[:0] = [here + "/portions/first", here + "/portions/second"]

# A namespace package has portions in several folders.
import shared.one
import shared.three

print(shared.one.value, shared.three.value, [os.path.relpath(place, here) for place in shared.__path__])
print(type(shared.__loader__).__name__, shared.__spec__.origin, hasattr(shared, "__file__"))


def shown(function, *arguments):
    """The traceback, without the lines of code: those of importlib are frozen in CPython."""
    try:
        function(*arguments)
    except Exception as error:
        places = [(os.path.basename(frame.filename), frame.lineno, frame.name) for frame in traceback.extract_tb(error.__traceback__)]
        print(type(error).__name__, error, *places, sep="\n    ")


def statement(name):
    exec(f"import {name}")


# A statement hides the frames of importlib, import_module shows them.
shown(statement, "shared.broken")
shown(statement, "nothing_there")
shown(statement, "shared.nothing_there")
shown(importlib.import_module, "nothing_there")
shown(importlib.import_module, "shared.broken")
shown(importlib.import_module, ".one")
print(importlib.import_module(".one", "shared").value)

# Specs and loaders, of modules that were there before, too.
print(importlib.import_module("colorsys").rgb_to_hls(1, 1, 1))
for name in ["colorsys", "string", "sys", "json"]:
    spec = importlib.util.find_spec(name)
    print(spec.name, getattr(spec.loader, "__name__", type(spec.loader).__name__), spec.origin, spec.submodule_search_locations, spec.parent, spec.has_location)
    print(sys.modules[name].__spec__.name if name in sys.modules else "not imported")
print(string.__loader__.get_source("string").splitlines()[0], string.__loader__.is_package("string"))
print(importlib.util.find_spec("nothing_there"))
print(importlib.reload(sys.modules["colorsys"]) is sys.modules["colorsys"])
print(sorted(module.name for module in pkgutil.iter_modules(importlib.import_module("json").__path__)))
print([getattr(finder, "__name__", finder) for finder in sys.meta_path if getattr(finder, "__module__", "").startswith("_frozen")])


class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.startswith("made_up"):
            print("asked for", name, path)
            return importlib.util.spec_from_loader(name, Loader(), is_package=True)
        return None


class Loader:
    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.value = len(module.__name__)
        if module.__name__.endswith("bad"):
            raise ValueError(module.__name__)


sys.meta_path.insert(0, Finder)
import made_up
import made_up.inner as inner
from made_up import other

print(made_up.value, inner.value, other.value, made_up.__path__, made_up.__package__, inner.__spec__.parent)
shown(statement, "made_up.bad")
print("made_up.bad" in sys.modules)
import nturl2path

print(nturl2path.__spec__.origin == nturl2path.__file__)
sys.meta_path.remove(Finder)
shown(statement, "made_up.third")
