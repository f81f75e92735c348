// SPDX-License-Identifier: MIT
// deque: a queue with two ends, as a chain of blocks. Both ends grow and shrink without moving an item.
//
//      Deque ── left ──▶ block ⇄ block ⇄ … ⇄ block ◀── right
//                        │ · · a b … │      │ … y z · · │         64 items a block
//                            ▲                  ▲
//                            left_index         right_index        (inclusive; one behind left_index when empty)
//
// There is always at least one block. `state` changes with every change of the length, so that iterators notice.
// CPython: Modules/_collectionsmodule.c. Next: deque_blocks.cpp, deque.cpp (the type), deque_iterators.cpp.
#pragma once

#include <cstdint>

#include "runtime/kernel/type_spec.hpp"
#include "runtime/object/result.hpp"

namespace minipy {

inline constexpr Size deque_block_length = 64;

struct DequeBlock {
    DequeBlock* left;
    DequeBlock* right;
    Object* items[deque_block_length];  // owned, between the two indices
};

struct Deque : Object {
    DequeBlock *left, *right;
    Size left_index, right_index;
    Size length;
    std::uint64_t state;
    Size most;          // maxlen; −1: none
    DequeBlock* spare;  // freed blocks, linked by `right`, for the next that is needed
    Size spare_count;
    Object* weakrefs;

    ~Deque();
    // Makes the first block of a deque whose fields are zero; false: no memory.
    bool initialize_blocks();

    Result<void> append(Ref<Object> item);  // without regard to maxlen
    Result<void> append_left(Ref<Object> item);
    Ref<Object> pop();  // the deque is not empty
    Ref<Object> pop_left();
    void clear();
    Result<void> rotate(Size steps);
    Object*& at(Size index);  // 0 ≤ index < length
    // Bytes of the memory that it owns beside its own block.
    Size bytes_beside() const;

    static Type type_object;

private:
    DequeBlock* new_block();
    void free_block(DequeBlock* block);
    void center();
};

extern Type deque_iterator_type, deque_reverse_iterator_type;

Result<Object> deque_iterator(Object* deque);
Result<Object> deque_reverse_iterator(Deque* deque);

// Calls visit(item, index) from the left until it answers true; then the index, else −1. RuntimeError (or what
// `changed` raises) when the deque changes meanwhile.
template <class Visit>
Result<Size> find_in_deque(Deque* deque, Size start, Size stop, Visit visit, Failure (*changed)()) {
    if (start >= stop) return Size(-1);
    std::uint64_t state = deque->state;
    DequeBlock* block = deque->left;
    Size place = deque->left_index + start;
    for (; place >= deque_block_length; place -= deque_block_length) block = block->right;
    for (Size index = start; index < stop; ++index) {
        Ref<Object> item = share(block->items[place]);
        bool found = TRY(visit(item.get()));
        if (deque->state != state) return changed();
        if (found) return index;
        if (++place == deque_block_length) {
            block = block->right;
            place = 0;
        }
    }
    return Size(-1);
}
Failure raise_deque_mutated();  // RuntimeError: deque mutated during iteration

}  // namespace minipy
