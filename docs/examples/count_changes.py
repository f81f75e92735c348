xs = []
ys = xs
ys.append("a")
del xs
del ys
