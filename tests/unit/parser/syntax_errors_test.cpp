// SPDX-License-Identifier: MIT
//
// What CPython 3.11 says of wrong programs, and where. The table was written by running them there.
#include "tests/unit/parser/support.hpp"

namespace minipy::parser {

namespace {

struct Wrong {
    const char* text;
    const char* error;
};

constexpr Wrong wrong[] = {
    {"f() = 1", "SyntaxError 1:1-1:4 cannot assign to function call here. Maybe you meant '==' instead of '='?"},
    {"a + 1 = 2", "SyntaxError 1:1-1:6 cannot assign to expression here. Maybe you meant '==' instead of '='?"},
    {"(a, 1) = x", "SyntaxError 1:5-1:6 cannot assign to literal"},
    {"None = 1", "SyntaxError 1:1-1:5 cannot assign to None"},
    {"x = y = yield = 1", "SyntaxError 1:9-1:14 assignment to yield expression not possible"},
    {"x = f() = 3", "SyntaxError 1:5-1:8 cannot assign to function call"},
    {"f() += 1", "SyntaxError 1:1-1:4 'function call' is an illegal expression for augmented assignment"},
    {"(a, b): int", "SyntaxError 1:1-1:7 only single target (not tuple) can be annotated"},
    {"[a]: int", "SyntaxError 1:1-1:4 only single target (not list) can be annotated"},
    {"f(): int", "SyntaxError 1:1-1:4 illegal target for annotation"},
    {"del f()", "SyntaxError 1:5-1:8 cannot delete function call"},
    {"for f() in x: pass", "SyntaxError 1:5-1:8 cannot assign to function call"},
    {"with a as f(): pass", "SyntaxError 1:11-1:14 cannot assign to function call"},
    {"if x = 3: pass", "SyntaxError 1:4-1:9 invalid syntax. Maybe you meant '==' or ':=' instead of '='?"},
    {"while x.a = 3: pass",
     "SyntaxError 1:7-1:10 cannot assign to attribute here. Maybe you meant '==' instead of '='?"},
    {"(x, y, z=3)", "SyntaxError 1:8-1:11 invalid syntax. Maybe you meant '==' or ':=' instead of '='?"},
    {"[a for f() in x]", "SyntaxError 1:8-1:11 cannot assign to function call"},
    {"(a b)", "SyntaxError 1:2-1:5 invalid syntax. Perhaps you forgot a comma?"},
    {"[1, 2 3]", "SyntaxError 1:5-1:8 invalid syntax. Perhaps you forgot a comma?"},
    {"f(a, b c)", "SyntaxError 1:6-1:9 invalid syntax. Perhaps you forgot a comma?"},
    {"x = {1: 2 3}", "SyntaxError 1:9-1:12 invalid syntax. Perhaps you forgot a comma?"},
    {"{1: 2, 3 4}", "SyntaxError 1:8-1:0 ':' expected after dictionary key"},
    {"{1:}", "SyntaxError 1:3-1:4 expression expected after dictionary key and ':'"},
    {"{1: *a}", "SyntaxError 1:5-1:7 cannot use a starred expression in a dictionary value"},
    {"{**a for a in b}", "SyntaxError 1:2-1:4 dict unpacking cannot be used in dict comprehension"},
    {"[*a for a in b]", "SyntaxError 1:2-1:4 iterable unpacking cannot be used in comprehension"},
    {"[a, b for a in c]", "SyntaxError 1:2-1:6 did you forget parentheses around the comprehension target?"},
    {"(*a)", "SyntaxError 1:2-1:4 cannot use starred expression here"},
    {"(**a)", "SyntaxError 1:2-1:4 cannot use double starred expression here"},
    {"a if b", "SyntaxError 1:1-1:7 expected 'else' after 'if' expression"},
    {"(a if b)", "SyntaxError 1:2-1:8 expected 'else' after 'if' expression"},
    {"print \"x\"", "SyntaxError 1:1-1:10 Missing parentheses in call to 'print'. Did you mean print(...)?"},
    {"print a, b", "SyntaxError 1:1-1:11 Missing parentheses in call to 'print'. Did you mean print(...)?"},
    {"exec \"x\"", "SyntaxError 1:1-1:9 Missing parentheses in call to 'exec'. Did you mean exec(...)?"},
    {"f(a=1, b)", "SyntaxError 1:9-1:10 positional argument follows keyword argument"},
    {"f(**a, b)", "SyntaxError 1:9-1:10 positional argument follows keyword argument unpacking"},
    {"f(**a, *b)", "SyntaxError 1:3-1:6 iterable argument unpacking follows keyword argument unpacking"},
    {"f(x for x in y, 1)", "SyntaxError 1:3-1:15 Generator expression must be parenthesized"},
    {"f(a.b=1)", "SyntaxError 1:3-1:7 expression cannot contain assignment, perhaps you meant \"==\"?"},
    {"f(True=1)", "SyntaxError 1:3-1:8 cannot assign to True"},
    {"f(x=y for y in z)", "SyntaxError 1:3-1:5 invalid syntax. Maybe you meant '==' or ':=' instead of '='?"},
    {"class C(x for x in y): pass", "SyntaxError 1:11-1:14 invalid syntax"},
    {"def f(a=1, b): pass", "SyntaxError 1:12-1:13 non-default argument follows default argument"},
    {"def f(a=): pass", "SyntaxError 1:8-1:9 expected default value expression"},
    {"def f(*): pass", "SyntaxError 1:7-1:8 named arguments must follow bare *"},
    {"def f(*, **k): pass", "SyntaxError 1:7-1:8 named arguments must follow bare *"},
    {"def f(*a, *b): pass", "SyntaxError 1:11-1:12 * argument may appear only once"},
    {"def f(**k, a): pass", "SyntaxError 1:12-1:13 arguments cannot follow var-keyword argument"},
    {"def f(*k=1): pass", "SyntaxError 1:9-1:10 var-positional argument cannot have default value"},
    {"def f(/, a): pass", "SyntaxError 1:7-1:8 at least one argument must precede /"},
    {"def f(a, *, b, /): pass", "SyntaxError 1:16-1:17 / must be ahead of *"},
    {"def f((a, b)): pass", "SyntaxError 1:7-1:13 Function parameters cannot be parenthesized"},
    {"lambda (a): 1", "SyntaxError 1:8-1:11 Lambda expression parameters cannot be parenthesized"},
    {"lambda *: 1", "SyntaxError 1:9-1:10 named arguments must follow bare *"},
    {"def f: pass", "SyntaxError 1:6-1:7 expected '('"},
    {"def f() pass", "SyntaxError 1:9-1:13 expected ':'"},
    {"try x", "SyntaxError 1:5-1:6 expected ':'"},
    {"if x", "SyntaxError 1:5-1:5 expected ':'"},
    {"class C", "SyntaxError 1:8-1:8 expected ':'"},
    {"for x in y", "SyntaxError 1:11-1:11 expected ':'"},
    {"with a", "SyntaxError 1:7-1:7 expected ':'"},
    {"try: pass\nx = 1", "SyntaxError 2:1-2:2 expected 'except' or 'finally' block"},
    {"try: pass\nexcept a, b: pass", "SyntaxError 2:8-2:12 multiple exception types must be parenthesized"},
    {"try: pass\nexcept *: pass", "SyntaxError 2:9-2:10 expected one or more exception types"},
    {"if x:\npass", "IndentationError 2:1-2:5 expected an indented block after 'if' statement on line 1"},
    {"def f():\npass", "IndentationError 2:1-2:5 expected an indented block after function definition on line 1"},
    {"class C:\npass", "IndentationError 2:1-2:5 expected an indented block after class definition on line 1"},
    {"while x:", "IndentationError 1:9-1:-1 expected an indented block after 'while' statement on line 1"},
    {"  x", "IndentationError 1:2-1:-1 unexpected indent"},
    {"if x:\n  y\n z", "IndentationError 3:3-3:-1 unindent does not match any outer indentation level"},
    {"import a b", "SyntaxError 1:10-1:11 invalid syntax"},
    {"from a import b,", "SyntaxError 1:17-1:17 trailing comma not allowed without surrounding parentheses"},
    {"from a import (b", "SyntaxError 1:15-1:0 '(' was never closed"},
    {"x = (1,\n2 3", "SyntaxError 1:5-1:0 '(' was never closed"},
    {"(a.b := 1)", "SyntaxError 1:2-1:5 cannot use assignment expressions with attribute"},
    {"a := 1", "SyntaxError 1:3-1:5 invalid syntax"},
    {"match a:\n case a as _: pass", "SyntaxError 2:12-2:13 cannot use '_' as a target"},
    {"match a:\n case f(a=1, b): pass", "SyntaxError 2:14-2:15 positional patterns follow keyword patterns"},
    {"match a\n case 1: pass", "SyntaxError 1:8-1:8 expected ':'"},
    {"f'{a b}'", "SyntaxError 1:2-1:5 f-string: invalid syntax. Perhaps you forgot a comma?"},
    {"f'{}'", "SyntaxError 1:6-1:6 f-string: empty expression not allowed"},
    {"f'{a!x}'", "SyntaxError 1:9-1:9 f-string: invalid conversion character: expected 's', 'r', or 'a'"},
    {"f'{a'", "SyntaxError 1:6-1:6 f-string: expecting '}'"},
    {"'\\N{foo}'",
     "SyntaxError 1:10-1:10 (unicode error) 'unicodeescape' codec can't decode bytes in position 0-6: unknown Unicode "
     "character name"},
    {"'abc", "SyntaxError 1:1-1:1 unterminated string literal (detected at line 1)"},
    {"0777",
     "SyntaxError 1:1-1:2 leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal "
     "integers"},
    {"1a", "SyntaxError 1:1-1:1 invalid decimal literal"},
    {"x = $", "SyntaxError 1:5-1:6 invalid syntax"},
    {"a ? b", "SyntaxError 1:3-1:4 invalid syntax"},
    {")", "SyntaxError 1:1-1:1 unmatched ')'"},
    {"a <> b", "SyntaxError 1:3-1:5 invalid syntax"},
};

}  // namespace

TEST(SyntaxErrors, HaveCPythonsWordsAndPlaces) {
    for (const Wrong& wrong : wrong) EXPECT_EQ(error(wrong.text), wrong.error) << wrong.text;
}

TEST(SyntaxErrors, TakeTimeLinearInTheDepthOfBrackets) {
    for (const char* open : {"f(", "{a:", "[", "a[", "f(a="}) {
        std::string text;
        for (int i = 0; i < 150; ++i) text += open;
        EXPECT_EQ(error(text + "b c").substr(0, 11), "SyntaxError");
    }
}

}  // namespace minipy::parser
