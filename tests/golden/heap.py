# minipy: --heap --leaks --why=#13 --width=100
import json


class Node:
    def __init__(self, name):
        self.name = name
        self.friends = []


a, b = Node("a"), Node("b")
a.friends.append(b)
b.friends.append(a)
xs = ["x", a]
ys = xs
read = json.loads('{"list": [1, [2]]}')


def keep(item):
    def inner():
        return item
    return inner


k = keep([1, 2])
for name in "cd":
    n = Node(name)
    n.me = n
    n.back = [n]
del a, b, n
