# SPDX-License-Identifier: MIT
real = "real"

def __getattr__(name):
    if name == "forbidden" or name.startswith("__"):
        raise AttributeError(f"no {name} in dynamic")
    return f"made {name}"

def __dir__():
    return ["only_this"]
