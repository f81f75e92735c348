def keep(item):
    def show():
        return item
    return show


xs = ["a", ["b"]]
inner = xs[1]
show = keep(xs)
del xs
