# SPDX-License-Identifier: MIT
"""Input that no program should be fed. What CPython answers is the expectation: exit code and last line of stderr.

A case is a function that gets a folder to write in and returns the command line after the interpreter's name, or a pair of
them, minipy's and CPython's.
Its decorator says how much must agree with CPython: the whole last line of stderr, only the exception's type
(where the wording depends on how an interpreter is built inside), or only the exit code. Or all of stderr.
"""

import marshal
import pathlib
import re
import shlex
import tempfile

from support import PYTHON, WORK, run

CASES = []


def case(agree="line", shell=None, stdin=b""):
    def register(function):
        CASES.append((function.__name__, function, agree, shell, stdin))
        return function
    return register


def write(folder, data, name="input.py"):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


# ---------------------------------------------------------------- files that are no programs


@case()
def missing_file(folder):
    return [folder / "missing.py"]


@case()
def missing_file_in_missing_directory(folder):
    return [folder / "nowhere" / "missing.py"]


@case(agree="code")
def directory(folder):
    return [folder]


@case(agree="code")
def directory_with_main(folder):
    write(folder, "print('main of a directory')\n", "__main__.py")
    return [folder]


@case()
def empty_file(folder):
    return [write(folder, b"")]


@case()
def only_a_comment_without_newline(folder):
    return [write(folder, b"# nothing")]


@case(agree="type")
def binary_file(folder):
    return [write(folder, bytes(range(256)) * 64)]


@case(agree="type")
def elf_file(folder):
    return [write(folder, pathlib.Path("/bin/true").read_bytes())]


@case()
def invalid_utf8_in_string(folder):
    return [write(folder, b"print('before')\nx = 'caf\xe9'\n")]


@case()
def invalid_utf8_in_comment(folder):
    return [write(folder, b"# caf\xe9\nprint('after')\n")]


@case(agree="type")
def truncated_utf8_at_end(folder):
    return [write(folder, b"x = 1 # \xe2\x82")]


@case()
def unknown_encoding(folder):
    return [write(folder, b"# -*- coding: klingon -*-\nprint(1)\n")]


@case()
def bom_alone(folder):
    return [write(folder, b"\xef\xbb\xbf")]


@case(agree="type")
def nul_byte_in_code(folder):
    return [write(folder, b"x = 1\ny\0 = 2\n")]


@case(agree="type")
def nul_byte_in_string(folder):
    return [write(folder, b"x = 'a\0b'\nprint(len(x))\n")]


@case()
def nul_byte_in_imported_module(folder):
    write(folder, b"x = 'a\0b'\n", "nul.py")
    return ["-c", f"import sys; sys.path.insert(0, {str(folder)!r}); import nul"]


@case()
def nul_byte_in_tree(folder):
    file = write(folder, b"x = 'a\0b'\n")
    return ["--dump=ast", file], ["-m", "ast", file]


@case()
def nul_byte_in_bytecode(folder):
    file = write(folder, b"x = 1  # \0\n")
    return ["--dump=bytecode", file], ["-m", "dis", file]


@case()
def crlf_and_cr_line_ends(folder):
    return [write(folder, b"x = 1\r\nif x:\r\n    print(x)\r\nprint('''a\r\nb''' == 'a\\nb')\r\n")]


@case(agree="code")
def no_read_permission_is_a_device(folder):
    return ["/dev/null"]


# ---------------------------------------------------------------- syntax without measure


@case()
def line_of_ten_megabytes_in_string(folder):
    return [write(folder, b"x = '" + b"a" * 10_000_000 + b"'\nprint(len(x))\n")]


@case()
def line_of_ten_megabytes_in_comment(folder):
    return [write(folder, b"#" + b"a" * 10_000_000 + b"\nprint('after')\n")]


@case()
def line_of_ten_megabytes_of_names(folder):
    return [write(folder, b"x = 1\n(" + b"x, " * 1_000_000 + b")\nprint('after')\n")]


@case()
def name_of_one_megabyte(folder):
    name = b"n" * 1_000_000
    return [write(folder, name + b" = 3\nprint(" + name + b")\n")]


@case()
def hundred_thousand_open_parentheses(folder):
    return [write(folder, b"(" * 100_000)]


@case()
def hundred_thousand_nested_brackets(folder):
    return [write(folder, b"x = " + b"[" * 100_000 + b"]" * 100_000 + b"\n")]


@case()
def hundred_thousand_nested_braces(folder):
    return [write(folder, b"x = " + b"{" * 100_000 + b"}" * 100_000 + b"\n")]


@case()
def two_hundred_and_one_brackets(folder):
    return [write(folder, b"x = " + b"(" * 201 + b")" * 201 + b"\n")]


@case(agree="code")
def hundred_thousand_unary_minus(folder):
    return [write(folder, b"x = " + b"-" * 100_000 + b"1\n")]


@case(agree="code")
def hundred_thousand_nots(folder):
    return [write(folder, b"x = " + b"not " * 100_000 + b"1\n")]


@case(agree="code")
def hundred_thousand_attributes(folder):
    return [write(folder, b"x = a" + b".b" * 100_000 + b"\n")]


@case(agree="code")
def hundred_thousand_additions(folder):
    return [write(folder, b"x = 1" + b" + x" * 100_000 + b"\n")]


@case(agree="code")
def hundred_thousand_powers(folder):
    return [write(folder, b"x = 1" + b" ** x" * 100_000 + b"\n")]


@case(agree="code")
def hundred_thousand_lambdas(folder):
    return [write(folder, b"x = " + b"lambda: " * 100_000 + b"1\n")]


@case(agree="code")
def hundred_thousand_conditionals(folder):
    return [write(folder, b"x = 1" + b" if x else 1" * 100_000 + b"\n")]


@case()
def hundred_and_one_indents(folder):
    lines = [" " * depth + "if 1:" for depth in range(101)]
    return [write(folder, "\n".join(lines) + "\n" + " " * 101 + "pass\n")]


@case()
def too_many_statically_nested_blocks(folder):
    lines = [" " * depth + "for x in y:" for depth in range(25)]
    return [write(folder, "\n".join(lines) + "\n" + " " * 25 + "pass\n")]


@case()
def fifty_thousand_statements(folder):
    return [write(folder, b"x = 0\n" + b"x += 1\n" * 50_000 + b"print(x)\n")]


@case()
def call_with_five_thousand_arguments(folder):
    return [write(folder, "def f(*a, **k): return len(a), len(k)\nprint(f("
                  + ", ".join(map(str, range(5000))) + ", " + ", ".join(f"k{i}={i}" for i in range(5000)) + "))\n")]


@case()
def integer_literal_of_five_thousand_digits(folder):
    return [write(folder, b"x = " + b"9" * 5000 + b"\n")]


@case()
def hexadecimal_literal_of_a_million_digits(folder):
    return [write(folder, b"x = 0x" + b"f" * 1_000_000 + b"\nprint(x.bit_length())\n")]


@case()
def unterminated_triple_quoted_string(folder):
    return [write(folder, b"x = '''\n" + b"text\n" * 1000)]


@case()
def backslash_at_end_of_file(folder):
    return [write(folder, b"x = 1 + \\")]


@case()
def nested_fstrings_and_braces(folder):
    return [write(folder, b"x = f'" + b"{" * 1001 + b"'\n")]


@case()
def tabs_and_spaces_mixed(folder):
    return [write(folder, b"if 1:\n        x = 1\n\ty = 2\n")]


# ---------------------------------------------------------------- programs without measure


@case()
def endless_recursion(folder):
    return [write(folder, "def f(): return f()\nf()\n")]


@case()
def endless_recursion_with_arguments_and_finally(folder):
    return [write(folder, "def f(n, *a, k=1, **o):\n    try:\n        return f(n + 1, *a, k=k, **o)\n"
                  "    finally:\n        n\nf(0, 1, 2, z=3)\n")]


@case(agree="type")
def endless_recursion_in_repr(folder):
    return [write(folder, "class A:\n    def __repr__(self): return repr(self)\nrepr(A())\n")]


@case(agree="type")
def endless_recursion_in_repr_through_list(folder):
    return [write(folder, "class A:\n    def __repr__(self): return repr([self])\nrepr(A())\n")]


@case(agree="type")
def endless_recursion_in_str_format(folder):
    return [write(folder, "class A:\n    def __format__(self, spec): return f'{self}'\nformat(A())\n")]


@case(agree="type")
def endless_recursion_in_eq(folder):
    return [write(folder, "class A:\n    def __eq__(self, other): return self == other\nA() == A()\n")]


@case(agree="type")
def endless_recursion_in_getattr(folder):
    return [write(folder, "class A:\n    def __getattr__(self, name): return getattr(self, name)\nA().x\n")]


@case(agree="type")
def endless_recursion_in_call_slot(folder):
    return [write(folder, "class A: pass\nA.__call__ = A()\nA()()\n")]


@case(agree="type")
def endless_recursion_through_sort_key(folder):
    return [write(folder, "def f(x): return sorted([1, 2], key=f)\nf(1)\n")]


@case(agree="type")
def endless_recursion_through_generators(folder):
    return [write(folder, "def f():\n    yield from f()\nlist(f())\n")]


@case(agree="type")
def endless_recursion_through_map(folder):
    return [write(folder, "def f(x): return list(map(f, [x]))\nf(1)\n")]


@case(agree="type")
def endless_recursion_through_class_bodies(folder):
    return [write(folder, "def f():\n    class A:\n        f()\nf()\n")]


@case(agree="type")
def endless_recursion_through_eval(folder):
    return [write(folder, "def f(): return eval('f()')\nf()\n")]


@case(agree="type")
def repr_of_a_deep_list(folder):
    return [write(folder, "x = []\nfor i in range(100_000): x = [x]\nrepr(x)\n")]


@case(agree="type")
def comparing_deep_lists(folder):
    return [write(folder, "x, y = [], []\nfor i in range(100_000): x, y = [x], [y]\nx == y\n")]


@case(agree="type")
def hash_of_a_deep_tuple_does_not_crash(folder):
    return [write(folder, "x = ()\nfor i in range(500): x = (x,)\nprint(isinstance(hash(x), int))\n")]


@case()
def freeing_a_million_nested_containers(folder):
    return [write(folder, "x = None\nfor i in range(1_000_000): x = [x]\ndel x\ny = None\n"
                  "for i in range(300_000): y = {1: (y,)}\ndel y\nprint('freed')\n")]


@case()
def freeing_a_long_chain_of_instances(folder):
    return [write(folder, "class Node:\n    def __init__(self, next): self.next = next\nx = None\n"
                  "for i in range(300_000): x = Node(x)\ndel x\nprint('freed')\n")]


@case()
def freeing_a_long_chain_of_generators(folder):
    return [write(folder, "def g(inner):\n    yield inner\nx = None\nfor i in range(200_000):\n    x = g(x); next(x)\n"
                  "del x\nprint('freed')\n")]


@case()
def integer_too_large_to_print(folder):
    return [write(folder, "print(10 ** 5000)\n")]


@case()
def shift_too_large(folder):
    return [write(folder, "1 << (1 << 64)\n")]


@case()
def sequence_too_large(folder):
    return [write(folder, "[0] * (1 << 62)\n")]


@case()
def string_too_large(folder):
    return [write(folder, "'ab' * (1 << 62)\n")]


@case()
def width_too_large(folder):
    return [write(folder, "format(1, '99999999999999999999')\n")]


@case()
def exception_whose_str_raises(folder):
    return [write(folder, "class E(Exception):\n    def __str__(self): raise ValueError\nraise E\n")]


@case()
def exit_code_out_of_range(folder):
    return [write(folder, "raise SystemExit(1 << 70)\n")]


@case()
def exception_in_finalizer_at_exit(folder):
    return [write(folder, "class A:\n    def __del__(self): 1 / 0\nx = A()\n")]


# ---------------------------------------------------------------- command lines and pipes


@case()
def command_from_option(folder):
    return ["-c", "import sys; print(sys.argv); sys.exit(3)", "a", "-b"]


@case(agree="stderr", shell="{command} $'x = \"\\xf0\"'")
def command_that_is_not_utf8(folder):
    return ["-c"]


@case()
def command_with_syntax_error(folder):
    return ["-c", "x = = 1"]


@case(agree="code")
def option_without_argument(folder):
    return ["-c"]


@case(agree="code")
def unknown_option(folder):
    return ["-Z"]


@case(agree="code")
def limit_of_digits_that_is_too_small(folder):
    return ["-X", "int_max_str_digits=5", "-c", "pass"]


@case(agree="type")
def limit_of_digits_that_a_number_exceeds(folder):
    return ["-X", "int_max_str_digits=640", "-c", "import sys; print(sys.flags.int_max_str_digits); str(10**700)"]


@case(agree="type")
def missing_module(folder):
    return ["-m", "no_such_module_here"]


@case(stdin=b"import sys\nprint('from stdin', sys.argv)\n")
def program_from_stdin(folder):
    return ["-", "x"]


@case(stdin=b"print('no dash')\n")
def program_from_stdin_without_dash(folder):
    return []


@case(stdin=b"print(1\n")
def syntax_error_from_stdin(folder):
    return ["-"]


@case(shell="{command} >&-")
def closed_stdout(folder):
    return ["-c", "print(1)"]


@case(shell="{command} <&-")
def closed_stdin(folder):
    return ["-c", "print(1)"]


@case(shell="{command} 2>&-")
def closed_stderr(folder):
    return ["-c", "1 / 0"]


@case(agree="never a signal", shell="{command} 2>/dev/full")
def missing_file_and_full_stderr(folder):
    return ["nowhere.py"]


@case(agree="code", shell="{command} 2>&-")
def missing_module_and_closed_stderr(folder):
    return ["-m", "no_such_module"]


@case(shell="{command} >/dev/full")
def full_device(folder):
    return ["-c", "print(1)"]


@case(agree="code", shell="{command} >/dev/full")
def full_device_with_flush(folder):
    return ["-c", "for i in range(100000): print(i)"]


@case(agree="code", shell="set -o pipefail; {command} | head -n 1 >/dev/null")
def reader_that_stops_early(folder):
    return ["-c", "for i in range(300000): print(i)"]


# ---------------------------------------------------------------- programs that never end end on Ctrl-C

INTERRUPTED = "timeout --preserve-status -s INT 2 {command}; test $? = 130 && exit 7"  # 7: it died of the signal


@case(shell=INTERRUPTED)
def interrupted_loop(folder):
    return ["-c", "while True: pass"]


@case(shell=INTERRUPTED)
def interrupted_regular_expression(folder):
    return ["-c", "import re; re.match(r'(a+)+$', 'a' * 40 + 'b')"]


@case(shell=INTERRUPTED)
def interrupted_native_loop_over_a_generator(folder):
    return ["-c", "import itertools; [].extend(x for x in itertools.count() if 0)"]


@case(shell=INTERRUPTED)
def interrupted_sorting(folder):
    return ["-c", "while 1: sorted(range(10**5), key=lambda item: -item)"]


@case(shell=INTERRUPTED)
def interrupted_sleep(folder):
    return ["-c", "import time; time.sleep(100)"]


# ---------------------------------------------------------------- what is typed at the prompt

SESSIONS = {
    "statement_in_open_brackets": "x = [1,\n\n2]\nx\n",
    "statement_in_an_open_string": "x = '''a\n\nb'''\nx\n",
    "statement_behind_a_backslash": "x = 1 \\\n + 2\nx\n",
    "brackets_inside_a_block": "if 1:\n  (2,\n\n   3)\n\n",
    "compound_statement_on_one_line": "if 0: print(1)\nelse: print(2)\n\nprint(3)\n",
    "simple_statement_behind_a_compound_one": "x = 5\nif x == 5: print('five')\nprint('six')\n\nx\n",
    "block_with_blank_lines_and_comments": "# c\n\n  \nif 1:\n# c\n  print(1)\n   \n  print(2)\n# c\n\n3\n",
    "empty_line_instead_of_a_block": "if 1:\n\nprint(3)\n",
    "empty_line_behind_try": "try:\n  1\n\nprint(3)\n",
    "empty_line_behind_a_decorator": "@a\n\nprint(3)\n",
    "decorated_function": "@staticmethod\ndef f(): pass\n\nprint(4)\n",
    "wrong_line_inside_a_block": "if 1:\n  x = = 2\nprint(2)\n",
    "closing_bracket_too_many": "(\n)\n)\n1\n",
    "end_of_input_in_brackets": "(1\n",
    "end_of_input_in_a_block": "if 1:\n  2\n",
    "future_of_earlier_statements": "from __future__ import annotations\ndef f(a: b): pass\n\nf.__annotations__\n",
    "exit_at_the_prompt": "x = 1\nraise SystemExit(x + 1)\nx\n",
}


def typed(name, text):
    # After a decorator CPython adds a line with nothing but a mark to the same message.
    @case(agree="line" if "decorator" in name else "stderr", stdin=text.encode())
    def session(folder):
        return ["-i", "-q"]
    CASES[-1] = (name, *CASES[-1][1:])


for name, text in SESSIONS.items():
    typed(name, text)


@case(agree="stderr", stdin=b"\xff\n1\nx = '\xf0'\n2\n\xf0\n\xc3\xa9 = 3\n\xc3\xa9\n")
def prompt_gets_bytes_that_are_not_utf8(folder):
    return ["-i", "-q"]


@case(agree="stderr", stdin=b"x, sys.last_type\n")
def prompt_after_exit(folder):
    return ["-i", "-q", "-c", "import sys; x = 1; sys.exit(3)"]


@case(agree="stderr", stdin=b"raise SystemExit(4)\n")
def exit_at_the_prompt_after_an_exception(folder):
    return ["-i", "-q", "-c", "1 / 0"]


# The first statement has the prompt interrupted where it waits for the next line.
INTERRUPTING = """import os, sys, signal
_ = os.system(f"(sleep 0.5; kill -INT {os.getpid()}) &")
"""
SLOW_TYPIST = "(cat; sleep 1.2; echo 'print(2)') | {command}"


def interrupted(name, text):
    @case(agree="stderr", shell=SLOW_TYPIST, stdin=(INTERRUPTING + text).encode())
    def session(folder):
        return ["-i", "-q"]
    CASES[-1] = (f"interrupted_{name}", *CASES[-1][1:])


interrupted("prompt", "")
interrupted("block", "if 1:\n")
interrupted("brackets", "x = [1,\n")
interrupted("prompt_with_a_handler", "_ = signal.signal(signal.SIGINT, lambda *_: print('handled'))\n")
interrupted("prompt_with_a_handler_that_raises", "_ = signal.signal(signal.SIGINT, lambda *_: 1 / 0)\n")
interrupted("prompt_with_a_handler_that_exits", "_ = signal.signal(signal.SIGINT, lambda *_: sys.exit(5))\n")


# ---------------------------------------------------------------- .pyc files


def compiled_program():
    source = "def f(x, *, y=2.5, **k):\n    'doc'\n    return [i for i in range(x)], y, 'é', b'b', 10 ** 30, {1, 2}\nprint(f(3))\n"
    header = (3495).to_bytes(2, "little") + b"\r\n" + b"\0" * 12
    return header + marshal.dumps(compile(source, "program.py", "exec"))


@case()
def whole_pyc(folder):
    return [write(folder, compiled_program(), "input.pyc")]


@case()
def empty_pyc(folder):
    return [write(folder, b"", "input.pyc")]


@case()
def pyc_of_another_version(folder):
    return [write(folder, b"\x61\x0d\r\n" + compiled_program()[4:], "input.pyc")]


@case()
def pyc_that_is_no_code(folder):
    return [write(folder, compiled_program()[:16] + marshal.dumps([1, 2]), "input.pyc")]


def truncated(length):
    @case()
    def truncated_pyc(folder):
        return [write(folder, compiled_program()[:length], "input.pyc")]
    CASES[-1] = (f"pyc_truncated_to_{length}_bytes", *CASES[-1][1:])


for length in [1, 3, 4, 8, 15, 16, 17, 20, 30]:
    truncated(length)
for length in range(40, len(compiled_program()), 23):
    truncated(length)


def damaged(offset):
    @case(agree="never a signal")
    def damaged_pyc(folder):
        data = bytearray(compiled_program())
        data[offset] ^= 0xFF
        return [write(folder, bytes(data), "input.pyc")]
    CASES[-1] = (f"pyc_damaged_at_byte_{offset}", *CASES[-1][1:])


for offset in range(16, len(compiled_program()), 29):
    damaged(offset)


# ---------------------------------------------------------------- pickles


PICKLED_WHILE_IT_CHANGES = """
import _pickle
import io


class Does:
    def __init__(self, action): self.action = action
    def __reduce__(self): self.action(); return int, ("5",)


class Changes:
    def __init__(self, value): self.value, self.size = value, 0
    def write(self, data): self.value.clear()


class Peeks(io.BytesIO):
    def peek(self, size): unpickler.__init__(io.BytesIO(b"K\\x01.")); return b""
    def readinto(self, view): kept.append(view); return len(view)


def attempt(action):
    try: action()
    except Exception: pass


for protocol in range(6):
    pickler = _pickle.Pickler(io.BytesIO(), protocol)
    nested = Does(lambda: pickler.dump(list(range(100))))
    attempt(lambda: pickler.dump([["x"], nested, ["z"] * 50000, nested]))
    items = [Does(lambda: items.clear()), *map(str, range(10))]
    attempt(lambda: _pickle.dumps(items, protocol))
    for value in ([[i] for i in range(100000)], {i: [i] for i in range(100000)}, set(range(100000)), bytearray(200000)):
        attempt(lambda: _pickle.Pickler(Changes(value), protocol).dump(value))
kept = []
unpickler = _pickle.Unpickler(Peeks(_pickle.dumps([1, b"x" * 500, bytearray(5000)], 5)))
for _ in range(3): attempt(unpickler.load)
for view in kept: bytes(view)
print("survived")
"""


LOADED_WHILE_THE_UNPICKLER_CHANGES = """
import _pickle
import builtins
import io

junk = []


class Dies:
    def __del__(self): unpickler.memo.clear()


class Forgets:
    def read(self, size): return b"P"
    def readline(self):
        try: unpickler.__init__(io.BytesIO())
        finally: return b"id\\n"


def importing(name, *rest):
    if name == "_codecs":
        unpickler.__init__(io.BytesIO(b"N" * 100000))
        try: unpickler.load()
        except EOFError: junk.extend(bytes(2000) for _ in range(50))
    return original(name, *rest)


def attempt(action):
    try: action()
    except Exception as error: return type(error).__name__


def numbered(number): return b"r" + number.to_bytes(4, "little")


original, builtins.__import__ = builtins.__import__, importing
unpickler = _pickle.Unpickler(io.BytesIO(b"S'" + b"a" * 2000 + b"'\\n."))
attempt(unpickler.load)
builtins.__import__ = original
near = b"".join(b"N" + numbered(number) + b"0" for number in range(1000))
stream = b"c__main__\\nDies\\n)\\x81" + numbered(3000) + b"0" + near + b"N" + numbered(3000) + b"."
unpickler = _pickle.Unpickler(io.BytesIO(stream))
attempt(unpickler.load)
unpickler = _pickle.Unpickler(Forgets())
unpickler.persistent_load = str
attempt(unpickler.load)
print("survived")
"""


@case(agree="code")
def loaded_while_the_unpickler_changes(folder):
    return [write(folder, LOADED_WHILE_THE_UNPICKLER_CHANGES)], [write(folder, "print('survived')\n", "instead.py")]


# CPython reads freed memory in some of these.
@case(agree="code")
def pickled_while_it_changes(folder):
    return [write(folder, PICKLED_WHILE_IT_CHANGES)], [write(folder, "print('survived')\n", "instead.py")]


# ---------------------------------------------------------------- comparing


def suite(binary, timeout, sanitized=False):
    for name, function, agree, shell, stdin in CASES:
        yield (f"bad_input/{name}" + (" [asan]" if sanitized else ""),
               lambda n=name, f=function, a=agree, s=shell, i=stdin: check(binary, n, f, a, s, i, timeout, sanitized))


def check(binary, name, function, agree, shell, stdin, timeout, sanitized):
    WORK.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=WORK) as folder:
        ours = theirs = function(pathlib.Path(folder))
        if isinstance(ours, tuple):
            ours, theirs = ours
        actual = start(binary, ours, shell, stdin, timeout, sanitized)
        if actual.crash() or (shell and 128 < actual.code < 160):  # how a shell reports a signal
            return "\n".join([actual.crash() or f"exit code {actual.code}", *actual.err.splitlines()[-20:]])[:3000]
        if agree == "never a signal":
            return ""
        expected = start(PYTHON, theirs, shell, stdin, 60, False)
        return difference(expected, actual, agree, binary)


def start(program, arguments, shell, stdin, timeout, sanitized):
    command = [program, *arguments]
    if shell:
        command = ["bash", "-c", shell.format(command=shlex.join(map(str, command)))]
    return run(command, stdin=stdin, timeout=timeout, limit_memory=not sanitized)


def difference(expected, actual, agree, binary):
    if expected.code != actual.code:
        return f"exit code {actual.code}, CPython's is {expected.code}\n{actual.err[-500:]}\nCPython: {expected.err[-500:]}"
    if expected.code == 0 and expected.out != actual.out:
        return f"printed {actual.out[:200]!r}, CPython {expected.out[:200]!r}"
    if agree == "stderr":
        return "" if expected.err == actual.err else f"stderr: {actual.err[:500]!r}\n CPython: {expected.err[:500]!r}"
    ours, theirs = (significant(outcome.last_line(), agree) for outcome in (actual, expected))
    return "" if ours == theirs else f"stderr ends with: {ours[:300]}\n         CPython: {theirs[:300]}"


def significant(line, agree):
    """The part of a last line that must agree; a line that starts with the interpreter's path loses that path."""
    line = re.sub(r"^\S*/(python3\.11|minipy): ", "PROGRAM: ", line)
    return {"line": line, "type": line.partition(":")[0], "code": ""}[agree]
