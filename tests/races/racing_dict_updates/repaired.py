# Each thread counts for itself; they are added when all have ended.
import threading

counts = []


def work():
    words = {}
    for word in "to be or not to be".split():
        words[word] = words.get(word, 0) + 1
    counts.append(words)


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
total = {}
for words in counts:
    for word, count in words.items():
        total[word] = total.get(word, 0) + count
print(sorted(total.items()))
