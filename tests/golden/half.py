def half(n):
    try:
        return n // 2
    except (ValueError, TypeError) as error:
        print(f"{error!r:>{10}}", end="")


class Pairs:
    first: int = 3

    def sums(self):
        for x in [1, 2]:
            yield x + super().first if x is not None else {1, 2, 3}
