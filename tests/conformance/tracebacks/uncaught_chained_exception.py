# SPDX-License-Identifier: MIT
def load(key):
    try:
        return {}[key]
    except KeyError as error:
        raise LookupError(f"no {key}") from error
try:
    load("thing")
except LookupError:
    raise RuntimeError("while handling")
