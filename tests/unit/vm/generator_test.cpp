// SPDX-License-Identifier: MIT
// Generators: their states, where their frame lies, who resumes it and how.
#include "runtime/generators/generator.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "runtime/kernel/singletons.hpp"
#include "unit/interpreter.hpp"
#include "unit/vm/safe_points.hpp"

namespace minipy {
namespace {

using test::AtSafePoints;
using test::name_of;
using test::Program;

class Generators : public ::testing::Test {
protected:
    Generator* make(const char* source) {
        program_.run(source);
        auto* generator = as<Generator>(program_["g"]);
        EXPECT_NE(generator, nullptr);
        return generator;
    }
    std::string next(Generator* generator) {
        SendResult result = resume_generator(generator, nullptr);
        if (result.status == SendStatus::failed) return test::taken_error();
        std::string text = test::shown(result.value);
        return (result.status == SendStatus::yielded ? "yields " : "returns ") + text;
    }
    Program program_;
};

TEST_F(Generators, BeginWithoutRunningAnything) {
    Generator* g = make("started = []\ndef f():\n    started.append(1)\n    yield\ng = f()\n");
    EXPECT_EQ(g->state, GeneratorState::created);
    EXPECT_EQ(program_.repr_of("started"), "[]");
}

TEST_F(Generators, GoThroughTheirStates) {
    Generator* g = make("def f():\n    yield 1\n    return 2\ng = f()\n");
    EXPECT_EQ(next(g), "yields 1");
    EXPECT_EQ(g->state, GeneratorState::suspended);
    EXPECT_EQ(next(g), "returns 2");
    EXPECT_EQ(g->state, GeneratorState::finished);
    EXPECT_EQ(next(g), "returns None");
}

TEST_F(Generators, KeepTheirFrameInsideThemselves) {
    Generator* g = make("def f(a):\n    b = 7\n    yield a\ng = f(5)\n");
    next(g);
    Frame* frame = g->frame();
    EXPECT_EQ(frame->locals, g->memory());
    EXPECT_EQ(static_cast<void*>(g->memory()), static_cast<void*>(g + 1));
    EXPECT_EQ(static_cast<Int*>(frame->locals[0])->small, 5);
    EXPECT_EQ(static_cast<Int*>(frame->locals[1])->small, 7);
    EXPECT_EQ(frame->previous, nullptr) << "nobody stands behind a suspended generator";
}

TEST_F(Generators, StandInFrontOfWhoResumesThem) {
    make("def f():\n    len('')\n    yield\ng = f()\n");
    bool looked = false;
    {
        AtSafePoints points([&](Frame* frame) {
            if (name_of(frame) != "f") return;
            looked = true;
            EXPECT_EQ(frame->generator->state, GeneratorState::running);
            EXPECT_EQ(name_of(frame->previous), "consumer");
        });
        program_.run("def consumer():\n    for x in g: pass\nconsumer()\n");
    }
    EXPECT_TRUE(looked);
}

TEST_F(Generators, AreResumedByALoopWithoutCppAndByNextWithIt) {
    for (bool loop : {true, false}) {
        make("def f():\n    len('')\n    yield\ng = f()\n");
        char* outside = nullptr;
        char* inside = nullptr;
        bool entry = false;
        {
            AtSafePoints points([&](Frame* frame) {
                char here;
                if (name_of(frame) == "f") {
                    inside = &here;
                    entry = frame->is_entry;
                } else if (inside == nullptr) {
                    outside = &here;
                }
            });
            program_.run(loop ? "for x in g: pass\n" : "len('')\nnext(g)\n");
        }
        EXPECT_EQ(inside == outside, loop);
        EXPECT_EQ(entry, !loop);
    }
}

TEST_F(Generators, AreNotResumedWhileTheyRun) {
    make("def f():\n    yield 1\n    next(g)\ng = f()\nnext(g)\n");
    EXPECT_EQ(program_.error_of("next(g)\n"), "ValueError: generator already executing");
}

TEST_F(Generators, LetGoOfTheirLocalsWhenTheyEnd) {
    Generator* g = make("class A: pass\na = A()\ndef f(x):\n    yield\ng = f(a)\nnext(g)\n");
    Object* a = program_["a"];
    Size held = a->reference_count;
    EXPECT_EQ(next(g), "returns None");
    EXPECT_EQ(a->reference_count, held - 1);
    EXPECT_EQ(g->frame()->locals[0], nullptr);
}

TEST_F(Generators, TakeWhatIsSentAsTheValueOfYield) {
    Generator* g = make("def f():\n    got = yield\n    yield got\ng = f()\nnext(g)\n");
    Ref<Int> sent = Int::from(1234);
    SendResult result = resume_generator(g, sent.get());
    EXPECT_EQ(result.status, SendStatus::yielded);
    EXPECT_EQ(result.value.get(), sent.get());
}

TEST_F(Generators, CannotBeSentAValueBeforeTheyHaveBegun) {
    Generator* g = make("def f():\n    yield\ng = f()\n");
    EXPECT_EQ(resume_generator(g, &True).status, SendStatus::failed);
    EXPECT_EQ(test::taken_error(), "TypeError: can't send non-None value to a just-started generator");
    EXPECT_EQ(g->state, GeneratorState::created);
}

TEST_F(Generators, KnowWhomTheyDelegateTo) {
    Generator* g = make("inner = iter([1, 2])\ndef f():\n    yield 0\n    yield from inner\ng = f()\nnext(g)\n");
    EXPECT_EQ(delegate_of(g), nullptr);
    next(g);
    EXPECT_EQ(delegate_of(g), program_["inner"]);
}

TEST_F(Generators, AStopIterationInsideBecomesARuntimeError) {
    Generator* g = make("def f():\n    raise StopIteration\n    yield\ng = f()\n");
    EXPECT_EQ(next(g), "RuntimeError: generator raised StopIteration");
}

TEST_F(Generators, AreClosedWhenTheyDie) {
    make("closed = []\ndef f():\n    try:\n        yield\n    finally:\n        closed.append(1)\ng = f()\nnext(g)\n");
    program_.run("del g\n");
    EXPECT_EQ(program_.repr_of("closed"), "[1]");
}

TEST_F(Generators, ThatIgnoreTheirEndAreNamed) {
    Generator* g = make(
        "def f():\n    while True:\n        try:\n            yield\n        except GeneratorExit: pass\ng = "
        "f()\nnext(g)\n");
    EXPECT_TRUE(close_generator(g).failed());
    EXPECT_EQ(test::taken_error(), "RuntimeError: generator ignored GeneratorExit");
    program_.run(
        "import sys\nsys.unraisablehook = lambda unraisable: None\ndel g\nsys.unraisablehook = "
        "sys.__unraisablehook__\n");
}

TEST_F(Generators, HandleTheirOwnExceptionsApartFromTheirCallers) {
    make(
        "import sys\ndef f():\n    try: 1 / 0\n    except ZeroDivisionError:\n        yield "
        "sys.exc_info()[0].__name__\ng = f()\n");
    program_.run(
        "try: raise KeyError\nexcept KeyError:\n    inside = next(g)\n    outside = sys.exc_info()[0].__name__\n");
    EXPECT_EQ(program_.repr_of("inside"), "'ZeroDivisionError'");
    EXPECT_EQ(program_.repr_of("outside"), "'KeyError'");
}

}  // namespace
}  // namespace minipy
