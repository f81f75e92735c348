# SPDX-License-Identifier: MIT
"""The house: what the sources include follows the link lines of CMakeLists.txt, the floors of runtime hold, every file
that is mentioned exists, no line is wider than a screen."""

import re
import subprocess

import borrows
from support import ROOT

# The chapters of runtime from the ground up: a header includes headers of its own or of lower floors only.
FLOORS = ("object", "memory", "kernel", "numbers", "text", "containers", "bytes", "types", "bytecode", "functions",
          "exceptions", "generators", "modules", "threads")
WIDEST = 120
INCLUDE = re.compile(r'^#include "([^"]+)"', re.MULTILINE)
MENTION = re.compile(r"(?<![\w./*…<-])((?:[\w.-]+/)*[\w-]+\.(?:cpp\.in|cpp|hpp|re|y|def|py|md|inc|js|mjs|css|cmake))(?![\w*])")
CPYTHON = re.compile(r"^(Lib|Objects|Modules|Python|Include|Parser|Doc|Tools|gc)/")
GENERATED = {"parser/grammar.h", "parser/grammar.c", "lexer/scanner.cpp", "scanner.cpp"}


def tracked(*patterns):
    names = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    return [name for name in names if (ROOT / name).exists()]


def sources():
    return tracked("*.cpp", "*.cpp.in", "*.hpp")


def page_sources():
    return tracked("*.js", "*.mjs", "*.css", "*.html", "*.cmake")


def link_lines():
    """Folder → the folders that its link line in CMakeLists.txt names, and what those reach."""
    text = (ROOT / "CMakeLists.txt").read_text()
    direct = {folder: [word.removeprefix("minipy_").replace("modules_", "modules/") for word in words.split() if word.startswith("minipy_")]
              for folder, words in re.findall(r"^minipy_stage\(([\w/]+)([^)]*)\)", text, re.MULTILINE)}

    def reach(folder):
        return {folder}.union(*(reach(below) for below in direct[folder]))

    return {folder: reach(folder) for folder in direct}


def check_drawing():
    """The arrows that README draws are the link lines."""
    text = (ROOT / "CMakeLists.txt").read_text()
    drawn = {home: set(below.split()) for home, below in
             re.findall(r"^([\w/]+) →(.*)$", (ROOT / "README.md").read_text(), re.MULTILINE) if home != "cli"}
    problems = []
    for folder, words in re.findall(r"^minipy_stage\(([\w/]+)([^)]*)\)", text, re.MULTILINE):
        links = {word.removeprefix("minipy_").replace("modules_", "modules/") for word in words.split() if word.startswith("minipy_")}
        if drawn.get(folder, {"vm"}) != links:
            problems.append(f"README draws {folder} → {drawn.get(folder)}, CMakeLists.txt links {links}")
    return "\n".join(problems)


def check_links():
    """An include of a folder that the link line does not name is an arrow that the house does not have."""
    reachable, problems = link_lines(), []
    for name in sources():
        home = folder_of(name)
        if home not in reachable:
            continue  # cli, tests and modules/startup.cpp link everything
        for included in INCLUDE.findall((ROOT / name).read_text()):
            target = folder_of(included)
            if included not in GENERATED and target in reachable and target not in reachable[home]:
                problems.append(f"{name} includes {included}, but {home} does not link {target}")
    return "\n".join(problems)


def folder_of(name):
    parts = name.split("/")
    return "/".join(parts[:2]) if parts[0] == "modules" else parts[0]


def check_floors():
    problems = []
    for name in tracked("runtime/*.hpp"):
        home = name.split("/")[1]
        for included in INCLUDE.findall((ROOT / name).read_text()):
            target = included.split("/")[1] if included.startswith("runtime/") else home
            if FLOORS.index(target) > FLOORS.index(home):
                problems.append(f"{name} includes {included}: {target} is a higher floor than {home}")
    shown = re.findall(r"^\| `(\w+)/` \|", (ROOT / "runtime/README.md").read_text(), re.MULTILINE)
    if tuple(shown) != FLOORS:
        problems.append(f"runtime/README.md shows the floors as {shown}")
    return "\n".join(problems)


def mentions(name):
    """The files named in a document, or in the comments of a source."""
    text = (ROOT / name).read_text()
    if not name.endswith(".md"):
        text = "\n".join(re.findall(r"//.*|^\s*#.*", text, re.MULTILINE)) if not name.endswith(".py") else ""
    text = re.sub(r"\]\([^)]*\)|^```python.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    for mention in MENTION.findall(text):
        if not CPYTHON.match(mention):
            yield mention


def check_mentions():
    made = re.findall(r"^\+\+\+ b/(\S+)", "".join((ROOT / patch).read_text() for patch in tracked("docs/adding/*.patch")), re.MULTILINE)
    known = set(tracked()) | set(made)
    tails = {"/".join(name.split("/")[at:]) for name in known for at in range(len(name.split("/")))} | GENERATED
    invented = {"f.py", "x.py", "X.py", "file.py", "FILE.py", "DIR/X.py"}  # stand for any program
    return "\n".join(f"{name} mentions {mention}, which does not exist"
                     for name in tracked("*.cpp", "*.cpp.in", "*.hpp", "*.re", "*.y", "*.def", "*.md", "*.js", "*.mjs", "CMakeLists.txt")
                     for mention in mentions(name) if mention not in tails and mention not in invented)


def check_document_links():
    """Links of documents lead to files, as seen from the document."""
    return "\n".join(f"{name} links {target}, which does not exist"
                     for name in tracked("*.md")
                     for target in re.findall(r"\]\(([^)#:\s]+)[^)]*\)", (ROOT / name).read_text())
                     if not ((ROOT / name).parent / target).exists())


def check_map():
    """docs/cpython-map.md has every C file of CPython that a source of ours names."""
    shown = (ROOT / "docs/cpython-map.md").read_text()
    return "\n".join(sorted({f"docs/cpython-map.md lacks {original}, which {name} names"
                             for name in tracked("*.cpp", "*.cpp.in", "*.hpp", "*.re", "*.y", "*.def")
                             for original in re.findall(r"(?:Objects|Python|Parser|Modules)/[\w/]+\.c\b", (ROOT / name).read_text())
                             if original not in shown}))


def check_module_state():
    """What a program can change in a native module is part of its state: no variables of a namespace or a function."""
    variable = re.compile(r"^\s*(?:static |inline |constinit |thread_local )*"
                          r"(?:Ref<[^()]*>|std::(?:vector|map|string|span)\b[^()]*|bool|int|Size|double|std::u?int\d+_t|\w+\*) "
                          r"\*?\w+(?:\[\w+\])?(?: = [^;]*|\{[^;]*)?;")
    problems = []
    for name in tracked("modules/*.cpp", "modules/*.hpp"):
        for number, line in enumerate((ROOT / name).read_text().splitlines(), 1):
            outside = not line.startswith(" ") or line.lstrip().startswith(("static ", "thread_local "))
            if outside and variable.match(line) and "const " not in line and "constexpr" not in line:
                problems.append(f"{name}:{number} keeps state: {line.strip()}")
    return "\n".join(problems)


# What is no downcast of an object, though a struct of objects is named: (file, what is cast).
NO_DOWNCASTS = {
    ("runtime/text/str_resize.cpp", "heap::reallocate(raw, old_size, new_size)"),  # raw memory becomes a str
    ("modules/language/functools/lru_cache.cpp", "place"),  # from the ring's part of a link to the link around it
}
STRUCT = re.compile(r"^(?:struct|class) (\w+)(?: final)? : (?:public )?(\w+)", re.MULTILINE)
CAST = re.compile(r"static_cast<(?:const )?(?:\w+::)*(\w+)\*>\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)")


def object_structs(texts):
    """The structs that derive from Object."""
    bases = {name: base for text in texts for name, base in STRUCT.findall(text)}

    def derives(name):
        return name == "Object" or name in bases and derives(bases[name])

    return {name for name in bases if derives(name)}


def check_downcasts():
    """An object is taken for a T by as, cast or expect (runtime/object/type.hpp), except for a checked `self`."""
    texts = {name: (ROOT / name).read_text() for folder in ("runtime", "modules", "vm", "trace")
             for name in tracked(f"{folder}/*.cpp", f"{folder}/*.hpp")}
    structs = object_structs(texts.values())
    return "\n".join(f"{name}:{text.count(chr(10), 0, match.start()) + 1} casts unchecked: {match[0]}"
                     for name, text in texts.items() for match in CAST.finditer(text)
                     if match[1] in structs and match[2] not in ("self", "nullptr") and (name, match[2]) not in NO_DOWNCASTS)


SET_ASIDE = re.compile(r"^( *)PreserveException (\w+);")
NEW_FAILURE = re.compile(r"\bTRY\(|\breturn raise")


def check_set_aside():
    """Where an exception is set aside (PreserveException), a new one does not leave: the old one would take its place."""
    found = []
    for name in sources():
        scope = None
        for number, line in enumerate((ROOT / name).read_text().splitlines(), 1):
            if match := SET_ASIDE.match(line):
                scope, kept = match[1], match[2]
            elif scope is not None and line.startswith(f"{scope[4:]}}}"):
                scope = None
            elif scope is not None and f"{kept}.release()" in line:
                scope = None
            elif scope is not None and NEW_FAILURE.search(line):
                found.append(f"{name}:{number} raises where an exception is set aside")
    return "\n".join(found)


# A class name, braces, something, a comma, and then a TRY. Lists of borrowed pointers are in parentheses: `of({…})`.
TRY_BEHIND_A_MEMBER = re.compile(r"\b\w+\{(?:[^;{}]|\{[^;{}]*\})*?,\s*(?:\.\w+ = )?TRY\(|return \{[^;{}]*,\s*TRY\(")


def check_braced_tries():
    """Compilers do not destroy the members before a TRY that leaves a braced initialiser."""
    found = []
    for name in sources():
        text = (ROOT / name).read_text()
        found += [f"{name}:{text.count(chr(10), 0, match.end()) + 1} leaves a braced initialiser half-made"
                  for match in TRY_BEHIND_A_MEMBER.finditer(text)]
    return "\n".join(found)


def check_borrows():
    """A field that programs can replace is held while it is used; where not, tests/borrows.py says why."""
    return borrows.check({name: (ROOT / name).read_text() for name in sources() if not name.startswith("tests/")})


def check_readmes():
    """Families of native modules and chapters of runtime say what is in them, in which order to read, and what to try."""
    families = {"/".join(name.split("/")[:2]) for name in tracked("modules/*/*.cpp", "modules/*/*/*.cpp")}
    problems = []
    for home in sorted(families) + [f"runtime/{floor}" for floor in FLOORS]:
        readme = ROOT / home / "README.md"
        if not readme.exists():
            problems.append(f"{home} has no README.md")
        elif missing := [part for part in ("Reading order:", "Exercises:") if part not in readme.read_text()]:
            problems.append(f"{home}/README.md lacks {missing}")
        elif home.startswith("runtime/") and not 15 <= len(readme.read_text().splitlines()) <= 40:
            problems.append(f"{home}/README.md is not between 15 and 40 lines long")
    return "\n".join(problems)


def check_width():
    return "\n".join(f"{name}:{number} has {len(line)} columns"
                     for name in sources() + page_sources()
                     for number, line in enumerate((ROOT / name).read_text().splitlines(), 1) if len(line) > WIDEST)


def checks(options):
    """The sources keep to the structure that the documents draw."""
    yield "includes follow the link lines", check_links
    yield "the drawing in README is the link lines", check_drawing
    yield "floors of runtime", check_floors
    yield "files that are mentioned exist", check_mentions
    yield "links of documents lead to files", check_document_links
    yield "the map names all files of CPython that sources name", check_map
    yield "native modules keep no state outside their states", check_module_state
    yield "downcasts of objects are checked", check_downcasts
    yield "no exception is lost behind one that was set aside", check_set_aside
    yield "no braced initialiser is left half-made", check_braced_tries
    yield "raw reads of replaceable fields are listed", check_borrows
    yield "families of native modules and chapters of runtime have READMEs", check_readmes
    yield "lines fit a screen", check_width
