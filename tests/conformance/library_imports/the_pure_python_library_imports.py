import abc, bisect, collections, collections.abc, contextlib, copy, dataclasses, dis, enum, functools, heapq, inspect, itertools
import json, keyword, operator, os, random, re, reprlib, string, struct, textwrap, threading, traceback, types, typing, weakref
import ast, argparse, datetime, decimal, fractions, graphlib, logging, pathlib, pprint, statistics, tempfile, tokenize, unittest, unittest.case

print(json.dumps({"a": [1, 2.5, None, True], "b": "ü\n"}, sort_keys=True), json.loads('{"x": [1, {"y": -2e3}]}'))
print(re.sub(r"(\w+)@(\w+)", r"\2 at \1", "joe@example"), string.Template("$who likes ${what}").substitute(who="tim", what="kung pao"))
print(textwrap.fill("the quick brown fox jumps over the lazy dog", 20))
print(fractions.Fraction(3, 4) + fractions.Fraction(1, 6), decimal.Decimal("1.10") + decimal.Decimal("2.2"))
print(statistics.median([5, 3, 1, 4]), datetime.date(2024, 2, 29) + datetime.timedelta(days=366))
print(list(graphlib.TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"b"}}).static_order()))
print(pathlib.PurePosixPath("/usr/lib") / "python3" , os.path.join("a", "b"), os.path.splitext("x.tar.gz"))
