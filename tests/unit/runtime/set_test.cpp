// SPDX-License-Identifier: MIT
// set: its table, growth, dummies, and the order of iteration, which is CPython's.
#include "runtime/containers/set.hpp"

#include <gtest/gtest.h>

#include "runtime/containers/list.hpp"
#include "runtime/kernel/singletons.hpp"
#include "support.hpp"

namespace minipy {
namespace {

using test::shown;

Ref<Set> set_of(std::initializer_list<int> numbers) {
    Ref<Set> set = Set::create();
    for (int number : numbers) EXPECT_TRUE(set_add(set.get(), Int::from(number).get()).ok());
    return set;
}
void discard(const Ref<Set>& set, int number) { ASSERT_TRUE(set_discard(set.get(), Int::from(number).get()).take()); }
bool has(const Ref<Set>& set, int number) { return set_contains(set.get(), Int::from(number).get()).take(); }

TEST(Set, AKeyIsThereOnce) {
    Ref<Set> set = set_of({3, 3, 3});
    EXPECT_EQ(set->used, 1);
    ASSERT_TRUE(set_add(set.get(), Float::from(3.0).get()).ok());
    EXPECT_EQ(set->used, 1);
}

TEST(Set, SmallNumbersComeInTheOrderOfTheirSlots) { EXPECT_EQ(shown(set_of({5, 1, 3})), "{1, 3, 5}"); }

TEST(Set, AKeyThatCollidesGoesToItsNeighbour) {
    Ref<Set> set = set_of({0});
    ASSERT_TRUE(set_add(set.get(), Int::from(32).get()).ok());
    EXPECT_EQ(shown(set), "{0, 32}");
    // In the table of 8 no run of nine fits behind the slot: the recurrence goes to 5·0 + 1.
    EXPECT_EQ(static_cast<Int*>(set->table[1 + (32 >> 5)].key)->small, 32);
}

TEST(Set, LargeTablesAreSearchedAmongNeighboursFirst) {
    Ref<Set> set = set_of({1, 2, 3, 4, 5, 20, 20 + 32});
    ASSERT_EQ(set->mask, 31);
    EXPECT_EQ(static_cast<Int*>(set->table[20].key)->small, 20);
    EXPECT_EQ(static_cast<Int*>(set->table[21].key)->small, 52);
}

TEST(Set, TheFifthKeyMovesTheTableOutOfTheObject) {
    Ref<Set> set = set_of({1, 2, 3, 4});
    EXPECT_EQ(set->table, set->small);
    ASSERT_TRUE(set_add(set.get(), Int::from(5).get()).ok());
    EXPECT_NE(set->table, set->small);
    EXPECT_EQ(set->mask, 31);
}

TEST(Set, ADeletedKeyLeavesADummyBehind) {
    Ref<Set> set = set_of({1, 2, 3});
    discard(set, 2);
    EXPECT_EQ(set->used, 2);
    EXPECT_EQ(set->fill, 3);
    EXPECT_FALSE(has(set, 2));
    EXPECT_EQ(shown(set), "{1, 3}");
}

TEST(Set, ADummyKeepsTheProbeSequencesWhole) {
    Ref<Set> set = set_of({0, 32});
    discard(set, 0);
    EXPECT_TRUE(has(set, 32));
}

TEST(Set, GrowingDropsTheDummies) {
    Ref<Set> set = set_of({1, 2, 3, 4});
    discard(set, 1);
    discard(set, 2);
    ASSERT_TRUE(set_add(set.get(), Int::from(7).get()).ok());
    EXPECT_EQ(set->fill, set->used);
    EXPECT_EQ(shown(set), "{3, 4, 7}");
}

TEST(Set, EllipsisIsAKeyAlthoughTheDummyIsMadeOfIt) {
    Ref<Set> set = set_of({1});
    ASSERT_TRUE(set_add(set.get(), &Ellipsis).ok());
    EXPECT_TRUE(set_contains(set.get(), &Ellipsis).take());
    discard(set, 1);
    EXPECT_TRUE(set_contains(set.get(), &Ellipsis).take());
    EXPECT_EQ(set->used, 1);
}

TEST(Set, AnUnhashableKeyIsATypeError) {
    EXPECT_TRUE(set_add(set_of({}).get(), List::create().get()).failed());
    EXPECT_EQ(test::taken_error(), "TypeError: unhashable type: 'list'");
}

TEST(Set, TenThousandKeysAreAllFound) {
    Ref<Set> set = Set::create();
    for (int key = 0; key < 10'000; ++key) ASSERT_TRUE(set_add(set.get(), Int::from(key * 37).get()).ok());
    int found = 0;
    for (int key = 0; key < 20'000; ++key) found += has(set, key * 37);
    EXPECT_EQ(found, 10'000);
    EXPECT_LT(set->fill * 5, (set->mask + 1) * 3 + 5) << "at most three fifths full";
}

}  // namespace
}  // namespace minipy
