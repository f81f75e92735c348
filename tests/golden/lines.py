# minipy: --trace=lines --width=80
class Point:
    def __init__(self, x):
        self.x = x


def double(values):
    for place, value in enumerate(values):
        values[place] = 2 * value
    return values


p = Point(1)
xs = double([p.x, 2])
xs.append("end")
del xs[0], p.x
try:
    p.x
except AttributeError as error:
    print(error)
