import re
import signal
import subprocess
import sys


def run(*arguments, code):
    done = subprocess.run([sys.executable, *arguments, "-c", code], capture_output=True, text=True)
    name = signal.Signals(-done.returncode).name if done.returncode < 0 else done.returncode
    print(name, re.sub("0x[0-9a-f]+", "0x…", done.stderr))


begin = "import faulthandler, resource\nresource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
for crash in ("_sigsegv()", "_sigsegv(True)", "_read_null()", "_sigabrt()", "_sigfpe()", "_fatal_error_c_thread()"):
    run(code=f"{begin}faulthandler.enable()\ndef f():\n  faulthandler.{crash}\nf()")
run(code=f"{begin}faulthandler.enable(all_threads=False)\nfaulthandler._sigabrt()")
run(code=f"{begin}faulthandler.enable()\nfaulthandler.disable()\nfaulthandler._sigsegv()")
run("-X", "faulthandler", code=f"{begin}print(faulthandler.is_enabled(), file=__import__('sys').stderr)")
run(code=f"{begin}print(faulthandler.is_enabled(), file=__import__('sys').stderr)")
run(code=f"{begin}faulthandler.dump_traceback_later(0.2, exit=True)\nwhile True: __import__('time').sleep(10)")
