# SPDX-License-Identifier: MIT
"""What every suite of run.py needs: running a program under limits, CPython's cached answers, comparing outcomes."""

import dataclasses
import difflib
import hashlib
import json
import os
import pathlib
import re
import resource
import signal
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "tests"
PYTHON = "/usr/bin/python3.11"
OUTPUT_LIMIT = 256 << 20
MEMORY_LIMIT = 6 << 30  # address space; a sanitizer reserves terabytes and runs without it

resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
# Where tests run in the background SIGINT may be ignored, and what we start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclasses.dataclass
class Outcome:
    """What a finished program left behind. A negative code is the signal that killed it, as in subprocess."""

    code: int
    out: str
    err: str
    timed_out: bool = False

    def last_line(self):
        lines = [line for line in self.err.splitlines() if line.strip()]
        return hide_addresses(lines[-1]) if lines else ""

    def crash(self):
        if self.timed_out:
            return "timed out"
        if self.code < 0:
            return f"killed by {signal.Signals(-self.code).name}"
        if "AddressSanitizer" in self.err or "ThreadSanitizer" in self.err or re.search(r"\.[ch]pp:\d+:\d+: runtime error:", self.err):
            return "sanitizer report"
        return ""


def hide_addresses(text):
    return re.sub(r"0x[0-9a-f]{6,}", "0x…", text)


def clean_environment(**extra):
    return {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "ASAN_OPTIONS": "detect_leaks=0:exitcode=99:detect_stack_use_after_return=0",
        "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1",
        "TSAN_OPTIONS": "exitcode=99:die_after_fork=0",
        **extra,
    }


# Frames of C++ are several times as large under the sanitizers: with the usual stack the native one would end first.
DEEP_STACK = ["/bin/sh", "-c", 'ulimit -s 65536 2>/dev/null; exec "$@"', "sh"]


def run(command, *, timeout=20, stdin=b"", limit_memory=True, cwd=ROOT, **environment):
    """Runs a program with its output in files, so that neither a flood of output nor a hanging child hurts us."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as source:
        source.write(stdin)
        source.seek(0)
        if not limit_memory:
            command = [*DEEP_STACK, *command]
        process = subprocess.Popen([str(part) for part in command], stdin=source, stdout=out, stderr=err, cwd=cwd,
                                   env=clean_environment(**environment), start_new_session=True)
        limit(process.pid, limit_memory)
        timed_out = False
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            timed_out = True
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        return Outcome(process.returncode, read_text(out), read_text(err), timed_out)


def limit(pid, limit_memory):
    try:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (OUTPUT_LIMIT, OUTPUT_LIMIT))
        if limit_memory:
            resource.prlimit(pid, resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    except ProcessLookupError:
        pass  # it has already finished


def read_text(file):
    file.seek(0)
    return file.read().decode("utf-8", "backslashreplace")


# ---------------------------------------------------------------- CPython's answers


def helpers_of(script):
    """The modules that a script may import: everything in the folders beside it."""
    return sorted(path for folder in script.parent.iterdir() if folder.is_dir() and folder.name != "__pycache__"
                  for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")


def digest_of(script, *more):
    digest = hashlib.sha256(os.fsencode(PYTHON))
    for path in [script, *helpers_of(script)]:
        digest.update(os.fsencode(path.name) + b"\0" + path.read_bytes() + b"\0")
    digest.update(repr(more).encode())
    return digest.hexdigest()[:32]


def directives(script):
    """A script may say in its first lines how it wants to be run: `# args: one two`, `# stdin: text`."""
    args, stdin = [], b""
    for line in script.read_bytes().split(b"\n")[:4]:
        if line.startswith(b"# args: "):
            args = line[8:].decode().split()
        elif line.startswith(b"# stdin: "):
            stdin = line[9:].replace(b"\\n", b"\n")
    return args, stdin


def cpython_outcome(script):
    """CPython's outcome for a script, kept in build/tests by content: it never changes."""
    args, stdin = directives(script)
    kept = WORK / "cpython" / f"{script.stem}-{digest_of(script, args, stdin)}.json"
    if kept.exists():
        return Outcome(**json.loads(kept.read_text()))
    outcome = run([PYTHON, script, *args], stdin=stdin, timeout=60, PYTHONPATH=str(script.parent))
    kept.parent.mkdir(parents=True, exist_ok=True)
    write_whole(kept, json.dumps(dataclasses.asdict(outcome)).encode())
    return outcome


def write_whole(path, data):
    """Writes a file so that a parallel reader sees all of it or nothing."""
    part = path.with_name(f"{path.name}.{os.getpid()}.{id(data)}")
    part.write_bytes(data)
    part.replace(path)


# ---------------------------------------------------------------- comparing


def short_diff(expected, actual, limit=14):
    lines = list(difflib.unified_diff(expected.splitlines(), actual.splitlines(), "expected", "minipy", n=1, lineterm=""))
    cut = [line[:200] for line in lines[:limit]]
    return "\n".join(cut + ([f"… {len(lines) - limit} more lines"] if len(lines) > limit else []))


def compare(expected, actual, *, stderr=True):
    """Empty when two outcomes agree in stdout, exit code and the last line of stderr; else the differences as text."""
    problems = [actual.crash()] if actual.crash() else []
    if expected.code != actual.code:
        problems.append(f"exit code {actual.code}, expected {expected.code}")
    if hide_addresses(expected.out) != hide_addresses(actual.out):
        problems.append(short_diff(hide_addresses(expected.out), hide_addresses(actual.out)))
    if stderr and expected.last_line() != actual.last_line():
        problems.append(f"stderr ends with: {actual.last_line()[:300]}\n        expected: {expected.last_line()[:300]}")
    elif problems and actual.err:
        problems.append("stderr: " + "\n".join(actual.err.splitlines()[-6:])[:900])
    return "\n".join(problems)
