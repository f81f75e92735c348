// SPDX-License-Identifier: MIT
// Where the loop looks at the eval breaker, and what may happen there.
#include <gtest/gtest.h>

#include "runtime/memory/gc.hpp"
#include "runtime/memory/observer.hpp"
#include "unit/interpreter.hpp"
#include "unit/vm/safe_points.hpp"

namespace minipy {
namespace {

using test::AtSafePoints;
using test::Program;

int safe_points_of(const char* source) {
    Program program;
    Ref<Code> code = program.compile(source);
    int count = 0;
    AtSafePoints points([&](Frame*) { ++count; });
    Ref<Dict> globals = Dict::create();
    EXPECT_TRUE(run_code(code.get(), globals.get(), nullptr).ok()) << test::taken_error();
    return count;
}

TEST(SafePoints, TheBeginningOfABodyIsOne) { EXPECT_EQ(safe_points_of("x = 1\ny = x + 2\n"), 1); }

TEST(SafePoints, EachRoundOfALoopIsOne) {
    EXPECT_EQ(safe_points_of("for i in range(10): pass\n") - safe_points_of("for i in range(3): pass\n"), 7);
    EXPECT_EQ(safe_points_of("i = 0\nwhile i < 10: i += 1\n") - safe_points_of("i = 0\nwhile i < 3: i += 1\n"), 7);
}

TEST(SafePoints, ACallOfNativeCodeIsOne) {
    EXPECT_EQ(safe_points_of("len('')\nlen('')\n") - safe_points_of("len('')\n"), 1);
    EXPECT_EQ(safe_points_of("[].append(1)\n") - safe_points_of("1\n"), 1);
}

TEST(SafePoints, ACallOfAPythonFunctionIsOneForItsBeginning) {
    EXPECT_EQ(safe_points_of("def f(): pass\nf()\nf()\n") - safe_points_of("def f(): pass\nf()\n"), 1);
}

TEST(SafePoints, ArithmeticAndBuildingContainersAreNone) {
    EXPECT_EQ(safe_points_of("a = [1, 2] + [3]\nb = {'x': a}\nc = (a, b, 2 ** 100)\nd = a[0] < 5\n"), 1);
}

TEST(SafePoints, ACollectionThatIsDueHappensAtTheNextOne) {
    Program program("class A: pass\n");
    gc::collect(2, gc::Reason::asked_for);
    program.run("a = A(); a.me = a; del a\n");
    Size before = gc::state.statistics[0].collections;
    gc::state.generations[0].count = gc::state.generations[0].threshold + 1;
    gc::make_due();
    EXPECT_EQ(gc::state.statistics[0].collections, before);
    program.run("pass\n");
    EXPECT_EQ(gc::state.statistics[0].collections, before + 1);
    EXPECT_FALSE(gc::state.due);
}

TEST(SafePoints, AnExceptionOfASignalHandlerComesOutOfTheInstruction) {
    Program program;
    Ref<Code> code =
        program.compile("try:\n    while True: pass\nexcept KeyError as error:\n    caught = str(error)\n");
    Ref<Dict> globals = Dict::create();
    auto* before =
        std::exchange(run_signal_handlers, []() -> Result<void> { return raise(KeyError, "from a signal"); });
    eval_breaker = true;
    Result<Object> result = run_code(code.get(), globals.get(), nullptr);
    run_signal_handlers = before;
    // RESUME is a safe point, too: there no handler is in charge yet.
    EXPECT_TRUE(result.failed());
    EXPECT_EQ(test::taken_error(), "KeyError: 'from a signal'");
}

}  // namespace
}  // namespace minipy
