# The width of % formatting is the program's choice: MemoryError or OverflowError, in text and bytes.
for make in (lambda: b"%*d" % (2**63 - 1, 1), lambda: b"%*s" % (2**62, b"x"), lambda: "%*d" % (2**62, 1)):
    try:
        print(len(make()))
    except (MemoryError, OverflowError) as error:
        print(type(error).__name__)
