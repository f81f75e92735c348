print([3, 1, 4, 1, 5].count_if(lambda n: n % 2))
items = list(range(10))
print(items.count_if(lambda n: items.pop() > 0), items)
print(list.count_if.__text_signature__)
