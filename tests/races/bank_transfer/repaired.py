# Who looks and takes holds the account's lock.
import threading

balance = 100
lock = threading.Lock()


def has(amount):
    return balance >= amount


def pay(amount):
    global balance
    balance -= amount


def work():
    with lock:
        if has(80):
            pay(80)


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("balance:", balance)
