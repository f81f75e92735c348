import asyncio


async def answer(reader, writer):
    async for line in reader:
        writer.write(line.upper())
        await writer.drain()
    writer.write_eof()
    writer.close()
    await writer.wait_closed()


async def ask(port, name):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    heard = []
    for number in range(3):
        writer.write(b"%s %d\n" % (name, number))
        heard.append(await reader.readline())
    writer.write(b"x" * 300_000 + b"\n")
    writer.write_eof()
    rest = await reader.read()
    writer.close()
    await writer.wait_closed()
    return heard, len(rest), reader.at_eof()


async def main():
    server = await asyncio.start_server(answer, "127.0.0.1", 0, limit=1 << 20)
    port = server.sockets[0].getsockname()[1]
    async with server:
        for result in await asyncio.gather(*(ask(port, name) for name in (b"a", b"b", b"c"))):
            print(*result)
    reader = asyncio.StreamReader()
    reader.feed_data(b"abc:rest")
    print(await reader.readuntil(b":"), await reader.readexactly(2))
    reader.feed_eof()
    try:
        await reader.readexactly(5)
    except asyncio.IncompleteReadError as error:
        print(error, error.partial)
    try:
        await asyncio.open_connection("127.0.0.1", port)
    except ConnectionRefusedError as error:
        print(type(error).__name__)


asyncio.run(main())
