# SPDX-License-Identifier: MIT
def attempt(what, source):
    try:
        compile(source, "<limits>", "exec")
    except SyntaxError as e:
        print(what, type(e).__name__, e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset))
    except (RecursionError, MemoryError) as e:
        print(what, type(e).__name__)
    else:
        print(what, "compiles")


def blocks(header, depth):
    return "".join(" " * i + header + "\n" for i in range(depth)) + " " * depth + "pass\n"


for depth in 199, 200, 201:
    attempt(f"{depth} parentheses", "(" * depth + "1" + ")" * depth)
    attempt(f"{depth} lists", "[" * depth + "1" + "]" * depth)
    attempt(f"{depth} parentheses in an f-string", "f'{" + "(" * depth + "1" + ")" * depth + "}'")
for depth in 98, 99, 100, 101:
    attempt(f"{depth} blocks", blocks("if a:", depth))
for depth in 20, 21:
    attempt(f"{depth} loops", blocks("for a in b:", depth))
for digits in 4300, 4301:
    attempt(f"{digits} digits", "1" * digits)
    attempt(f"{digits} digits on line 2", "x = (\n1, " + "1" * digits + ")")
    attempt(f"{digits} hexadecimal digits", "0x" + "1" * digits)
    attempt(f"{digits} digits of a float", "1" * digits + ".0")
for count in 50, 100_000:
    attempt(f"{count} signs", "-" * count + "a")
    attempt(f"{count} not", "not " * count + "a")
    attempt(f"{count} attributes", "a" + ".b" * count)
    attempt(f"{count} calls", "a" + "()" * count)
    attempt(f"{count} sums", "a" + "+a" * count)
    attempt(f"{count} powers", "a" + "**a" * count)
    attempt(f"{count} conditions", "a" + " if a else a" * count)
    attempt(f"{count} elif", "if a: b\n" + "elif a: b\n" * count)
attempt("100000 lambdas", "lambda: " * 100_000 + "a")
for count in 100_000,:
    attempt(f"{count} or", "a" + " or a" * count)
    attempt(f"{count} comparisons", "a" + "<a" * count)
    attempt(f"{count} strings", "'a' " * count)
    attempt(f"{count} items", "[" + "a," * count + "]")
    attempt(f"{count} lines", "a\n" * count)
