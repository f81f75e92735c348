# SPDX-License-Identifier: MIT
import sys
import types

frame = sys._getframe()
for number in (7, 2**31 - 1, 2**31, 2**40):
    for arguments in ((number, 1), (1, number)):
        try:
            made = types.TracebackType(None, frame, *arguments)
            print(made.tb_lasti, made.tb_lineno)
        except OverflowError as error:
            print(error)
