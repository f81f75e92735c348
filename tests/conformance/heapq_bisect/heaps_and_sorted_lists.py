import _bisect, _heapq, bisect, heapq
h = []
for x in [5, 2, 8, 1, 9, 3, 7]: heapq.heappush(h, x)
print(h, heapq.heappop(h), h, heapq.heapreplace(h, 0), heapq.heappushpop(h, -1), heapq.heappushpop(h, 6), h)
l = [(i * 7919) % 101 for i in range(60)]; heapq.heapify(l); print(l)
m = list(range(10)); _heapq._heapify_max(m); print(m, _heapq._heappop_max(m), m, _heapq._heapreplace_max(m, 4), m)
print(heapq.nlargest(3, [4, 9, 1, 7]), heapq.nsmallest(2, "hello", key=ord), list(heapq.merge([1, 4], [2, 3], reverse=False)))
a = [1, 3, 3, 5]
print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right(a, 3, 0, 2), bisect.bisect_left([5, 3, 1], -3, key=lambda x: -x)); bisect.insort(a, 4); bisect.insort_left(a, 3); print(a)
class Bad:
    def __lt__(self, other): del big[:]; return True
big = [Bad() for _ in range(5)]
for f in (lambda: heapq.heappop([]), lambda: heapq.heapreplace([], 1), lambda: heapq.heappush((), 1), lambda: heapq.heapify(3), lambda: heapq.heapify([1, "a"]), lambda: heapq.heapify(big), lambda: bisect.bisect([], 1, -1), lambda: bisect.bisect(3, 1), lambda: bisect.insort([1], "a"), lambda: bisect.bisect([1], 1, key=3)):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
print(heapq.heappush is _heapq.heappush, bisect.bisect_left is _bisect.bisect_left)
