# SPDX-License-Identifier: MIT
"""Error handlers that remember what they are asked, and how a call with one of them ends."""
import codecs

seen, exceptions = [], []


class Enough(Exception):
    pass


def swapping(replace, answer, position):
    """A handler that gives the exception another object by replace(), and answers with a text and a position."""
    def handler(error):
        seen.append((error.start, error.end, getattr(error, "object", "gone"), error.reason, error.encoding))
        exceptions.append(error)
        if len(seen) == 5:
            raise Enough
        end = error.end
        replace(error)
        return answer, end if position is None else position
    return handler


def show(what, handler, call):
    seen.clear()
    exceptions.clear()
    codecs.register_error("test.handler", handler)
    try:
        print(what, ascii(call()), end=" ")
    except Exception as error:
        print(what, type(error).__name__, ascii(str(error)), error in exceptions, end=" ")
    print(len(seen), ascii(seen[-1:]), len({id(error) for error in exceptions}))
