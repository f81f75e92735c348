# PyCF_ALLOW_TOP_LEVEL_AWAIT: a module that awaits is a coroutine's code.
TOP_LEVEL_AWAIT = 0x2000


class Ready:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return self.value
        yield


for text in ("await x", "x", "async for i in x: pass", "async with x: pass", "[i async for i in x]", "(i async for i in x)",
             "[await i for i in x]", "def f(): await x", "async def f(): await x", "class A: await x", "lambda: await x", "yield x"):
    for mode in ("exec", "single", "eval"):
        try:
            print(repr(text), mode, hex(compile(text, "f", mode, TOP_LEVEL_AWAIT).co_flags))
        except SyntaxError as error:
            print(repr(text), mode, error)

names = {"x": Ready(5)}
coroutine = eval(compile("y = await x", "f", "exec", TOP_LEVEL_AWAIT), names)
try:
    coroutine.send(None)
except StopIteration as stop:
    print(type(coroutine).__name__, stop.value, names["y"])
