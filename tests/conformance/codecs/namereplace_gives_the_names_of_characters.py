# SPDX-License-Identifier: MIT
for text in "\u20ac", "a\u00e9b", "\x80", "\U0001f600", "\uac00", "\u4e00", "\ud800", "\U0010ffff":
    print(ascii(text), text.encode("ascii", "namereplace"))
