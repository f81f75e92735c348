# minipy: --trace=refs --refs=all --color=never
xs = []
ys = [xs]
ys.append(xs)


def hold(item):
    return item


zs = hold(xs)
del xs, ys, zs
