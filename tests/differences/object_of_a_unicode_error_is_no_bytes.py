# SPDX-License-Identifier: MIT
# UnicodeDecodeError.object may be replaced by anything. CPython 3.11 shows the byte at `start` in it, whatever it is;
# 3.14 checks. Here only the positions are shown.
error = UnicodeDecodeError("utf8", b"abc", 0, 1, "reason")
error.object = 5
print(error)
