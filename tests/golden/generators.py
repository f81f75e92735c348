def averager():
    total = count = 0
    average = None
    while True:
        try:
            value = yield average
        except KeyError:
            return total
        total += value
        count += 1
        average = total / count


def both(*parts):
    for part in parts:
        yield from part


average = averager()
next(average)
print(average.send(3), average.send(6))
try:
    average.throw(KeyError("stop"))
except StopIteration as stop:
    print(stop.value)
print(list(both([1], (n for n in [2]))))


async def answer(value):
    return value


async def main():
    return await answer(42)


try:
    main().send(None)
except StopIteration as stop:
    print(stop.value)
