# SPDX-License-Identifier: MIT
"""A package for import_forms.py."""
from . import counter
counter.count += 1
