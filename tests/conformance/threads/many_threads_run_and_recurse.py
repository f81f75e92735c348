import sys
import threading

depths = []


def dive(depth):
    return 0 if depth == 0 else 1 + dive(depth - 1)


def endless():
    return endless()


def work():
    try:
        endless()
    except RecursionError:
        depths.append(dive(300))


threads = [threading.Thread(target=work) for _ in range(20)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(depths == [300] * 20)
threading.stack_size(32768)
small = threading.Thread(target=lambda: depths.append(dive(100)))
small.start()
small.join()
threading.stack_size(0)
print(depths[-1])
sys.setrecursionlimit(2000)
deep = threading.Thread(target=lambda: depths.append(dive(1500)))
deep.start()
deep.join()
print(depths[-1])
many = [threading.Thread(target=depths.append, args=(number,)) for number in range(300)]
depths.clear()
for thread in many:
    thread.start()
for thread in many:
    thread.join()
print(sorted(depths) == list(range(300)))
