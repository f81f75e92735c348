from contextvars import Context, ContextVar, Token, copy_context

v, w = ContextVar("v"), ContextVar("w", default=3)


def attempt(action):
    try:
        print(action())
    except (LookupError, TypeError, ValueError, RuntimeError, AttributeError, ZeroDivisionError) as error:
        print(type(error).__name__, str(error).split(" at 0x")[0])


first = Context()
first.run(v.set, 1)
second = first.copy()
print(first == second, first != second, first == Context(), first == 5)
second.run(v.set, 2)
second.run(w.set, 4)
print(first[v], second[v], w in first, w in second, len(first), len(second), first == second)

# A walk sees the context as it was when it began.
walk = iter(second)
second.run(ContextVar("x").set, 5)
print(len(list(walk)), len(second), sorted(value for _, value in second.items()), sorted(second.values()))
for walk in (iter(second), second.keys(), second.values(), second.items()):
    print(type(walk).__name__, len(walk), iter(walk) is walk, len(list(walk)), len(walk), list(walk))


first, second = Context(), Context()
first.run(v.set, [1])
second.run(v.set, [1])
print(first == second, first[v] is second[v])

token = v.set(1)
print(token.old_value, token.var is v, Token.MISSING is token.old_value, type(Token.MISSING))
actions = [
    lambda: ContextVar(), lambda: ContextVar("a", 1), lambda: ContextVar(name="a"), lambda: ContextVar("a", foo=1), lambda: v.reset(5),
    lambda: w.reset(token), lambda: copy_context().run(v.reset, token), lambda: v.reset(token), lambda: v.reset(token), lambda: v.get(),
    lambda: setattr(token, "var", 1), lambda: setattr(v, "name", 1), lambda: first.get(1), lambda: 1 in first, lambda: first[v, w],
    lambda: first.run(first.run, print), lambda: first.run(5), lambda: first < second, lambda: first.run(lambda *a, **k: (a, k), 1, b=2),
    lambda: type("X", (Context,), {}), lambda: type("X", (ContextVar,), {}), lambda: type("X", (Token,), {}),
]
for action in actions:
    attempt(action)
