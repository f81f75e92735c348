# SPDX-License-Identifier: MIT
"""One thread takes and releases locks that nobody else wants."""
import sys
import threading


def main(rounds):
    lock, rlock = threading.Lock(), threading.RLock()
    count = 0
    for _ in range(rounds):
        with lock:
            count += 1
        lock.acquire()
        lock.release()
        with rlock:
            count += 1
    return count


if __name__ == "__main__":
    print(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000000))
