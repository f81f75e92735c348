import sys
import threading
import time

have_run = set()


def work(number):
    while True:
        have_run.add(number)
        time.sleep(0.0001)


for number in range(30):
    threading.Thread(target=work, args=(number,), daemon=True).start()
while len(have_run) < 30:
    time.sleep(0.001)
sys.stdout.write("all have run\n")
