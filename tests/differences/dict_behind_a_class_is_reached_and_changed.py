# SPDX-License-Identifier: MIT
# CPython's Lib/test/crashers/underlying_dict: a mappingproxy hands its dict to whatever it is compared with.
class Catcher:
    def __eq__(self, other):
        self.caught = other
        return False

    def __ror__(self, other):
        self.caught = other
        return {}


class Target:
    attribute = "old"

    def method(self):
        return "method"


catcher = Catcher()
Target.__dict__ == catcher
print(type(catcher.caught).__name__)
Target().attribute, Target().method()
catcher.caught["attribute"] = "new"
print(Target.attribute in ("old", "new"))
catcher.caught[5] = 5
Target.__dict__ | catcher
catcher.caught.pop("method", None)
try:
    Target().method()
except AttributeError:
    pass
catcher.caught.clear()
print(isinstance(repr(Target), str), isinstance(dir(Target), list))
instance = Target()
instance.x = 1
print(instance.x)
