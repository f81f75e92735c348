class Recorder:
    def __init__(self):
        self.items = {}

    def __getitem__(self, name):
        print("get", name)
        return self.items[name]

    def __setitem__(self, name, value):
        print("set", name, value)
        self.items[name] = value

    def __delitem__(self, name):
        print("delete", name)
        del self.items[name]


class Stubborn(Recorder):
    def __delitem__(self, name):
        raise RuntimeError(name)


class Named(dict):
    def __setitem__(self, name, value):
        print("named", name, value)
        super().__setitem__(name, value)


def bound():
    first = 1
    return locals()


def unbound():
    if not locals:
        second = 2
    return locals()


for mapping in Recorder(), Named(third=3), {"third": 3}, Stubborn():
    for function in bound, unbound:
        try:
            result = eval(function.__code__, {}, mapping)
            print(type(result).__name__, result is mapping)
        except Exception as error:
            print(type(error).__name__, error)


def suspended():
    held = 1
    yield


class Finishing(dict):
    def __setitem__(self, name, value):
        generator.close()
        super().__setitem__(name, value)


generator = eval(suspended.__code__, {}, Finishing())
next(generator)
print(generator.gi_frame.f_locals)
print(generator.gi_frame)
