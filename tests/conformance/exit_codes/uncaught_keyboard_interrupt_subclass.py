# SPDX-License-Identifier: MIT
class Stop(BaseException): pass
print("raising a BaseException")
raise Stop("base")
