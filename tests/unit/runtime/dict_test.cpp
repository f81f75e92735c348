// SPDX-License-Identifier: MIT
// dict and its table: probing, order, growth, kinds of tables, versions.
#include "runtime/containers/dict.hpp"

#include <gtest/gtest.h>

#include <set>
#include <utility>
#include <vector>

#include "runtime/containers/dict_access.hpp"
#include "runtime/containers/list.hpp"
#include "support.hpp"

namespace minipy {
namespace {

using test::shown;
using test::text;

void put(const Ref<Dict>& dict, int key, int value) {
    ASSERT_TRUE(dict_set(dict.get(), Int::from(key).get(), Int::from(value).get()).ok());
}
void put(const Ref<Dict>& dict, const char* key, int value) {
    ASSERT_TRUE(dict_set(dict.get(), text(key).get(), Int::from(value).get()).ok());
}
void remove(const Ref<Dict>& dict, int key) { ASSERT_TRUE(dict_delete(dict.get(), Int::from(key).get()).take()); }

std::vector<std::size_t> probes(Hash hash, std::size_t mask, int count) {
    std::vector<std::size_t> slots;
    for (ProbeSequence probe(hash, mask); count-- > 0; probe.advance()) slots.push_back(probe.slot());
    return slots;
}

TEST(DictProbing, BeginsAtTheLowBitsOfTheHash) {
    EXPECT_EQ(probes(0x123, 7, 1), (std::vector<std::size_t>{3}));
    EXPECT_EQ(probes(-1, 7, 1), (std::vector<std::size_t>{7}));
}

TEST(DictProbing, FollowsCPythonsRecurrence) {
    // i = 5·i + 1 for a hash whose higher bits are all zero.
    EXPECT_EQ(probes(0, 7, 8), (std::vector<std::size_t>{0, 1, 6, 7, 4, 5, 2, 3}));
    // The next five bits of the hash join in: 5·0 + 1 + 1.
    EXPECT_EQ(probes(1 << 5, 7, 2), (std::vector<std::size_t>{0, 2}));
}

TEST(DictProbing, ReachesEverySlot) {
    for (Hash hash : {Hash(0), Hash(1) << 40, Hash(-7), Hash(0x5555555555555555)}) {
        for (std::size_t size : {8, 64, 1024}) {
            std::vector<std::size_t> slots = probes(hash, size - 1, int(size) + 20);
            EXPECT_EQ(std::set(slots.begin(), slots.end()).size(), size) << hash;
        }
    }
}

TEST(DictTable, TwoThirdsOfTheSlotsAreUsable) {
    EXPECT_EQ(usable_for(3), 5);
    EXPECT_EQ(usable_for(4), 10);
    EXPECT_EQ(log2_size_for(5), 3);
    EXPECT_EQ(log2_size_for(6), 4);
}

TEST(DictTable, IndicesAreAsWideAsTheyMustBe) {
    for (auto [log2_size, bytes] :
         {std::pair{3, 8U}, std::pair{7, 128U}, std::pair{8, 512U}, std::pair{16, 262'144U}}) {
        DictKeys* keys = new_keys(std::uint8_t(log2_size), KeysKind::str);
        EXPECT_EQ(keys->index_bytes(), bytes) << log2_size;
        for (std::size_t slot : {std::size_t(0), keys->mask()}) EXPECT_EQ(read_index(keys, slot), slot_empty);
        write_index(keys, keys->mask(), usable_for(std::uint8_t(log2_size)) - 1);
        EXPECT_EQ(read_index(keys, keys->mask()), usable_for(std::uint8_t(log2_size)) - 1);
        release_keys(keys);
    }
}

TEST(DictTable, EmptyDictsShareATable) {
    Ref<Dict> one = Dict::create(), other = Dict::create();
    EXPECT_EQ(one->keys, other->keys);
    EXPECT_EQ(one->keys->usable, 0);
    put(one, 1, 1);
    EXPECT_NE(one->keys, other->keys);
    dict_clear(one.get());
    EXPECT_EQ(one->keys, other->keys);
}

TEST(Dict, GrowsWithTheSixthKey) {
    Ref<Dict> dict = Dict::create();
    for (int key = 0; key < 5; ++key) put(dict, key, key);
    EXPECT_EQ(dict->keys->slot_count(), 8U);
    put(dict, 5, 5);
    EXPECT_EQ(dict->keys->slot_count(), 16U);
}

TEST(Dict, KeepsTheOrderOfInsertion) {
    Ref<Dict> dict = Dict::create();
    for (int key : {5, 1, 4, 1, 3}) put(dict, key, key * 10);
    EXPECT_EQ(shown(dict), "{5: 50, 1: 10, 4: 40, 3: 30}");
    remove(dict, 1);
    put(dict, 1, 0);
    EXPECT_EQ(shown(dict), "{5: 50, 4: 40, 3: 30, 1: 0}");
}

TEST(Dict, KeepsTheOrderWhenItGrows) {
    Ref<Dict> dict = Dict::create();
    for (int key = 1000; key > 0; --key) put(dict, key * 7919, key);
    Size position = 0;
    Object *key, *value;
    for (int expected = 1000; dict_next(dict.get(), position, key, value); --expected)
        ASSERT_EQ(static_cast<Int*>(value)->small, expected);
}

TEST(Dict, FindsKeysThatCollide) {
    Ref<Dict> dict = Dict::create();
    for (int key = 0; key < 5; ++key) put(dict, key * 8, key);  // all begin at slot 0
    for (int key = 0; key < 5; ++key)
        EXPECT_EQ(shown(dict_get(dict.get(), Int::from(key * 8).get()).take()), std::to_string(key));
    EXPECT_FALSE(dict_get(dict.get(), Int::from(40).get()).found());
}

TEST(Dict, ADeletedSlotKeepsTheProbeSequencesWhole) {
    Ref<Dict> dict = Dict::create();
    for (int key : {0, 8, 16}) put(dict, key, key);
    remove(dict, 8);
    EXPECT_TRUE(dict_contains(dict.get(), Int::from(16).get()).take());
    EXPECT_EQ(read_index(dict->keys, probes(8, 7, 2)[1]), slot_deleted);
}

TEST(Dict, ADeletedEntryStaysUntilTheTableIsBuiltAnew) {
    Ref<Dict> dict = Dict::create();
    for (int key = 0; key < 5; ++key) put(dict, key, key);
    for (int key = 0; key < 4; ++key) remove(dict, key);
    EXPECT_EQ(dict->used, 1);
    EXPECT_EQ(dict->keys->entry_count, 5);
    put(dict, 9, 9);  // there is no room behind the holes
    EXPECT_EQ(dict->keys->entry_count, 2);
    EXPECT_EQ(dict->keys->slot_count(), 8U);
    EXPECT_EQ(shown(dict), "{4: 4, 9: 9}");
}

TEST(Dict, KeysThatAreStrsNeedNoStoredHash) {
    Ref<Dict> dict = Dict::create();
    put(dict, "a", 1);
    EXPECT_EQ(dict->keys->kind, KeysKind::str);
    put(dict, 1, 2);
    EXPECT_EQ(dict->keys->kind, KeysKind::hashed);
    EXPECT_EQ(shown(dict), "{'a': 1, 1: 2}");
}

TEST(Dict, EqualNumbersAreOneKeyAndTheFirstStays) {
    Ref<Dict> dict = Dict::create();
    put(dict, 1, 1);
    ASSERT_TRUE(dict_set(dict.get(), Float::from(1.0).get(), Int::from(2).get()).ok());
    ASSERT_TRUE(dict_set(dict.get(), &True, Int::from(3).get()).ok());
    EXPECT_EQ(shown(dict), "{1: 3}");
}

TEST(Dict, AnUnhashableKeyIsATypeError) {
    Ref<Dict> dict = Dict::create();
    EXPECT_TRUE(dict_set(dict.get(), List::create().get(), &True).failed());
    EXPECT_EQ(test::taken_error(), "TypeError: unhashable type: 'list'");
    EXPECT_EQ(dict->used, 0);
}

TEST(Dict, TheKeysVersionOutlivesNewValuesButNoNewKey) {
    Ref<Dict> dict = Dict::create();
    put(dict, "a", 1);
    std::uint32_t version = dict_keys_version(dict.get());
    ASSERT_NE(version, 0U);
    put(dict, "a", 2);
    EXPECT_EQ(dict_keys_version(dict.get()), version);
    put(dict, "b", 3);
    std::uint32_t next = dict_keys_version(dict.get());
    EXPECT_NE(next, version);
    ASSERT_TRUE(dict_delete(dict.get(), text("b").get()).take());
    EXPECT_NE(dict_keys_version(dict.get()), next);
}

TEST(Dict, ACopyHasATableOfItsOwnWithoutHoles) {
    Ref<Dict> dict = Dict::create();
    for (int key = 0; key < 5; ++key) put(dict, key, key);
    remove(dict, 0);
    Ref<Dict> copy = dict_copy(dict.get()).take();
    EXPECT_EQ(copy->keys->entry_count, 4);
    put(copy, 7, 7);
    EXPECT_EQ(shown(dict), "{1: 1, 2: 2, 3: 3, 4: 4}");
}

TEST(Dict, AReplacedValueIsLetGo) {
    Ref<Dict> dict = Dict::create();
    put(dict, "a", 1);
    Ref<List> old = List::create();
    ASSERT_TRUE(dict_set(dict.get(), text("a").get(), old.get()).ok());
    EXPECT_EQ(old->reference_count, 2);
    put(dict, "a", 2);
    EXPECT_EQ(old->reference_count, 1);
}

}  // namespace
}  // namespace minipy
