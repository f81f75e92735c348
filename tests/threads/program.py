# SPDX-License-Identifier: MIT
"""A program with threads, chosen by a number: `program.py 17`. A few works of the list below run at once, each in
several threads that share what it has made; a tiny switch interval makes them meet everywhere.

A work is a function that makes what is shared and returns what each of its threads does (given the thread's number in the
work). It checks itself: any exception is told and makes the exit code 1. What is printed depends on the number only.

Part of `./dev test threads`, `tsan`, `asan`. `program.py --work NAME` runs one work alone, `--list` names them.
"""

import argparse
import array
import asyncio
import binascii
import bisect
import collections
import concurrent.futures
import contextvars
import copy
import faulthandler
import functools
import gc
import hashlib
import heapq
import io
import itertools
import marshal
import mmap
import multiprocessing
import multiprocessing.pool
import os
import pickle
import queue
import random
import re
import select
import selectors
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import tracemalloc
import warnings
import weakref

WORKS, FORKING = [], []
SMALL_INTERVAL = 1e-5  # seconds; CPython's is 5e-3
LAST_WORDS = []  # what threads that are to fail have raised


def work(function):
    WORKS.append(function)
    return function


def forking_work(function):
    """Its children have one thread, and find what belonged to others as these had it at that moment."""
    FORKING.append(function)
    return work(function)


def meeting(*allowed):
    """Exceptions that are the right answer when others change the same object meanwhile."""
    class Meeting:
        def __enter__(self):
            return self

        def __exit__(self, kind, value, traceback):
            return kind is not None and issubclass(kind, allowed)

    return Meeting()


class Key:
    """Its comparisons run Python, so that others come between."""

    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        return self.number == other.number

    def __lt__(self, other):
        return self.number < other.number

    def __hash__(self):
        return self.number % 7


# ---------------------------------------------------------------- containers


@work
def one_dict():
    shared = {}

    def run(thread):
        for number in range(300):
            shared[thread, number] = shared[Key(number % 20)] = number
            shared.get((thread + 1, number))
            with meeting(RuntimeError):
                for _ in shared:
                    pass
            if number % 20 == 0:
                with meeting(RuntimeError):
                    list(shared.items()), shared.copy(), shared == dict(shared)
            if number % 100 == 0:
                shared.clear()
            shared.pop((thread, number), None)

    return run


@work
def one_list():
    shared = [Key(number) for number in range(50)]
    changes = [lambda: shared.append(Key(3)), lambda: shared.pop(), lambda: shared.sort(), lambda: shared.insert(2, Key(1)),
               lambda: Key(30) in shared, lambda: shared.remove(Key(3)), lambda: heapq.heappush(shared, Key(2)),
               lambda: heapq.heappop(shared), lambda: bisect.insort(shared, Key(9)), lambda: shared.extend(shared[:3]),
               lambda: shared.__setitem__(slice(0, 4), [Key(1)] * 5), lambda: shared == list(shared), lambda: max(shared),
               lambda: shared.__delitem__(slice(None, None, 2)) if len(shared) > 200 else None, lambda: shared.reverse()]

    def run(thread):
        numbers = random.Random(thread)
        for _ in range(400):
            with meeting(ValueError, IndexError, RuntimeError):
                numbers.choice(changes)()

    return run


@work
def one_set_and_one_deque():
    numbers, ends, ordered = set(), collections.deque(maxlen=50), collections.OrderedDict()

    def run(thread):
        for number in range(250):
            with meeting(RuntimeError, KeyError, IndexError, ValueError):
                numbers.add(Key(number % 30))
                numbers.discard(Key(thread))
                ends.append(Key(number))
                ends.remove(Key(number - 1))
                ends.rotate(thread)
                ordered[number % 20] = thread
                ordered.move_to_end(number % 20)
                ordered.popitem()
            with meeting(RuntimeError):
                list(ends), numbers | set(numbers), numbers == set(numbers)

    return run


@work
def one_array_and_its_buffer():
    numbers, text = array.array("i", range(20)), bytearray(100)

    def run(thread):
        for number in range(300):
            with meeting(BufferError, IndexError):
                numbers.append(number)
                numbers.pop()
                text.extend(b"x")
            with memoryview(text) as view, memoryview(numbers) as other:
                bytes(view[:10]), other[0]
            binascii.crc32(text)
            if number % 10 == 0:
                with meeting(BufferError):
                    del text[100:]

    return run


# ---------------------------------------------------------------- iterators


@work
def one_generator():
    def count():
        number = 0
        while True:
            try:
                yield number
            except KeyError:
                pass
            number += sum(range(3))

    generator = count()

    def run(thread):
        for number in range(300):
            with meeting(ValueError, StopIteration, KeyError):
                next(generator)
                generator.throw(KeyError()) if number % 10 == 0 else generator.send(None)
        with meeting(ValueError):
            generator.close() if thread == 0 else None

    return run


@work
def iterators_of_itertools():
    def slow(number):
        return number + sum(range(3))

    iterators = [map(slow, range(900)), itertools.chain.from_iterable(map(range, range(50))), itertools.tee(map(slow, range(500)))[0],
                 itertools.groupby(map(slow, range(900)), slow), itertools.cycle(map(slow, range(9))), itertools.pairwise(map(slow, range(900))),
                 itertools.accumulate(map(slow, range(900))), itertools.product(range(9), repeat=3), itertools.permutations(range(6)),
                 zip(map(slow, range(900)), map(slow, range(900))), iter(collections.deque(range(500))), itertools.count()]

    def run(thread):
        for iterator in iterators * 2:
            for _ in range(100):
                with meeting(StopIteration, RuntimeError, ValueError):
                    next(iterator)

    return run


# ---------------------------------------------------------------- locks


@work
def locks_and_conditions():
    lock, owned, condition, gate = threading.Lock(), threading.RLock(), threading.Condition(), threading.BoundedSemaphore(2)
    event, counts = threading.Event(), [0, 0]

    def run(thread):
        for number in range(60):
            with lock:
                counts[0] += 1
            with owned, owned, gate:
                counts[1] += 1
            with condition:
                condition.notify_all()
                condition.wait(0.0001)
            if lock.acquire(timeout=0.0001):
                lock.release()
            event.set() if number % 2 else event.clear()
            event.wait(0.0001)
        assert counts[0] >= 60 and counts[1] >= 60

    return run


@work
def queues():
    small, simple, ordered = queue.Queue(3), queue.SimpleQueue(), queue.PriorityQueue()

    def run(thread):
        for number in range(100):
            simple.put(number)
            ordered.put((number, thread))
            with meeting(queue.Full, queue.Empty):
                small.put(number, timeout=0.0005)
                small.get_nowait()
            simple.get(), ordered.get()

    return run


@work
def values_of_a_thread():
    class Local(threading.local):
        def __init__(self, number=0):
            self.number = number

    class Dies:
        def __init__(self, local):
            self.local = local

        def __del__(self):
            self.local.last = self.local.number

    shared = Local(7)

    def run(thread):
        def inner():
            for number in range(20):
                own = Local(number)
                own.dies, own.self, shared.dies = Dies(shared), own, Dies(own)
                assert shared.number == 7
        for _ in range(3):
            one = threading.Thread(target=inner)
            one.start()
            one.join()

    return run


@work
def pools():
    def run(thread):
        with concurrent.futures.ThreadPoolExecutor(3) as pool:
            futures = [pool.submit(divmod, number, number % 5) for number in range(30)]
            failed = sum(future.exception() is not None for future in concurrent.futures.as_completed(futures))
            assert failed == 6 and sum(pool.map(len, ["ab"] * 20)) == 40
        with multiprocessing.pool.ThreadPool(2) as pool:
            assert pool.map(abs, range(-9, 0)) == list(range(9, 0, -1))

    return run


# ---------------------------------------------------------------- the interpreter's own things


@work
def classes_that_change():
    class Base:
        place = 0

        def method(self):
            return 1

    class Middle(Base):
        pass

    class Last(Middle):
        pass

    objects = [Base(), Middle(), Last()]

    def change(number):
        Base.method = lambda self: 2
        Middle.method = lambda self: 3
        setattr(Middle, f"name{number % 5}", number)
        with meeting(AttributeError):
            delattr(Middle, f"name{number % 5}")
        Last.__bases__ = (Base,) if number % 2 else (Middle,)
        objects[0].__class__ = Middle if number % 2 else Base
        made = type("Made", (Last,), {"method": lambda self: 4})
        assert made().method() == 4 and made in Last.__subclasses__()

    def run(thread):
        for number in range(150):
            change(number) if thread % 2 else None
            for one in objects * 5:
                assert one.method() in (1, 2, 3)
                one.place = number
                getattr(one, f"name{number % 5}", None), isinstance(one, Middle)

    return run


@work
def texts_that_are_interned():
    def run(thread):
        for number in range(300):
            first, second = sys.intern(f"text{number % 50}"), sys.intern("text%d" % (number % 50))
            assert first is second
            number.__str__(), hash(str(number)), chr(number), bytes([number % 256])

    return run


@work
def collections_of_garbage():
    living = weakref.WeakValueDictionary(), weakref.WeakSet(), weakref.WeakKeyDictionary()
    died = []

    class Node:
        def __init__(self):
            self.itself = self
            self.reference = weakref.ref(self, died.append)

        def __del__(self):
            self.last = 1

    def run(thread):
        for number in range(80):
            node = Node()
            living[0][thread, number] = node
            living[1].add(node)
            living[2][node] = number
            if number % 20 == 0:
                gc.collect()
                gc.get_referrers(node), gc.get_stats(), len(gc.get_objects())
                with meeting(RuntimeError):
                    list(living[0].items()), list(living[1]), list(living[2])

    return run


@work
def modules_that_are_imported():
    names = ["json", "fractions", "textwrap", "calendar", "html.parser", "difflib", "pprint", "string", "colorsys", "statistics"]
    start = threading.Barrier(2)

    def run(thread):
        with meeting(threading.BrokenBarrierError):
            start.wait(0.1)
        for name in names[thread:] + names[:thread]:
            __import__(name)

    return run


@work
def programs_that_are_compiled():
    source = "def function(a, b=1):\n    return [x for x in range(a) if x > b]\nclass Kind:\n    x = 1\n" * 5

    def run(thread):
        for number in range(15):
            code, names = compile(source, "<made>", "exec"), {}
            exec(marshal.loads(marshal.dumps(code)), names)
            assert names["function"](4) == [2, 3] and eval(f"1 + {number}") == number + 1
            with meeting(SyntaxError):
                compile("def (", "<wrong>", "exec")

    return run


@work
def exceptions():
    def deep(count):
        return deep(count - 1) if count else 1 // 0

    def endless():
        endless()

    def run(thread):
        for number in range(20):
            with meeting(ZeroDivisionError):
                try:
                    deep(number)
                except ZeroDivisionError as error:
                    assert "deep" in traceback.format_exc() and error.__traceback__.tb_next
                    raise
        with meeting(RecursionError):
            endless()
        failing = threading.Thread(target=deep, args=(3,))
        failing.start()
        failing.join()
        assert ZeroDivisionError in LAST_WORDS

    return run


@work
def functions_that_trace():
    def run(thread):
        seen = []

        def tell(frame, event, argument):
            seen.append(event)
            return tell

        def function(count):
            return function(count - 1) if count else 0

        for _ in range(10):
            sys.settrace(tell) if thread % 2 else sys.setprofile(tell)
            function(5)
            sys.settrace(None), sys.setprofile(None)
        assert "call" in seen and "return" in seen
        sys._current_frames(), sys._current_exceptions()

    return run


@work
def warnings_and_contexts():
    variable = contextvars.ContextVar("variable", default=0)

    @functools.lru_cache(maxsize=20)
    def double(number):
        return number * 2

    def run(thread):
        for number in range(100):
            warnings.warn(f"warning {number % 3}", stacklevel=1)
            variable.set(number)
            contextvars.copy_context().run(variable.set, thread)
            assert variable.get() == number and double(number % 30) == number % 30 * 2
            re.sub(rf"(\d)x{number % 40}", "y", "1x1")
            copy.deepcopy([[number]]), pickle.loads(pickle.dumps({number: [thread]})), random.random()

    return run


@work
def traced_memory():
    def run(thread):
        for _ in range(5):
            with meeting(RuntimeError):
                tracemalloc.start(3) if thread == 0 else None
                kept = [bytes(100) for _ in range(50)]
                tracemalloc.take_snapshot() if thread == 1 else None
                tracemalloc.get_traced_memory(), tracemalloc.get_object_traceback(kept)
                tracemalloc.stop() if thread == 0 else None

    return run


# ---------------------------------------------------------------- files, sockets, processes


@work
def files_and_streams():
    buffered, text = tempfile.TemporaryFile(buffering=64), tempfile.TemporaryFile("w+")
    letters, octets = io.StringIO(), io.BytesIO()

    def run(thread):
        for number in range(100):
            buffered.write(b"line\n")
            text.write("line\n")
            letters.write("a"), octets.write(b"b"), octets.getvalue()
            if number % 20 == 0:
                buffered.flush(), text.flush(), os.listdir("/"), os.stat("/"), list(os.scandir("/proc/self"))
                with open("/proc/self/status") as status:
                    assert status.read()

    return run


@work
def echoes():
    listener = socket.create_server(("127.0.0.1", 0), backlog=50)

    def serve():
        connection, _ = listener.accept()
        with connection:
            while data := connection.recv(1000):
                connection.sendall(data)

    def run(thread):
        server = threading.Thread(target=serve)
        server.start()
        with socket.create_connection(listener.getsockname(), 30) as client:
            for number in range(10):
                client.sendall(b"x" * 3000)
                left = 3000
                while left:
                    left -= len(client.recv(4096))
        server.join()

    return run


@work
def descriptors_that_are_ready():
    def run(thread):
        for _ in range(20):
            reader, writer = socket.socketpair()
            writer.send(b"x")
            poll, deep = select.poll(), select.epoll()
            poll.register(reader), deep.register(reader)
            assert select.select([reader], [], [], 5)[0] and poll.poll(5000) and deep.poll(5)
            with selectors.DefaultSelector() as selector:
                selector.register(reader, selectors.EVENT_READ)
                assert selector.select(5)
            deep.close(), reader.close(), writer.close()
            socket.getaddrinfo("127.0.0.1", 80), socket.if_nameindex()

    return run


@work
def sockets_that_are_closed():
    def run(thread):
        for number in range(15):
            first, second = socket.socketpair()
            first.settimeout(5)

            def receive():
                with meeting(OSError):
                    first.recv(10)

            reader = threading.Thread(target=receive)
            reader.start()
            second.send(b"x") if number % 3 else second.close()
            first.close() if number % 2 else None
            reader.join()
            first.close(), second.close()

    return run


@work
def tls_in_memory():
    shared = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

    def run(thread):
        for number in range(5):
            context = shared if number % 2 else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
            connection = context.wrap_bio(incoming, outgoing, server_hostname=b"localhost")
            with meeting(ssl.SSLWantReadError):
                connection.do_handshake()
            assert outgoing.read()
            incoming.write(b"no TLS" * 10)
            with meeting(ssl.SSLError):
                connection.do_handshake()
            ssl.RAND_bytes(16)

    return run


@work
def hashes_and_maps():
    data, mapped = bytes(range(256)) * 300, mmap.mmap(-1, 1 << 16)
    hashes = [hashlib.sha256(), hashlib.blake2b(), hashlib.sha3_256(), hashlib.md5()]

    def run(thread):
        for _ in range(3):
            for one in hashes:
                one.update(data)
                assert len(one.copy().digest()) == one.digest_size
            assert hashlib.sha512(data).digest() == hashlib.new("sha512", data).digest()
            hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 50), hashlib.scrypt(b"p", salt=b"s", n=16, r=1, p=1)
            mapped[thread * 10:thread * 10 + 10] = b"%10d" % thread
            assert mapped.find(b"%10d" % thread) >= 0
            mapped.flush()

    return run


@work
def child_processes():
    def run(thread):
        for _ in range(2):
            assert subprocess.run(["/bin/echo", "text"], capture_output=True).stdout == b"text\n"
            assert subprocess.run(["/bin/cat"], input=b"x" * 70000, capture_output=True).stdout == b"x" * 70000
            with subprocess.Popen(["/bin/sleep", "60"]) as child:
                child.kill()
            assert child.returncode == -signal.SIGKILL
            with meeting(FileNotFoundError):
                subprocess.run(["/nonexistent"])
            assert os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0)[1] == 0

    return run


@forking_work
def forks():
    def child():
        one = threading.Thread(target=sum, args=(range(100),))
        one.start()
        one.join()
        os._exit(7 if threading.active_count() == 1 else 8)

    def run(thread):
        for _ in range(3):
            number = os.fork()
            child() if number == 0 else None
            assert os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]) == 7

    return run


@forking_work
def shared_between_processes():
    context = multiprocessing.get_context("fork")

    def square(results, number):
        results.put(number * number)

    def run(thread):
        results = context.SimpleQueue()
        child = context.Process(target=square, args=(results, thread))
        child.start()
        assert results.get() == thread * thread
        child.join()
        with context.Lock(), context.Semaphore(2):
            pass

    return run


@work
def event_loops():
    async def main():
        loop, event = asyncio.get_running_loop(), asyncio.Event()
        squares = await asyncio.gather(*[loop.run_in_executor(None, pow, number, 2) for number in range(10)])
        threading.Thread(target=lambda: loop.call_soon_threadsafe(event.set)).start()
        await event.wait()
        asker = loop.run_in_executor(None, lambda: asyncio.run_coroutine_threadsafe(asyncio.sleep(0, 5), loop).result(30))
        assert sum(squares) == 285 and await asker == 5
        sleeper = asyncio.create_task(asyncio.sleep(60))
        await asyncio.sleep(0)
        sleeper.cancel()
        with meeting(asyncio.CancelledError):
            await sleeper

    def run(thread):
        for _ in range(2):
            asyncio.run(main())

    return run


@work
def signals():
    main = threading.main_thread().ident

    def run(thread):
        for _ in range(30):
            os.kill(os.getpid(), signal.SIGUSR1)
            signal.pthread_kill(main, signal.SIGUSR2)
            signal.pthread_sigmask(signal.SIG_BLOCK, [])
            time.sleep(0.0005)

    return run


@work
def dumps_of_all_threads():
    file = tempfile.TemporaryFile()

    def deep(count):
        return deep(count - 1) if count else 0

    def run(thread):
        for _ in range(20):
            if thread == 0:
                faulthandler.dump_traceback(file)
                faulthandler.dump_traceback_later(0.0001, repeat=True, file=file)
            one = threading.Thread(target=deep, args=(100,))
            one.start()
            deep(50)
            one.join()
        faulthandler.cancel_dump_traceback_later() if thread == 0 else None

    return run


@work
def threads_that_come_and_go():
    def run(thread):
        for number in range(10):
            ones = [threading.Thread(target=time.sleep, args=(0.0005,), daemon=number % 3 == 0) for _ in range(5)]
            for one in ones:
                one.start()
            for one in ones:
                one.join()

    return run


# ---------------------------------------------------------------- a program


def prepare():
    sys.setswitchinterval(SMALL_INTERVAL)
    warnings.simplefilter("ignore")
    threading.excepthook = lambda arguments: LAST_WORDS.append(arguments.exc_type)
    for number in signal.SIGUSR1, signal.SIGUSR2:
        signal.signal(number, lambda number, frame: None)


def run_at_once(chosen):
    """(work, threads) pairs."""
    problems = []

    def guarded(name, run, number):
        try:
            run(number)
        except BaseException:
            problems.append(f"{name}: {traceback.format_exc()}")

    threads = [threading.Thread(target=guarded, args=(make.__name__, run, number))
               for make, count in chosen for run in [make()] for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        while thread.is_alive():
            thread.join(0.05)  # handlers of signals run here
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", nargs="?", type=int, default=0)
    parser.add_argument("--work")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--no-forks", action="store_true",
                        help="without works that fork: g++ 12's AddressSanitizer leaves its allocator locked in the child "
                             "if another thread was inside it")
    parser.add_argument("--no-races", action="store_true",
                        help="without works that close a descriptor which another thread is reading: a race of the program's own, "
                             "which ThreadSanitizer tells, rightly, when the two meet")
    options = parser.parse_args()
    if options.list:
        return print(*[make.__name__ for make in WORKS], sep="\n")
    numbers = random.Random(options.number)
    first = WORKS[options.number % len(WORKS)]
    chosen = [first, *numbers.sample([make for make in WORKS if make is not first], 3)]
    if options.no_forks:
        chosen = [make for make in chosen if make not in FORKING]
    if options.no_races:
        chosen = [make for make in chosen if make is not sockets_that_are_closed]
    if options.work:
        chosen = [make for make in WORKS if make.__name__ == options.work]
    pairs = [(make, numbers.choice([2, 3, 4])) for make in chosen]
    prepare()
    for make, count in pairs:
        print(make.__name__, count)
    problems = run_at_once(pairs)
    print("\n".join(problems) or "all is well")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
