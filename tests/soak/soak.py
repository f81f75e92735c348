# SPDX-License-Identifier: MIT
"""A soak: threads, sockets, processes, asyncio, TLS and pools, all at once and on loopback only, for as long as you like.

    build/release/minipy tests/soak/soak.py --minutes 30

Each round runs every workload in a thread of its own and checks what it gives. Every so often a row tells what the
process holds: memory, descriptors, threads, children. After the warm-up none of them may grow. The last line is `flat`
and the exit code 0, or it says what was wrong.
"""

import argparse
import asyncio
import concurrent.futures
import gc
import hashlib
import mmap
import multiprocessing
import os
import pathlib
import queue
import select
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import weakref

try:
    from test import __file__ as certificates  # of CPython's test package
except ImportError:
    certificates = None

ROOM = 8 << 10  # kB that memory may grow after the warm-up
WARM_UP = 0.2  # of the time
HOST = "127.0.0.1"


def equal(found, expected):
    if found != expected:
        raise AssertionError(f"{found!r} instead of {expected!r}")


# ---------------------------------------------------------------- workloads


def locks_and_queues():
    numbers, results, guard = queue.Queue(8), [], threading.Lock()
    local = threading.local()

    def work():
        local.count = 0
        while (number := numbers.get()) is not None:
            local.count += 1
            with guard:
                results.append(number * number)
        return local.count

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for number in range(300):
        numbers.put(number)
    for _ in threads:
        numbers.put(None)
    for thread in threads:
        thread.join()
    equal(sum(results), sum(number * number for number in range(300)))


def cycles_and_weak_references():
    class Node:
        pass

    died = []
    for number in range(200):
        node, other = Node(), Node()
        node.other, other.other, node.text = other, node, str(number) * 20
        weakref.finalize(node, died.append, number)
    del node, other
    while len(died) < 200:
        gc.collect()
    equal(sorted(died), list(range(200)))


def echo_server(listener, count):
    def serve(connection):
        with connection:
            while data := connection.recv(4096):
                connection.sendall(data)

    threads = []
    for _ in range(count):
        threads.append(threading.Thread(target=serve, args=(listener.accept()[0],)))
        threads[-1].start()
    for thread in threads:
        thread.join()


def sockets():
    with socket.create_server((HOST, 0)) as listener:
        server = threading.Thread(target=echo_server, args=(listener, 5))
        server.start()
        for number in range(5):
            with socket.create_connection(listener.getsockname()) as client:
                text = os.urandom(10_000)
                client.sendall(text)
                client.shutdown(socket.SHUT_WR)
                equal(b"".join(iter(lambda: client.recv(4096), b"")), text)
        server.join()
    with socket.socket() as refused:
        refused.bind((HOST, 0))
        try:
            socket.create_connection(refused.getsockname(), 5)
        except ConnectionRefusedError:
            pass


def polling():
    pairs = [socket.socketpair() for _ in range(8)]
    with select.epoll() as poll:
        for reader, writer in pairs:
            poll.register(reader, select.EPOLLIN)
            writer.send(b"x")
        equal(len(poll.poll(5)), len(pairs))
    for reader, writer in pairs:
        reader.close()
        writer.close()


async def speak(secure, count=4):
    server_side = client_side = None
    if secure:
        folder = os.path.dirname(certificates)
        server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server_side.load_cert_chain(os.path.join(folder, "keycert3.pem"))
        client_side = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        client_side.load_verify_locations(os.path.join(folder, "pycacert.pem"))

    async def serve(reader, writer):
        while line := await reader.readline():
            writer.write(line.upper())
            await writer.drain()
        writer.close()

    async def ask(port, name):
        reader, writer = await asyncio.open_connection(HOST, port, ssl=client_side,
                                                       server_hostname=b"localhost" if secure else None)
        for text in (b"a" * 30_000, name):
            writer.write(text + b"\n")
            await writer.drain()
            equal(await reader.readline(), text.upper() + b"\n")
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(serve, HOST, 0, ssl=server_side) as server:
        port = server.sockets[0].getsockname()[1]
        async with asyncio.TaskGroup() as group:
            for number in range(count):
                group.create_task(ask(port, b"client%d" % number))


async def tasks():
    loop, events = asyncio.get_running_loop(), asyncio.Queue(3)

    async def produce():
        for number in range(50):
            await events.put(number)
        await events.put(None)

    async def consume():
        total = 0
        while (number := await events.get()) is not None:
            total += number
        return total

    total, _, squares = await asyncio.gather(consume(), produce(), loop.run_in_executor(None, pow, 7, 2))
    equal((total, squares), (1225, 49))
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(60)
    except TimeoutError:
        pass
    sleeper = asyncio.create_task(asyncio.sleep(60))
    await asyncio.sleep(0)
    sleeper.cancel()
    equal([type(result) for result in await asyncio.gather(sleeper, return_exceptions=True)], [asyncio.CancelledError])


def streams():
    asyncio.run(speak(secure=False))
    asyncio.run(tasks())


def secure_streams():
    if certificates is not None:
        asyncio.run(speak(secure=True))


def programs():
    equal(subprocess.run(["/bin/cat"], input=b"x" * 100_000, capture_output=True).stdout, b"x" * 100_000)
    equal(subprocess.run(["/bin/sh", "-c", "exit 7"]).returncode, 7)
    with subprocess.Popen(["/bin/sleep", "60"]) as sleeper:
        sleeper.kill()
    equal(sleeper.returncode, -signal.SIGKILL)
    try:
        subprocess.run(["/nonexistent/program"])
    except FileNotFoundError:
        pass


def forks():
    for code in 0, 3:
        child = os.fork()
        if child == 0:
            os._exit(code)
        equal(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), code)
    context = multiprocessing.get_context("fork")
    with context.Pool(2) as pool:
        equal(pool.map(abs, range(-20, 0)), list(range(20, 0, -1)))
        pool.close()
        pool.join()


def pools():
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        equal(sum(pool.map(len, ["text"] * 100)), 400)
        failing = pool.submit(int, "no number")
        equal(type(failing.exception()), ValueError)
        slow = [pool.submit(time.sleep, 0.002) for _ in range(20)]
        concurrent.futures.wait(slow)


def memory_and_files():
    data = os.urandom(1000) * 300
    equal(hashlib.sha256(data).digest(), hashlib.new("sha256", data).digest())
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        with mmap.mmap(file.fileno(), 0) as mapped:
            equal(mapped.find(data[-500:]) >= 0, True)
        file.seek(0)
        equal(file.read(), data)


def failures():
    seen = []
    previous, threading.excepthook = threading.excepthook, lambda args: seen.append(args.exc_type)

    def recurse():
        recurse()

    threads = [threading.Thread(target=target) for target in (lambda: 1 // 0, recurse, sys.exit)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    threading.excepthook = previous
    equal(sorted(kind.__name__ for kind in seen), ["RecursionError", "SystemExit", "ZeroDivisionError"])


WORKLOADS = [locks_and_queues, cycles_and_weak_references, sockets, polling, streams, secure_streams, programs, forks, pools,
             memory_and_files, failures]

# ---------------------------------------------------------------- measuring


def held():
    """Memory in kB, descriptors, threads, children."""
    status = dict(line.split(":", 1) for line in pathlib.Path("/proc/self/status").read_text().splitlines())
    children = pathlib.Path(f"/proc/self/task/{os.getpid()}/children")
    count = len(children.read_text().split()) if children.exists() else 0
    return int(status["VmRSS"].split()[0]), len(os.listdir("/proc/self/fd")), int(status["Threads"]), count


def run_round():
    """Every workload in a thread of its own; what went wrong."""
    problems = []

    def run(workload):
        try:
            workload()
        except BaseException as error:
            problems.append(f"{workload.__name__}: {type(error).__name__}: {error}")

    threads = [threading.Thread(target=run, args=(workload,)) for workload in WORKLOADS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return problems


def has_grown(before, after):
    names = ["memory", "descriptors", "threads", "children"]
    room = [ROOM, 0, 0, 0]
    return [f"{name}: {old} -> {new}" for name, old, new, more in zip(names, before, after, room) if new > old + more]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--rows", type=int, default=12, help="rows to print")
    options = parser.parse_args()
    signals, seconds, began = 0, options.minutes * 60, time.monotonic()

    def count(number, frame):
        nonlocal signals
        signals += 1

    signal.signal(signal.SIGALRM, count)
    signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)  # each wait of the main thread is interrupted again and again
    rounds, warm, next_row, problems = 0, None, 0, []
    print("minutes  rounds  signals  memory kB  descriptors  threads  children", flush=True)
    while (passed := time.monotonic() - began) < seconds and not problems:
        problems = run_round()
        rounds += 1
        if warm is None and passed > seconds * WARM_UP:
            gc.collect()
            warm = held()
        if passed >= next_row:
            gc.collect()
            print("{:7.1f} {:7} {:8} {:10} {:12} {:8} {:9}".format(passed / 60, rounds, signals, *held()), flush=True)
            next_row += seconds / options.rows
    signal.setitimer(signal.ITIMER_REAL, 0)
    gc.collect()
    problems += has_grown(warm or held(), held())
    print("{:7.1f} {:7} {:8} {:10} {:12} {:8} {:9}".format((time.monotonic() - began) / 60, rounds, signals, *held()))
    print("\n".join(problems) or "flat")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
