# pass_fds: a descriptor that is not open is an error of the start, not a surprise for the program.
import os
import subprocess

closed = os.open("/dev/null", os.O_RDONLY)
os.close(closed)
reading, writing = os.pipe()
for descriptors in ([closed], [reading, closed], [reading]):
    try:
        print(subprocess.run(["true"], pass_fds=descriptors).returncode)
    except OSError as error:
        print(type(error).__name__, error.errno, error.filename)
