# SPDX-License-Identifier: MIT
class Namespace(dict):
    def __delitem__(self, key):
        raise ZeroDivisionError


try:
    exec("i = 1\ndel i", {}, Namespace())
except BaseException as error:
    print(repr(error), repr(error.__context__))
