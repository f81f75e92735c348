# Nodes whose only field is absent: a dump writes them, and what holds nothing else, on one line.


def pauses():
    x = yield
    yield
    pair = (yield), (yield)
    return (yield)


async def waits():
    await (yield)
    return


def stops():
    for _ in ():
        return
    raise
