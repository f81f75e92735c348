import threading


class Counter(threading.local):
    start = 10

    def __init__(self, step):
        self.value = self.start
        self.step = step

    def count(self):
        self.value += self.step
        return self.value


counter = Counter(5)
plain = threading.local()
plain.name = "main"
results = {}


def work(name):
    results[name] = [counter.count() for _ in range(2)], hasattr(plain, "name"), counter.step
    plain.name = name
    results[name] += (plain.name, sorted(vars(plain)))


for name in "ab":
    thread = threading.Thread(target=work, args=(name,))
    thread.start()
    thread.join()
print(counter.count(), counter.count(), plain.name)
print(sorted(results.items()))
