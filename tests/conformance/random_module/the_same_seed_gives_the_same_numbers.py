import copy, random
for seed in (0, 1, -5, 2**100, "text", b"bytes", 1.5, None):
    r = random.Random(seed)
    if seed is not None:
        print(seed, r.random(), r.getrandbits(7), r.getrandbits(100), r.randrange(1000), r.choice("abc"), r.sample(range(50), 4), r.gauss(0, 1), r.shuffle([1, 2]), r.uniform(1, 2))
random.seed(42)
state = random.getstate()
first = [random.random() for _ in range(700)]
random.setstate(state)
print(first == [random.random() for _ in range(700)], first[-1], random.betavariate(1, 2), random.choices([1, 2, 3], [1, 5, 1], k=5), random.getrandbits(0))
for f in (lambda: random.getrandbits(-1), lambda: random.Random().setstate((1, 2)), lambda: random.randrange(0), lambda: random.choice([]), lambda: random.Random([])):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__)
