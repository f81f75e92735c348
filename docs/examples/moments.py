import gc


class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print(self.name, "is gone", end=" ")


for name in "abc":
    Node(name)
print("made")
gc.collect()
print("collected")
