import os
import subprocess
import sys

FACTS = """
import sys, warnings
print(sys.flags.dev_mode, sys.flags.warn_default_encoding, sys.warnoptions, [entry[0] for entry in warnings.filters][:3])
"""
ENCODINGS = """
import io, os, warnings
warnings.showwarning = lambda message, category, filename, line, *rest: print(category.__name__, message, line)
warnings.simplefilter("always")
open(os.devnull).close()
io.TextIOWrapper(io.BytesIO())
open(os.devnull, encoding="locale").close()
print(io.text_encoding(None, 1), io.text_encoding("x"))
"""


def run(program, *options, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    kept["PYTHONDONTWRITEBYTECODE"] = "1"
    done = subprocess.run([sys.executable, *options, "-c", program], env=kept | environment, capture_output=True)
    print(options, environment, done.returncode)
    print(done.stdout.decode().strip(), done.stderr.decode())


run(FACTS)
run(FACTS, "-X", "dev")
run(FACTS, "-X", "dev=0", "-W", "error", "-W", "default", "-W", "error")
run(FACTS, PYTHONDEVMODE="1", PYTHONWARNINGS="ignore,default")
run(FACTS, "-E", PYTHONDEVMODE="1", PYTHONWARNINGS="ignore")
run(FACTS, "-W", "always", PYTHONWARNINGS="ignore,error::DeprecationWarning")
run(FACTS, "-X", "warn_default_encoding")
run(ENCODINGS, "-X", "warn_default_encoding")
run(ENCODINGS, PYTHONWARNDEFAULTENCODING="1")
run(ENCODINGS)
