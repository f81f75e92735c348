# SPDX-License-Identifier: MIT
"""A pool of threads and one of processes map a function over numbers."""
import concurrent.futures
import multiprocessing
import sys


def square(number):
    return number * number


def main(count):
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        by_threads = sum(pool.map(square, range(count)))
    with multiprocessing.get_context("fork").Pool(2) as pool:
        by_processes = sum(pool.map(square, range(count)))
    return by_threads, by_processes


if __name__ == "__main__":
    print(main(int(sys.argv[1]) if len(sys.argv) > 1 else 30000))
