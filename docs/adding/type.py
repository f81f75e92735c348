import gc

p = pair(1, "one")
print(p, p.left, p == pair(1, "one"), hash(p) == hash(pair(1, "one")))
loop = []
loop.append(pair(loop, None))
print(loop)
del loop
print("found by the collector:", gc.collect() > 0)
try:
    pair(1)
except TypeError as error:
    print(error)
