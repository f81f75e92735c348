// SPDX-License-Identifier: MIT
// The heap: size classes, blocks that come back, and what does not fit.
#include "runtime/memory/heap.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <set>
#include <utility>

#include "runtime/memory/fixed_array.hpp"
#include "support.hpp"

namespace minipy {
namespace {

// Free lists, in sanitized builds too. What is allocated meanwhile must be freed meanwhile.
class WithFreeLists {
public:
    WithFreeLists() {
        heap::state.has_free_lists = true;
        heap::state.free_looks_closer = false;
    }
    ~WithFreeLists() { heap::state = before_; }
    WithFreeLists(const WithFreeLists&) = delete;
    WithFreeLists& operator=(const WithFreeLists&) = delete;

private:
    heap::State before_ = heap::state;
};

// Where the next block of this size will be.
void* next_block(std::size_t size) {
    void* block = heap::allocate(size);
    heap::free(block, size);
    return block;
}

TEST(Heap, TheBlockFreedLastIsTheNextOneOfItsClass) {
    WithFreeLists lists;
    void* block = heap::allocate(40);
    heap::free(block, 40);
    EXPECT_EQ(next_block(40), block);
}

TEST(Heap, SizesUpToTheNextMultipleOfSixteenShareAClass) {
    WithFreeLists lists;
    void* block = heap::allocate(33);
    heap::free(block, 33);
    EXPECT_EQ(next_block(48), block);
    EXPECT_NE(next_block(49), block);
    EXPECT_NE(next_block(32), block);
}

TEST(Heap, BlocksInUseAreDistinctAndDoNotOverlap) {
    std::set<char*> blocks;
    for (int count = 0; count < 5000; ++count) blocks.insert(static_cast<char*>(heap::allocate(64)));
    ASSERT_EQ(blocks.size(), 5000U);
    char* before = nullptr;
    for (char* block : blocks) {
        EXPECT_TRUE(before == nullptr || block - before >= 64);
        before = block;
    }
    for (char* block : blocks) heap::free(block, 64);
}

TEST(Heap, BlocksAreAlignedToSixteenBytes) {
    for (std::size_t size : {1, 16, 17, 100, 512, 513, 100'000}) {
        void* block = heap::allocate(size);
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(block) % heap::granularity, 0U) << size;
        heap::free(block, size);
    }
}

TEST(Heap, LargeBlocksDoNotGoToTheFreeLists) {
    constexpr std::size_t size = heap::largest_small_block + 1;
    heap::FreeBlock* before = heap::state.free_lists[heap::largest_small_block / heap::granularity];
    heap::free(heap::allocate(size), size);
    EXPECT_EQ(heap::state.free_lists[heap::largest_small_block / heap::granularity], before);
}

TEST(Heap, ReallocatingKeepsTheContentsAcrossClassesAndSizes) {
    auto* block = static_cast<char*>(heap::allocate(6));
    std::memcpy(block, "minip", 6);
    for (auto [from, to] : {std::pair{6, 200}, std::pair{200, 5000}, std::pair{5000, 90'000}, std::pair{90'000, 8}}) {
        block = static_cast<char*>(heap::reallocate(block, std::size_t(from), std::size_t(to)));
        EXPECT_STREQ(block, "minip") << to;
    }
    heap::free(block, 8);
}

TEST(Heap, AnArrayWhoseSizeOverflowsIsRefused) {
    EXPECT_EQ(heap::allocate_array<std::int64_t>(std::size_t(1) << 61), nullptr);
}

TEST(Heap, BlocksInUseAreCounted) {
    WithFreeLists lists;
    std::size_t before = heap::small_blocks_in_use();
    void* block = heap::allocate(40);
    EXPECT_EQ(heap::small_blocks_in_use(), before + 1);
    heap::free(block, 40);
    EXPECT_EQ(heap::small_blocks_in_use(), before);
}

class CountingTracer final : public heap::BlockTracer {
public:
    void allocated(void* block, std::size_t size) override { blocks[block] = size; }
    void freed(void* block) override { unknown += blocks.erase(block) == 0; }
    std::map<void*, std::size_t> blocks;
    int unknown = 0;
};

TEST(Heap, ATracerIsToldOfEachBlockWithTheSizeAskedFor) {
    WithFreeLists lists;
    void* before = heap::allocate(40);
    CountingTracer tracer;
    heap::trace_blocks(&tracer);
    void* small = heap::allocate(40);
    void* large = heap::allocate(1000);
    EXPECT_EQ(tracer.blocks, (std::map<void*, std::size_t>{{small, 40}, {large, 1000}}));
    large = heap::reallocate(large, 1000, 5000);
    EXPECT_EQ(tracer.blocks[large], 5000U);
    heap::free(before, 40);
    EXPECT_EQ(tracer.unknown, 1);
    heap::free(small, 40);
    heap::free(large, 5000);
    EXPECT_TRUE(tracer.blocks.empty());
    heap::trace_blocks(nullptr);
    heap::free(heap::allocate(40), 40);
    EXPECT_TRUE(tracer.blocks.empty());
}

TEST(Heap, FreeListsSurviveATracer) {
    WithFreeLists lists;
    std::size_t before = heap::small_blocks_in_use();
    void* block = heap::allocate(40);
    heap::free(block, 40);
    CountingTracer tracer;
    heap::trace_blocks(&tracer);
    EXPECT_EQ(next_block(40), block);
    EXPECT_EQ(heap::small_blocks_in_use(), before);
    heap::trace_blocks(nullptr);
    EXPECT_EQ(next_block(40), block);
}

#ifdef MINIPY_SANITIZED
TEST(Heap, SanitizersSeeThatABlockIsUsedAfterItWasFreed) {
    EXPECT_DEATH(
        {
            auto* block = static_cast<volatile char*>(heap::allocate(40));
            heap::free(const_cast<char*>(block), 40);
            block[20] = 'x';
        },
        "use-after");
}
#endif

TEST(Heap, FreeingNothingDoesNothing) {
    heap::FreeBlock* before = heap::state.free_lists[1];
    heap::free(nullptr, 16);
    heap::free(nullptr, 10'000);
    EXPECT_EQ(heap::state.free_lists[1], before);
}

TEST(Heap, AFixedArrayIsZeroedAndRefusesWhatCannotBe) {
    FixedArray<int> numbers;
    ASSERT_TRUE(numbers.allocate(1000));
    EXPECT_EQ(std::count(numbers.begin(), numbers.end(), 0), 1000);
    EXPECT_FALSE(numbers.allocate(std::size_t(1) << 40));
    EXPECT_EQ(numbers.size(), 1000U);
}

TEST(Heap, ADeadIntsMemoryIsTheNextInts) {
    WithFreeLists lists;
    Ref<Int> number = Int::from(1000);
    Object* place = number.get();
    number.reset();
    EXPECT_EQ(Int::from(2000).get(), place);
}

}  // namespace
}  // namespace minipy
