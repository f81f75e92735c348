# minipy: --dump=cfg --style=rich
def half(n):
    while n > 1 and n < 9:
        try:
            n = n // 2
        except ValueError:
            continue
    if 0:
        print(3)
    return n
