# Names are bytes here: those of str are encoded by the codec idna, which has a theme of its own.
import asyncio
import os
import ssl
import test

here = os.path.dirname(test.__file__)
server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
server_context.load_cert_chain(os.path.join(here, "keycert3.pem"))
client_context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
client_context.load_verify_locations(os.path.join(here, "pycacert.pem"))


async def serve(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=server_context)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=client_context, server_hostname=b"localhost")
    print(writer.get_extra_info("cipher")[1], writer.get_extra_info("peercert")["subject"][-1])
    for text in b"one\n", b"two\n", b"x" * 50_000 + b"\n":
        writer.write(text)
        await writer.drain()
        print((await reader.readline())[:10])
    writer.close()
    try:
        await asyncio.open_connection("127.0.0.1", port, ssl=client_context, server_hostname=b"wrong.example")
    except ssl.SSLCertVerificationError as error:
        print(error.verify_message)
    server.close()
    await server.wait_closed()


asyncio.run(main())
