# SPDX-License-Identifier: MIT
"""CPython on code that minipy compiled: `./dev test library`.

A copy of CPython's library gets a __pycache__ that minipy filled, with headers that carry each source's time and size.
CPython imports that copy, must take every module from minipy's files (its -v says where code objects come from, and it is told
to write none), and runs its own tests of the language on them.
"""

import pathlib
import re
import shutil
import subprocess
import sysconfig

import support

HOME = support.WORK / "library"
TESTS = ["test_grammar", "test_generators", "test_patma", "test_scope", "test_with", "test_coroutines", "test_exceptions",
         "test_compile", "test_dis", "test_peepholer", "test_code", "test_sys_settrace"]


def copy_library():
    source, copy = pathlib.Path(sysconfig.get_path("stdlib")), HOME / "lib" / "python3.11"
    shutil.rmtree(HOME, ignore_errors=True)
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"), symlinks=False, ignore_dangling_symlinks=True)
    return copy


def compiled_name(source):
    return source.parent / "__pycache__" / f"{source.stem}.cpython-311.pyc"


def fill(options, library):
    """minipy compiles every module; the names of those that it rejects."""
    rejected = []
    for source in sorted(library.rglob("*.py")):
        compiled_name(source).parent.mkdir(exist_ok=True)
        run = subprocess.run([options.binary, "--emit-pyc", compiled_name(source), source], capture_output=True)
        if run.returncode != 0:
            rejected.append(source)
    return rejected


def accepted_by_cpython(source):
    try:
        compile(source.read_bytes(), str(source), "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def run_test(library, name):
    """Empty, or what went wrong."""
    command = [support.PYTHON, "-v", "-X", "frozen_modules=off", "-m", "test", "-u", "cpu", name]
    outcome = support.run(command, timeout=600, limit_memory=False, cwd=HOME, PYTHONHOME=str(HOME))
    if outcome.code != 0:
        noise = re.compile(r"^(#|import|\s*$|cleanup)", re.MULTILINE)
        lines = [line for line in (outcome.out + outcome.err).splitlines() if not noise.match(line)]
        return f"exit code {outcome.code}\n" + "\n".join(lines[-40:])
    from_source = re.findall(rf"^# code object from ({re.escape(str(library))}\S*\.py)$", outcome.err, re.MULTILINE)
    taken = re.findall(rf"^# code object from '({re.escape(str(library))}\S*\.pyc)'$", outcome.err, re.MULTILINE)
    if from_source or len(taken) < 50:
        return f"{len(taken)} modules came from minipy's files, and these from source: {from_source}"
    return ""


def checks(options):
    library = copy_library()
    rejected = fill(options, library)

    def all_compiled():
        return "\n".join(f"rejects {source}" for source in rejected if accepted_by_cpython(source))

    yield "library/every module that CPython compiles is compiled", all_compiled
    for name in TESTS:
        yield f"library/CPython passes {name}", lambda name=name: run_test(library, name)
