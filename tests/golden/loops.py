total = 0
for number in range(5):
    if number == 1:
        continue
    if number == 4:
        break
    total += number
else:
    print("never")
while total > 0:
    total -= 4
squares = [n * n for n in range(4) if n % 2]
pairs = {key: value for key, value in zip("ab", (1, 2))}
found = any(n > 2 for n in squares) and not pairs
first, *rest = "xyz"
print(total, squares, pairs, found, first, rest)
