# A metaclass that answers anything for __qualname__ and __module__.
class Meta(type):
    def __getattribute__(cls, name):
        return answers[name] if name in answers else type.__getattribute__(cls, name)


class Made(metaclass=Meta):
    pass


for qualname in (5, "q", None):
    for module in (5, "w", "builtins", None):
        answers = {"__qualname__": qualname, "__module__": module}
        print(repr(Made), type(Made()).__name__)
answers = {}
for module in (5, "other", "builtins", None):
    Made.__module__ = module
    print(repr(Made))
del Made.__module__
print(repr(Made))
