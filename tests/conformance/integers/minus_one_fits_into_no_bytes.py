# SPDX-License-Identifier: MIT
for number in 0, -1, -2, 1:
    for signed in False, True:
        try:
            print(number, signed, number.to_bytes(0, "big", signed=signed))
        except OverflowError as error:
            print(number, signed, error)
