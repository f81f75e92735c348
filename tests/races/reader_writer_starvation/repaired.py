# A writer that waits stands in the door: readers that come later wait behind it.
import threading

readers = 0
lock, room, door = threading.Lock(), threading.Lock(), threading.Lock()
waits = False
overtaken = 0


def enter():
    global readers, overtaken
    with door:
        with lock:
            readers += 1
            if readers == 1:
                room.acquire()
            elif waits:
                overtaken += 1


def leave():
    global readers
    with lock:
        readers -= 1
        if readers == 0:
            room.release()


def reader():
    for _ in range(4):
        enter()
        leave()


def writer():
    global waits
    with door:
        waits = True
        with room:
            waits = False


threads = [threading.Thread(target=reader) for _ in range(2)] + [threading.Thread(target=writer)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("readers that overtook the waiting writer:", "some" if overtaken else "none")
