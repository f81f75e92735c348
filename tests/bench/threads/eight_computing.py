# SPDX-License-Identifier: MIT
"""Eight threads compute, and take turns by the switch interval."""
import sys
import threading


def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def main(size):
    results = [0] * 8

    def work(number):
        results[number] = sum(collatz(n) for n in range(1, size + number))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


if __name__ == "__main__":
    print(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000))
