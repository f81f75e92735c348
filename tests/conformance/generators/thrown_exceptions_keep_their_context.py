# SPDX-License-Identifier: MIT
# throw(): what the generator itself is handling becomes the context; what its caller is handling does not.


def chain(exception):
    links = []
    while exception:
        links.append(str(exception))
        exception = exception.__context__
    return links


def waiting():
    yield


def cleaning(raised):
    try:
        yield
    finally:
        raise raised


def handling():
    try:
        raise Exception("inside")
    except Exception:
        yield


first, second, third, fourth, fifth = (Exception(number) for number in range(1, 6))
try:
    raise first
except Exception:
    thrown = first
    for raised in second, third, fourth:
        generator = cleaning(raised)
        next(generator)
        try:
            generator.throw(thrown)
        except Exception as error:
            thrown = error
        print(chain(thrown))
    for make in waiting, handling:
        generator = make()
        next(generator)
        try:
            generator.throw(fifth)
        except Exception as error:
            print(chain(error))
