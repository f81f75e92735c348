# With -O the asserts are gone: what is left of a branch is a jump, or only its line.


def one_branch(x):
    if x:
        assert x
    return x


def both_branches(x):
    if x.inner:
        assert x.left is None
    else:
        assert x.left is x
    right = x.right
    return right


def in_a_loop(xs):
    while xs:
        if xs[0]:
            assert xs
        else:
            assert not xs


def nested(x, y):
    if x:
        if y:
            assert y
        else:
            assert not y
    elif y:
        assert x
    else:
        y = x
    with x:
        if x:
            assert y
        else:
            assert x
    match x:
        case 1:
            assert y
        case 2:
            assert x
    try:
        assert x
    except ValueError:
        assert y
    else:
        assert x
    finally:
        assert y
