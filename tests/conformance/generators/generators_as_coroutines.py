# SPDX-License-Identifier: MIT
def task(name, n):
    for i in range(n):
        print(name, i, end="; ")
        yield

def round_robin(tasks):
    queue = list(tasks)
    while queue:
        current = queue.pop(0)
        try:
            next(current)
        except StopIteration:
            print(f"[{len(queue)} left]", end=" ")
        else:
            queue.append(current)
    print()

round_robin([task("a", 2), task("b", 3), task("c", 1)])

def consumer(sink):
    buffer = []
    try:
        while True:
            buffer.append((yield len(buffer)))
    finally:
        sink.append(buffer)

sink = []
c = consumer(sink); next(c)
for item in "xyz": print(c.send(item), end=" ")
c.close(); print(sink)

def scheduler():
    clock, events, log = 0, [], []
    def spawn(gen):
        events.append((next(gen), len(log), id(gen), gen))
    def sleeper(name, *delays):
        for d in delays:
            yield clock + d
            log.append((clock, name))
    generators = [sleeper("A", 3, 1), sleeper("B", 1, 1, 5)]
    for order, gen in enumerate(generators): events.append((next(gen), order, gen))
    while events:
        events.sort(key=lambda e: e[:2])
        clock, order, gen = events.pop(0)
        wake = next(gen, None)
        if wake is not None: events.append((wake, order, gen))
    return log
print(scheduler())

def state_machine():
    state = "idle"
    while True:
        event = yield state
        if state == "idle" and event == "start": state = "running"
        elif state == "running" and event == "pause": state = "paused"
        elif event == "stop": return "stopped"
m = state_machine()
print(next(m), m.send("start"), m.send("pause"), m.send("nonsense"))
try:
    m.send("stop")
except StopIteration as error:
    print(error.value)
def grep(word):
    found = 0
    while (line := (yield found)) is not None:
        if word in line: found += 1
g = grep("py"); next(g); print(g.send("python"), g.send("java"), g.send("pypy"))
def trampoline(g):
    stack, value = [g], None
    while stack:
        try:
            value = stack[-1].send(value)
            if hasattr(value, "send"): stack.append(value); value = None
        except StopIteration as stop:
            stack.pop(); value = stop.value
    return value
def fact(n): return 1 if n == 0 else n * (yield fact(n - 1))
def fact_gen(n):
    if n == 0: return 1
    return n * (yield fact_gen(n - 1))
print(trampoline(fact_gen(300)) % 1000007)
