# SPDX-License-Identifier: MIT
# A class statement calls its metaclass: __prepare__ gives the namespace, the body runs in it, then
# metaclass(name, bases, namespace) makes the class. `type` is the usual one.


class Registering(type):
    classes = []

    @classmethod
    def __prepare__(metaclass, name, bases, **options):
        print("prepare", name, options)
        return {"order": []}

    def __new__(metaclass, name, bases, namespace, **options):
        print("new    ", name, [key for key in namespace if not key.startswith("__")])
        return super().__new__(metaclass, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **options):
        super().__init__(name, bases, namespace)
        Registering.classes.append(cls)

    def __call__(cls, *args):           # runs when the class is called to make an instance
        print("call   ", cls.__name__, args)
        return super().__call__(*args)

    def __len__(cls):                   # len(SomeClass): special methods are looked up on the type of a thing
        return len(cls.__name__)


class Plugin(metaclass=Registering, colour="red"):
    def __init__(self, value=0):
        self.value = value


class Child(Plugin):                    # the metaclass is inherited
    order_is_kept = True


print(Child(5).value, len(Child), type(Child).__name__, Registering.classes)


class Light:                            # often enough instead of a metaclass
    def __init_subclass__(cls, **options):
        print("subclass", cls.__name__, options)


class Lamp(Light, watts=5):
    pass


print(type("Made", (Lamp,), {"by": "hand"}).by)
