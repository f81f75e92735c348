# minipy: --trace=refs --color=never
xs = []
ys = xs
ys.append("a")
del xs
pair = (ys, ys)
del ys
pair = None
