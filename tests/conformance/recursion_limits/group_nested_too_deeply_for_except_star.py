# SPDX-License-Identifier: MIT
group = ValueError()
for _ in range(300000):
    group = ExceptionGroup("", [group])
try:
    try:
        raise group
    except* Exception:
        raise
except BaseException as error:
    print(type(error).__name__)
