"""__init__ or __setstate__, called by what is being called, gives the object other parts."""
import collections
import functools


class Fresh:
    def __init__(self, name):
        self.name = name

    def __call__(self, *arguments, **keywords):
        return self.name, arguments, sorted(keywords)

    def __repr__(self):
        return f"Fresh({self.name})"


class Getter(Fresh):
    @property
    def __doc__(self):
        made.__init__(Fresh("other"))
        return "doc"

    @property
    def __isabstractmethod__(self):
        made.__init__(Fresh("other"), Fresh("another"))
        return False


made = property()
made.__init__(Getter("first"))
print(made.fget, made.__doc__)
made.__init__(Getter("first"), Getter("second"), Getter("third"), "doc")
print(made.__isabstractmethod__, made.fget)


class Copying(property):
    def __new__(cls, *arguments):
        if arguments and arguments[0] is not None:
            source.__init__(None)
        return super().__new__(cls)

    def __init__(self, *arguments):
        super().__init__(*arguments)


source = Copying()
source.__init__(Fresh("get"), Fresh("set"), Fresh("delete"), "doc")
copied = source.setter(Fresh("replacement"))
print(copied.fget, copied.fset, copied.fdel, source.fget)


class Shown(Fresh):
    def __repr__(self):
        wrapper.__init__(Fresh("other"))
        return "shown"


for kind in staticmethod, classmethod:
    wrapper = kind(Shown("wrapped"))
    print(repr(wrapper), wrapper.__func__)


class Base:
    def method(self):
        return "base"

    class Descriptor:
        def __get__(self, instance, owner):
            super.__init__(view, Base, Base())
            return type(instance).__name__, owner.__name__

    descriptor = Descriptor()


class Derived(Base):
    pass


view = super(Derived, Derived())
print(view.descriptor, view.__self_class__.__name__, view.__thisclass__.__name__)
super.__init__(view, Derived)
print(view, view.__self__, view.__self_class__)


class Key(str):
    def __hash__(self):
        partial.__setstate__((Fresh("other"), (9,), {"z": 1}, None))
        return hash("key")

    def __eq__(self, other):
        return str.__eq__(self, other)


partial = functools.partial(Fresh("function"), 1, a=2)
print(partial(**{Key("b"): 3}), partial.func)
partial.__setstate__((Fresh("again"), (1, 2), {}, {}))
print(partial(), partial)


class Factory:
    def __call__(self):
        defaults.default_factory = None
        return "made"

    def __repr__(self):
        defaults.default_factory = int
        return "factory"


defaults = collections.defaultdict(Factory())
print(defaults["missing"], defaults)
defaults.default_factory = Factory()
print(defaults, defaults.default_factory)
