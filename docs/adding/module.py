import sys
import _tally

print(_tally.add("a"), _tally.add("b"), _tally.add("a"))
del sys.modules["_tally"]
import _tally as again

print(again is _tally, again.counts())
print(again.add.__text_signature__)
