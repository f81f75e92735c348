class A:
    greeting = "hello"


class B(A):
    pass


def greet(x):
    return x.greeting


b = B()
print([greet(b) for _ in range(100)].count("hello"))
A.greeting = "good bye"
print(greet(b))
B.greeting = "from B"
print(greet(b))
b.greeting = "from b"
print(greet(b))
