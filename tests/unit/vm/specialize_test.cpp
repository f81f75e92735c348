// SPDX-License-Identifier: MIT
// Specialisation: after how many runs an instruction takes a form, which, and when it gives it up. The private stream
// is looked at directly; co_code never changes.
#include <gtest/gtest.h>

#include "runtime/bytecode/opcode.hpp"
#include "runtime/containers/list.hpp"
#include "unit/interpreter.hpp"
#include "vm/quicken.hpp"

namespace minipy {
namespace {

using test::Program;

// The first instruction of `opcode` in a function.
int unit_of(const Code* code, Opcode opcode) {
    for (int unit = 0; unit < code->unit_count; unit += 1 + caches_of(code->units()[unit].opcode)) {
        if (code->units()[unit].opcode == static_cast<std::uint8_t>(opcode)) return unit;
    }
    ADD_FAILURE() << "no " << opcode_name(opcode);
    return 0;
}

// Calls a function of one or two arguments again and again, and tells what one of its instructions has become.
class Specialized : public ::testing::Test {
protected:
    void define(const char* source, Opcode opcode) {
        program_.run(source);
        function_ = program_.function("f");
        unit_ = unit_of(test::code_of(function_), opcode);
        opcode_ = opcode;
    }
    void run(int times, std::initializer_list<Object*> arguments) {
        for (int count = 0; count < times; ++count) {
            Result<Object> result = call(function_, arguments);
            ASSERT_TRUE(result.ok()) << test::taken_error();
        }
    }
    // After the warm-up and the run in which it specialises.
    void warm_up(std::initializer_list<Object*> arguments) { run(first_warmup + 1, arguments); }

    int form() const { return test::code_of(function_)->executable[unit_].opcode; }
    bool is_generic() const { return form() == static_cast<int>(opcode_); }
    bool is(Special special) const { return form() == static_cast<int>(special); }
    int pristine() const { return test::code_of(function_)->units()[unit_].opcode; }

    Object* global(const char* name) { return program_[name]; }

    Program program_;
    Function* function_ = nullptr;
    Opcode opcode_{};
    int unit_ = 0;
    Ref<Object> one_ = Int::from(1000), two_ = Int::from(2000), real_ = Float::from(1.5), word_ = Str::from("word");
};

TEST_F(Specialized, AFunctionHasNoPrivateStreamBeforeItsFirstRun) {
    define("def f(a, b): return a + b\n", Opcode::BINARY_OP);
    EXPECT_EQ(test::code_of(function_)->executable, nullptr);
    run(1, {one_.get(), two_.get()});
    EXPECT_NE(test::code_of(function_)->executable, nullptr);
}

TEST_F(Specialized, AnAdditionOfIntsWaitsForTheWarmUp) {
    define("def f(a, b): return a + b\n", Opcode::BINARY_OP);
    run(first_warmup, {one_.get(), two_.get()});
    EXPECT_TRUE(is_generic());
    run(1, {one_.get(), two_.get()});
    EXPECT_TRUE(is(Special::BINARY_OP_ADD_INT));
}

TEST_F(Specialized, TheBytecodeThatPythonSeesStaysAsItIs) {
    define("def f(a, b): return a + b\n", Opcode::BINARY_OP);
    warm_up({one_.get(), two_.get()});
    EXPECT_FALSE(is_generic());
    EXPECT_EQ(pristine(), static_cast<int>(Opcode::BINARY_OP));
}

TEST_F(Specialized, TheLoadsInFrontAreFusedWithTheOperator) {
    define("def f(a, b): return a + b\n", Opcode::LOAD_FAST);
    warm_up({one_.get(), two_.get()});
    EXPECT_TRUE(is(Special::FAST_FAST__ADD_INT));
    run(1, {word_.get(), word_.get()});
    EXPECT_TRUE(is_generic()) << "its guard has failed";
}

TEST_F(Specialized, AGuardThatFailsMakesItGenericAndItWaitsLonger) {
    define("def f(a, b): return a + b\n", Opcode::BINARY_OP);
    warm_up({one_.get(), two_.get()});
    run(1, {word_.get(), word_.get()});
    EXPECT_TRUE(is_generic());
    run(later_warmup - 1, {word_.get(), word_.get()});
    EXPECT_TRUE(is_generic());
    run(2, {word_.get(), word_.get()});
    EXPECT_TRUE(is(Special::BINARY_OP_ADD_STR));
}

TEST_F(Specialized, WhatFitsNoFormStaysGeneric) {
    define("def f(a, b): return a + b\n", Opcode::BINARY_OP);
    warm_up({one_.get(), real_.get()});
    EXPECT_TRUE(is_generic());
}

TEST_F(Specialized, AnAdditionThatOverflowsIsStillRight) {
    define("def f(a, b): return a + b\n", Opcode::BINARY_OP);
    Ref<Object> largest = Int::from(INT64_MAX);
    warm_up({one_.get(), two_.get()});
    EXPECT_EQ(test::shown(call(function_, {largest.get(), largest.get()})), "18446744073709551614");
}

TEST_F(Specialized, FloatsHaveFormsOfTheirOwn) {
    define("def f(a, b): return a * b\n", Opcode::BINARY_OP);
    warm_up({real_.get(), real_.get()});
    EXPECT_TRUE(is(Special::BINARY_OP_MULTIPLY_FLOAT));
}

TEST_F(Specialized, AComparisonTakesTheJumpBehindItAlong) {
    define("def f(a, b):\n    if a < b: return 1\n    return 2\n", Opcode::COMPARE_OP);
    warm_up({one_.get(), two_.get()});
    EXPECT_TRUE(is(Special::COMPARE_OP_INT_JUMP));
    EXPECT_EQ(test::shown(call(function_, {one_.get(), two_.get()})), "1");
    EXPECT_EQ(test::shown(call(function_, {two_.get(), one_.get()})), "2");
}

TEST_F(Specialized, AnAttributeOfAnInstanceIsFoundByPosition) {
    define("class A:\n    def __init__(self): self.x = 5\na = A()\ndef f(a): return a.x\n", Opcode::LOAD_ATTR);
    warm_up({global("a")});
    EXPECT_TRUE(is(Special::LOAD_ATTR_INSTANCE));
}

TEST_F(Specialized, AChangedClassIsNoticed) {
    define("class A:\n    def __init__(self): self.x = 5\na = A()\ndef f(a): return a.x\n", Opcode::LOAD_ATTR);
    warm_up({global("a")});
    program_.run("A.x = property(lambda self: 'from the class')\n");
    EXPECT_EQ(test::shown(call(function_, {global("a")})), "'from the class'");
    EXPECT_TRUE(is_generic());
}

TEST_F(Specialized, AnInstanceWithADictIsNoticed) {
    define("class A:\n    def __init__(self): self.x = 5\na = A()\ndef f(a): return a.x\n", Opcode::LOAD_ATTR);
    warm_up({global("a")});
    program_.run("a.__dict__['x'] = 6\n");
    EXPECT_EQ(test::shown(call(function_, {global("a")})), "6");
    EXPECT_TRUE(is_generic());
}

TEST_F(Specialized, AMethodIsKeptUntilAnAttributeHidesIt) {
    define("class A:\n    def m(self): return 'method'\na = A()\ndef f(a): return a.m()\n", Opcode::LOAD_METHOD);
    warm_up({global("a")});
    EXPECT_TRUE(is(Special::LOAD_METHOD_TYPE));
    program_.run("a.m = lambda: 'attribute'\n");
    EXPECT_EQ(test::shown(call(function_, {global("a")})), "'attribute'");
}

TEST_F(Specialized, AGlobalIsFoundByPositionUntilANewNameAppears) {
    define("g = 1\ndef f(a): return g\n", Opcode::LOAD_GLOBAL);
    warm_up({one_.get()});
    EXPECT_TRUE(is(Special::LOAD_GLOBAL_MODULE));
    program_.run("g = 2\n");
    EXPECT_EQ(test::shown(call(function_, {one_.get()})), "2");
    EXPECT_TRUE(is(Special::LOAD_GLOBAL_MODULE)) << "a new value is no new key";
    program_.run("something_new = 3\n");
    run(1, {one_.get()});
    EXPECT_TRUE(is_generic());
}

TEST_F(Specialized, ABuiltInThatIsHiddenLaterIsNoticed) {
    define("def f(a): return len\n", Opcode::LOAD_GLOBAL);
    warm_up({one_.get()});
    EXPECT_TRUE(is(Special::LOAD_GLOBAL_BUILTIN));
    program_.run("len = 'mine'\n");
    EXPECT_EQ(test::shown(call(function_, {one_.get()})), "'mine'");
}

TEST_F(Specialized, ALoopTakesItsFormAtOnce) {
    define("def f(a):\n    for i in a: len('')\n", Opcode::FOR_ITER);
    Ref<Object> list = call(&List::type_object, {word_.get()}).take();
    run(1, {list.get()});
    EXPECT_TRUE(is(Special::FOR_ITER_LIST__STORE_FAST));
    run(1, {word_.get()});
    EXPECT_TRUE(is_generic());
}

TEST_F(Specialized, ACallOfAFunctionIsKeptUntilItsDefaultsOrCodeChange) {
    define("def g(x): return x\ndef f(a): return g(a)\n", Opcode::CALL);
    warm_up({one_.get()});
    EXPECT_TRUE(is(Special::CALL_PYTHON));
    program_.run("g.__code__ = (lambda x: 'other').__code__\n");
    EXPECT_EQ(test::shown(call(function_, {one_.get()})), "'other'");
    EXPECT_TRUE(is_generic());
}

}  // namespace
}  // namespace minipy
