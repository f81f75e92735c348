# SPDX-License-Identifier: MIT
# Both bound how deeply a program may nest, with MemoryError from the parser and RecursionError from the compiler. CPython's parser
# counts its recursive calls, of which there are one or two a level; minipy's keeps a stack of states, several for an `elif`,
# one for a sign. So between some thousand levels and some ten thousand it is the other one that gives up first. What CPython
# compiles both compile, but for comprehensions of thousands of `for`, each of which the compiler of minipy enters.
for what, source in [("6000 signs", "-" * 6000 + "a"), ("3000 powers", "a" + "**a" * 3000), ("5000 elif", "if a: b\n" + "elif a: b\n" * 5000),
                     ("5000 conditions", "a" + " if a else a" * 5000), ("3000 for", "[a " + "for a in b " * 3000 + "]")]:
    try:
        compile(source, "<depth>", "exec")
        print(what, "compile")
    except (MemoryError, RecursionError) as e:
        print(what, type(e).__name__)
