# SPDX-License-Identifier: MIT
import io
import sys
import tracemalloc
import warnings

warnings.simplefilter("always")


def leave_open():
    return open(__file__)


def shown():
    sys.stderr = io.StringIO()
    leave_open()
    text, sys.stderr = sys.stderr.getvalue(), sys.__stderr__
    return text.replace(__file__, "FILE").splitlines()


for line in shown():
    print(line if "_io.TextIOWrapper" not in line else line[: line.index("<_io")])
tracemalloc.start(5)
for line in shown():
    print(line if "_io.TextIOWrapper" not in line else line[: line.index("<_io")])
tracemalloc.stop()
