# How deep values may lie in each other before pickling them is a RecursionError.
import _pickle


class Plain: pass


def instance(value):
    made = Plain()
    made.a = value
    return made


def fits(wrap, depth, protocol):
    value = 5
    for _ in range(depth): value = wrap(value)
    try: _pickle.dumps(value, protocol)
    except RecursionError: return False
    return True


for name, wrap in dict(list=lambda x: [x], two=lambda x: [x, 1], tuple=lambda x: (x,), dict=lambda x: {1: x},
                       instance=instance, frozenset=lambda x: frozenset([x]), long=lambda x: (x, 1, 2, 3)).items():
    for protocol in (0, 2, 4):
        low, high = 1, 1200
        while high - low > 1:
            middle = (low + high) // 2
            if fits(wrap, middle, protocol): low = middle
            else: high = middle
        print(name, protocol, low)
