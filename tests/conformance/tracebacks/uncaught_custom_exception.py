# SPDX-License-Identifier: MIT
class Problem(Exception):
    def __str__(self):
        return f"problem with {self.args[0]!r}"
class Outer:
    class Nested(Problem):
        pass
raise Outer.Nested("a thing")
