import pickle
import sys


class Stream:
    def readline(self):
        return 5

    def fileno(self):
        raise ValueError


def outcome(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


output, source = sys.stdout, sys.stdin
results = []
sys.stdin = None
results.append(outcome(input))
del sys.stdin
results.append(outcome(input))
sys.stdin = Stream()
results.append(outcome(lambda: input("")))
sys.stdin, sys.stdout = source, None
results.append(outcome(input))
print("lost")
del sys.stdout
results.append(outcome(lambda: print("lost")))
sys.stdout = output
for result in results:
    print(result)
print([outcome(lambda: chr(number)) for number in (-1, 0x110000, 2**31, 2**40, -2**70)])
numbered = enumerate("abc", 7)
next(numbered)
print(list(pickle.loads(pickle.dumps(numbered))), list(numbered))
