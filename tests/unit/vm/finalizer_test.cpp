// SPDX-License-Identifier: MIT
// The end of objects that run Python code when they die: by counts and by the collector.
#include <gtest/gtest.h>

#include "runtime/memory/gc.hpp"
#include "runtime/memory/observer.hpp"
#include "unit/interpreter.hpp"

namespace minipy {
namespace {

using test::Program;

// x = A() writes down what its finalizer sees.
constexpr const char* mortal =
    "import weakref\n"
    "log = []\n"
    "class A:\n"
    "    def __del__(self): log.append('del, weak reference ' + ('dead' if weak() is None else 'alive'))\n"
    "def make():\n"
    "    global weak\n"
    "    x = A()\n"
    "    weak = weakref.ref(x, lambda w: log.append('callback'))\n"
    "    return x\n";

TEST(Finalizers, AtCountZeroRunBeforeWeakReferencesAreCleared) {
    Program program(mortal);
    program.run("x = make()\ndel x\n");
    EXPECT_EQ(program.repr_of("log"), "['del, weak reference alive', 'callback']");
}

TEST(Finalizers, OfGarbageRunAfterWeakReferencesAreCleared) {
    Program program(mortal);
    program.run("x = make()\nx.me = x\ndel x\n");
    EXPECT_EQ(program.repr_of("log"), "[]");
    gc::collect(2, gc::Reason::asked_for);
    EXPECT_EQ(program.repr_of("log"), "['callback', 'del, weak reference dead']");
}

TEST(Finalizers, RunOnceInAnObjectsLife) {
    Program program(
        "log, saved = [], []\n"
        "class Phoenix:\n    def __del__(self):\n        log.append(1)\n        saved.append(self)\n"
        "x = Phoenix()\ndel x\n");
    EXPECT_EQ(program.repr_of("log"), "[1]");
    program.run("alive = len(saved)\nsaved.clear()\n");
    EXPECT_EQ(program.repr_of("alive"), "1");
    EXPECT_EQ(program.repr_of("log"), "[1]");
}

TEST(Finalizers, ThatSaveOnePartOfACycleSaveAllOfIt) {
    Program program(
        "saved = []\n"
        "class A:\n    def __del__(self):\n        if not saved: saved.append(self)\n"
        "a, b = A(), A()\na.other, b.other = b, a\ndel a, b\n");
    gc::collect(2, gc::Reason::asked_for);
    program.run("whole = saved[0].other.other is saved[0]\n");
    EXPECT_EQ(program.repr_of("whole"), "True");
}

TEST(Finalizers, CallbacksOfReferencesThatAreGarbageThemselvesAreNotCalled) {
    Program program(
        "import weakref\nlog = []\nclass A: pass\n"
        "a = A()\na.me = a\na.weak = weakref.ref(a, lambda w: log.append('called'))\ndel a\n");
    gc::collect(2, gc::Reason::asked_for);
    EXPECT_EQ(program.repr_of("log"), "[]");
}

TEST(Finalizers, ThatRaiseAreToldOfAndHarmNobody) {
    Program program(
        "import sys\nlog = []\nsys.unraisablehook = lambda u: log.append(str(u.exc_value))\n"
        "class A:\n    def __del__(self): raise ValueError('from the finalizer')\n"
        "x = A()\ndel x\ndone = True\nsys.unraisablehook = sys.__unraisablehook__\n");
    EXPECT_EQ(program.repr_of("log"), "['from the finalizer']");
    EXPECT_EQ(program.repr_of("done"), "True");
}

TEST(Finalizers, KeepTheExceptionThatIsOnItsWay) {
    Program program(
        "class A:\n    def __del__(self):\n        try: raise KeyError\n        except KeyError: pass\n"
        "def f():\n    x = A()\n    raise ValueError('the first')\n");
    EXPECT_EQ(program.error_of("f()\n"), "ValueError: the first");
}

}  // namespace
}  // namespace minipy
