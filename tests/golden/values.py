numbers = list(range(100))
nested = [[1, [2, [3, [4]]]], (5,), {6}, {"seven": 7}]
text = "naïve \x1b[31m 漢字 'quoted' \n" + "x" * 50
data = b"\x00\xff" * 30
big, negative, real, imaginary = 7 ** 99, -12, -0.0, 2 - 3j
nothing = (None, True, ..., NotImplemented)
nested.append(nested)
numbers[3] = nested
del numbers[10:90]
words = {"a": 1, **{"b": 2}}
both = {1, 2} | frozenset({3})
print(len(text), data[:2], big, negative, real, imaginary, words, both, f"{negative:>5}|{text[:3]!r}")
