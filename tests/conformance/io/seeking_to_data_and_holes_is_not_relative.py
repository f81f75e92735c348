# SPDX-License-Identifier: MIT
import os
import tempfile

path = os.path.join(tempfile.mkdtemp(), "file")
with open(path, "wb") as file:
    file.write(b"x" * 1000)
print(os.SEEK_DATA, os.SEEK_HOLE)
with open(path, "rb") as file:
    file.read(10)
    print(file.seek(0, os.SEEK_DATA))
    file.read(10)
    print(file.seek(5, os.SEEK_HOLE))
    file.seek(0)
    file.read(10)
    try:
        print(file.seek(5000, os.SEEK_DATA))
    except OSError as error:
        print(error)
