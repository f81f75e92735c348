# Exceptions whose __context__ leads back to themselves, made by hand; then another one is raised.
for length in range(1, 7):
    for entry in range(3):
        tail = [ValueError(number) for number in range(entry)]
        ring = [KeyError(number) for number in range(length)]
        chain = [*tail, *ring]
        for error, following in zip(chain, [*chain[1:], ring[0]]):
            error.__context__ = following
        try:
            try:
                raise chain[0]
            except Exception:
                raise TypeError("last")
        except TypeError as error:
            print(length, entry, error.__context__ is chain[0], [e.__context__ is None for e in chain])
        try:
            try:
                raise chain[0]
            except Exception:
                raise chain[-1]
        except Exception as error:
            print(repr(error), repr(error.__context__), [repr(e.__context__) for e in chain])
