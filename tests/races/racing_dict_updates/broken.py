# d[k] = d.get(k, 0) + 1 reads, then writes.
import threading

words = {}


def work():
    for word in "to be or not to be".split():
        words[word] = words.get(word, 0) + 1


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(words.items()))
