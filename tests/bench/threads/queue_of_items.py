# SPDX-License-Identifier: MIT
"""One thread fills queues, another one empties them."""
import queue
import sys
import threading


def main(items):
    simple, bounded = queue.SimpleQueue(), queue.Queue(1000)

    def fill(target, count):
        for number in range(count):
            target.put(number)
        target.put(None)

    def empty(source):
        total = 0
        while (number := source.get()) is not None:
            total += number
        return total

    totals = []
    for target, count in ((simple, items), (bounded, items // 10)):
        thread = threading.Thread(target=fill, args=(target, count))
        thread.start()
        totals.append(empty(target))
        thread.join()
    return totals


if __name__ == "__main__":
    print(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000000))
