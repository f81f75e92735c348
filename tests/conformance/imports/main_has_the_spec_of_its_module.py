# A program that is run by its module's name, or by its folder, knows its spec. So the processes that it starts can import
# it by that name, although a path would not do: it imports its neighbour.
import os
import subprocess
import sys
import tempfile

TELL = """
import sys
spec = __spec__
print(__name__, __package__, spec and (spec.name, spec.parent, spec.has_location, spec.origin == __file__))
print(sys.argv[1:], spec and spec.cached == __cached__, spec and spec.submodule_search_locations)
if len(sys.argv) > 1:
    import importlib.util
    print(type(__loader__).__name__, __loader__.name, type(__spec__).__name__, __spec__.loader is __loader__)
"""
SPAWN = """
import multiprocessing
from . import neighbour

def work(queue):
    queue.put((__name__, neighbour.__name__))

if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    queue = context.SimpleQueue()
    process = context.Process(target=work, args=(queue,))
    process.start()
    print(queue.get())
    process.join()
    print(process.exitcode)
"""

with tempfile.TemporaryDirectory() as folder:
    os.mkdir(f"{folder}/package")
    for name, text in {"alone.py": TELL, "package/__init__.py": "", "package/__main__.py": TELL, "package/inner.py": TELL,
                       "package/neighbour.py": "", "package/spawning.py": SPAWN, "__main__.py": TELL}.items():
        with open(f"{folder}/{name}", "w") as file:
            file.write(text)

    def run(*arguments):
        print(*arguments, flush=True)
        done = subprocess.run([sys.executable, "-B", *arguments], cwd=folder, capture_output=True, text=True)
        print(done.returncode, done.stdout, done.stderr)

    for program in (["-m", "alone"], ["-m", "package"], ["-m", "package.inner"], ["."], ["alone.py"]):
        run(*program)
        if program != ["alone.py"]:
            run(*program, "with importlib")
    run("-m", "package.spawning")
