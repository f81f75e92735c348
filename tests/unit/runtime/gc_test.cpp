// SPDX-License-Identifier: MIT
// The cycle collector on graphs of lists made by hand: an arrow a ─▶ b is `b` in the list `a`.
#include "runtime/memory/gc.hpp"
#include "runtime/memory/observer.hpp"

#include <gtest/gtest.h>

#include "runtime/containers/dict.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/modules/weakref.hpp"
#include "support.hpp"

namespace minipy {
namespace {

void arrow(const Ref<List>& from, Object* to) { ASSERT_TRUE(list_append(from.get(), to).ok()); }

// In which generation a container hangs; −1: it is not tracked.
int generation_of(Object* object) {
    for (int generation = 0; generation < gc::generation_count; ++generation) {
        GcHead* list = &gc::state.generations[generation].head;
        for (GcHead* head = list->next; head != list; head = head->next) {
            if (gc_object(head) == object) return generation;
        }
    }
    return -1;
}

class Collector : public ::testing::Test {
protected:
    // What other tests and the start have left behind is out of the way; nothing is collected unasked.
    void SetUp() override {
        gc::state.enabled = false;
        gc::collect(2, gc::Reason::asked_for);
        eval_breaker = false;
        gc::state.due = false;
    }
    void TearDown() override { gc::state.enabled = true; }
};

TEST_F(Collector, FindsAListThatHoldsItself) {
    Ref<List> a = List::create();
    arrow(a, a.get());
    a.reset();
    EXPECT_EQ(gc::collect(2, gc::Reason::asked_for), 1);
}

TEST_F(Collector, FindsACycleOfThree) {
    Ref<List> a = List::create(), b = List::create(), c = List::create();
    arrow(a, b.get());
    arrow(b, c.get());
    arrow(c, a.get());
    a.reset();
    b.reset();
    EXPECT_EQ(gc::collect(2, gc::Reason::asked_for), 0) << "c is held";
    c.reset();
    EXPECT_EQ(gc::collect(2, gc::Reason::asked_for), 3);
}

TEST_F(Collector, WhatHangsOnGarbageIsGarbage) {
    Ref<List> a = List::create(), leaf = List::create();
    arrow(a, a.get());
    arrow(a, leaf.get());
    a.reset();
    leaf.reset();
    EXPECT_EQ(gc::collect(2, gc::Reason::asked_for), 2);
}

TEST_F(Collector, WhatGarbageHoldsAndSomebodyElseTooSurvives) {
    Ref<List> a = List::create(), leaf = List::create();
    arrow(a, a.get());
    arrow(a, leaf.get());
    a.reset();
    EXPECT_EQ(gc::collect(2, gc::Reason::asked_for), 1);
    EXPECT_EQ(leaf->reference_count, 1);
}

TEST_F(Collector, SubtractsEachReferenceFromInside) {
    // Three arrows from b to a, and one from outside: 4 − 3 = 1.
    Ref<List> a = List::create(), b = List::create();
    for (int count = 0; count < 3; ++count) arrow(b, a.get());
    arrow(a, b.get());
    b.reset();
    EXPECT_EQ(a->reference_count, 4);
    EXPECT_EQ(gc::collect(2, gc::Reason::asked_for), 0);
    EXPECT_EQ(a->reference_count, 4) << "the counts themselves are not touched";
    a.reset();
    EXPECT_EQ(gc::collect(2, gc::Reason::asked_for), 2);
}

TEST_F(Collector, TakesBackWhatALaterObjectStillReaches) {
    // In the list `first` stands before `last`, which alone is held: it goes to the unreachable and returns.
    Ref<List> first = List::create(), second = List::create(), last = List::create();
    arrow(first, second.get());
    arrow(second, first.get());
    arrow(last, second.get());
    Object* reached = first.get();
    first.reset();
    second.reset();
    EXPECT_EQ(gc::collect(2, gc::Reason::asked_for), 0);
    EXPECT_GE(generation_of(reached), 0);
    last.reset();
    EXPECT_EQ(gc::collect(2, gc::Reason::asked_for), 2);
}

TEST_F(Collector, AReferenceFromAnOlderGenerationCountsAsOutside) {
    Ref<List> old = List::create();
    gc::collect(0, gc::Reason::asked_for);
    Ref<List> young = List::create();
    arrow(old, young.get());
    arrow(young, old.get());
    old.reset();
    young.reset();
    EXPECT_EQ(gc::collect(0, gc::Reason::asked_for), 0) << "only the young one is looked at, and the old one holds it";
    EXPECT_EQ(gc::collect(2, gc::Reason::asked_for), 2);
}

TEST_F(Collector, SurvivorsBecomeOlder) {
    Ref<List> list = List::create();
    EXPECT_EQ(generation_of(list.get()), 0);
    gc::collect(0, gc::Reason::asked_for);
    EXPECT_EQ(generation_of(list.get()), 1);
    gc::collect(1, gc::Reason::asked_for);
    EXPECT_EQ(generation_of(list.get()), 2);
    gc::collect(2, gc::Reason::asked_for);
    EXPECT_EQ(generation_of(list.get()), 2);
}

TEST_F(Collector, AnUntrackedContainerIsNotFound) {
    Ref<List> a = List::create();
    arrow(a, a.get());
    gc::untrack(a.get());
    List* alone = a.release();
    EXPECT_EQ(gc::collect(2, gc::Reason::asked_for), 0);
    gc::track(alone);
    decref(alone);
    EXPECT_EQ(gc::collect(2, gc::Reason::asked_for), 1);
}

TEST_F(Collector, TuplesOfAtomsAreUntracked) {
    Ref<Object> number = Int::from(1000);
    Ref<List> list = List::create();
    Ref<Tuple> atoms = Tuple::of({number.get()}), other = Tuple::of({list.get()});
    gc::collect(0, gc::Reason::asked_for);
    EXPECT_EQ(generation_of(atoms.get()), -1);
    EXPECT_EQ(generation_of(other.get()), 1);
}

TEST_F(Collector, ADictIsTrackedWhenAContainerIsPutIn) {
    Ref<Dict> dict = Dict::create();
    Ref<Str> key = test::text("key");
    ASSERT_TRUE(dict_set(dict.get(), key.get(), Int::from(1000).get()).ok());
    EXPECT_FALSE(gc::is_tracked(dict.get()));
    ASSERT_TRUE(dict_set(dict.get(), key.get(), List::create().get()).ok());
    EXPECT_TRUE(gc::is_tracked(dict.get()));
}

TEST_F(Collector, CyclesThroughDictsAreFound) {
    Ref<Dict> dict = Dict::create();
    ASSERT_TRUE(dict_set(dict.get(), test::text("self").get(), dict.get()).ok());
    dict.reset();
    EXPECT_EQ(gc::collect(2, gc::Reason::asked_for), 1);
}

TEST_F(Collector, WeakReferencesToGarbageAreCleared) {
    Ref<Set> set = Set::create();  // lists cannot be weakly referenced
    Ref<List> list = List::create();
    Ref<Tuple> holder = Tuple::of({list.get()});
    arrow(list, set.get());
    arrow(list, holder.get());
    Ref<WeakReference> weak = weak_reference(set.get(), nullptr).take();
    set.reset();
    list.reset();
    holder.reset();
    EXPECT_TRUE(weak_referent(weak.get())) << "nobody has collected yet";
    EXPECT_EQ(gc::collect(2, gc::Reason::asked_for), 3);
    EXPECT_FALSE(weak_referent(weak.get()));
}

TEST_F(Collector, ACollectionInsideACollectionDoesNothing) {
    gc::state.collecting = true;
    Ref<List> a = List::create();
    arrow(a, a.get());
    a.reset();
    EXPECT_EQ(gc::collect(2, gc::Reason::asked_for), 0);
    gc::state.collecting = false;
    EXPECT_EQ(gc::collect(2, gc::Reason::asked_for), 1);
}

TEST_F(Collector, OneContainerTooManyMakesACollectionDueAndDoesNotRunIt) {
    gc::state.enabled = true;
    Ref<List> a = List::create();
    arrow(a, a.get());
    Object* garbage = a.get();
    a.reset();
    gc::state.generations[0].count = gc::state.generations[0].threshold;
    Ref<List> straw = List::create();
    EXPECT_TRUE(gc::state.due);
    EXPECT_TRUE(eval_breaker);
    EXPECT_EQ(generation_of(garbage), 0) << "the allocation alone frees nothing";
    gc::collect_if_due();
    EXPECT_FALSE(gc::state.due);
    EXPECT_EQ(generation_of(garbage), -1);
}

TEST_F(Collector, NothingIsDueWhenTheCollectorIsDisabled) {
    gc::state.generations[0].count = gc::state.generations[0].threshold;
    Ref<List> straw = List::create();
    EXPECT_FALSE(gc::state.due);
    EXPECT_FALSE(eval_breaker);
}

TEST_F(Collector, AChainOfAHundredThousandListsDiesWithoutRecursion) {
    Ref<List> chain = List::create();
    for (int link = 0; link < 100'000; ++link) {
        Ref<List> outer = List::create();
        arrow(outer, chain.get());
        chain = std::move(outer);
    }
    chain.reset();
    EXPECT_EQ(current_thread->deallocation_depth, 0);
    EXPECT_EQ(current_thread->deallocation_queue, nullptr);
}

}  // namespace
}  // namespace minipy
