// SPDX-License-Identifier: MIT
// Frames and calls: where frames lie, what they own, which of them C++ has entered, when Python sees them.
#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "runtime/functions/cell.hpp"
#include "runtime/generators/generator.hpp"
#include "unit/interpreter.hpp"
#include "unit/vm/safe_points.hpp"

namespace minipy {
namespace {

using test::AtSafePoints;
using test::code_of;
using test::name_of;
using test::Program;

// Looks at the frame of each function when it begins; later looks at the same name overwrite earlier ones.
template <class Look>
void at_begin_of(const char* function, Program& program, const char* source, Look look) {
    int looked = 0;
    {
        Ref<Code> code = program.compile(source);
        AtSafePoints points([&](Frame* frame) {
            if (name_of(frame) == function && ++looked == 1) look(frame);
        });
        program.run(source);
    }
    EXPECT_GT(looked, 0) << function;
}

constexpr const char* outer_and_inner =
    "def inner(a, b):\n    c = a\n    return c\n"
    "def outer(x):\n    y = x\n    return inner(x, y)\n";

TEST(Frames, TheCalleesLocalsBeginOnTheCallersValueStack) {
    Program program(outer_and_inner);
    at_begin_of("inner", program, "outer(1)\n", [](Frame* inner) {
        Frame* outer = inner->previous;
        ASSERT_EQ(name_of(outer), "outer");
        EXPECT_GE(inner->locals, outer->stack_base());
        EXPECT_LT(inner->locals, outer->stack_base() + outer->code->parts.stack_size);
    });
}

TEST(Frames, AFrameBeginsBehindItsLocalsAndEndsWithItsValueStack) {
    Program program(outer_and_inner);
    at_begin_of("inner", program, "outer(1)\n", [](Frame* frame) {
        EXPECT_EQ(reinterpret_cast<Object**>(frame), frame->locals + frame->code->localsplus_count);
        EXPECT_EQ(frame->stack_pointer, frame->stack_base());
        EXPECT_EQ(current_thread->stack_top, frame->locals + frame->code->frame_size);
    });
}

TEST(Frames, ArgumentsAreTheFirstLocalsAndTheOthersAreUnbound) {
    Program program(outer_and_inner);
    at_begin_of("inner", program, "outer(257)\n", [](Frame* frame) {
        ASSERT_EQ(frame->code->localsplus_count, 3);
        EXPECT_EQ(static_cast<Int*>(frame->locals[0])->small, 257);
        EXPECT_EQ(frame->locals[1], frame->locals[0]) << "y is x";
        EXPECT_EQ(frame->locals[2], nullptr);
    });
}

TEST(Frames, AreGivenBackWhenACallEnds) {
    Program program(outer_and_inner);
    Object** before = current_thread->stack_top;
    int recursion = current_thread->recursion_remaining;
    program.run("for i in range(100): outer(i)\n");
    EXPECT_EQ(program.error_of("def bad(): raise KeyError\ndef worse(): bad()\nworse()\n"), "KeyError");
    EXPECT_EQ(current_thread->stack_top, before);
    EXPECT_EQ(current_thread->recursion_remaining, recursion);
    EXPECT_EQ(current_thread->frame, nullptr);
}

TEST(Frames, PythonCallsPythonWithoutAFrameOfCpp) {
    Program program("def down(n):\n    return 0 if n == 0 else down(n - 1)\n");
    std::vector<char*> native;
    {
        AtSafePoints points([&](Frame* frame) {
            char here;
            if (name_of(frame) == "down") native.push_back(&here);
        });
        program.run("down(50)\n");
    }
    ASSERT_EQ(native.size(), 51U);
    EXPECT_EQ(native.front(), native.back()) << "the C++ stack is as deep at the last call as at the first";
}

TEST(Frames, ACallFromCppIsEnteredAndLeft) {
    Program program("def key(x):\n    return x\n");
    at_begin_of("key", program, "key(1)\n", [](Frame* frame) { EXPECT_FALSE(frame->is_entry); });
    at_begin_of("key", program, "sorted([1], key=key)\n", [](Frame* frame) {
        EXPECT_TRUE(frame->is_entry);
        EXPECT_EQ(name_of(frame->previous), "<module>") << "native functions have no frame";
    });
}

TEST(Frames, KeywordsMakeTheArgumentsMove) {
    Program program("def f(a, b):\n    return a, b\n");
    at_begin_of("f", program, "f(b=1, a=2)\n", [](Frame* frame) {
        EXPECT_EQ(static_cast<Int*>(frame->locals[0])->small, 2);
        EXPECT_EQ(static_cast<Int*>(frame->locals[1])->small, 1);
        Frame* caller = frame->previous;
        EXPECT_GE(frame->locals, caller->stack_base() + caller->code->parts.stack_size) << "above the caller's stack";
    });
}

TEST(Frames, BorrowTheirCodeAndOwnTheirFunction) {
    Program program("def f():\n    pass\n");
    Function* function = program.function("f");
    Size functions = function->reference_count, codes = code_of(function)->reference_count;
    at_begin_of("f", program, "f()\n", [&](Frame* frame) {
        EXPECT_EQ(frame->code, code_of(function));
        EXPECT_EQ(code_of(function)->reference_count, codes);
        EXPECT_EQ(function->reference_count, functions + 1);
    });
}

TEST(Frames, CodeThatIsReplacedWhileItRunsIsKept) {
    Program program(
        "def other(): return 'new'\n"
        "def f():\n    f.__code__ = other.__code__\n    len('')\n    return 'old'\n");
    Code* old = code_of(program.function("f"));
    bool looked = false;
    {
        AtSafePoints points([&](Frame* frame) {
            if (frame->code != old || code_of(frame->function) == old) return;
            looked = true;
            ASSERT_NE(frame->frame_object, nullptr);
            EXPECT_EQ(frame->frame_object->code.get(), old);
        });
        program.run("results = f(), f()\n");
    }
    EXPECT_TRUE(looked);
    EXPECT_EQ(program.repr_of("results"), "('old', 'new')");
}

TEST(FrameObjects, AreMadeWhenSomebodyAsks) {
    Program program("import sys\ndef f(ask):\n    frame = sys._getframe() if ask else None\n    len('')\n");
    for (bool ask : {false, true}) {
        bool made = false;
        AtSafePoints points([&](Frame* frame) {
            if (name_of(frame) == "f" && frame->frame_object != nullptr) made = true;
        });
        program.run(ask ? "f(True)\n" : "f(False)\n");
        EXPECT_EQ(made, ask);
    }
}

TEST(FrameObjects, TakeTheLocalsOverWhenTheCallEnds) {
    Program program("import sys\ndef f(x):\n    return sys._getframe()\nframe = f([1, 2])\n");
    auto* object = as<FrameObject>(program["frame"]);
    ASSERT_NE(object, nullptr);
    ASSERT_TRUE(object->owns_frame);
    EXPECT_EQ(object->frame->locals, object->memory());
    EXPECT_EQ(test::shown(share(object->frame->locals[0])), "[1, 2]");
    EXPECT_TRUE(object->previous) << "the caller's frame object is fixed now";
}

TEST(FrameObjects, OfATracebackKeepTheLocalsAlive) {
    Program program(
        "class A: pass\ndef f(x): raise ValueError\n"
        "a = A()\ntry: f(a)\nexcept ValueError as e: error = e\n");
    Size held = program["a"]->reference_count;
    program.run("del error\n");
    EXPECT_EQ(program["a"]->reference_count, held - 1);
}

TEST(Calls, EndlessRecursionIsARecursionError) {
    Program program("def f(): f()\n");
    EXPECT_EQ(program.error_of("f()\n"), "RecursionError: maximum recursion depth exceeded");
}

TEST(Calls, AVariableOfAnInnerFunctionIsACell) {
    Program program("def f(x):\n    def g():\n        return x\n    len('')\n    return g\n");
    bool looked = false;
    {
        AtSafePoints points([&](Frame* frame) {
            if (name_of(frame) != "f" || !is<Cell>(frame->locals[0])) return;
            looked = true;
            EXPECT_EQ(test::shown(static_cast<Cell*>(frame->locals[0])->contents.hold()), "'value'");
        });
        program.run("g = f('value')\n");
    }
    EXPECT_TRUE(looked);
    EXPECT_EQ(program.function("g")->closure->length, 1);
}

}  // namespace
}  // namespace minipy
