import multiprocessing


def answer(connection, lock):
    for word in iter(connection.recv, None):
        with lock:
            connection.send(word.upper())


def fill(queue, name):
    for number in range(3):
        queue.put((name, number))


def fail():
    raise SystemExit(7)


def wait_for(event, barrier):
    event.wait()
    barrier.wait()


def main():
    for method in ("fork", "spawn", "forkserver"):
        context = multiprocessing.get_context(method)
        here, there = context.Pipe()
        lock = context.Lock()
        process = context.Process(target=answer, args=(there, lock), name="answering")
        process.start()
        there.close()
        for word in ("one", "two", b"three"):
            here.send(word)
            print(here.recv(), end=" ")
        here.send(None)
        process.join()
        print(process.name, process.exitcode, process.is_alive())

        queue = context.Queue()
        filling = [context.Process(target=fill, args=(queue, name)) for name in "ab"]
        for process in filling:
            process.start()
        print(sorted(queue.get() for _ in range(6)))
        for process in filling:
            process.join()
        queue.close()
        queue.join_thread()

        event, barrier = context.Event(), context.Barrier(3)
        waiting = [context.Process(target=wait_for, args=(event, barrier)) for _ in range(2)]
        for process in waiting:
            process.start()
        event.set()
        barrier.wait()
        for process in waiting:
            process.join()
        never = context.Event()
        failing, stuck = context.Process(target=fail), context.Process(target=wait_for, args=(never, barrier))
        failing.start()
        stuck.start()
        failing.join()
        stuck.terminate()
        stuck.join()
        print([process.exitcode for process in waiting], failing.exitcode, stuck.exitcode)


if __name__ == "__main__":
    main()
