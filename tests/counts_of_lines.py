# SPDX-License-Identifier: MIT
"""The counts that a trace tells are those of CPython. In front of each statement of a program comes a call of observe(line). Under
CPython it writes down sys.getrefcount() of all that global names hold; in the trace the events so far, replayed, must give
the same. Part of `./dev test traced`.

    observe(3)        xs: 1              alloc #1 list: count 1
    ys = xs                              ref   #1 list: 1→2
    observe(4)        xs: 2, ys: 2
"""

import ast
import json
import re

from support import PYTHON, ROOT, run

CONFORMANCE = """
    lists/items_that_change_the_lists_while_they_are_compared
    lists/list_methods
    lists/sorting_is_stable
    dicts/dict_methods
    dicts/fromkeys_takes_hashes_over
    dicts/getitem_of_globals_may_raise
    dicts/insertion_order_and_growth
    dicts/iterators_reduce_to_what_is_left
    dicts/keys_of_a_subclass_of_str_are_names
    sets/deleted_entries_are_used_again
    sets/results_of_operators_are_walked_in_the_same_order
    scopes/class_body_is_not_an_enclosing_scope
    scopes/closure_sees_later_assignment
    scopes/code_of_functions_runs_in_any_mapping
    scopes/deleting_a_name_that_the_namespace_does_not_give_up_is_a_name_error
    scopes/exec_and_eval_use_given_namespaces
    scopes/global_statement_binds_in_module
    scopes/local_before_assignment_is_unbound
    scopes/locals_and_globals_are_dictionaries
    scopes/loop_closures_share_one_cell
    scopes/nonlocal_reaches_the_nearest_function
    scopes/private_names_are_mangled
    classes/class_and_static_methods
    classes/class_creation_and_instances
    classes/dict_attribute_defined_by_the_class
    classes/dict_descriptor_of_another_base
    classes/dir_vars_and_introspection
    classes/names_of_classes_hold_no_surrogates
    classes/names_that_a_class_gets_come_in_this_order
    classes/new_of_object_makes_no_built_in_objects
    classes/new_that_was_deleted_leaves_its_slot
    classes/set_name_is_told_of_names_that_are_no_strs
    generators/finally_and_return_interplay
    generators/generator_expressions_are_lazy
    generators/generator_that_does_not_run_has_no_frame_behind_it
    generators/generators_as_coroutines
    generators/send_and_yield_values
    generators/stop_iteration_thrown_into_a_new_generator_is_a_runtime_error
    generators/throw_semantics
    generators/thrown_exceptions_keep_their_context
    exceptions/fields_of_unicode_errors_are_replaced
    exceptions/hierarchy_and_attributes
    exceptions/raise_forms_and_messages
    exceptions/tracebacks_as_objects
    exceptions/try_except_else_finally
    functions/bound_methods_are_made_on_access
    functions/defaults_are_evaluated_once
    functions/function_attributes
    functions/lambda_expressions
    functions/returning_and_falling_off_the_end
    functions/setters_of_functions_take_one_type
""".split()

# Samples of which CPython counts something meanwhile that it holds in its own C code only: native code calls back.
LEFT_OUT = {
    **dict.fromkeys(("asyncio_tasks", "conditions", "deadlock", "locks", "lost_update", "pools", "processes", "queues",
                     "threads_and_the_gil"), "several threads: their lines come in another order"),
    "decorators": "observe() is seen in what it decorates",
    "descriptors": "setting an attribute holds the class as long as __set__ runs",
    "identity_and_reference_counts": "one name holds an object that is shared with the interpreter",
    "imports": "it imports from its own folder",
    "integers": "no name holds anything but numbers",
    "iteration": "the arguments of a built-in type are in a tuple, too, while it calls __iter__",
    "memory_visualiser": "it asks for counts itself, of objects that gc.get_objects() lists",
    "metaclasses": "the arguments of type.__call__ are in a tuple, too, while it calls __new__",
    "operators": "a comparison by == holds nothing as long as __eq__ runs; here the instruction does",
}

OUTSIDE = "def observe(line):\n    return None\n"

# What CPython runs: observe() is another one there.
OBSERVER = """
import json, sys
path = sys.argv[1]
names = {"__name__": "__main__", "__builtins__": __builtins__, "__file__": path}
seen = []
getrefcount = sys.getrefcount
def observe(line):
    seen.append((line, {name: getrefcount(names[name]) - 1 for name in list(names)}))
code = compile(open(path).read().replace("def observe(", "def unused("), path, "exec")
names["observe"] = observe
output, sys.stdout = sys.stdout, open("/dev/null", "w")
try:
    exec(code, names)
except BaseException:
    pass
json.dump(seen, output)
"""

ROW = re.compile(r"^ *\d+  T1  ((?:│ )*)(\S+) +(?:(\d+)(?::\S+)?)? +(?:I\d+ +)?(.*)")
OBSERVED = re.compile(r"call +call observe\(line=(\d+)\)")
EVENT = re.compile(r"(alloc|ref|finalizer|free) +(#\d+) (.+?): (?:count (\d+)|(\d+)→(\d+)|)")
BINDING = re.compile(r"(?:del )?(\w+)(?: = (.*))?$")
NUMBERED = re.compile(r"(?:function \S+?|class \S+?)?(#\d+)\b")


class Observed(ast.NodeTransformer):
    """A call in front of each statement, but for docstrings and what must come first."""

    def generic_visit(self, node):
        super().generic_visit(node)
        for field in ("body", "orelse", "finalbody"):
            if isinstance(statements := getattr(node, field, None), list):
                setattr(node, field, [new for place, old in enumerate(statements) for new in self.observed(place, old)])
        return node

    def observed(self, place, statement):
        first = place == 0 and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        if first or isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            return [statement]
        call = ast.Call(ast.Name("observe", ast.Load()), [ast.Constant(statement.lineno)], [])
        return [ast.Expr(call), statement]


class Replay:
    """Rows of a trace → (line, {name: count}) at each call of observe()."""

    def __init__(self):
        self.counts, self.names, self.seen = {}, {}, []

    def read(self, row):
        if not (found := ROW.match(row)):
            return
        what = found[4]
        if observed := OBSERVED.match(what):
            counts = {name: self.counts[who] for name, who in self.names.items() if who in self.counts}
            self.seen.append((int(observed[1]), counts))
        elif event := EVENT.match(what):
            kind, who, _, born, _, now = event.groups()
            if kind == "free":
                self.counts.pop(who, None)
            elif kind == "finalizer":
                self.counts[who] = 1  # held for its time
            else:
                self.counts[who] = int(born or now)
        elif found[2] == "<module>" and (binding := BINDING.match(what)):
            self.bind(*binding.groups())

    def bind(self, name, value):
        if value and (number := NUMBERED.match(value)):
            self.names[name] = number[1]
        else:
            self.names.pop(name, None)


def check(options, program):
    folder = ROOT / "build/tests/counts"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / program.name
    path.write_text(OUTSIDE + ast.unparse(ast.fix_missing_locations(Observed().visit(ast.parse(program.read_text())))) + "\n")
    expected = run([PYTHON, "-c", OBSERVER, path], timeout=options.timeout, PYTHONHASHSEED="0", cwd=program.parent)
    traced = run([options.binary, "--trace=call,locals,alloc,ref,free", "--width=0", "--max-events=3000000", path],
        timeout=options.timeout * 4, cwd=program.parent)
    replay = Replay()
    for row in traced.err.partition("6 execution")[2].splitlines():
        replay.read(row)
    wanted = json.loads(expected.out)
    if [line for line, _ in wanted] != [line for line, _ in replay.seen]:
        return f"other lines: {[line for line, _ in wanted][:20]} and {[line for line, _ in replay.seen][:20]}"
    problems, compared = [], 0
    for (line, counts), (_, told) in zip(wanted, replay.seen):
        for name in sorted(told.keys() & counts.keys() - {"observe"}):
            compared += 1
            if told[name] != counts[name]:
                problems.append(f"line {line}: {name} has count {counts[name]}, the trace says {told[name]}")
    if compared < 5:
        problems.append(f"only {compared} counts were compared")
    return "\n".join(problems[:6])


def checks(options):
    golden = [ROOT / "tests/golden" / f"{name}.py" for name in "counts cycle classes generators exceptions loops scopes values".split()]
    samples = [path for path in sorted((ROOT / "samples").glob("*.py")) if path.stem not in LEFT_OUT]
    documented = [ROOT / "docs/examples" / f"{name}.py" for name in ("count_changes", "two_nodes", "held")]
    for program in golden + samples + documented + [ROOT / "tests/conformance" / f"{name}.py" for name in CONFORMANCE]:
        yield f"{program.parent.name}/{program.stem} [counts as in CPython]", lambda p=program: check(options, p)
