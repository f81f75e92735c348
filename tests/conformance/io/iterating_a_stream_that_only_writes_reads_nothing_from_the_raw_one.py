# SPDX-License-Identifier: MIT
import io
import os
import tempfile

path = os.path.join(tempfile.mkdtemp(), "file")
with open(path, "wb") as file:
    file.write(b"abc\ndef\n")
writer = io.BufferedWriter(io.FileIO(path, "r+"))
for action in (lambda: list(writer), writer.readlines, writer.tell, lambda: writer.write(b"X"), writer.flush):
    try:
        print(action())
    except Exception as error:
        print(repr(error))
writer.close()
print(open(path, "rb").read())
