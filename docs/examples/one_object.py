a = b = []
c = []
print(a is b, a is c)
x, y = 256, 255 + len("a")
print(x is y)
x, y = 1000, 999 + len("a")
print(x == y, x is y)
