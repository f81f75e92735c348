# As long as any reader is inside the writer waits; readers that overlap can go on for ever.
import threading

readers = 0
lock, room = threading.Lock(), threading.Lock()
waits = False
overtaken = 0


def enter():
    global readers, overtaken
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
    waits = True
    with room:
        waits = False


threads = [threading.Thread(target=reader) for _ in range(2)] + [threading.Thread(target=writer)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("readers that overtook the waiting writer:", "some" if overtaken else "none")
