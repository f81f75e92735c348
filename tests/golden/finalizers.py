# minipy: --trace=refs,weakref --width=110
import weakref


class Door:
    def __del__(self):
        opened.append(self)


class Window:
    pass


opened = []
door = Door()
door = None
opened.clear()
window = Window()
watch = weakref.ref(window, lambda reference: print("gone"))
window = None
