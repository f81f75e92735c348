# SPDX-License-Identifier: MIT
# The exception, its traceback, the frame and the function die in one collection when the program ends.
def run(error):
    try:
        raise error
    except ValueError as e:
        kept = e


run(ValueError(1))
print("end")
