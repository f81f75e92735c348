// SPDX-License-Identifier: MIT
// Containers whose look-ups run Python code that changes them: the look-up notices, and starts again or gives up.
#include <gtest/gtest.h>

#include "runtime/containers/dict.hpp"
#include "runtime/containers/set.hpp"
#include "unit/interpreter.hpp"

namespace minipy {
namespace {

using test::Program;

// Keys with the hash 1; comparing `Evil()` with another runs `action` once.
constexpr const char* evil =
    "class Key:\n    def __hash__(self): return 1\n"
    "class Evil(Key):\n"
    "    def __init__(self, action): self.action = action\n"
    "    def __eq__(self, other):\n"
    "        action, self.action = self.action, None\n"
    "        if action: action()\n"
    "        return False\n"
    "    __hash__ = Key.__hash__\n";

TEST(DictUnderChange, ALookUpStartsAgainWhenAComparisonClearsTheDict) {
    Program program(evil);
    program.run("d = {Key(): 1}\nfound = d.get(Evil(d.clear), 'nothing')\n");
    EXPECT_EQ(program.repr_of("found"), "'nothing'");
    EXPECT_EQ(program.repr_of("d"), "{}");
}

TEST(DictUnderChange, ALookUpSurvivesThatTheTableGrowsMeanwhile) {
    Program program(evil);
    program.run("d = {Key(): 1}\nd[Evil(lambda: d.update(dict.fromkeys(range(2, 100))))] = 2\n");
    EXPECT_EQ(static_cast<Dict*>(program["d"])->used, 100);
}

TEST(DictUnderChange, AnIteratorNoticesThatTheSizeChanged) {
    Program program("d = {1: 1, 2: 2}\n");
    EXPECT_EQ(program.error_of("for k in d: d[k + 10] = 0\n"),
              "RuntimeError: dictionary changed size during iteration");
    EXPECT_EQ(program.error_of("for k in d: d[k] = 0\n"), "") << "new values are no new keys";
}

TEST(DictUnderChange, AnUpdateNoticesThatTheOtherChanges) {
    Program program(evil);
    program.run("other = {Key(): 1, 2: 2}\nd = {Evil(lambda: other.update({3: 3})): 0}\n");
    EXPECT_EQ(program.error_of("d.update(other)\n"), "RuntimeError: dict mutated during update");
}

TEST(SetUnderChange, ALookUpStartsAgainWhenAComparisonClearsTheSet) {
    Program program(evil);
    program.run("s = {Key()}\nfound = Evil(s.clear) in s\n");
    EXPECT_EQ(program.repr_of("found"), "False");
    EXPECT_EQ(static_cast<Set*>(program["s"])->used, 0);
}

TEST(SetUnderChange, AnIteratorNoticesThatTheSizeChanged) {
    Program program("s = {1, 2}\n");
    EXPECT_EQ(program.error_of("for k in s: s.add(k + 10)\n"), "RuntimeError: Set changed size during iteration");
}

TEST(ListUnderChange, AnItemIsHeldWhileItIsCompared) {
    Program program(
        "class Evil:\n    def __eq__(self, other):\n        items.clear()\n        return False\n"
        "items = [Evil(), Evil()]\nfound = 1 in items\n");
    EXPECT_EQ(program.repr_of("found"), "False");
    EXPECT_EQ(program.repr_of("items"), "[]");
}

TEST(ListUnderChange, ALengthIsReadAfterTheIndex) {
    Program program(
        "items = [1, 2, 3]\nclass Evil:\n    def __index__(self):\n        items.clear()\n        return 2\n");
    EXPECT_EQ(program.error_of("items[Evil()]\n"), "IndexError: list index out of range");
}

TEST(ListUnderChange, SortingNoticesIt) {
    Program program("items = [3, 1, 2]\ndef key(x):\n    items.append(x)\n    return x\n");
    EXPECT_EQ(program.error_of("items.sort(key=key)\n"), "ValueError: list modified during sort");
}

}  // namespace
}  // namespace minipy
