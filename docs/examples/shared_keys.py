class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


p, q = Point(1, 2), Point(3, 4)
del p.x
p.x = 5
print(vars(p), vars(q))
p.z = 6
print(p.z, hasattr(q, "z"))
