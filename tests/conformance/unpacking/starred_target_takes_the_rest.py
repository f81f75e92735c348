# How much is on each side of the star, from iterators of every length; the rest is a new list.
def items(count):
    for number in range(count):
        seen.append(number)
        yield number


for count in range(6):
    for targets in ("a, *b", "*a, b", "a, b, *c, d", "*a, b, c", "*a,", "a, b, *c"):
        seen, scope = [], {}
        try:
            exec(f"{targets} = items(count)", {"items": items, "count": count}, scope)
            print(count, targets, scope, seen)
        except ValueError as error:
            print(count, targets, error, seen)


class Raises:
    def __iter__(self):
        yield 1
        yield 2
        raise KeyError("third")


try:
    a, *b = Raises()
except KeyError as error:
    print(error)
whole = [1, 2, 3]
*same, = whole
print(same, same is whole)
