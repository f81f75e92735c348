import gc


class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print(self.name, "is gone")


def make():
    Node("alone")
    cycle = Node("cycle")
    cycle.me = cycle


make()
print("made")
gc.collect()
print("collected")
