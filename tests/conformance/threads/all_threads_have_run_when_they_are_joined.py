import threading
import time

results = []


def work(number):
    for step in range(3):
        results.append((number, step))
        time.sleep(0.001)


threads = [threading.Thread(target=work, args=(number,), name=f"worker {number}") for number in range(5)]
print([thread.is_alive() for thread in threads], threading.active_count())
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print([thread.is_alive() for thread in threads], threading.active_count())
print(sorted(results))
print([[step for number, step in results if number == wanted] for wanted in range(5)])
print([thread.name for thread in threads], threads[0].ident is not None, threads[0].daemon)
