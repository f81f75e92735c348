def half(n):
    return n // 2


def steps(n):
    count = 0
    while n != 1:
        n = half(n) if n % 2 == 0 else 3 * n + 1
        count += 1
    return count


assert steps(2) == 1
print(steps(3))
