# A task that could not be scheduled dies while it waits; a loop that has nobody to tell is not asked twice.
import _asyncio


class Loop:
    def get_debug(self):
        return False

    def call_soon(self, *arguments, context):
        raise OSError("no time")


async def nothing():
    pass


coroutine = nothing()
try:
    _asyncio.Task(coroutine, loop=Loop())
except OSError as error:
    print(error)
coroutine.close()
