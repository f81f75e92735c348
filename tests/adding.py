# SPDX-License-Identifier: MIT
"""The worked examples of docs/adding.md: each is a patch docs/adding/NAME.patch, a program NAME.py that needs it, and what
that prints, NAME.txt.

Always: the patches fit, one by one and all together, and the C++ files that they touch compile. When the suite is asked
for by name (`./dev test adding`): minipy is built with all of them, in a copy of the sources under build/adding, and the
programs run. The copy is brought up to date file by file, so that a second build is quick.
"""

import os
import shutil
import subprocess

from support import ROOT, run, short_diff

PATCHES = ROOT / "docs/adding"
WORK = ROOT / "build/adding"
SOURCE = WORK / "source"  # build/release below it, as in the repository: the compiler's cache knows the commands
GENERATED = WORK / "generated"
BUILT = ("CMakeLists.txt", "CMakePresets.json", "lexer", "parser", "compiler", "runtime", "vm", "modules", "trace", "cli")
OUTSIDE = {**os.environ, "GIT_CEILING_DIRECTORIES": str(WORK)}  # the copy is no part of a repository


def patches():
    return sorted(PATCHES.glob("*.patch"))


def git_apply(folder, *arguments):
    return subprocess.run(["git", "apply", *map(str, arguments)], cwd=folder, env=OUTSIDE, capture_output=True, text=True)


def check_fits(*files):
    problem = git_apply(ROOT, "--check", *files).stderr
    hint = "the sources have changed; apply it by hand, and write it anew with: git diff -U1 -- lexer parser compiler runtime vm modules"
    return f"{problem}{hint}" if problem else ""


def touched(files):
    """The C++ sources that the patches change or make; handlers of instructions are compiled with the loops."""
    listed = git_apply(ROOT, "--numstat", *files).stdout.splitlines()
    names = [line.split("\t")[2] for line in listed]
    loops = ["vm/plain_loop.cpp", "vm/traced_loop.cpp"] if any(name.startswith("vm/ops_") for name in names) else []
    return [name for name in names if name.endswith(".cpp")] + loops


def patched_copy():
    """SOURCE becomes the sources of the repository with all patches; files that stay the same are not written."""
    fresh = WORK / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    names = subprocess.run(["git", "ls-files", *BUILT], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    for name in names:
        if (ROOT / name).exists():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, fresh / name)
    applied = git_apply(fresh, *patches())
    if applied.returncode != 0:
        raise RuntimeError(applied.stderr)
    wanted = {path.relative_to(fresh) for path in fresh.rglob("*") if path.is_file()}
    for name in wanted:
        old = SOURCE / name
        if not old.exists() or old.read_bytes() != (fresh / name).read_bytes():
            old.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(fresh / name, old)
    for folder in BUILT:
        for path in (SOURCE / folder).rglob("*"):
            if path.is_file() and path.relative_to(SOURCE) not in wanted:
                path.unlink()
    shutil.rmtree(fresh)


def make_token_kinds():
    """Lemon's header with the kinds of tokens, of the patched grammar."""
    (GENERATED / "parser").mkdir(parents=True, exist_ok=True)
    subprocess.run(["lemon", "-q", f"-T{SOURCE}/parser/engine.cpp.in", f"-d{GENERATED}/parser", SOURCE / "parser/grammar.y"],
                   check=True, capture_output=True)


def check_compiles(name):
    """Only the syntax and the types: some seconds for each file."""
    outcome = run(["g++", "-std=c++20", "-fsyntax-only", "-fno-exceptions", "-fno-rtti", "-Wall", "-Wextra", "-Wno-pedantic",
                   "-Wno-missing-field-initializers", "-Wno-invalid-offsetof", "-DFMT_CONSTEVAL=", f"-I{SOURCE}",
                   f"-I{GENERATED}", SOURCE / name], timeout=300, limit_memory=False)
    return outcome.crash() or ("\n".join(outcome.err.splitlines()[:12]) if outcome.code else "")


def build(jobs):
    for command in (["cmake", "--preset", "release"], ["ninja", "-C", "build/release", f"-j{jobs}", "minipy"]):
        outcome = subprocess.run(command, cwd=SOURCE, env=OUTSIDE, capture_output=True, text=True)
        if outcome.returncode != 0:
            return "\n".join(outcome.stdout.splitlines()[-30:]) + outcome.stderr
    return ""


def check_runs(options, program):
    outcome = run([SOURCE / "build/release/minipy", program.name], cwd=program.parent, timeout=options.timeout)
    text, kept = outcome.out + outcome.err, program.with_suffix(".txt")
    if options.update and not outcome.crash():
        kept.write_text(text)
    expected = kept.read_text() if kept.exists() else ""
    return outcome.crash() or (short_diff(expected, text) if text != expected else "")


def fits():
    for patch in patches():
        yield f"adding/{patch.stem} [fits]", lambda p=patch: check_fits(p)
    yield "adding/all patches fit together", lambda: check_fits(*patches())


def checks(options):
    """The patches of docs/adding.md fit the sources and compile; by name, they are built and their programs run."""
    yield from fits()
    patched_copy()
    by_name = "adding" in options.suites
    if not by_name:
        make_token_kinds()
        for name in touched(patches()):
            yield f"adding/{name} [compiles]", lambda n=name: check_compiles(n)
        return
    print("adding: building minipy with all patches takes some minutes", flush=True)
    problem = build(options.jobs)
    yield "adding/minipy with all patches is built", lambda: problem
    if not problem:
        for program in sorted(PATCHES.glob("*.py")):
            yield f"adding/{program.stem} [runs]", lambda p=program: check_runs(options, p)
