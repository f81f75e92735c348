import array

values = (-1, 255, 256, -129, 40000, -40000, 70000, 2**31, 2**32, 2**63, 2**64, -(2**63) - 1, 1.5, "x", "xy", "", None, b"x")
for code in array.typecodes:
    made = array.array(code)
    print(code, made.typecode, made.itemsize, memoryview(made).format, made)
    for value in values:
        try:
            made = array.array(code, [value])
            print("   ", value, made, made[0], made.tobytes())
            made.byteswap()
            print("   ", made.tobytes())
        except (TypeError, OverflowError) as error:
            print("   ", value, type(error).__name__, error)
for arguments in (("xx",), (1,), (), ("i", 1, 2), ("é",), ("i", "abc"), ("é", "abc"), ("i", array.array("u", "ab")), ("x", 5), ("x", []),
                  ("i", b"abc"), ("i", 5), ("u", "aé€😀"), ("i", bytearray(b"abcd")), ("d", (1, 2)), ("i", range(3)),
                  ("d", array.array("i", [1])), ("u", b"\xff\xff\xff\xff")):
    try:
        print(array.array(*arguments))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
