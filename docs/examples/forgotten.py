# SPDX-License-Identifier: MIT
import threading

tickets = 1
sold = []


def left():
    return tickets


def sell(buyer):
    global tickets
    if left() > 0:
        sold.append(buyer)
        tickets -= 1


buyers = [threading.Thread(target=sell, args=(name,)) for name in ("Ada", "Ben")]
for buyer in buyers:
    buyer.start()
for buyer in buyers:
    buyer.join()
print(len(sold), "sold,", tickets, "left")
