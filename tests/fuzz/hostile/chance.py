# SPDX-License-Identifier: MIT
"""Numbers that look random and are the same in every run: the generator of the fuzzer of hostile arguments.

The random module is under test itself, and a call must be replayed alone: each call has a generator of its own.
Next: values.py.
"""

MASK = (1 << 64) - 1


class Chance:
    def __init__(self, seed):
        self.state = (seed * 0x9E3779B97F4A7C15 + 0xD1B54A32D192ED03) & MASK
        self.below(2)

    def below(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & MASK
        return (self.state >> 33) % limit

    def one_in(self, number):
        return self.below(number) == 0

    def choose(self, options):
        return options[self.below(len(options))]
