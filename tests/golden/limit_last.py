# minipy: --trace=flow,-line,+locals --color=never --keep=last --max-events=6
def count(n):
    while n:
        n -= 1


count(9)
