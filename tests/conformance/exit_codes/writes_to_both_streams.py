# SPDX-License-Identifier: MIT
import sys
sys.stdout.write("out one\n")
sys.stderr.write("err one\n")
print("out two", file=sys.stdout, flush=True)
print("err", "two", sep="-", end="!\n", file=sys.stderr)
print(sys.stdout.write("x\n"))
