import sys

for iterator in (iter([1]), iter((1,)), iter("a"), iter({1: 2}), iter({1}), iter(range(3)), reversed([1, 2])):
    for builtins in ({"iter": 42, "reversed": 43}, {}):
        try:
            result = eval("iterator.__reduce__()", {"__builtins__": builtins, "iterator": iterator})
            print(type(iterator).__name__, result)
        except Exception as error:
            print(type(iterator).__name__, type(error).__name__, error)

kept = sys.modules.pop("builtins")
print(iter([1]).__reduce__()[0] is iter)
sys.modules["builtins"] = kept
