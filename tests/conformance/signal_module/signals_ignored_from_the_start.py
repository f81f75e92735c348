# A closed pipe and a file that is too large are errors of the call that meets them.
import signal

print(signal.getsignal(signal.SIGPIPE), signal.getsignal(signal.SIGXFSZ))
