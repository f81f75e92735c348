import concurrent.futures
import queue
import threading

with concurrent.futures.ThreadPoolExecutor(3, thread_name_prefix="pool") as pool:
    print(list(pool.map(pow, range(6), [2] * 6)))
    futures = [pool.submit(int, text) for text in ("1", "x", "3")]
    done, not_done = concurrent.futures.wait(futures)
    print(len(done), len(not_done), [type(future.exception()).__name__ for future in futures])
    print(pool.submit(lambda: threading.current_thread().name.startswith("pool")).result())
try:
    pool.submit(print)
except RuntimeError as error:
    print(error)

tasks, results = queue.Queue(maxsize=2), queue.SimpleQueue()


def worker():
    while (task := tasks.get()) is not None:
        results.put(task * 10)
        tasks.task_done()


workers = [threading.Thread(target=worker) for _ in range(2)]
for thread in workers:
    thread.start()
for task in range(20):
    tasks.put(task)
tasks.join()
for _ in workers:
    tasks.put(None)
for thread in workers:
    thread.join()
print(sorted(results.get() for _ in range(20)), results.empty())
try:
    tasks.get(timeout=0.01)
except queue.Empty:
    print("empty")
