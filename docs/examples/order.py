class Data:
    def __get__(self, instance, owner):
        return "data descriptor of the class"

    def __set__(self, instance, value):
        raise AttributeError


class Plain:
    def __get__(self, instance, owner):
        return "other descriptor of the class"


class C:
    first = Data()
    second = Plain()
    third = "plain class attribute"


c = C()
c.__dict__.update(first="instance", second="instance", third="instance")
print(c.first, c.second, c.third, sep=", ")
c.__dict__.clear()
print(c.first, c.second, c.third, sep=", ")
