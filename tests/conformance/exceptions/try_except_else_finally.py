# SPDX-License-Identifier: MIT
def attempt(action):
    log = []
    try:
        log.append("try")
        action()
    except ZeroDivisionError as error:
        log.append(f"zero: {error}")
    except (KeyError, IndexError) as error:
        log.append(f"lookup: {type(error).__name__}")
    except Exception as error:
        log.append(f"other: {type(error).__name__}")
    else:
        log.append("else")
    finally:
        log.append("finally")
    return log

print(attempt(lambda: None), attempt(lambda: 1 / 0), attempt(lambda: {}[1]), attempt(lambda: [][1]), attempt(lambda: None.x))

def nested():
    try:
        try:
            raise ValueError("inner")
        except KeyError:
            print("wrong")
        finally:
            print("inner finally")
    except ValueError as error:
        print("outer", error)
        try:
            raise
        except ValueError as again:
            print("reraised", again is error)

nested()

def else_raises():
    try:
        pass
    except ValueError:
        print("not here")
    else:
        raise ValueError("from else")

try:
    else_raises()
except ValueError as error:
    print(error)
try:
    try:
        raise ValueError
    except:
        print("bare except")
        raise TypeError("from handler")
except TypeError as error:
    print(error, repr(error.__context__))
kinds = (ValueError, (KeyError,)) if False else (ValueError, KeyError)
try:
    raise KeyError(1)
except kinds as error:
    print(repr(error))
for bad in (5, "text", (ValueError, 5), int, [ValueError]):
    try:
        try:
            raise ValueError
        except bad:
            print("no")
    except TypeError as error:
        print(error)
def order():
    def kind(name, result): print("evaluate", name); return result
    try:
        raise KeyError
    except kind("first", ValueError): pass
    except kind("second", KeyError): print("matched")
    except kind("third", Exception): pass
order()
class Meta(type):
    def __instancecheck__(cls, instance): return True
    def __subclasscheck__(cls, sub): return True
class Fake(Exception, metaclass=Meta): pass
try:
    try: raise KeyError("not fooled")
    except Fake: print("fooled")
except KeyError as error: print(error)
