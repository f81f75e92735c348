"""float.fromhex rounds to even once, also where numbers have fewer bits: next to zero."""
import itertools

halves = ["0", "1", "7", "7ff", "8", "80", "8000000000000000000000", "8000000000000000000001", "9", "c", "f", "ffffff"]
for mantissa in ("0x0.fffffffffffff", "0x1.0000000000000", "0x1.fffffffffffff", "0x0.0000000000001",
                 "0x0.0000000000000",
                 "0x1.000000000000", "0x.8", "0x8.", "0x123456789abcdef0123456789abcdef.",
                 "0x00000000000000000000001."):
    for tail, exponent in itertools.product(halves, (-1022, -1023, -1024, -1074, -1075, -1076, -1080, 0, 1023, 1024)):
        text = f"{mantissa}{tail}p{exponent}"
        try:
            print(text, float.fromhex(text).hex())
        except OverflowError as error:
            print(text, error)
for text in ("0x0p99999999999999999999999", "0x1p-99999999999999999999", "1p99999999999999999999", "-0x0.0p-5", "+1P+3",
             "-0x1p-1074", "0x1p-1075", "-0x1.8p-1075", "0x" + "0" * 300 + "1p-4", "0x." + "0" * 300 + "1p1200",
             "f" * 400,
             "0x3p-1075", "1.p0", ".1p-0", "0xap1", "0x1.FFp2"):
    try:
        print(float.fromhex(text).hex())
    except OverflowError as error:
        print(error)
