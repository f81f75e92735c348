# SPDX-License-Identifier: MIT
# Source that compile() gets as bytes, without a cookie: CPython decodes a name or a string when it meets it, and never looks at
# the bytes of a comment. minipy decodes the whole text first, as CPython does with the program that it is to run.
for source in [b"x\xff = 1", b"'a\xff'", b"x = 1 # \xff"]:
    try:
        compile(source, "<bytes>", "exec")
        print(source, "compiles")
    except SyntaxError as e:
        print(source, e.msg)
