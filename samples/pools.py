# SPDX-License-Identifier: MIT
# A pool keeps a few threads, or processes, for many tasks. A future stands for what a task will give.
import concurrent.futures
import threading


def area(width, height):
    return width * height


with concurrent.futures.ThreadPoolExecutor(max_workers=3, thread_name_prefix="worker") as pool:
    print("in the order of the arguments:", list(pool.map(area, range(5), range(5))))
    future = pool.submit(area, 6, "7 ")
    print("a result:", future.result())
    future = pool.submit(area, None, 2)
    print("an exception comes out where the result is asked for:", repr(future.exception()))
    names = {pool.submit(lambda: threading.current_thread().name).result() for _ in range(20)}
    print("no more threads than three:", len(names) <= 3)
    futures = [pool.submit(area, number, 1) for number in range(4)]
    print("as they are completed:", sorted(done.result() for done in concurrent.futures.as_completed(futures)))
