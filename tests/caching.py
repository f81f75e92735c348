# SPDX-License-Identifier: MIT
"""Caches of compiled modules: when they are written, taken, ignored and written anew: `./dev test cache`.

Each check gets a folder with main.py, which imports module.py, and looks at what minipy -v tells and which files there are.
"""

import os
import re
import shutil
import struct
import threading

import support

CHECKS = []
CACHE = "__pycache__/module.minipy-311.pyc"


def check(function):
    CHECKS.append(function)
    return function


class Folder:
    def __init__(self, options, name):
        self.binary, self.path = options.binary, support.WORK / "cache" / name
        shutil.rmtree(self.path, ignore_errors=True)
        self.path.mkdir(parents=True)
        self.write("main.py", "import module\nprint(module.value, module.__cached__)\n")
        self.write("module.py", "value = 'first'\n")

    def write(self, name, text):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def run(self, *arguments, **environment):
        """What main.py printed, and what became of the cache: its `wrote` and `took` as paths inside the folder."""
        environment = {"PYTHONDONTWRITEBYTECODE": "", "HOME": str(self.path / "home"), **environment}
        outcome = support.run([self.binary, "-v", *arguments, self.path / "main.py"], cwd=self.path, **environment)
        assert outcome.code == 0, outcome.err
        told = {"wrote": re.findall(r"^# wrote '(.*)'$", outcome.err, re.M), "took": re.findall(r"^# code object from '(.*)'$", outcome.err, re.M)}
        return outcome.out.split()[0], {verb: os.path.relpath(paths[0], self.path) for verb, paths in told.items() if paths}

    def files(self):
        return sorted(str(path.relative_to(self.path)) for path in self.path.rglob("*") if path.is_file() and path.suffix != ".py")


def expect(actual, expected):
    assert actual == expected, f"{actual} instead of {expected}"


@check
def the_first_import_writes_a_cache_and_the_second_takes_it(folder):
    expect(folder.run(), ("first", {"wrote": CACHE}))
    expect(folder.run(), ("first", {"took": CACHE}))
    expect(folder.files(), [CACHE])


@check
def a_changed_source_is_compiled_again(folder):
    folder.run()
    folder.write("module.py", "value = 'second'\n")
    expect(folder.run(), ("second", {"wrote": CACHE}))


@check
def a_source_of_the_same_size_but_another_time_is_compiled_again(folder):
    folder.run()
    source = folder.write("module.py", "value = 'other'\n")
    os.utime(source, (1_000_000_000, 1_000_000_000))
    expect(folder.run(), ("other", {"wrote": CACHE}))
    expect(struct.unpack("<4xIII", (folder.path / CACHE).read_bytes()[:16]), (0, 1_000_000_000, source.stat().st_size))


@check
def every_damaged_cache_is_ignored_and_written_anew(folder):
    folder.run()
    cache = folder.path / CACHE
    whole = cache.read_bytes()
    damaged = [b"", whole[:3], whole[:16], whole[:-1], whole + b"x", b"\0" * len(whole)]
    damaged += [whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :] for place in range(len(whole))]
    for data in damaged:
        cache.write_bytes(data)
        expect(folder.run(), ("first", {"wrote": CACHE}))
        expect(cache.read_bytes(), whole)


@check
def optimized_code_has_caches_of_its_own(folder):
    for option, cache in (("-O", "__pycache__/module.minipy-311.opt-1.pyc"), ("-OO", "__pycache__/module.minipy-311.opt-2.pyc")):
        expect(folder.run(option), ("first", {"wrote": cache}))
        expect(folder.run(option), ("first", {"took": cache}))


@check
def nothing_is_written_where_bytecode_is_forbidden(folder):
    expect(folder.run("-B"), ("first", {}))
    expect(folder.run(PYTHONDONTWRITEBYTECODE="1"), ("first", {}))
    folder.write("main.py", "import sys\nsys.dont_write_bytecode = True\nimport module\nprint(module.value)\n")
    expect(folder.run(), ("first", {}))
    expect(folder.files(), [])
    expect(folder.run("-E", PYTHONDONTWRITEBYTECODE="1")[1], {})  # the program still says no
    folder.write("main.py", "import module\nprint(module.value)\n")
    expect(folder.run("-E", PYTHONDONTWRITEBYTECODE="1"), ("first", {"wrote": CACHE}))


@check
def a_prefix_moves_all_caches(folder):
    cache = f"caches{folder.path}/module.minipy-311.pyc"
    expect(folder.run(PYTHONPYCACHEPREFIX=str(folder.path / "caches")), ("first", {"wrote": cache}))
    expect(folder.run("-X", f"pycache_prefix={folder.path / 'caches'}"), ("first", {"took": cache}))
    folder.write("main.py", f"import sys\nsys.pycache_prefix = {str(folder.path / 'caches')!r}\nimport module\nprint(module.value)\n")
    expect(folder.run(), ("first", {"took": cache}))
    expect(folder.files(), [cache])


@check
def the_users_folder_takes_what_pycache_cannot(folder):
    folder.write("__pycache__", "no folder")
    for environment, root in (({}, "home/.cache"), ({"XDG_CACHE_HOME": str(folder.path / "xdg")}, "xdg")):
        cache = f"{root}/minipy{folder.path}/module.minipy-311.pyc"
        expect(folder.run(**environment), ("first", {"wrote": cache}))
        expect(folder.run(**environment), ("first", {"took": cache}))
    expect(folder.run(HOME="", XDG_CACHE_HOME="relative"), ("first", {}))


@check
def packages_are_cached_too(folder):
    folder.write("main.py", "import package.inner as module\nprint(module.value)\n")
    folder.write("package/__init__.py", "")
    folder.write("package/inner.py", "value = __name__\n")
    expect(folder.run()[0], "package.inner")
    expect(folder.files(), ["package/__pycache__/__init__.minipy-311.pyc", "package/__pycache__/inner.minipy-311.pyc"])


@check
def a_rejected_source_leaves_no_cache(folder):
    folder.write("module.py", "value = \n")
    folder.write("main.py", "try: import module\nexcept SyntaxError as error: print(error.lineno)\n")
    expect(folder.run(), ("1", {}))
    expect(folder.files(), [])


@check
def code_names_the_file_where_it_is_now(folder):
    folder.write("module.py", "def f(): return f.__code__.co_filename\nvalue = f()\n")
    folder.run()
    moved = folder.path.with_name(folder.path.name + "-moved")
    shutil.rmtree(moved, ignore_errors=True)
    folder.path.rename(moved)
    folder.path = moved
    expect(folder.run(), (str(moved / "module.py"), {"took": CACHE}))


@check
def many_processes_at_once_leave_one_whole_cache(folder):
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(folder.run()[0])) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expect(answers, ["first"] * 12)
    expect(folder.files(), [CACHE])
    expect(folder.run(), ("first", {"took": CACHE}))


@check
def cpython_runs_a_cache_when_told_to(folder):
    folder.write("module.py", "print('from the cache')\nvalue = 0\n")
    folder.run()
    expect(support.run([support.PYTHON, folder.path / CACHE]).out, "from the cache\n")


def problem_of(options, function):
    try:
        function(Folder(options, function.__name__))
    except AssertionError as error:
        return str(error)
    return ""


def checks(options):
    for function in CHECKS:
        yield f"cache/{function.__name__.replace('_', ' ')}", lambda function=function: problem_of(options, function)
