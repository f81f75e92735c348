// SPDX-License-Identifier: MIT
// The refcount heap: chunks cut into blocks of one size class, and malloc for what is larger; and the switch to the
// audit heap. Chunks are never given back: a block stays in its class for the life of the process, which keeps freeing
// at two stores. CPython (obmalloc.c) returns empty arenas; ours are small enough that the difference stays below one
// chunk a class. Next: audit.hpp.
#include "runtime/memory/heap.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "runtime/memory/audit.hpp"

namespace minipy::heap {

namespace {

constexpr std::size_t chunk_size = 64 * 1024;

[[noreturn]] void out_of_memory() {
    std::fputs("Fatal Python error: out of memory\n", stderr);
    std::abort();
}

// Cuts a new chunk into blocks of `block_size` and puts all but the first on the free list.
void* refill(std::size_t block_size) {
    char* chunk = static_cast<char*>(std::malloc(chunk_size));
    if (chunk == nullptr) out_of_memory();
    FreeBlock*& list = state.free_lists[block_size / granularity];
    std::size_t count = chunk_size / block_size;
    for (std::size_t index = count - 1; index > 0; --index) {
        auto* block = reinterpret_cast<FreeBlock*>(chunk + index * block_size);
        block->next = list;
        list = block;
    }
    return chunk;
}

}  // namespace

void select(Mode mode) {
    state.mode = mode;
    if (mode == Mode::audit) audit::initialize();
}

void* allocate_slow(std::size_t size) {
    if (state.mode == Mode::audit) return audit::allocate(size);
    if (size > largest_small_block) return std::malloc(size);
    if (size == 0) size = 1;
    std::size_t block_size = (size + granularity - 1) / granularity * granularity;
    // A list for size 0 does not exist: such requests share the smallest class.
    if (FreeBlock*& list = state.free_lists[block_size / granularity]; list != nullptr) {
        FreeBlock* block = list;
        list = block->next;
        return block;
    }
    return refill(block_size);
}

void free_slow(void* block, std::size_t size) {
    if (block == nullptr) return;
    if (on_free != nullptr) on_free(block);
    if (state.mode == Mode::audit) return audit::free(block);
    if (size > largest_small_block) return std::free(block);
    // Only in `watched` mode do small blocks come this way.
    std::size_t size_class = size == 0 ? 1 : (size + granularity - 1) / granularity;
    auto* freed = static_cast<FreeBlock*>(block);
    freed->next = state.free_lists[size_class];
    state.free_lists[size_class] = freed;
}

void* reallocate(void* block, std::size_t old_size, std::size_t new_size) {
    if (state.mode != Mode::audit && old_size > largest_small_block && new_size > largest_small_block) {
        return std::realloc(block, new_size);
    }
    void* moved = allocate(new_size);
    if (moved == nullptr) return nullptr;
    if (block != nullptr) {
        std::memcpy(moved, block, old_size < new_size ? old_size : new_size);
        heap::free(block, old_size);
    }
    return moved;
}

void note_object(void* block, std::size_t offset) {
    if (state.mode == Mode::audit) audit::note_object(block, offset);
}

std::size_t report_leaks() { return state.mode == Mode::audit ? audit::report_leaks() : 0; }

}  // namespace minipy::heap
