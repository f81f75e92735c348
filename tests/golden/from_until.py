# minipy: --trace=flow --color=never --from func=second --until line=12
def first():
    return 1


def second():
    return first()


first()
second()
first()
