# SPDX-License-Identifier: MIT
import signal


def hello(number, frame):
    print("line", frame.f_lineno, "is interrupted")


signal.signal(signal.SIGUSR1, hello)
signal.raise_signal(signal.SIGUSR1)
