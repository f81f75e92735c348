# SPDX-License-Identifier: MIT
class Thing:
    colour = 1
    def __init__(self): self.instance_name = 2
print(Thing().colour)
Thing().color
