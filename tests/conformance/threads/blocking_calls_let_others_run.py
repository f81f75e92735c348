import os
import threading
import time

reader, writer = os.pipe()
order = []


def wait_for_byte():
    order.append("waits")
    order.append(os.read(reader, 1))


thread = threading.Thread(target=wait_for_byte)
thread.start()
while not order:
    time.sleep(0.001)
order.append("main runs")
os.write(writer, b"x")
thread.join()
print(order)

file_reader, file_writer = os.fdopen(reader, "rb"), os.fdopen(writer, "wb")
lines = []


def read_lines():
    for line in file_reader:
        lines.append(line)


thread = threading.Thread(target=read_lines)
thread.start()
for number in range(3):
    file_writer.write(b"%d\n" % number)
    file_writer.flush()
file_writer.close()
thread.join()
print(lines)
