# SPDX-License-Identifier: MIT
# Lesson 4, exceptions: from where it is raised, frame by frame, to the first one with a handler.
def parse(text):
    # note: int() raises for one of the texts. No handler stands in this frame.
    return int(text)


def total(texts):
    result = 0
    for text in texts:
        try:
            result += parse(text)
        # note: No jump in the bytecode leads to this line, only a row of the exception table.
        except ValueError:
            result -= 1
        finally:
            print("read", text)
    return result


print(total(["20", "x", "3"]))
