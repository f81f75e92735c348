# SPDX-License-Identifier: MIT
# A dict that an unpickler's memo is set to becomes its memo. CPython 3.11 puts the objects into the memo that it is about
# to throw away, so that the new one is empty.
import _pickle
import io

unpickler = _pickle.Unpickler(io.BytesIO(b"h\x07."))
unpickler.memo = {7: "seven"}
print(unpickler.memo.copy())
try: print(unpickler.load())
except _pickle.UnpicklingError as error: print(error)
