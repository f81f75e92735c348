# One takes a, then b; the other b, then a: each may have one and wait for the other.
import threading


def work(first, second):
    for _ in range(3):
        with first:
            pause()
            with second:
                pause()


def pause():
    pass


a, b = threading.Lock(), threading.Lock()
threads = [threading.Thread(target=work, args=(a, b)), threading.Thread(target=work, args=(b, a))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("done")
