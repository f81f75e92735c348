import sys

print(sys.flags.hash_randomization, hash("text"))
