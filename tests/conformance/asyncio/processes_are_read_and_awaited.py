import asyncio
import sys

UPPER = "import sys\nfor line in sys.stdin: print(line.upper(), end='', flush=True)\nsys.exit(3)"


async def talk():
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", UPPER, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    for line in (b"one\n", b"two\n"):
        process.stdin.write(line)
        print(await process.stdout.readline())
    process.stdin.close()
    print(await process.stdout.read(), await process.wait(), process.returncode)


async def several():
    async def run(number):
        process = await asyncio.create_subprocess_shell(
            f"echo {number}; echo error {number} >&2; exit {number}",
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        return await process.communicate(), process.returncode

    for result in await asyncio.gather(*map(run, range(3))):
        print(*result)


async def ended():
    process = await asyncio.create_subprocess_exec("sleep", "60")
    try:
        await asyncio.wait_for(process.wait(), 0.01)
    except TimeoutError:
        print("still there")
    process.terminate()
    print(await process.wait())
    try:
        process.kill()
    except ProcessLookupError as error:
        print(repr(error))
    try:
        await asyncio.create_subprocess_exec("/nowhere/at/all")
    except FileNotFoundError as error:
        print(error)


for part in (talk, several, ended):
    asyncio.run(part())
