# SPDX-License-Identifier: MIT
class Sleep:
    def __init__(self, ticks): self.ticks = ticks
    def __await__(self): yield ("sleep", self.ticks)

class Future:
    def __init__(self): self.done, self.result, self.waiters = False, None, []
    def set(self, result): self.done, self.result = True, result
    def __await__(self):
        while not self.done: yield ("wait", self)
        return self.result

class Loop:
    def __init__(self): self.time, self.tasks, self.log = 0, [], []
    def spawn(self, coroutine, name):
        self.tasks.append([0, len(self.tasks), coroutine, name, None])
    def run(self):
        while self.tasks:
            ready = [t for t in self.tasks if (t[4] is None and t[0] <= self.time) or (t[4] is not None and t[4].done)]
            if not ready:
                self.time += 1
                if self.time > 100: raise RuntimeError("deadlock")
                continue
            for task in ready:
                task[4] = None
                try:
                    kind, value = task[2].send(None)
                except StopIteration as stop:
                    self.tasks.remove(task)
                    self.log.append((self.time, task[3], "returned", stop.value))
                    continue
                if kind == "sleep": task[0] = self.time + value
                else: task[4] = value

loop = Loop()
future = Future()
async def producer():
    for i in range(3):
        await Sleep(2)
        loop.log.append((loop.time, "producer", "step", i))
    future.set("payload")
    return "produced"
async def consumer():
    value = await future
    await Sleep(1)
    return f"consumed {value}"
async def ticker(n):
    ticks = []
    for _ in range(n):
        await Sleep(1)
        ticks.append(loop.time)
    return ticks
async def parent():
    a = await child(1)
    b = await child(2)
    return a + b
async def child(n):
    await Sleep(n)
    return n * 10
loop.spawn(producer(), "producer"); loop.spawn(consumer(), "consumer"); loop.spawn(ticker(4), "ticker"); loop.spawn(parent(), "parent")
loop.run()
for entry in loop.log: print(*entry)
