# SPDX-License-Identifier: MIT
# CPython imports everything with importlib, which it carries along. minipy imports natively, so that learners can follow an
# import without reading a library first, and loads importlib when a program asks for it: until then there are no finders, and
# modules have specs without loaders. Afterwards all modules have them, and the answers are the same.
import sys

print(len(sys.meta_path) > 0, __loader__ is None, sys.__spec__.loader is None)

import importlib

print(len(sys.meta_path) > 0, __loader__ is None, sys.__spec__.loader is None)
