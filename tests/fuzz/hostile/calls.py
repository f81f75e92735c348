# SPDX-License-Identifier: MIT
"""One call as a program: which function or operation, found by reflection, with which values.

A program makes up to five values, puts them into VICTIMS, and defines one to three operations on them, as functions, so
that a hostile object can call them again. LEFT_OUT names what is never called and why.
Next: hostile.py.
"""

import re
import sys

from values import HOSTILE, INSTANCES, NAMES, argument, fill, hostile, instance, value

# What reaches out of the process, or outlives its call so that later calls are not repeatable.
LEFT_OUT = {
    "posix": {name: why for why, names in {
        "ends, stops or starts processes": "_exit abort kill killpg fork forkpty system execv execve posix_spawn posix_spawnp wait wait3 wait4 waitid waitpid register_at_fork",
        "opens, closes or moves files that are not its own": "close closerange dup dup2 pipe pipe2 openpty login_tty eventfd memfd_create pidfd_open set_blocking set_inheritable",
        "waits for somebody": "read readv pread preadv eventfd_read lockf splice copy_file_range open sync",
        "changes files, or where files are looked for": "chdir fchdir chroot chmod fchmod chown fchown lchown link symlink mkdir mkfifo mknod remove unlink rename replace rmdir truncate ftruncate posix_fallocate posix_fadvise utime umask setxattr removexattr putenv unsetenv",
        "writes to files that are not its own": "write writev pwrite pwritev eventfd_write sendfile",
        "changes the rights or the turns of the process": "setuid seteuid setgid setegid setreuid setregid setresuid setresgid setgroups initgroups setpgid setpgrp setsid tcsetpgrp nice setpriority sched_setaffinity sched_setparam sched_setscheduler",
    }.items() for name in names.split()},
    "_posixsubprocess": {"fork_exec": "starts processes"},
    "fcntl": {"fcntl": "waits", "ioctl": "the system may take a number for an address", "flock": "waits", "lockf": "waits"},
    "termios": {name: "changes the terminal" for name in "tcsetattr tcsendbreak tcdrain tcflush tcflow tcsetwinsize".split()},
    "resource": {"setrlimit": "stays for later calls", "prlimit": "stays for later calls"},
    "syslog": {name: "writes to the system's log" for name in "syslog openlog closelog setlogmask".split()},
    "_multiprocessing": {"SemLock": "leaves a semaphore behind", "sem_unlink": "removes what is not its own"},
    "_posixshmem": {"shm_open": "leaves memory behind", "shm_unlink": "removes what is not its own"},
    "_signal": {name: "is how the time limit works"
        for name in "alarm pause raise_signal setitimer signal set_wakeup_fd siginterrupt pthread_kill pidfd_send_signal sigwait sigwaitinfo sigtimedwait pthread_sigmask default_int_handler".split()},
    "faulthandler": {name: why for why, names in {
        "ends the process": "_sigsegv _sigabrt _sigfpe _read_null _stack_overflow _fatal_error_c_thread",
        "stays for later calls": "enable register dump_traceback_later",
        "writes to files that are not its own": "dump_traceback",
    }.items() for name in names.split()},
    "time": {"sleep": "waits"},
    "_thread": {"start_new_thread": "threads make runs unrepeatable", "start_new": "threads make runs unrepeatable",
        "interrupt_main": "sends a signal", "exit": "ends the thread", "exit_thread": "ends the thread"},
    "gc": {"get_objects": "hands out the fuzzer's own objects", "get_referrers": "hands out the fuzzer's own objects",
        "set_debug": "stays for later calls", "freeze": "stays for later calls"},
    "builtins": {"input": "waits for a line", "breakpoint": "starts a debugger", "help": "starts a pager",
        "exit": "belongs to site", "quit": "belongs to site", "license": "belongs to site",
        "credits": "belongs to site", "copyright": "belongs to site"},
    "_codecs": {"register": "stays for later calls"},
    "_imp": {"acquire_lock": "waits", "create_builtin": "makes the modules of the fuzzer anew",
        "exec_builtin": "makes the modules of the fuzzer anew", "init_frozen": "makes the modules of the fuzzer anew"},
    "atexit": {"_run_exitfuncs": "runs what belongs to the end"},
    "sys": {"exit": "is SystemExit and nothing more", "breakpointhook": "starts a debugger"},
    "_socket": {name: why for why, names in {
        "closes a descriptor that is not its own": "close",
        "asks other hosts": "getaddrinfo getnameinfo gethostbyname gethostbyname_ex gethostbyaddr",
        "stays for later calls": "sethostname setdefaulttimeout",
    }.items() for name in names.split()},
    "socket": {name: why for why, names in {
        "waits for somebody": "_accept recv recv_into recvfrom recvfrom_into recvmsg recvmsg_into",
        "reaches other processes": "connect connect_ex sendto sendmsg",
        "makes files": "bind",
    }.items() for name in names.split()},
    "select": {"select": "waits"},
    "poll": {"poll": "waits"},
    "epoll": {"poll": "waits", "fromfd": "closes a descriptor that is not its own"},
    "lock": {"acquire": "waits", "acquire_lock": "waits", "__enter__": "waits"},
}
SKIPPED_ATTRIBUTES = {"__subclasses__", "__class__"}  # hands out every class; classes are changed by other rows

OPERATORS = ["+", "-", "*", "/", "//", "%", "@", "&", "|", "^", "<<", ">>", "**", "==", "!=", "<", "<=", ">", ">=",
    "in", "not in", "is"]
# Operations as text: v0, v1, v2 are the values. A row is a weight and statements.
TEMPLATES = """
6 return v0 {operator} v1
2 x = v0; x {in_place}= v1; return x
1 return -v0, +v0, ~v0, abs(v0), not v0
2 return v0[v1]
3 v0[v1] = v2
2 del v0[v1]
1 return v0[v1:v2]
2 v0[v1:v2] = v3
2 v0[v1:v2:v3] = v0
1 del v0[v1:v2]
2 for x in v0: keep(x)
1 a, b, *c = v0; return c
1 a, b = v0
2 return [x for x in v0], {{x for x in v0}}, {{x: v1 for x in v0}}
1 return [*v0, *v1], (*v0, v1), {{*v0, v1}}
1 return {{**v0, **v1}}
3 return v0(*v1, **v2)
2 return v0(v1, v2)
2 return v0(v1, a=v2)
1 return len(v0), bool(v0), hash(v0)
2 return repr(v0)
1 return str(v0), f'{{v0!r:{{v1}}}}', f'{{v0:{{v1}}}}'
1 return '%s %r %d %5.2f' % v0, '%(a)s' % v1
1 return '{{}} {{0}}'.format(v0, v1)
2 with v0 as x: keep(x)
1 raise v0 from v1
1 raise v0
2 try: raise v0
2 except v1 as e: return e
2 except* v1 as e: keep(e)
1 return getattr(v0, v1, v2)
1 setattr(v0, v1, v2)
2 delattr(v0, v1)
3 return sorted(v0, key=v1)
2 return v0.sort(key=v1, reverse=v2)
2 return min(v0, key=v1), max(v0, key=v1, default=v2)
1 return sum(v0, v1)
1 return isinstance(v0, v1), issubclass(v0, v1)
3 return type(v0)(v1)
2 return type(v0)(v1, v2)
2 return type('T', (v0,), v1)
2 return type(v0)('T', (v1,), {{'a': v2, '__slots__': ()}})
2 return types_new_class(v0, v1, v2)
1 return copy(v0), deepcopy(v0)
1 return dumps(v0)
1 return v0.__reduce_ex__(2), v0.__reduce_ex__(4)
1 return dir(v0)
2 return super(v0, v1).a
1 return super(type(v0), v0).__init__(v1)
1 return pow(v0, v1, v2)
1 return round(v0, v1), divmod(v0, v1)
1 return iter(v0, v1)
2 x = iter(v0); return next(x), v0.clear(), next(x), list(x)
2 x = memoryview(v0); v0.extend(v1); return x
1 return int(v0, v1), int(v0), float(v0), complex(v0)
1 return bytes(v0), bytearray(v0), str(v0, v1)
2 return exec(v0, v1, v2)
1 return eval(v0, v1)
1 return exec('x = y = a', {{'a': 1}}, v0)
1 exec(function(v0).__code__, v1)
2 v0.__class__ = v1
1 v0.__dict__ = v1
2 v0.__bases__ = v1
1 v0.args = v1; return repr(v0), str(v0)
2 v0.__code__ = v1; return v0(v2)
1 v0.__init__(v1, v2)
1 return v0.__init__(v1)
1 return v0.send(v1)
2 return v0.throw(v1)
2 return v0.throw(v1, v2, v3)
1 v0.close()
2 return drive(v0, v1)
1 return drive(aiterate(v0), v1)
1 return drive(acontext(v0), v1)
1 match v0: case {{'a': x, **y}}: return x
1 match v0: case [x, *y, z]: return y
1 match v0: case Plain(a=x): return x
1 match v0: case int(x) | str(x): return x
1 sys.settrace(v0); function(1); return v1
1 sys.settrace(v0); return list(generator(v1))
1 sys.setprofile(v0); return len(v1)
1 return Plain.__dict__['__dict__'].__set__(v0, v1)
1 v0.f_lineno = v1
1 v0.f_trace = v1
1 v0.clear()
2 return v0.a, setattr(v0, 'a', v1), v0.a
1 return zip(v0, v1, v2), list(zip(v0, v1))
1 return list(map(v0, v1, v2)), list(filter(v0, v1))
1 return print(v0, v1, sep=v2, file=v3)
1 return v0.join(v1)
1 return v0.split(v1)
1 return v0.format(v1, v2, a=v3), v0.format_map(v1)
1 return v0.translate(v1)
1 return v0.encode(v1, v2), v0.decode(v1, v2)
1 return any(v0), all(v0), list(enumerate(v0, v1))
1 return __import__(v0, v1, v2, v3)
1 return compile(v0, v1, 'exec')
1 v0.update(v1)
1 v0 |= v1; return v0
1 return v0.__get__(v1, v2)
1 return ref(v0, v1), proxy(v0, v1)
1 x = ref(v0, v1); keep(x); return collect()
1 return Plain().__setattr__(v0, v1)
1 return v0.replace(v1, v2), v0.find(v1, v2, v3)
1 return v0.index(v1, v2, v3)
1 return v0.insert(v1, v2)
1 return v0.remove(v1), v0.count(v1)
1 return v0.pop(v1)
1 return v0.split(v1), v0.subgroup(v1)
1 return re_compile(v0, v1)
1 return v0.sub(v1, v2), v0.split(v2)
1 return v0.seek(v1), v0.read(v2), v0.write(v3)
1 return v0.readline(v1), v0.tell()
1 return v0.pack_into(v1, v2, v3)
1 return struct_unpack(v0, v1)
1 return v0.cast(v1, v2)
1 return v0.replace(co_consts=v1, co_names=v2)
1 return v0.__setstate__(v1), v0.__reduce__()
1 return v0 == v1, [v0] == [v1], {{v0: 1}} == {{v1: 1}}
""".strip().splitlines()


VALUE = re.compile(r"\bv([0-3])\b")


def statements():
    """The rows as (weight, lines of a function); `return` of try and match rows goes into their blocks."""
    rows = []
    for row in TEMPLATES:
        weight, _, text = row.partition(" ")
        if text.startswith("try:"):
            head = text
            continue
        lines = [head, text] if text.startswith("except") else text.split(": ", 1)[0:0] or [text]
        if text.startswith("match"):
            lines = [text.split(": ")[0] + ":", " " + text.split(": ", 1)[1]]
        rows += [lines] * int(weight)
    return rows


def all_types():
    """Every type that is reachable from object and from the native modules; each once, in the order of names."""
    found, waiting = set(), [object]
    modules = [module for name in sys.builtin_module_names if (module := importable(name))]
    for module in modules:
        waiting += [item for item in vars(module).values() if isinstance(item, type)]
    while waiting:
        kind = waiting.pop()
        if kind not in found and not kind.__flags__ & HEAP_TYPE_OF_PYTHON:
            found.add(kind)
            waiting += type.__subclasses__(kind)
    return sorted(found, key=lambda kind: (kind.__module__, kind.__qualname__)), modules


HEAP_TYPE_OF_PYTHON = 1 << 9

# What an operation asks of its first value: a pattern of its text, and the special method that must be there.
ASKS = [(re.compile(pattern), name) for pattern, name in (
    (r"\bdel v0\[", "__delitem__"), (r"^v0\[.*\] = ", "__setitem__"), (r"\bv0\[", "__getitem__"), (r"\bv0\(",
        "__call__"), (r"\bwith v0\b", "__enter__"), (r"\blen\(v0", "__len__"),
    (r"\b(?:in|iter\()\s*v0\b|\*v0\b|= v0$|sorted\(v0|sum\(v0|zip\(v0|any\(v0|min\(v0", "__iter__"), (r"memoryview\(v0",
        "decode"), (r"raise v0", "with_traceback"), (r"sys\.set\w+\(v0", "__call__"), (r"map\(v0", "__call__"))]


def importable(name):
    try:
        return __import__(name)
    except ImportError:
        return None


class Target:
    """Something to call: its source text, how the first value is made, what its parameters are called."""

    def __init__(self, text, owner, parameters):
        self.text, self.owner, self.parameters = text, owner, parameters


def parameters_of(callable_object):
    """(names without a default, all names); the fuzzer keeps to them most of the time."""
    signature = getattr(callable_object, "__text_signature__", None)
    if not isinstance(signature, str):
        return None
    required, names = 0, []
    for part in signature.strip("()").split(", "):
        name, default, _ = part.partition("=")
        if name.startswith(("$", "/", "*")) or not name:
            continue
        names.append(name)
        required += not default
    return required, names


def targets():
    """(methods, constructors, functions, attributes) and a table from the names that the text uses to types and modules."""
    types, modules = all_types()
    methods, constructors, functions, attributes, table = [], [], [], [], {}
    for number, kind in enumerate(types):
        owner, weight = kind.__name__, weight_of(kind)
        if not weight:
            continue
        text = f"T{number}_{owner}".replace("-", "_")
        table[text] = kind
        constructors += [Target(text, owner, parameters_of(kind))] * weight
        for name, item in vars(kind).items():
            if name in LEFT_OUT.get(owner, ()) or name in SKIPPED_ATTRIBUTES or name == "__doc__":
                continue
            if callable(item) or isinstance(item, (classmethod, staticmethod)):
                methods += [Target((text, name), owner, parameters_of(item))] * weight
            elif type(item).__name__ in ("getset_descriptor", "member_descriptor", "property"):
                attributes += [Target((text, name), owner, None)] * weight
    for module in modules:
        left_out = LEFT_OUT.get(module.__name__, ())
        table[f"m_{module.__name__}"] = module
        for name, item in vars(module).items():
            if callable(item) and not isinstance(item,
            type) and name not in left_out and type(item).__name__ != "function":
                functions.append(Target(f"m_{module.__name__}.{name}", None, parameters_of(item)))
    return methods, constructors, functions, attributes, table


def weight_of(kind):
    """Abstract syntax and exceptions without anything of their own are many and alike."""
    if kind.__module__ == "ast":
        return 1 if kind.__name__ in ("AST", "Name", "Module") else 0
    if issubclass(kind, BaseException):
        return 4 if len(vars(kind)) > 3 else 0
    return 6


def suitable(lines, kinds):
    """The names of the types whose instances the operation may work on."""
    text = lines[-1].removeprefix("return ")
    needed = [name for name in re.findall(r"\bv0\.(\w+)", text) if name != "a"] or [name for pattern, name in ASKS
        if pattern.search(text)]
    found = [name for name in NAMES if name in kinds and all(hasattr(kinds[name], each) for each in needed[:1])]
    return found if needed and found else list(NAMES)


class Maker:
    def __init__(self):
        self.methods, self.constructors, self.functions, self.attributes, self.table = targets()
        kinds = {kind.__name__: kind for kind in self.table.values() if isinstance(kind, type)}
        self.rows = [(lines, suitable(lines, kinds)) for lines in statements()]

    def program(self, chance):
        """The source text of one call."""
        values, operations = [], []
        for _ in range(chance.choose((1, 1, 1, 2, 2, 3))):
            operations.append(self.operation(chance, values))
        while len(values) < 4:
            values.append(value(chance))
        lines = []
        for number, text in enumerate(values):
            if chance.one_in(12) and number:
                text = chance.choose((f"[v{number - 1}, {text}]", f"{{'a': v{number - 1}}}", f"iter(v{number - 1})",
                f"Plain(v{number - 1})", f"[].append(v{number - 1})", f"v{number - 1}"))
            lines += [f"try: v{number} = {text}", f"except Exception: v{number} = None"]
        lines.append("arm(" + ", ".join(f"v{number}" for number in range(len(values))) + ")")
        for number, body in enumerate(operations):
            lines += [f"def op{number}():", *("    " + line for line in body)]
        lines.append("operate(" + ", ".join(f"op{number}" for number in range(len(operations))) + ")")
        return "\n".join(lines) + "\n"

    def operation(self, chance, values):
        """The lines of an operation; what it works on is added to the values."""
        pick = chance.below(20)
        if pick < 8:
            return self.method(chance, values)
        if pick < 10:
            return self.construction(chance, values)
        if pick < 13:
            return self.function(chance, values)
        if pick < 15:
            return self.attribute(chance, values)
        return self.statement(chance, values)

    def method(self, chance, values):
        target = chance.choose(self.methods)
        kind, name = target.text
        first = self.add(values, self.one_of(chance, kind, target.owner))
        if chance.one_in(3):
            return [f"return {kind}.{name}({self.arguments(chance, target, values, first)})"]
        return [f"return {first}.{name}({self.arguments(chance, target, values)})"]

    def construction(self, chance, values):
        target = chance.choose(self.constructors)
        kind = target.text
        given = self.arguments(chance, target, values)
        form = chance.choose(("{kind}({given})", "{kind}({given})", "{kind}.__new__({kind}, {given})",
        "sub({kind}, 'everything', 7)({given})", "{first}.__init__({given})", "bare({kind}).__init__({given})"))
        first = self.add(values, self.one_of(chance, kind, target.owner)) if "first" in form else ""
        return ["return " + form.format(kind=kind, given=given, first=first)]

    def function(self, chance, values):
        target = chance.choose(self.functions)
        return [f"return {target.text}({self.arguments(chance, target, values)})"]

    def attribute(self, chance, values):
        target = chance.choose(self.attributes)
        kind, name = target.text
        first = self.add(values, self.one_of(chance, kind, target.owner))
        second = self.add(values, value(chance))
        return chance.choose(([f"return {first}.{name}"], [f"{first}.{name} = {second}"], [f"{first}.{name} = {second}",
        f"return {first}.{name}, repr({first})"], [f"del {first}.{name}", f"return {first}.{name}"],
                              [f"return {kind}.__dict__['{name}'].__get__({first}, {second})"]))

    def statement(self, chance, values):
        lines, owners = chance.choose(self.rows)
        values.append(value(chance) if chance.one_in(6) else instance(chance, chance.choose(owners)))
        values += [hostile(chance, chance.choose(HOSTILE)) if chance.one_in(2) else value(chance) for _ in range(3)]
        base = len(values) - 4
        made = []
        for line in lines:
            line = line.replace("{operator}", chance.choose(OPERATORS)).replace("{in_place}",
            chance.choose(OPERATORS[:13])).replace("{{", "{").replace("}}", "}")
            made.append(VALUE.sub(lambda match: f"v{base + int(match[1])}", line))
        return made

    def one_of(self, chance, kind, owner):
        """An instance of the type, or something that is about as good."""
        pick = chance.below(8)
        if pick == 0:
            return f"bare({kind})"
        if pick == 1:
            return f"sub({kind}, {chance.choose(('everything', 'key order', 'sequence', 'iterator', 'text', 'attributes', 'file', 'number', 'copy finalizer'))!r}, {chance.below(10000)})({', '.join(value(chance) for _ in range(chance.below(3)))})"
        if owner in INSTANCES:
            return fill(chance, chance.choose(INSTANCES[owner]))
        if issubclass(self.table[kind], BaseException):
            return f"{kind}({', '.join(value(chance) for _ in range(chance.below(4)))})"
        return f"{kind}({value(chance)})"

    def arguments(self, chance, target, values, *first):
        given = list(first)
        required, names = target.parameters or (0, [])
        if target.parameters is None or chance.one_in(12):
            given += [self.add(values, value(chance)) for _ in range(chance.choose((0, 1, 1, 2, 3)))]
        else:
            for name in names[:required + chance.below(len(names) - required + 1)]:
                given.append(self.add(values, argument(chance, name)))
            if names and chance.one_in(6):
                given.append(f"{names[-1]}={self.add(values, argument(chance, names[-1]))}")
        if chance.one_in(20):
            given.append(chance.choose(("*v0", "**v0", "a=v0")))
        return ", ".join(given)

    def add(self, values, text):
        """The name of a value: a new one, now and then one that is there."""
        values.append(text)
        return f"v{len(values) - 1}"
