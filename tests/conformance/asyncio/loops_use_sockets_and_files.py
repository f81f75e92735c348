import asyncio
import os
import socket
import tempfile


async def plain_sockets():
    loop = asyncio.get_running_loop()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.setblocking(False)

        async def serve():
            connection, _ = await loop.sock_accept(listener)
            with connection:
                while data := await loop.sock_recv(connection, 100_000):
                    await loop.sock_sendall(connection, data[::-1])

        serving = asyncio.create_task(serve())
        with socket.socket() as client, tempfile.TemporaryFile() as file:
            client.setblocking(False)
            await loop.sock_connect(client, listener.getsockname())
            await loop.sock_sendall(client, b"hello")
            buffer = bytearray(10)
            count = await loop.sock_recv_into(client, buffer)
            print(count, buffer)
            file.write(b"0123456789")
            file.flush()
            print(await loop.sock_sendfile(client, file, 2, 5), await loop.sock_recv(client, 100))
        print(await serving)


class Datagrams(asyncio.DatagramProtocol):
    def __init__(self, heard):
        self.heard = heard

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, address):
        if not self.heard.done():
            self.heard.set_result((data, address == self.transport.get_extra_info("peername")))

    def connection_lost(self, error):
        print("lost", error)


async def datagrams():
    loop = asyncio.get_running_loop()
    heard = loop.create_future()
    receiver, protocol = await loop.create_datagram_endpoint(lambda: Datagrams(heard), local_addr=("127.0.0.1", 0))
    sender, _ = await loop.create_datagram_endpoint(
        lambda: Datagrams(loop.create_future()), remote_addr=receiver.get_extra_info("sockname")
    )
    sender.sendto(b"datagram")
    print(await heard)
    sender.close()
    receiver.close()
    await asyncio.sleep(0)


class Pipe(asyncio.Protocol):
    def __init__(self, closed):
        self.closed, self.data = closed, b""

    def data_received(self, data):
        self.data += data

    def connection_lost(self, error):
        self.closed.set_result(self.data)


async def pipes_and_watchers():
    loop = asyncio.get_running_loop()
    reading, writing = os.pipe()
    closed = loop.create_future()
    await loop.connect_read_pipe(lambda: Pipe(closed), open(reading, "rb", 0))
    transport, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, open(writing, "wb", 0))
    transport.write(b"through ")
    transport.writelines([b"a ", b"pipe"])
    transport.close()
    print(await closed)

    left, right = socket.socketpair()
    with left, right:
        seen = loop.create_future()
        loop.add_reader(left, lambda: seen.done() or seen.set_result(left.recv(10)))
        right.send(b"x")
        print(await seen, loop.remove_reader(left), loop.remove_reader(left))


async def unix_server():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "socket")

        async def answer(reader, writer):
            writer.write(await reader.readline())
            writer.close()

        async with await asyncio.start_unix_server(answer, path):
            reader, writer = await asyncio.open_unix_connection(path)
            writer.write(b"line\n")
            print(await reader.read())
            writer.close()
            await writer.wait_closed()


for part in (plain_sockets, datagrams, pipes_and_watchers, unix_server):
    asyncio.run(part())
