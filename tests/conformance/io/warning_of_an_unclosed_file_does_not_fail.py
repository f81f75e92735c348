# SPDX-License-Identifier: MIT
import io


class Source:
    def __repr__(self):
        raise ValueError("in __repr__")


file = io.FileIO(__file__)
print(file._dealloc_warn(Source()))
file.close()
