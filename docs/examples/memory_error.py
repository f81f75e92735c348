try:
    big = [0] * (1 << 60)
except MemoryError:
    print("caught; the program goes on")
print(sum(range(10)))
