# SPDX-License-Identifier: MIT
"""What CPython and minipy say of a program that may be wrong: None, or the exception's type, message and place.

CPython's side is computed in this process, which therefore must be python3.11; minipy judges many programs in one process.
"""

import ast
import subprocess
import warnings

# What minipy runs: a program on each line of its input, as a literal; the verdict on each line of its output.
JUDGE = """
import sys
for line in sys.stdin:
    source, mode = eval(line)
    try:
        compile(source, "program.py", mode)
        print(None)
    except SyntaxError as e:
        print(ascii((type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text)))
    except Exception as e:
        print(ascii((type(e).__name__, str(e), None, None, None, None, None)))
"""


def of_cpython(source, mode="exec"):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(source, "program.py", mode, dont_inherit=True)
        except SyntaxError as e:
            return type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text
        except Exception as e:
            return type(e).__name__, str(e), None, None, None, None, None
    return None


class Stopped(Exception):
    """minipy ended before the last program: (index of the program, why)."""


def of_minipy(programs, minipy):
    """The verdicts on (source, mode) pairs."""
    text = "".join(ascii(program) + "\n" for program in programs)
    run = subprocess.run([minipy, "-W", "ignore", "-c", JUDGE], input=text.encode(), capture_output=True)
    lines = run.stdout.decode("ascii").splitlines()
    if len(lines) != len(programs):
        raise Stopped(len(lines), f"exit code {run.returncode}: {run.stderr.decode(errors='replace')[-500:]}")
    return [ast.literal_eval(line) for line in lines]
