# A thread forks: it is all that the child has, and the child's end is that of its function.
import os
import threading


def fork():
    child = os.fork()
    if child != 0:
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


thread = threading.Thread(target=fork)
thread.start()
thread.join()
