# What gc.callbacks, a codec, a signal handler, an error handler or a hook keeps alive dies after the modules.
import codecs
import gc
import os
import signal
import sys
import time


class Keeps:
    def __init__(self, record):
        self.record = record
        self.me = self, time.gmtime(5)

    def __call__(self, *arguments):
        return None

    def __del__(self):
        len(self.record)


for keep in (gc.callbacks.append, codecs.register, lambda k: signal.signal(signal.SIGUSR1, k),
             lambda k: codecs.register_error("mine", k), lambda k: sys.set_asyncgen_hooks(k, k)):
    keep(Keeps(os.stat_result(list(range(10)) + [time.gmtime(0), None])))
print("end")
