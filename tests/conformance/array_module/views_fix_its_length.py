from array import array

a = array("i", [1, 2, 3, 1])
view = memoryview(a)
view[0] = 42
print(a, view.tolist(), view.format, view.itemsize, view.nbytes, view.readonly, bytes(view) == a.tobytes())


def attempt(action):
    try:
        print(action(), end=" ")
    except BufferError as error:
        print(error, end=" ")
    print(a)


attempt(lambda: a.append(1))
attempt(lambda: a.pop())
attempt(lambda: a.insert(0, 1))
attempt(lambda: a.remove(2))
attempt(lambda: a.extend([1]))
attempt(lambda: a.extend([]))
attempt(lambda: a.extend(array("i", [1])))
attempt(lambda: a.fromlist([1]))
attempt(lambda: a.fromlist([]))
attempt(lambda: a.frombytes(b"1234"))
attempt(lambda: a.__imul__(1))
attempt(lambda: a.__imul__(2))
attempt(lambda: a.__imul__(0))
attempt(lambda: a.__delitem__(0))
attempt(lambda: a.__delitem__(slice(0, 0)))
attempt(lambda: a.__delitem__(slice(0, 4, 2)))
attempt(lambda: a.__setitem__(slice(0, 2), array("i", [1])))
attempt(lambda: a.__setitem__(slice(0, 2), array("i", [8, 9])))
attempt(lambda: a.__setitem__(slice(0, 0), array("i")))
attempt(lambda: a.reverse())
attempt(lambda: a.byteswap())
view.release()
attempt(lambda: a.append(1))
