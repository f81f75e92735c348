// SPDX-License-Identifier: MIT
// The end of memory: which allocation fails, what the reserve serves, and when that is told. Between an allocation that
// fails and the clean-up nothing may be expected: the test's own messages would allocate.
#include "runtime/memory/reserve.hpp"

#include <gtest/gtest.h>

#include <unordered_map>
#include <vector>

#include "runtime/containers/list.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/memory/heap.hpp"
#include "support.hpp"

namespace minipy {
namespace {

constexpr std::size_t large = heap::largest_small_block + 100;

class Reserve : public ::testing::Test {
protected:
    void SetUp() override { heap::fill_reserve(); }
    void TearDown() override {
        heap::fail_allocation("0");
        for (void* piece : pieces_) heap::free_to_reserve(piece);
        heap::memory_error_raised();
    }

    void* take(std::size_t size) { return pieces_[taken_++] = heap::allocate_from_reserve(size); }
    // Until somebody is told, which a handler's grace may put off; says how many large pieces that took.
    int take_until_exhausted() {
        int count = 0;
        for (; !heap::exhausted; ++count) take(heap::largest_reserved_block);
        return count;
    }

private:
    void* pieces_[32] = {};
    int taken_ = 0;
};

TEST_F(Reserve, NumbersOfAllocationsAreChecked) {
    EXPECT_TRUE(heap::fail_allocation("1000000"));
    EXPECT_TRUE(heap::fail_allocation("1000000+"));
    for (const char* text : {"0", "", "x", "12x", "12+x"}) EXPECT_FALSE(heap::fail_allocation(text)) << text;
}

TEST_F(Reserve, TheNthAllocationFailsAndNoOther) {
    heap::fail_allocation("3");
    bool failed[5];
    for (bool& one : failed) one = heap::allocation_fails();
    heap::fail_allocation("0");
    EXPECT_EQ(std::vector(failed, failed + 5), (std::vector{false, false, true, false, false}));
}

TEST_F(Reserve, WithAPlusAllLaterOnesFailToo) {
    heap::fail_allocation("2+");
    bool failed[4];
    for (bool& one : failed) one = heap::allocation_fails();
    heap::fail_allocation("0");
    EXPECT_EQ(std::vector(failed, failed + 4), (std::vector{false, true, true, true}));
}

TEST_F(Reserve, ALargeRequestFails) {
    heap::fail_allocation("1");
    void* block = heap::allocate(large);
    heap::fail_allocation("0");
    EXPECT_EQ(block, nullptr);
    EXPECT_FALSE(heap::exhausted);
}

TEST_F(Reserve, ARequestThatCannotFailIsServedFromTheReserve) {
    heap::fail_allocation("1");
    void* block = heap::allocate_certainly(large);
    heap::fail_allocation("0");
    EXPECT_TRUE(heap::is_reserved(block));
    heap::free(block, large);
}

TEST_F(Reserve, ThatItIsUsedIsToldBeforeHalfOfItIsGone) { EXPECT_LE(take_until_exhausted(), 17); }

TEST_F(Reserve, APieceThatComesBackIsTheNextOneOfItsSize) {
    void* piece = heap::allocate_from_reserve(100);
    heap::free_to_reserve(piece);
    EXPECT_EQ(take(128), piece);
}

TEST_F(Reserve, BlocksFromElsewhereAreNotTaken) {
    void* block = heap::allocate(large);
    EXPECT_FALSE(heap::is_reserved(block));
    EXPECT_FALSE(heap::free_to_reserve(block));
    heap::free(block, large);
}

TEST_F(Reserve, AfterAMemoryErrorTheHandlerMayAllocateALittle) {
    take_until_exhausted();
    heap::memory_error_raised();
    EXPECT_FALSE(heap::exhausted);
    take(64);
    EXPECT_FALSE(heap::exhausted);
    take(heap::largest_reserved_block);
    EXPECT_TRUE(heap::exhausted);
}

TEST_F(Reserve, AFinalizerDoesNotInheritThatMemoryHasEnded) {
    heap::note_exhausted();
    bool inside;
    {
        heap::SetExhaustionAside aside;
        inside = heap::exhausted;
    }
    bool after = heap::exhausted;
    heap::memory_error_raised();
    EXPECT_FALSE(inside);
    EXPECT_TRUE(after);
}

TEST_F(Reserve, AListThatCannotGrowIsAMemoryErrorAndStaysAsItWas) {
    Ref<List> list = List::create();
    while (list->length < 64) ASSERT_TRUE(list_append(list.get(), Int::from(7)).ok());
    ASSERT_EQ(list->capacity, 64);
    heap::fail_allocation("1");
    Result<void> result = list_append(list.get(), &shared_ints[7]);
    heap::fail_allocation("0");
    EXPECT_TRUE(result.failed());
    EXPECT_EQ(test::taken_error(), "MemoryError");
    EXPECT_EQ(list->length, 64);
}

TEST_F(Reserve, ContainersOfCppAreAskedBeforeTheyGrow) {
    std::vector<int> numbers;
    EXPECT_TRUE(reserve_room(numbers, 1000).ok());
    EXPECT_GE(numbers.capacity(), 1000U);
    EXPECT_TRUE(reserve_room(numbers, std::size_t(1) << 50).failed());
    EXPECT_EQ(test::taken_error(), "MemoryError");
}

TEST_F(Reserve, AKeyThatWasAskedForDoesNotMakeTheTableGrow) {
    std::unordered_map<int, int> numbers;
    for (int key = 0; key < 100'000; ++key) {
        ASSERT_TRUE(reserve_key(numbers).ok());
        std::size_t buckets = numbers.bucket_count();
        numbers.emplace(key, key);
        ASSERT_EQ(numbers.bucket_count(), buckets) << key;
    }
}

TEST_F(Reserve, NothingGrowsWhileAMemoryErrorIsDue) {
    Ref<List> list = List::create();
    heap::note_exhausted();
    Result<void> result = list_append(list.get(), &shared_ints[7]);
    heap::memory_error_raised();
    EXPECT_TRUE(result.failed());
    EXPECT_EQ(test::taken_error(), "MemoryError");
    EXPECT_EQ(list->length, 0);
}

}  // namespace
}  // namespace minipy
