# SPDX-License-Identifier: MIT
# Objects that send each other packets, in the manner of an operating system's kernel: methods, attributes, inheritance.
import sys


class Packet:
    def __init__(self, link, target, kind):
        self.link, self.target, self.kind = link, target, kind
        self.datum = 0
        self.data = [0] * 4

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    def __init__(self, scheduler, identity, priority):
        self.scheduler, self.identity, self.priority = scheduler, identity, priority
        self.input = None
        self.held = False
        self.runs = 0

    def accept(self, packet):
        self.input = packet.append_to(self.input)

    def take(self):
        packet = self.input
        if packet is not None:
            self.input = packet.link
        return packet

    def ready(self):
        return not self.held and self.input is not None


class Worker(Task):
    letter = 0

    def run(self):
        packet = self.take()
        for i in range(4):
            self.letter = self.letter % 26 + 1
            packet.data[i] = 64 + self.letter
        packet.target = self.scheduler.handlers[self.letter & 1]
        self.scheduler.send(packet)


class Handler(Task):
    def run(self):
        packet = self.take()
        packet.datum += packet.data[packet.datum & 3] & 1
        packet.target = self.scheduler.devices[packet.kind]
        self.scheduler.send(packet)


class Device(Task):
    def run(self):
        packet = self.take()
        self.scheduler.done += 1
        self.scheduler.checksum = (self.scheduler.checksum * 31 + packet.datum + sum(packet.data)) % 1000003
        packet.datum += 1
        packet.target = self.scheduler.workers[packet.datum % 2]
        if self.scheduler.done < self.scheduler.limit:
            self.scheduler.send(packet)


class Idle(Task):
    seed = 1

    def ready(self):
        return True

    def run(self):
        self.seed = self.seed * 1103515245 + 12345 & 0x7fffffff
        chosen = self.scheduler.tasks[1 + self.seed % (len(self.scheduler.tasks) - 1)]
        chosen.held = False


class Scheduler:
    def __init__(self, limit):
        self.limit, self.done, self.checksum, self.switches = limit, 0, 0, 0
        self.idle = Idle(self, 0, 0)
        self.workers = [Worker(self, 1, 10), Worker(self, 2, 11)]
        self.handlers = [Handler(self, 3, 20), Handler(self, 4, 21)]
        self.devices = [Device(self, 5, 30), Device(self, 6, 31)]
        self.tasks = [self.idle, *self.workers, *self.handlers, *self.devices]
        self.order = sorted(self.tasks, key=lambda task: -task.priority)

    def send(self, packet):
        packet.target.accept(packet)

    def run(self):
        for i in range(12):
            self.send(Packet(None, self.workers[i % 2], i % 2)._aimed(self.workers[i % 2]))
        while self.done < self.limit:
            for task in self.order:
                if task.ready():
                    self.switches += 1
                    task.runs += 1
                    task.run()
                    if task.runs % 17 == 0 and task is not self.idle:
                        task.held = True
                    break
        return self.done, self.switches, self.checksum


def aimed(self, target):
    self.target = target
    return self


Packet._aimed = aimed
print(*Scheduler(int(sys.argv[1]) if len(sys.argv) > 1 else 300000).run())
