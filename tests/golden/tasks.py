# minipy: --trace=asyncio --width=120
import asyncio


async def produce(queue):
    for item in ("bread", "butter"):
        await queue.put(item)
        await asyncio.sleep(60)
    raise ValueError("sold out")


async def consume(queue, wanted):
    async with asyncio.timeout(600):
        while True:
            wanted.append(await queue.get())


async def main():
    queue, wanted = asyncio.Queue(), []
    eater = asyncio.create_task(consume(queue, wanted), name="eater")
    baker = asyncio.create_task(produce(queue), name="baker")
    try:
        await baker
    except ValueError as error:
        print(error)
    eater.cancel()
    print(await asyncio.gather(eater, return_exceptions=True), wanted)


asyncio.run(main())
