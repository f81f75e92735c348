# SPDX-License-Identifier: MIT
# CPython prints a chain of exceptions by recursion in C, which has an end; minipy walks along it.
import io
import sys

chain = None
for number in range(100000):
    error = ValueError(number)
    error.__context__ = chain
    chain = error
standard, sys.stderr = sys.stderr, io.StringIO()
sys.excepthook(ValueError, chain, None)
lines, sys.stderr = sys.stderr.getvalue().splitlines(), standard
print(len(lines), lines[:1], lines[-1:])
while chain is not None:
    chain.__context__, chain = None, chain.__context__
