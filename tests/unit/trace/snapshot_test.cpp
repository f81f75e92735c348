// SPDX-License-Identifier: MIT
// What instances look like in a trace, and when a number or text carries the number of its object.
#include "trace/snapshot.hpp"

#include <gtest/gtest.h>

#include "trace/value_text.hpp"
#include "unit/interpreter.hpp"
#include "unit/trace/support.hpp"

namespace minipy::trace {
namespace {

using test::Program;

class Instances : public ::testing::Test {
protected:
    std::string shown(const char* source) {
        Program program(source);
        Value value = snapshot_.of(program["x"], batch_);
        return show_value(value, batch_);
    }
    // `x` as an operand of `is`, in code whose constants are those of the function f.
    std::string identified(const char* source) {
        Program program(source);
        Code* code = test::code_of(program.function("f"));
        Value value = snapshot_.identified(program["x"], code->parts.constants.get(), batch_);
        reasons_ = value.kind == ValueKind::identified ? value.shown : 0;
        return show_value(value, batch_);
    }
    Options options_;
    test::Deaf deaf_;
    Identities identities_{deaf_, false};
    Snapshot snapshot_{options_, identities_};
    Batch batch_;
    int reasons_ = 0;
};

TEST_F(Instances, ShowTheirAttributesInTheOrderInWhichTheyWereSet) {
    EXPECT_EQ(shown("class P: pass\nx = P()\nx.b = 1\nx.a = [2]\n"), "#S1:P{b=1, a=#S2[2]}");
}

TEST_F(Instances, ShowAttributesThatHaveMovedIntoADict) {
    EXPECT_EQ(shown("class P: pass\nx = P()\nx.b = 1\nx.__dict__['c'] = 2\n"), "#S1:P{b=1, c=2}");
}

TEST_F(Instances, ShowTheirSlotsThoseOfTheBaseFirst) {
    EXPECT_EQ(shown("class A: __slots__ = 'a', 'unset'\nclass B(A): __slots__ = 'b'\nx = B()\nx.b = 2\nx.a = 1\n"),
              "#S1:B{a=1, b=2}");
}

TEST_F(Instances, ShowASubclassWithWhatItIs) {
    EXPECT_EQ(shown("class Stack(list): pass\nx = Stack([1, 2])\nx.name = 'n'\n"), "#S1:Stack[1, 2]{name='n'}");
    EXPECT_EQ(shown("class Meters(int): pass\nx = Meters(-5)\n"), "#S2:Meters(-5)");
    EXPECT_EQ(shown("class Label(str): __slots__ = ()\nx = Label('n')\n"), "#S3:Label('n')");
    EXPECT_EQ(shown("class Bag(set): pass\nx = Bag({1})\n"), "#S4:Bag{1}");
}

TEST_F(Instances, ShowANamedTupleWithItsNames) {
    EXPECT_EQ(shown("class Point(tuple):\n    _fields = ('x', 'y')\nx = Point((1, 2))\n"), "#S1:Point(x=1, y=2)");
    EXPECT_EQ(shown("class Odd(tuple):\n    _fields = ('x',)\nx = Odd((1, 2))\n"), "#S2:Odd(1, 2)");
}

TEST_F(Instances, ShowBytesAndDeques) {
    EXPECT_EQ(shown("x = bytearray(b'ab')\n"), "#S1:bytearray(b'ab')");
    EXPECT_EQ(shown("from _collections import deque\nx = deque([1, 2])\n"), "#S2:collections.deque[1, 2]");
}

TEST_F(Instances, AreShownToADepth) {
    EXPECT_EQ(shown("class P: pass\nx = P()\nx.me = x\n"), "#S1:P{me=#S1:P{me=#S1:P{…}}}");
    options_.max_depth = 1;
    EXPECT_EQ(shown("class P: pass\nx = P()\nx.items = [1]\n"), "#S2:P{items=#S3[…]}");
}

TEST_F(Instances, SayHowManyAttributesAreLeftOut) {
    options_.max_items = 1;
    EXPECT_EQ(shown("class P: pass\nx = P()\nx.a = 1\nx.b = 2\nx.c = 3\n"), "#S1:P{a=1, … +2}");
}

TEST_F(Instances, RunNothingOfTheProgram) {
    EXPECT_EQ(shown("class Loud(list):\n"
                    "    def __getattribute__(self, name): raise SystemError\n"
                    "    def __len__(self): raise SystemError\n"
                    "    def __iter__(self): raise SystemError\n"
                    "x = Loud([1])\n"),
              "#S1:Loud[1]");
}

TEST_F(Instances, FunctionsClassesAndCellsHaveNumbers) {
    EXPECT_EQ(shown("def x(): pass\n"), "x#S1");
    EXPECT_EQ(shown("class x: pass\n"), "x#S2");
    EXPECT_EQ(shown("def f():\n    n = 5\n    return lambda: n\nx = f().__closure__[0]\n"), "#S3:cell(5)");
    EXPECT_EQ(shown("x = print\n"), "print") << "there is only one";
    EXPECT_EQ(shown("x = int\n"), "int");
}

TEST_F(Instances, ACellThatContainsItselfIsShownToAFewLevels) {
    EXPECT_EQ(shown("import types\nx = types.CellType()\nx.cell_contents = x\n"),
              "#S1:cell(#S1:cell(#S1:cell(#S1:cell)))");
}

TEST_F(Instances, NumbersAndTextsHaveNumbersWhereThatMatters) {
    EXPECT_EQ(shown("x = 7\n"), "7");
    EXPECT_EQ(identified("x = 7\ndef f(): pass\n"), "7#V1");
    EXPECT_EQ(reasons_, identity::small_int);
    EXPECT_EQ(identified("x = 'name'\ndef f(): pass\n"), "'name'#V2");
    EXPECT_EQ(reasons_, identity::interned);
    EXPECT_EQ(identified("def f(): return 1000\nx = f()\n"), "1000#V3");
    EXPECT_EQ(reasons_, identity::constant);
    EXPECT_EQ(identified("x = int('1000')\ndef f(): return 1000\n"), "1000#V4");
    EXPECT_EQ(reasons_, 0);
    EXPECT_EQ(identified("x = None\ndef f(): pass\n"), "None");
}

TEST_F(Instances, EverythingHasANumberIfThatIsAskedFor) {
    options_.all_ids = true;
    EXPECT_EQ(shown("x = [7, 'a', None]\n"), "#S1[7#V1, 'a'#V2, None]");
}

}  // namespace
}  // namespace minipy::trace
