# SPDX-License-Identifier: MIT
"""Options that minipy has and CPython has not: where they would have no effect, they are refused. Part of `./dev test golden`."""

import pathlib
import subprocess
import tempfile

from support import PYTHON, ROOT, run

PROGRAM = ROOT / "samples/tour.py"

REFUSED = {
    "--only func=f": "minipy: --only is for --trace",
    "--skip func=f": "minipy: --skip is for --trace",
    "--from line=2": "minipy: --from is for --trace",
    "--until line=2": "minipy: --until is for --trace",
    "--max-events=3": "minipy: --max-events is for --trace",
    "--dump=ast --max-events=3": "minipy: --max-events is for --trace",
    "--keep=last": "minipy: --keep is for --trace",
    "--color=never": "minipy: --color is for --trace",
    "--style=rich": "minipy: --style is for --dump",
    "--trace --style=rich": "minipy: --style is for --dump",
    "--positions": "minipy: --positions is for --dump",
    "--caches": "minipy: --caches is for --dump",
    "--explain": "minipy: --explain is for --dump and --trace",
    "-o x.txt": "minipy: -o is for --dump and --trace",
    "--trace -i": "minipy: --trace needs a program: what is typed at a prompt is not traced",
    "--trace --on-limit=stop --keep=last": "minipy: --on-limit=stop is for --keep=first: --keep=last goes on to the end",
    "--trace --on-limit=stop --keep=both": "minipy: --on-limit=stop is for --keep=first: --keep=both goes on to the end",
    "--trace --max-events=0": "minipy: --max-events=0: a number above 0 is expected",
    "--trace -o x.json": "minipy: -o x.json: the extension is the format: FILE.txt, and with --dump=cfg FILE.dot or FILE.svg",
    "--dump -o x.html": "minipy: -o x.html: the extension is the format: FILE.txt, and with --dump=cfg FILE.dot or FILE.svg",
    "--trace -o x.html": "minipy: -o x.html: this format is not there yet; there is FILE.txt",
    "--dump=ast -o x.svg": "minipy: -o x.svg: only flow graphs can be drawn: --dump=cfg",
}


def refuses(options, arguments, message):
    outcome = run([options.binary, *arguments.split(), PROGRAM], timeout=options.timeout)
    good = outcome.code == 2 and outcome.out == "" and outcome.err == message + "\n"
    return "" if good else f"expected exit code 2 and {message}\nexit code {outcome.code}\n{outcome.out[:300]}{outcome.err[:300]}"


def names_itself(options):
    """The two lines behind an error about usage name the program that was started."""
    outcome = run([options.binary, "-Z"], timeout=options.timeout)
    named = [line for line in outcome.err.splitlines() if str(options.binary) in line]
    return "" if outcome.code == 2 and len(named) == 2 else outcome.err


def is_the_same_each_time(options, arguments):
    """Whoever runs it, where and when: sets of strings are in the same order."""
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder) / "words.py"
        program.write_text("words = {word for word in 'one two three four five six'.split()}\nprint(words)\n")
        shown = set()
        for user in ("ada", "grace"):
            environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "USER": user, "HOME": f"/home/{user}"}
            outcome = subprocess.run([options.binary, *arguments.split(), program], cwd=f"{folder}/..", env=environment,
                                     capture_output=True, timeout=options.timeout)
            shown.add((outcome.returncode, outcome.stdout, outcome.stderr))
    failed = [error.decode() for code, _, error in shown if code != 0]
    return "".join(failed) or ("two runs differ" if len(shown) > 1 else "")


SEED_SHOWN = "import sys; print(sys.flags.hash_randomization, len(str(hash('text'))) > 3)"
TRACING_SHOWN = "import tracemalloc as t; print(t.is_tracing(), t.get_traceback_limit())"
STREAMS_SHOWN = "import sys; print(sys.stdin.errors, sys.stdout.errors, sys.stderr.errors); print(chr(0xa2))"


def is_taken_as_by_cpython(options, *arguments, **environment):
    ours, theirs = (run([binary, *arguments], timeout=options.timeout, **environment)
                    for binary in (options.binary, PYTHON))
    same = (ours.code, ours.out) == (theirs.code, theirs.out) and ours.err.splitlines()[:1] == theirs.err.splitlines()[:1]
    return "" if same else f"{ours.code} {ours.out}{ours.err}"


def checks(options):
    for arguments, message in REFUSED.items():
        yield f"command line/{arguments}", lambda a=arguments, m=message: refuses(options, a, m)
    yield "command line/usage", lambda: names_itself(options)
    for seed in ("0", "5", "random", "", "4294967296", "-1", "5x"):
        yield f"command line/PYTHONHASHSEED={seed}", \
            lambda s=seed: is_taken_as_by_cpython(options, "-c", SEED_SHOWN, PYTHONHASHSEED=s)
    for form in ("ascii", "ascii:replace", ":surrogateescape", ":", "latin-1", "cp424"):
        yield f"command line/PYTHONIOENCODING={form}", \
            lambda f=form: is_taken_as_by_cpython(options, "-c", STREAMS_SHOWN, PYTHONIOENCODING=f)
    for number in ("", "=1", "=15", "=0", "=-1", "=x"):
        yield f"command line/-X tracemalloc{number}", \
            lambda n=number: is_taken_as_by_cpython(options, "-X", f"tracemalloc{n}", "-c", TRACING_SHOWN)
    for number in ("1", "0", "-1", "x"):
        yield f"command line/PYTHONTRACEMALLOC={number}", \
            lambda n=number: is_taken_as_by_cpython(options, "-c", TRACING_SHOWN, PYTHONTRACEMALLOC=n)
    for arguments in ("--trace", "--dump=bytecode --style=rich"):
        yield f"command line/{arguments} is the same each time", lambda a=arguments: is_the_same_each_time(options, a)
