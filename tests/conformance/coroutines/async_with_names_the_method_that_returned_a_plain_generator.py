# SPDX-License-Identifier: MIT
def plain():
    yield 1


async def nothing():
    pass


class Enters:
    def __aenter__(self):
        return plain()

    async def __aexit__(self, *arguments):
        return True


class Leaves:
    def __aenter__(self):
        return nothing()

    def __aexit__(self, *arguments):
        return plain()


async def use(manager):
    async with manager:
        pass


for manager in Enters(), Leaves():
    try:
        use(manager).send(None)
    except BaseException as error:
        print(repr(error))
