# SPDX-License-Identifier: MIT
# asyncio: one thread, many tasks. A task runs until it awaits something that is not there yet; then the loop runs another.
import asyncio

log = []


async def cook(dish, minutes):
    log.append(f"{dish} begins")
    await asyncio.sleep(minutes / 100)
    log.append(f"{dish} is done")
    return dish


async def fails():
    await asyncio.sleep(0)
    raise ValueError("burnt")


async def main():
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(cook(dish, minutes)) for dish, minutes in (("rice", 15), ("soup", 10), ("tea", 5))]
    print(log)
    print([task.result() for task in tasks])
    try:
        async with asyncio.timeout(0.01):
            await cook("stew", 1000)
    except TimeoutError:
        print("stew takes too long")
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fails())
            waiting = group.create_task(cook("cake", 1000))
    except* ValueError as errors:
        print(errors.exceptions, "cake was cancelled:", waiting.cancelled())
    print(await asyncio.gather(asyncio.to_thread(sum, [1, 2, 3]), cook("nuts", 0)))


asyncio.run(main())
