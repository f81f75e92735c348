import _random

generator = _random.Random(5)
for state in (None, (), tuple(range(624)), tuple([0] * 624 + [625]), tuple([0] * 624 + [-1]), tuple(["a"] * 625),
              tuple([-1] * 625), tuple([1.5] * 625), tuple([10**30] * 625), tuple([0] * 625)):
    try:
        generator.setstate(state)
        print(generator.random())
    except (TypeError, ValueError, OverflowError) as error:
        print(type(error).__name__)
