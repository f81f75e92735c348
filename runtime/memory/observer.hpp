// SPDX-License-Identifier: MIT
// What an observer of the heap is told. Only the modes that send every block through free_slow (heap.hpp: `watched`,
// `audit`) have observers; they are chosen before the first allocation, so that nobody else pays.
//
// An observer must neither run Python code nor touch the block's counts: the object that lay there is dead already.
// Next: heap.cpp.
#pragma once

#include "runtime/object/watchers.hpp"

namespace minipy::heap {

struct HeapObserver {
    // The block is about to be freed, and may be used for something else from then on.
    virtual void block_freed(void* block) = 0;

protected:
    ~HeapObserver() = default;
};

inline Watchers<HeapObserver> watchers;

}  // namespace minipy::heap
