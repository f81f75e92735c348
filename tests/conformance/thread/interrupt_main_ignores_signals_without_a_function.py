# SPDX-License-Identifier: MIT
import _thread
import signal

print(_thread.interrupt_main(signal.SIGHUP))
print(_thread.interrupt_main(signal.SIGCHLD))
signal.signal(signal.SIGUSR1, lambda *arguments: print("called"))
print(_thread.interrupt_main(signal.SIGUSR1))
