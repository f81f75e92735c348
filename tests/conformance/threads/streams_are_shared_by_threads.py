import io
import os
import threading
import time

reading, writing = os.pipe()
reader, writer = open(reading, "rb"), open(writing, "wb", buffering=100)
parts = []
threads = [threading.Thread(target=lambda: parts.append(reader.read(5))) for _ in range(4)]
for thread in threads:
    thread.start()
time.sleep(0.05)
for letter in b"abcd":
    writer.write(bytes([letter]) * 5)
    writer.flush()
for thread in threads:
    thread.join()
print(sorted(parts))

# A pipe that is full: everybody waits for who writes.
text = open(writing, "w", closefd=False)


def write(letter):
    for _ in range(200):
        print(letter * 99, file=text)
        text.flush()


threads = [threading.Thread(target=write, args=(letter,)) for letter in "xyz"]
for thread in threads:
    thread.start()
time.sleep(0.05)
lines = [reader.readline() for _ in range(600)]
for thread in threads:
    thread.join()
print({line: lines.count(line) for line in sorted(set(lines)) if len(line) == 100} == {c * 99 + b"\n": 200 for c in (b"x", b"y", b"z")})


class Slow(io.RawIOBase):
    closer = None

    def readable(self):
        return True

    def readinto(self, target):
        if self.closer is None:
            self.closer = threading.Thread(target=stream.close)
            self.closer.start()
            self.closer.join(0.05)
        try:
            stream.read(1)
        except RuntimeError as error:
            print(str(error).split(" <")[0])
        return 0


raw = Slow()
stream = io.BufferedReader(raw)
print(stream.read(5))
raw.closer.join()
print(stream.closed)
