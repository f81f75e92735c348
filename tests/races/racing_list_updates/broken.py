# The next ticket is one more than the last: two threads may look at the same last one.
import threading

tickets = [0]


def last():
    return tickets[-1]


def after(ticket):
    return ticket + 1


def work():
    for _ in range(5):
        tickets.append(after(last()))


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(set(tickets)), "different of", len(tickets))
