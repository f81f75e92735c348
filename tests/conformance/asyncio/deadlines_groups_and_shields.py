import asyncio


async def work(name, rounds, fails=False):
    try:
        for _ in range(rounds):
            await asyncio.sleep(0)
        if fails:
            raise ValueError(name)
        return name
    except asyncio.CancelledError as error:
        print(name, "is cancelled", error.args)
        raise


async def gathers():
    print(await asyncio.gather(work("a", 3), work("b", 1), work("c", 2, fails=True), return_exceptions=True))
    try:
        await asyncio.gather(work("d", 5), work("e", 1, fails=True))
    except ValueError as error:
        print("gather raises", error)
    print(sorted(task.get_name() != "" for task in asyncio.all_tasks()))
    done, pending = await asyncio.wait(
        [asyncio.create_task(work("f", 1)), asyncio.create_task(work("g", 50))], return_when=asyncio.FIRST_COMPLETED
    )
    print([task.result() for task in done], len(pending))
    for task in pending:
        task.cancel("enough")
    print(await asyncio.gather(*pending, return_exceptions=True))
    print([await each for each in asyncio.as_completed([work("h", 1)])])


async def deadlines():
    try:
        async with asyncio.timeout(0.001):
            await work("i", 10**9)
    except TimeoutError as error:
        print("timeout", error.args, type(error.__cause__).__name__)
    try:
        await asyncio.wait_for(asyncio.sleep(30), 0.001)
    except TimeoutError as error:
        print("wait_for", error.args)
    async with asyncio.timeout(None) as scope:
        print(scope.when(), scope.expired())
    inner = asyncio.ensure_future(work("j", 3))
    outer = asyncio.shield(inner)
    outer.cancel()
    print(await asyncio.gather(outer, return_exceptions=True), await inner)


async def groups():
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(work(name, 2), name=name) for name in "kl"]
    print([(task.get_name(), task.result()) for task in tasks])
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work("m", 1, fails=True))
            group.create_task(work("n", 1, fails=True))
            group.create_task(work("o", 10**9))
    except* ValueError as errors:
        print(errors, errors.exceptions)


async def locks():
    lock, condition, full = asyncio.Lock(), asyncio.Condition(), asyncio.Semaphore(2)
    order = []

    async def enter(name):
        async with full, lock:
            order.append(name)
            await asyncio.sleep(0)

    await asyncio.gather(*map(enter, "pqrs"))
    print(order, lock.locked(), full.locked())

    async def wait():
        async with condition:
            await condition.wait_for(lambda: len(order) > 4)
            return "seen"

    waiting = asyncio.create_task(wait())
    await asyncio.sleep(0)
    async with condition:
        order.append("t")
        condition.notify_all()
    print(await waiting)
    queue = asyncio.Queue(1)

    async def produce():
        for item in range(4):
            await queue.put(item)

    producing = asyncio.create_task(produce())
    print([await queue.get() for _ in range(4)], queue.empty(), await producing)


for part in (gathers, deadlines, groups, locks):
    asyncio.run(part())
