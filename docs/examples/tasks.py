# SPDX-License-Identifier: MIT
import asyncio


async def cook(dish, minutes):
    await asyncio.sleep(minutes / 100)
    return dish


async def main():
    rice = asyncio.create_task(cook("rice", 20), name="rice")
    tea = asyncio.create_task(cook("tea", 3), name="tea")
    print(await rice, "and", await tea)


asyncio.run(main())
