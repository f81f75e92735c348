# Where a set keeps an element decides the order in which it is walked: the last deleted entry on the way is used again.
numbers = set(range(20))
numbers.remove(2)
numbers.remove(3)
for number in (130, 258, 386):
    numbers.add(number)
    print(list(numbers))
numbers = {1, 9, 3}
numbers.discard(9)
numbers ^= {17}
print(list(numbers))
many = set(range(0, 4000, 3))
print(list(many - set(range(100))) == list(many.difference(range(100))), list(many - {5})[:5])
few = {1, 300, 5000}
few.difference_update(many)
print(few, {1, 2, 3} - {2: 0}, {1, 2, 3}.difference({2: 0}, [3]))
