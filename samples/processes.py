# SPDX-License-Identifier: MIT
# Processes share nothing: what they have to say to each other goes through pipes, queues, exit codes.
import multiprocessing
import os
import subprocess
import sys


def square(number):
    return number * number


def child(connection):
    connection.send(("from another process:", os.getpid() != connection.recv()))


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    with context.Pool(2) as pool:
        print(pool.map(square, range(6)))
    here, there = context.Pipe()
    process = context.Process(target=child, args=(there,))
    process.start()
    here.send(os.getpid())
    print(*here.recv())
    process.join()
    print("exit code", process.exitcode)
    result = subprocess.run(["/bin/sh", "-c", "cat; exit 3"], input=b"through a pipe", capture_output=True)
    print(result.stdout, result.returncode)
    sys.stdout.flush()
    if (pid := os.fork()) == 0:
        os._exit(7)
    print("fork and wait:", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
