// SPDX-License-Identifier: MIT
// What the observer of the heap is told. Only the modes that send every block through free_slow (heap.hpp: `watched`,
// `audit`) have one; they are chosen before the first allocation, so that nobody else pays.
// It must neither run Python code nor touch the block's counts: what lay there is dead already. Next: heap.cpp.
#pragma once

namespace minipy::heap {

struct HeapObserver {
    // The block is about to be freed, and may be used for something else from then on.
    virtual void block_freed(void* block) = 0;

protected:
    ~HeapObserver() = default;
};

inline HeapObserver* observer = nullptr;  // null: nobody wants to know

}  // namespace minipy::heap
