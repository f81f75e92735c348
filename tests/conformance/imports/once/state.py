# SPDX-License-Identifier: MIT
"""Counts its runs."""
from once import runs as _runs

_runs.append("run")
runs = len(_runs)
setting = "initial"

def value():
    return setting
