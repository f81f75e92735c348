import time

MOMENT = [2000, 1, 1, 0, 0, 0, 0, 1, 0]


def outcome(function, *arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for seconds in (float("nan"), float("inf"), 1e300, 2**62, -2**62, 2**63, "x"):
    print(outcome(time.gmtime, seconds), outcome(time.ctime, seconds), sep=" | ")
for place, values in enumerate(((1, -5), (0, 13), (0, 32, -1), (24,), (60,), (61, 62), (-2,), (0, 367), (5,))):
    for value in values:
        moment = tuple(MOMENT[:place] + [value] + MOMENT[place + 1:])
        print(place, value, outcome(time.asctime, moment), outcome(time.strftime, "%H", moment), sep=" | ")
print(outcome(time.mktime, (1,) * 8), outcome(time.mktime, [1] * 9), outcome(time.mktime, (2**31 - 1,) * 9), sep=" | ")
print(outcome(time.strftime, ""), outcome(time.strftime, "a\0b"), sep=" | ")
print(outcome(time.sleep, -1), outcome(time.sleep, float("nan")), outcome(time.sleep, 1e300), outcome(time.sleep, 10**30),
      sep=" | ")
print(time.struct_time(range(9)), time.struct_time(range(9), {"tm_zone": 5}).tm_zone, time.struct_time.tm_year)
for arguments in ((), (1, 2), (range(12),), (range(9), 5)):
    print(outcome(time.struct_time, *arguments))
try:
    class Derived(time.struct_time):
        pass
except TypeError as error:
    print(error)
