# Both have seen enough money in the account; both take it.
import threading

balance = 100


def has(amount):
    return balance >= amount


def pay(amount):
    global balance
    balance -= amount


def work():
    if has(80):
        pay(80)


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("balance:", balance)
