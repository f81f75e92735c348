# A metaclass's mro() runs while the class is made: it may look at the class, derive from it, and list its names.
def tell(action):
    try:
        print(action())
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)


class Meta(type):
    def mro(cls):
        if cls.__name__ == "Derived":
            return type.mro(cls)
        print("in the making:", cls.__name__, cls.__mro__)
        tell(lambda: "append" in dir(cls))
        tell(lambda: type("Derived", (cls,), {}))
        tell(lambda: cls.colour)
        tell(lambda: isinstance(3, cls))
        return type.mro(cls)


class Finished(metaclass=Meta):
    colour = "green"


print(Finished.colour, Finished.__mro__)
