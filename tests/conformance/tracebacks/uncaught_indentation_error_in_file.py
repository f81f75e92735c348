# SPDX-License-Identifier: MIT
print("never printed")
if True:
print("x")
