def f(x):
    try:
        return 1 // x
    except ZeroDivisionError:
        return "caught"


print(f(0))
