# SPDX-License-Identifier: MIT
# A deadlock: each thread has what the other one waits for. Who waits with a timeout can give up.
import threading

account_a, account_b = threading.Lock(), threading.Lock()
both_have_one, both_have_tried = threading.Barrier(2), threading.Barrier(2)
outcomes = []


def transfer(name, first, second):
    with first:
        both_have_one.wait()
        got_it = second.acquire(timeout=0.05)  # without a timeout: for ever
        outcomes.append((name, "got both" if got_it else "gives up"))
        both_have_tried.wait()


threads = [threading.Thread(target=transfer, args=("a to b", account_a, account_b)),
           threading.Thread(target=transfer, args=("b to a", account_b, account_a))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(outcomes))


# The way out: everybody takes the locks in the same order.
def transfer_in_order(name, *locks):
    first, second = sorted(locks, key=[account_a, account_b].index)
    with first, second:
        outcomes.append((name, "got both"))


outcomes.clear()
threads = [threading.Thread(target=transfer_in_order, args=("a to b", account_a, account_b)),
           threading.Thread(target=transfer_in_order, args=("b to a", account_b, account_a))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(outcomes))
