# SPDX-License-Identifier: MIT
"""Two threads hand the turn to each other through two locks: what a switch costs."""
import sys
import threading


def main(rounds):
    ping, pong = threading.Lock(), threading.Lock()
    pong.acquire()
    log = 0

    def play(own, other):
        nonlocal log
        for _ in range(rounds):
            own.acquire()
            log += 1
            other.release()

    ping.acquire()
    threads = [threading.Thread(target=play, args=pair) for pair in ((ping, pong), (pong, ping))]
    for thread in threads:
        thread.start()
    ping.release()
    for thread in threads:
        thread.join()
    return log


if __name__ == "__main__":
    print(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50000))
