# SPDX-License-Identifier: MIT
"""Four threads want the same lock."""
import sys
import threading


def main(rounds):
    lock = threading.Lock()
    total = 0

    def work():
        nonlocal total
        for number in range(rounds):
            with lock:
                total += number

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return total


if __name__ == "__main__":
    print(main(int(sys.argv[1]) if len(sys.argv) > 1 else 400000))
