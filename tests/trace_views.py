# SPDX-License-Identifier: MIT
"""How a trace fits its reader: terminals of 80, 100 and 130 columns, files, a legend; and that every ending leaves a whole
record. Part of `./dev test golden`."""

import os
import pathlib
import pty
import re
import signal
import subprocess
import tempfile
import time

from support import ROOT, clean_environment, run

PROGRAM = ROOT / "samples/tour.py"
LONG = "".join(f"name_{number} = {number}\n" for number in range(100))
ENDLESS = "import sys\nprint('begun', flush=True)\nn = 0\nwhile True:\n    n += 1\n"
WAITING = "import signal\nprint('begun', flush=True)\nsignal.pause()\n"
TASKS_WAIT_FOR_EACH_OTHER = """import asyncio
async def cross(first, second):
    async with first:
        await asyncio.sleep(0.01)
        async with second: pass
async def main():
    a, b = asyncio.Lock(), asyncio.Lock()
    print('begun', flush=True)
    await asyncio.gather(cross(a, b), cross(b, a))
asyncio.run(main())
"""
THREADS_IN_TURN = """import threading
lock = threading.Lock()
def work(count):
    for _ in range(count):
        with lock: pass
threads = [threading.Thread(target=work, args=(20,), name=f"worker {number}") for number in range(3)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""
OTHER_CODE = "import bisect\nbisect_left = exec('for n in range(3):\\n    if n: n')\nfor n in range(2): pass\n"


def trace(options, *arguments, source=None, **environment):
    """(the sections before the run, the run)"""
    program = [PROGRAM] if source is None else ["-c", source]
    outcome = run([options.binary, "--trace", *arguments, *program], timeout=options.timeout, **environment)
    sections, _, execution = ("\n" + outcome.err).partition("\n6 execution")
    return sections, execution


def fits(options, width, arguments, environment):
    execution = trace(options, *arguments, **environment)[1]
    rows = execution.splitlines()[1:]
    problems = [row for row in rows if len(row) > width]
    stacks = [row for row in rows if re.match(r" *\d+ .* [A-Z]{3}[A-Z_]+ ", row)]
    problems += [row for row in stacks if not re.search(r"\[.*\]", row)]
    if len(stacks) < 150:
        problems.append(f"{len(stacks)} rows with a stack")
    for newest, effect in (("-6 -2 +3]", "6 // 2 = 3"), ("-5 -1 +6]", "5 + 1 = 6"), ("+None]", "print('6 takes', 8, 'steps') = None")):
        if newest not in execution or effect not in execution:
            problems.append(f"{newest} or {effect} is not seen")
    if ("  T1  " in execution) != (width >= 130):
        problems.append("threads")
    return "\n".join(problems)


def files_cut_no_row(options):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "trace.txt"
        trace(options, "-o", path, source=LONG, COLUMNS="80")
        text = path.read_text()
    wanted = ["T401 ", "A301 ", "name_99                            → A", "I203 "]
    return "more rows" * ("more rows" in text) + "".join(f"{word!r} is missing\n" for word in wanted if word not in text)


def on_terminal(options, *arguments):
    """What somebody sees who runs it in a terminal."""
    main, terminal = pty.openpty()
    process = subprocess.Popen([options.binary, "--trace", *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=terminal,
                               env=clean_environment(COLUMNS="100", NO_COLOR="1"))
    os.close(terminal)
    shown = b""
    while True:
        try:
            piece = os.read(main, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(main)
    process.wait()
    return shown.decode().replace("\r\n", "\n")


def terminals_cut_no_bytecode(options):
    text = on_terminal(options, "-c", LONG)
    bytecode = text.partition("\n5 bytecode")[2].partition("\n6 execution")[0]
    if "… 322 more rows; all of them: minipy --dump=tokens --style=rich" not in text:
        return text[:3000]
    return "" if "I203 " in bytecode and "more rows" not in bytecode else bytecode[-500:]


def labels_exist(options):
    """Labels that the run names stand in the section on bytecode; other code has offsets."""
    sections, execution = trace(options, source=OTHER_CODE)
    named = set(re.findall(r"\bto (L\d+)", execution))
    shown = set(re.findall(r" (L\d+) ", sections.partition("\n5 bytecode")[2]))
    offsets = re.search(r"\bto \d+\b", execution)
    return "" if named and named <= shown and offsets else f"{named} {shown} {offsets}"


def ends_by(options, source, number):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "trace.txt"
        process = subprocess.Popen([options.binary, "--trace", "--keep=last", "--max-events=100", "-o", path, "-c", source],
                                   stdout=subprocess.PIPE, env=clean_environment())
        process.stdout.readline()
        time.sleep(0.3)  # a signal just before a system call does not interrupt that
        process.send_signal(number)
        code = process.wait(timeout=options.timeout)
        rows = path.read_text().splitlines()
    good = code == -number and re.fullmatch(rf"end   n=\d+  ended by {number.name}", rows[-1]) and re.match(r" *\d+ +T1 ", rows[-2])
    return "" if good else f"exit code {code}\n" + "\n".join(rows[-3:])


def programs_do_not_notice(options):
    """A program sees the signals that end a trace as if nobody waited for them, and takes them over."""
    source = ("import signal\nprint(signal.getsignal(signal.SIGTERM), signal.signal(signal.SIGHUP, print), flush=True)\n"
              "print(signal.signal(signal.SIGHUP, signal.SIG_DFL), flush=True)\nsignal.raise_signal(signal.SIGHUP)\n")
    outcome = run([options.binary, "--trace=io", "-c", source], timeout=options.timeout)
    shown = "0 0\n<built-in function print>\n"
    good = outcome.code == -signal.SIGHUP and outcome.out == shown and outcome.err.splitlines()[-1].endswith("ended by SIGHUP")
    return "" if good else f"{outcome.code}\n{outcome.out}{outcome.err[-400:]}"


def legend_is_whole(options):
    text = run([options.binary, "--legend"], timeout=options.timeout).out
    missing = [sign for sign in ("#3[1, 2]", "[3 -6 -2 +8]", "∅", "→ n=15", "half#2", "exception table") if sign not in text]
    return f"{missing} {[line for line in text.splitlines() if len(line) > 80]}" * (bool(missing) or any(len(line) > 80 for line in text.splitlines()))


def heap_is_shown_wherever_the_process_ends(options):
    outcome = run([options.binary, "--heap", "-c", "import os\ndef f():\n    y = [1]\n    os._exit(3)\nf()"], timeout=options.timeout)
    return "" if outcome.code == 3 and "y in f()" in outcome.err else f"exit code {outcome.code}\n{outcome.err}"


def unfinished_classes_are_forgotten(options):
    """A class that fails in the making has nothing that could be asked when it is born."""
    script = ROOT / "tests/conformance/classes/classes_that_fail_in_the_making.py"
    ends = [run([options.binary, *words, script], timeout=options.timeout) for words in
            (["--gc=audit", "--trace=all"], ["--gc=audit", "--heap"], ["--trace=refs"])]
    return "\n".join(f"exit code {end.code}\n{end.err[-500:]}" for end in ends if end.code != 0)


def lines_that_did_not_run_have_neighbours(options):
    outcome = run([options.binary, "--heap=at:4", "-c", "x = 1\n\ny = 2\n# nothing\nz = 3\n"], timeout=options.timeout)
    expected = "minipy: --heap=at:4: no line 4 has run; 3 and 5 have\n"
    return "" if outcome.code == 0 and outcome.err == expected else f"exit code {outcome.code}\n{outcome.err}"


def drawings_that_fail_are_failures(options):
    outcome = run([options.binary, "--heap", "-o", "/no/such/folder/heap.dot", "-c", "x = []"], timeout=options.timeout)
    return "" if outcome.code == 1 and "/no/such/folder/heap.dot" in outcome.err else f"exit code {outcome.code}\n{outcome.err}"


def heaps_side_by_side(options):
    """Four runs, of which one is seen."""
    program = ROOT / "samples/cycles_and_the_collector.py"
    outcome = run([options.binary, "--compare-heaps", program], timeout=options.timeout)
    plain = run([options.binary, program], timeout=options.timeout)
    wanted = [rf"{label} +{left} +{right}\n" for label, left, right in (
        ("objects made", r"\d+", r"\d+"), ("  freed when their count was 0", r"\d+", "0"), ("__del__ ran", "4", "4"))]
    missing = [row for row in wanted if not re.search(row, outcome.err)]
    same = (outcome.code, outcome.out) == (plain.code, plain.out)
    return "" if same and not missing else f"exit code {outcome.code} {missing}\n{outcome.out}{outcome.err}"


def watching_keeps_nothing_on_boehms_heap(options):
    program = ROOT / "docs/examples/moments.py"
    plain, traced = (run([options.binary, "--gc=boehm", *words, program], timeout=options.timeout) for words in ([], ["--trace"]))
    return "" if (plain.code, plain.out) == (traced.code, traced.out) else f"{plain.out}{traced.out}"


def run_comes_alone(options):
    outcome = run([options.binary, "--trace=refs", "--sections=run", "-c", "x = []"], timeout=options.timeout)
    first = outcome.err.splitlines()[:1]
    return "" if outcome.code == 0 and first and first[0].startswith("6 execution") and "alloc" in outcome.err else outcome.err


CYCLE = """import gc, sys
class Node: pass
node = Node()
node.me = node
del node
print(gc.collect())
"""


def collections_end_with_what_they_have_freed(options):
    """What a collection frees dies before its end is told; what is not shown is counted there all the same."""
    execution = trace(options, "--trace=gc,free,intern", source=CYCLE)[1]
    kinds = re.findall(r"^ *\d+ .*?  (gc start|gc clear|gc end|free|intern) ", execution, re.MULTILINE)
    shown = re.search(r"gc end +\d+ collected, (\d+) of them shown\nend", re.sub(r"\n.* free .*", "", execution))
    kinds = kinds[kinds.index("gc start"):]
    good = kinds[:5] == ["gc start", "gc clear", "free", "gc end", "gc start"] and kinds[-1] == "gc end" and "intern" not in kinds
    return "" if good and shown and int(shown[1]) > 3 else f"{kinds}\n{execution}"


INTERNING = """import sys
def pieces(number):
    yield 'some text'
    yield sys.intern('number %d' % number) + ' of many'
for number in range(1500):
    text = '-'.join(piece for piece in pieces(number))
"""


def values_stay_until_their_event(options):
    """Other events come while an instruction runs, enough of them to fill batches: what it has taken is shown all the same."""
    outcome = run([options.binary, "--trace=op,stack,intern,ref", "--max-events=1000000", "-c", INTERNING], timeout=options.timeout)
    rows = re.findall(r"'number (\d+)' \+ ' of many' = 'number (\d+) of many'", outcome.err)
    good = outcome.code == 0 and [int(number) for number, _ in rows] == list(range(1500)) and all(one == other for one, other in rows)
    return "" if good else f"exit code {outcome.code}, {len(rows)} rows\n{outcome.err[-300:]}"


def what_is_asked_for_keeps_its_frame(options):
    source = "class Node: pass\na = Node()\na.me = a\ndel a\nb = 1\n"
    run_alone = run([options.binary, "--trace=memory", "--only", "type=Node", "-c", source], timeout=options.timeout).err
    rows = [" ".join(row.split()[3:5]) for row in run_alone.splitlines() if re.match(r" +\d+ ", row)]
    expected = ["2 ▸", "2 alloc", "2:0-1 I14", "3 ▸", "3 ref", "3 ref", "3:0-4 I17", "3 ref", "4 ▸", "4 ref", "gc start", "gc copy"]
    if rows[:len(expected)] != expected or rows[-1] != "gc end":
        return f"{rows}"
    return ""


def records_end_at_their_limit(options):
    for category in ("free", "refs", "memory", "all"):
        for limit in range(1, 13):
            outcome = run([options.binary, f"--trace={category}", "--sections=run", f"--max-events={limit}", "--on-limit=stop", "-c",
                           "x = [[]]\ndel x"], timeout=options.timeout)
            if outcome.code not in (0, 124) or not outcome.err.splitlines()[-1].startswith("end "):
                return f"{category}, {limit} events: {outcome.code} {outcome.err[-200:]}"
    return ""


def what_is_not_recorded_takes_no_memory(options):
    source = ("n = 0\nfor i in range(300000):\n    x = [i]\n    n += len(x)\n"
              "print([int(row.split()[1]) for row in open('/proc/self/status') if row.startswith('VmHWM')][0])")
    for arguments in (["--trace=flow", "--max-events=10"], ["--trace=refs", "--max-events=10"], ["--trace=vm", "--until", "line=2"],
                      ["--trace=flow", "--max-events=10", "--gc=boehm"]):
        outcome = run([options.binary, *arguments, "-c", source], timeout=options.timeout)
        if not outcome.out.strip().isdigit() or int(outcome.out) > 30_000:
            return f"{arguments}: {outcome.out} kB {outcome.err[-200:]}"
    return ""


def counts_come_before_deaths(options):
    source = ("import gc, _weakref\nclass N: pass\ny = N(); w = _weakref.ref(y); gc.collect()\na = N(); a.me = a; a.y = y\n"
              "del a, y\ngc.collect(0)\n")
    record = run([options.binary, "--trace=memory", "-c", source], timeout=options.timeout).err
    number = re.search(r"weakref cleared .* referred to (#\d+) N", record)
    rows = [row.split()[4] for row in record.splitlines() if number and re.search(rf" (ref|free) +{number[1]} N", row)]
    return "" if number and rows[-2:] == ["ref", "free"] else record[-2000:]


def exceptions_of_the_interpreter_are_seen(options):
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "no_module.py").write_text("def (\n")
        source = f"import sys\nsys.path.insert(0, {folder!r})\ntry: import no_module\nexcept SyntaxError as e: error = e"
        record = run([options.binary, "--heap", "--library", "-c", source], timeout=options.timeout).err
    return "" if re.search(r"#L\d+ +SyntaxError .* error\n", record) else record


def numbers_are_the_same_in_all_views(options):
    found = {}
    for arguments in (["--trace=vm"], ["--trace=lines"], ["--trace=refs"], ["--trace=refs", "--sections=all"], ["--heap"]):
        record = run([options.binary, *arguments, "-c", "print(1)\nx = [2.5]"], timeout=options.timeout).err
        found[" ".join(arguments)] = re.search(r"#(\d+)(?:\[2\.5\]| +list)", record)
    numbers = {match and match[1] for match in found.values()}
    return "" if len(numbers) == 1 and None not in numbers else f"{found}"


def numbers_do_not_depend_on_kept_bytecode(options):
    program = [options.binary, "--heap", "-c", "import json; read = json.loads('[1]')"]
    with tempfile.TemporaryDirectory() as folder:
        environment = {"PYTHONPYCACHEPREFIX": folder, "PYTHONDONTWRITEBYTECODE": ""}
        first = run(program, timeout=options.timeout, **environment).err
        run([options.binary, "-c", "import json"], timeout=options.timeout, **environment)
        kept = list(pathlib.Path(folder).rglob("decoder.*.pyc"))
        second = run(program, timeout=options.timeout, **environment).err
    if not kept or not re.search(r"#L\d+ list", first):
        return f"the test is none: {kept} {first}"
    return "" if first == second else f"{first}\n{second}"


def lanes_are_right_whatever_is_left_out(options):
    """Rows that are left out change no lane of those that are shown."""
    def lanes(*arguments):
        shown = trace(options, "--trace=gil,lock,thread", "--switch-every=30", *arguments, source=THREADS_IN_TURN)[1]
        return {row[:6]: row[12:22] for row in shown.splitlines() if re.match(r" *\d+  T\d", row)}

    everything = lanes()
    for arguments in (["--only=thread=T2"], ["--skip=func=work"], ["--from=func=join"], ["--trace=gil"]):
        fewer = lanes(*arguments)
        wrong = [number for number in fewer if arguments != ["--trace=gil"] and fewer[number] != everything.get(number)]
        wrong += [number for number, signs in fewer.items() if signs.count("█") > 1]
        if wrong or not fewer or len(fewer) == len(everything):
            return f"{arguments}: {len(fewer)} of {len(everything)} rows; other lanes in {wrong[:5]}"
    return ""


def threads_have_names(options):
    execution = trace(options, "--trace=thread", source=THREADS_IN_TURN + "import _thread\n_thread.start_new_thread(work, (1,))\n")[1]
    names = re.findall(r"thread starts +T\d: (.+)", execution)
    return "" if names == ["'worker 0'", "'worker 1'", "'worker 2'", "work#2"] else f"{names}"


def checks(options):
    for width in (80, 100, 130):
        yield f"trace views/--width={width}", lambda w=width: fits(options, w, [f"--width={w}"], {})
        yield f"trace views/COLUMNS={width}", lambda w=width: fits(options, w, [], {"COLUMNS": str(w)})
        yield f"trace views/--ascii --width={width}", lambda w=width: fits(options, w, ["--ascii", f"--width={w}"], {})
    yield "trace views/files cut no row", lambda: files_cut_no_row(options)
    yield "trace views/terminals cut no bytecode", lambda: terminals_cut_no_bytecode(options)
    yield "trace views/labels of the run exist", lambda: labels_exist(options)
    yield "trace views/the legend is whole", lambda: legend_is_whole(options)
    yield "trace views/programs do not notice", lambda: programs_do_not_notice(options)
    for number in (signal.SIGTERM, signal.SIGHUP):
        for name, source in (("running", ENDLESS), ("waiting", WAITING), ("tasks wait for each other", TASKS_WAIT_FOR_EACH_OTHER)):
            yield f"trace views/{number.name} while {name}", lambda s=source, n=number: ends_by(options, s, n)
    yield "trace views/lines that did not run have neighbours", lambda: lines_that_did_not_run_have_neighbours(options)
    yield "trace views/drawings that fail are failures", lambda: drawings_that_fail_are_failures(options)
    yield "trace views/--sections=run", lambda: run_comes_alone(options)
    yield "trace views/heaps side by side", lambda: heaps_side_by_side(options)
    yield "trace views/watching keeps nothing on Boehm's heap", lambda: watching_keeps_nothing_on_boehms_heap(options)
    yield "trace views/collections end with what they have freed", lambda: collections_end_with_what_they_have_freed(options)
    yield "trace views/values stay until their event", lambda: values_stay_until_their_event(options)
    yield "trace views/unfinished classes are forgotten", lambda: unfinished_classes_are_forgotten(options)
    yield "trace views/heap is shown wherever the process ends", lambda: heap_is_shown_wherever_the_process_ends(options)
    yield "trace views/numbers do not depend on kept bytecode", lambda: numbers_do_not_depend_on_kept_bytecode(options)
    yield "trace views/what is asked for keeps its frame", lambda: what_is_asked_for_keeps_its_frame(options)
    yield "trace views/records end at their limit", lambda: records_end_at_their_limit(options)
    yield "trace views/what is not recorded takes no memory", lambda: what_is_not_recorded_takes_no_memory(options)
    yield "trace views/counts come before deaths", lambda: counts_come_before_deaths(options)
    yield "trace views/exceptions of the interpreter are seen", lambda: exceptions_of_the_interpreter_are_seen(options)
    yield "trace views/lanes are right whatever is left out", lambda: lanes_are_right_whatever_is_left_out(options)
    yield "trace views/threads have names", lambda: threads_have_names(options)
    yield "trace views/numbers are the same in all views", lambda: numbers_are_the_same_in_all_views(options)
