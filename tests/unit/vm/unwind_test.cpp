// SPDX-License-Identifier: MIT
// Exceptions: which handler the table names, how deep the stack is there, and what the traceback tells.
#include <gtest/gtest.h>

#include "runtime/exceptions/exception.hpp"
#include "unit/interpreter.hpp"
#include "vm/unwind.hpp"

namespace minipy {
namespace {

using test::Program;

// The lines of a traceback, outermost first: "1 3 7".
std::string lines_of(Object* exception) {
    std::string lines;
    Ref<Traceback> entry = static_cast<ExceptionObject*>(exception)->traceback.hold();
    for (; entry; entry = entry->next.hold()) lines += (lines.empty() ? "" : " ") + std::to_string(entry->line);
    return lines;
}

// The entry of the exception table for the instruction that begins the given line.
bool handler_at_line(const Code* code, int line, ExceptionHandler& handler) {
    for (int unit = 0; unit < code->unit_count; ++unit) {
        if (line_of(code, unit) == line && find_exception_handler(code, unit, handler)) return true;
    }
    return false;
}

TEST(ExceptionTable, CodeWithoutTryHasNoHandler) {
    Program program("def f(x):\n    return 1 // x\n");
    ExceptionHandler handler;
    EXPECT_FALSE(handler_at_line(test::code_of(program.function("f")), 2, handler));
    EXPECT_EQ(test::code_of(program.function("f"))->parts.exception_table->length, 0);
}

TEST(ExceptionTable, TheHandlerOfATryHasTheDepthOfTheStatement) {
    Program program(
        "def f(x):\n    for i in x:\n        try:\n            g(i)\n        except KeyError:\n            pass\n");
    ExceptionHandler handler;
    ASSERT_TRUE(handler_at_line(test::code_of(program.function("f")), 4, handler));
    EXPECT_EQ(handler.depth, 1) << "the iterator of the loop stays";
    EXPECT_FALSE(handler.push_lasti);
}

TEST(ExceptionTable, WhileAnExceptionIsHandledItsPlaceIsKept) {
    Program program("def f(x):\n    try:\n        g()\n    except KeyError:\n        h()\n");
    ExceptionHandler handler;
    ASSERT_TRUE(handler_at_line(test::code_of(program.function("f")), 5, handler));
    EXPECT_TRUE(handler.push_lasti);
}

TEST(Tracebacks, HaveOneEntryForEachFrameOutermostFirst) {
    Program program(
        "def f():\n    g()\ndef g():\n    raise KeyError\n"
        "try:\n    f()\nexcept KeyError as e: error = e\n");
    EXPECT_EQ(lines_of(program["error"]), "6 2 4");
}

TEST(Tracebacks, OfAnExceptionThatIsRaisedAgainGrowInFront) {
    Program program(
        "def f():\n    try:\n        raise KeyError\n    except KeyError:\n        raise\n"
        "try:\n    f()\nexcept KeyError as e: error = e\n");
    EXPECT_EQ(lines_of(program["error"]), "7 3") << "a bare raise in the same frame makes no entry";
}

TEST(Tracebacks, GoOnWhenAnExceptionObjectIsRaisedASecondTime) {
    Program program(
        "error = KeyError()\ndef f():\n    raise error\n"
        "for i in range(2):\n    try: f()\n    except KeyError: pass\n");
    EXPECT_EQ(lines_of(program["error"]), "5 3 5 3");
}

TEST(Unwinding, DropsWhatTheStackHeldAboveTheHandler) {
    Program program("class A: pass\na = A()\ndef fail(): raise KeyError\n");
    Size held = program["a"]->reference_count;
    program.run("try: [a, a, (a, fail())]\nexcept KeyError: pass\n");
    EXPECT_EQ(program["a"]->reference_count, held);
}

TEST(Unwinding, FinallyRunsOnEveryWayOut) {
    Program program(
        "log = []\ndef f(how):\n    for i in range(1):\n        try:\n            if how == 'return': return\n"
        "            if how == 'break': break\n            if how == 'raise': raise KeyError\n"
        "        finally: log.append(how)\n");
    program.run("f('return'); f('break'); f('end')\n");
    EXPECT_EQ(program.error_of("f('raise')\n"), "KeyError");
    EXPECT_EQ(program.repr_of("log"), "['return', 'break', 'end', 'raise']");
}

TEST(Unwinding, AnExceptionOfAHandlerHasTheFirstOneAsItsContext) {
    Program program(
        "try:\n    try: 1 / 0\n    except ZeroDivisionError: {}['missing']\n"
        "except KeyError as e: context = type(e.__context__).__name__\n");
    EXPECT_EQ(program.repr_of("context"), "'ZeroDivisionError'");
}

TEST(Unwinding, LeavesNothingHandledBehind) {
    Program program("try: raise KeyError\nexcept KeyError: pass\nimport sys\nafter = sys.exc_info()\n");
    EXPECT_EQ(program.repr_of("after"), "(None, None, None)");
    EXPECT_FALSE(exception_pending());
}

}  // namespace
}  // namespace minipy
