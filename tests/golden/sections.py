# minipy: --trace --color=never
def half(n):
    if n > 3:
        n = n // 2
    return n


print([half(n) for n in range(2, 5)])
