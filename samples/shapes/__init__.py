# SPDX-License-Identifier: MIT
# The package that imports.py imports.
history = ["package ran"]
