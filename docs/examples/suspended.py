def counter(n):
    while n:
        got = yield n
        if got:
            n = got
        n -= 1


g = counter(3)
print(g.gi_frame.f_lasti, g.gi_frame.f_locals)
print(next(g), g.gi_frame.f_lasti, g.gi_frame.f_locals)
print(g.send(9), g.gi_frame.f_locals, g.gi_frame.f_back)
g.close()
print(g.gi_frame)
