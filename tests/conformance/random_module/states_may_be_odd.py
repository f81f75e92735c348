# SPDX-License-Identifier: MIT
# Words are cut to 32 bits; the index is where the next word is taken.
import random

generator = random.Random(1)
words = generator.getstate()[1][:-1]
for state in (words + (2**63,), words + (625,), words + (-1,), words + (624,), words + (0,), words + (2**31,), words + ('a',),
              words + (None,), (2**32 + 7,) + words[1:] + (0,), (2**64 - 1,) + words[1:] + (0,), (2**64,) + words[1:] + (0,),
              (-1,) + words[1:] + (0,), (-2**70,) + words[1:] + (0,), ('a',) + words[1:] + (0,), (0,) * 625, words, list(words)):
    try: print(generator.setstate((3, state, None)), generator.random())
    except (TypeError, ValueError, OverflowError) as error: print(type(error).__name__, error)
