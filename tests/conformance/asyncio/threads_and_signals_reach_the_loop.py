import asyncio
import concurrent.futures
import contextvars
import os
import signal
import threading

place = contextvars.ContextVar("place", default="nowhere")


async def main():
    loop = asyncio.get_running_loop()
    place.set("loop")
    print(await asyncio.to_thread(place.get), await loop.run_in_executor(None, place.get))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        print(sorted(await asyncio.gather(*(loop.run_in_executor(pool, pow, 2, n) for n in range(5)))))
        try:
            await loop.run_in_executor(pool, int, "x")
        except ValueError as error:
            print(error)

    done = loop.create_future()
    thread = threading.Thread(target=lambda: loop.call_soon_threadsafe(done.set_result, "from a thread"))
    thread.start()
    print(await done)
    thread.join()

    async def answer(number):
        await asyncio.sleep(0)
        return number, threading.current_thread() is threading.main_thread()

    asked = []
    thread = threading.Thread(target=lambda: asked.append(asyncio.run_coroutine_threadsafe(answer(7), loop).result()))
    thread.start()
    while not asked:
        await asyncio.sleep(0.001)
    thread.join()
    print(asked)

    came = asyncio.Event()
    loop.add_signal_handler(signal.SIGUSR1, came.set)
    os.kill(os.getpid(), signal.SIGUSR1)
    await came.wait()
    print(loop.remove_signal_handler(signal.SIGUSR1), loop.remove_signal_handler(signal.SIGUSR1))
    coroutine = answer(1)
    try:
        asyncio.run(coroutine)
    except RuntimeError as error:
        print(error)
    coroutine.close()


def in_a_thread():
    try:
        asyncio.get_event_loop()
    except RuntimeError as error:
        print(error)
    print(asyncio.run(asyncio.sleep(0, "a loop of its own")))


asyncio.run(main())
thread = threading.Thread(target=in_a_thread, name="other")
thread.start()
thread.join()


async def interrupted():
    try:
        signal.raise_signal(signal.SIGINT)
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        print("cancelled by the signal")
        raise


signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    asyncio.run(interrupted())
except KeyboardInterrupt:
    print("KeyboardInterrupt")
