def greet(name, *more, sign="!", **options):
    return name + sign, more, options


def counter():
    count = 0

    def step(by=1):
        nonlocal count
        count += by
        return count

    return step


print(greet("Ada", 1, 2, sign="?", loud=True))
step = counter()
step()
print(step(by=5), max(3, 4), "-".join(["a", "b"]))
arguments = (1, 2)
print(greet(*arguments, **{"sign": 3}) if step(0) > 9 else None)
