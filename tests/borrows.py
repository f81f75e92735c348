# SPDX-License-Identifier: MIT
"""Raw reads of fields that a program can replace (runtime/object/replaceable.hpp), each with the reason why no code of
the program runs until the last use. The suite `house` fails for a borrow() that is not listed and for a reason without one."""

import re

COLLECTOR = "the collector looks at the object and runs nothing"
WATCHER = "the recorder copies what it shows and never runs code of the program"
OWN_CODE = "the frame owns the function, and keeps its code when the function gets another one (runtime/functions/frame.cpp)"

# (file, function): reason
BORROWS = {
    ("modules/containers/collections/default_dict.cpp", "default_dict_traverse"): COLLECTOR,
    ("modules/containers/collections/ordered_dict.cpp", "ordered_traverse"): COLLECTOR,
    ("modules/import/importer.cpp", "import_submodules"): "two strings are compared",
    ("modules/import/importlib.cpp", "hide_own_frames"): "the chain of entries is rearranged in C++; what leaves it is held",
    ("modules/io/buffered.cpp", "direct_file"):
        "whoever asks holds the stream for itself (BufferedHold): nobody can replace `raw` until it is done",
    ("modules/language/functools/partial.cpp", "partial_call"): "a length is asked for",
    ("modules/language/functools/partial.cpp", "partial_repr"): "read anew for each keyword; key and value are held",
    ("runtime/exceptions/exception_group.cpp", "is_part_of"): "addresses are compared",
    ("runtime/exceptions/syntax_error.cpp", "syntax_error_str"): "exact strings and ints become text",
    ("runtime/exceptions/traceback.cpp", "set_next"): "the chain is walked; nothing is allocated or dropped",
    ("runtime/functions/function.cpp", "Function"): "nobody has the function yet",
    ("runtime/functions/function.cpp", "function_version"): "numbers are read and written",
    ("runtime/kernel/errors.cpp", "chain_context"): "the chain is walked; the link that is cut leaves by itself",
    ("trace/fingerprint.cpp", "parts_"): WATCHER,
    ("trace/snapshot_instances.cpp", "arguments_of"): WATCHER,
    ("trace/snapshot_instances.cpp", "copy_cell"): WATCHER,
    ("trace/snapshot_instances.cpp", "copy_instance"): WATCHER,
    ("trace/snapshot_instances.cpp", "message_of"): WATCHER,
    ("trace/ledger.cpp", "variable_in"): WATCHER,
    ("trace/identities.cpp", "name_of"): WATCHER,
    ("trace/parts.cpp", "add_fields"): WATCHER,
    ("trace/parts.cpp", "add_items"): WATCHER,
    ("trace/snapshot_named.cpp", "copy_callable"): WATCHER,
    ("vm/bind_arguments.cpp", "shown_name"): "the message is put together before the exception is made",
    ("vm/bind_arguments.cpp", "check_surplus"): "a length is asked for",
    ("vm/bind_arguments.cpp", "bind_defaults"): "counts go up only",
    ("vm/bind_arguments.cpp", "bind_keyword_only_defaults"):
        "looking a name up compares strings; other keys are passed over, counts go up only",
    ("vm/bind_arguments.cpp", "begin_call"): "addresses are compared",
    ("vm/bind_arguments.cpp", "takes_exactly"): "numbers are read",
    ("vm/bind_arguments.cpp", "push_call"): "kept in a Ref before keywords are compared; the new frame owns the function",
    ("vm/bind_arguments.cpp", "push_call_from_native"): "kept in a Ref before arguments are bound",
    ("vm/bind_arguments.cpp", "push_body"): OWN_CODE,
    ("vm/ops_calls.hpp", "CALL_PYTHON"): OWN_CODE,
    ("vm/ops_stack.hpp", "LOAD_DEREF"): "its count goes up at once",
    ("vm/python_trace.cpp", "trace_function_of"): "compared with null, or held by the call that is made next",
    ("vm/quicken.cpp", "specialize_call"): "numbers are read",
}

HEADER = re.compile(r"^ {0,4}(?:template <[^>]*> ?)?[\w:<>,&* \[\]]*?([~\w]+)\([^;=]*(?:\{.*)?$")
NO_FUNCTION = {"if", "for", "while", "switch", "return", "else", "TRY", "case", "do"}


def function_around(lines, number):
    """The function that line `number` belongs to: the nearest header that is less indented."""
    indent = len(lines[number]) - len(lines[number].lstrip())
    for line in reversed(lines[: number + 1]):
        match = HEADER.match(line)
        deeper = len(line) - len(line.lstrip()) >= indent and not (line is lines[number] and "{" in line)
        if match and not deeper and not line.endswith(";") and match[1] not in NO_FUNCTION and line.split()[0] not in NO_FUNCTION:
            return match[1]
    return "?"


def borrows(name, text):
    """(file, function) of each borrow() in a source."""
    lines = text.splitlines()
    return [(name, function_around(lines, number)) for number, line in enumerate(lines)
            if re.search(r"(?:\.|->)borrow\(\)", line.split("//")[0])]


def check(sources):
    """`sources`: file → text."""
    found = {place for name, text in sources.items() for place in borrows(name, text)}
    return "\n".join([f"{name}: {function} borrows, and tests/borrows.py does not say why it may"
                      for name, function in sorted(found - set(BORROWS))] +
                     [f"tests/borrows.py lists {function} of {name}, which borrows nothing"
                      for name, function in sorted(set(BORROWS) - found)])
