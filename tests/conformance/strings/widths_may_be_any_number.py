# Padding to widths at both ends of what fits a C integer.
for text in ("ab", b"ab", bytearray(b"ab")):
    for name in ("zfill", "ljust", "rjust", "center", "expandtabs"):
        for width in (-(2**63), -(2**31), -1, 0, 2, 3, 2**63):
            try:
                print(type(text).__name__, name, width, getattr(text, name)(width))
            except OverflowError as error:
                print(type(text).__name__, name, width, error)
