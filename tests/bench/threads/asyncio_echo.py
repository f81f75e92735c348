# SPDX-License-Identifier: MIT
"""A server on loopback sends back the lines of several clients, all in one event loop."""
import asyncio
import sys


async def echo(reader, writer):
    while line := await reader.readline():
        writer.write(line)
        await writer.drain()
    writer.close()


async def client(port, messages):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    total = 0
    for number in range(messages):
        writer.write(b"%d\n" % number)
        total += int(await reader.readline())
    writer.close()
    await writer.wait_closed()
    return total


async def serve(messages):
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    totals = await asyncio.gather(*(client(port, messages) for _ in range(10)))
    server.close()
    await server.wait_closed()
    return sum(totals)


def main(messages):
    return asyncio.run(serve(messages))


if __name__ == "__main__":
    print(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
