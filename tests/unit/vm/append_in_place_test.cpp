// SPDX-License-Identifier: MIT
// A str that grows in place: who watches the heap is told that its block has become another one.
#include "vm/append_in_place.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "runtime/memory/heap.hpp"
#include "runtime/memory/observer.hpp"
#include "unit/interpreter.hpp"

namespace minipy {
namespace {

// The blocks that belong to living objects, as an observer is told.
class KnownBlocks final : public heap::HeapObserver {
public:
    KnownBlocks() : HeapObserver(false), mode_before_(heap::state.mode) {
        heap::observer = this;
        heap::state.mode = heap::Mode::watched;
    }
    ~KnownBlocks() {
        heap::observer = nullptr;
        heap::state.mode = mode_before_;
    }
    KnownBlocks(const KnownBlocks&) = delete;
    KnownBlocks& operator=(const KnownBlocks&) = delete;

    bool has(const void* block) const { return blocks_.contains(block); }
    std::size_t count() const { return blocks_.size(); }

    void object_born(Object*, void* block, std::size_t) override { blocks_.insert(block); }
    void block_freed(void* block) override { blocks_.erase(block); }
    void deallocation_begins(Object*) override {}
    void deallocation_ends() override {}
    void finalizer_runs(Object*) override {}
    void weak_reference_cleared(Object*, Object*) override {}
    void weak_reference_calls(Object*) override {}
    void interned(Object*) override {}

private:
    heap::Mode mode_before_;
    std::set<const void*> blocks_;
};

TEST(AppendInPlace, WhoWatchesTheHeapKnowsWhereTheTextIs) {
    test::Program program("");
    Ref<Str> more = Str::from(std::string(5000, 'x'));
    KnownBlocks known;
    Ref<Object> text = Str::from("begin");
    for (int count = 0; count < 200; ++count) {
        text = adopt(append_str(ref_cast<Str>(std::move(text)), more, nullptr));
        ASSERT_TRUE(known.has(text.get())) << count;
        ASSERT_EQ(known.count(), 1U);
    }
    text.reset();
    EXPECT_EQ(known.count(), 0U);
}

}  // namespace
}  // namespace minipy
