# The buffer may be empty by the time the second consumer takes from it.
import threading

buffer = list(range(4))
errors = []


def size():
    return len(buffer)


def work():
    while size() > 0:
        try:
            buffer.pop()
        except IndexError as error:
            errors.append(str(error))


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("left:", buffer, "errors:", errors)
