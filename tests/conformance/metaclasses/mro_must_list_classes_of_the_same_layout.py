# What mro() answers is checked: not empty, classes only, and none whose instances are laid out differently.
def with_order(order):
    class Meta(type):
        def mro(cls):
            return order(cls)

    try:
        made = Meta("Made", (), {})
        print([entry.__name__ for entry in made.__mro__])
    except (TypeError, ZeroDivisionError) as error:
        print(type(error).__name__, error)


class Helper:
    pass


with_order(lambda cls: [])
with_order(lambda cls: [cls, 1])
with_order(lambda cls: [cls, list, object])
with_order(lambda cls: [cls, Helper, object])
with_order(lambda cls: iter((cls, object)))
with_order(lambda cls: 1 / 0)
