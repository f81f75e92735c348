# SPDX-License-Identifier: MIT
"""The memory events of a run add up: replayed from the births on, each change begins with the count at which the one before it
ended, only what lives changes or dies, and in the end all have died. Part of `./dev test traced`.

    alloc #1 list: count 1, 40 bytes     ref #1 list: 1→2     free #1 list: 1→0     free #2 dict: 1→0, because #1 died
"""

import re

EVENT = re.compile(r"  (alloc|ref|finalizer|free)(?: popped| pushed)? +(#\d+) (.+?): (?:count (\d+)|(\d+)→(\d+)|)")


def replay(rows, lives_on=False):
    """What does not add up, a line each; at most ten. `lives_on`: daemon threads keep what they have."""
    counts, problems, seen = {}, [], 0
    for row in rows:
        if not (found := EVENT.search(row)):
            continue
        kind, who, _, born, before, now = found.groups()
        known = counts.get(who)
        seen += 1
        if (kind == "alloc") != (known is None):
            problems.append(f"{'born twice' if known else 'not born'}: {row}")
        elif before is not None and int(before) != known:
            problems.append(f"it was {known}: {row}")
        if kind == "alloc":
            counts[who] = int(born)
        elif kind == "finalizer":
            counts[who] = 1  # held for its time
        elif kind == "free":
            counts.pop(who, None)
        else:
            counts[who] = int(now)
        if len(problems) == 10:
            break
    if counts and not lives_on and not problems and "not recorded" not in rows[-1]:
        problems.append(f"they live on, where --gc=audit sees no leak: {sorted(counts)[:10]}")
    return problems, seen
