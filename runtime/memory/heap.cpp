// SPDX-License-Identifier: MIT
// The refcount heap: chunks cut into blocks of one size class, and malloc for what is larger; and the switch to the
// audit heap. Chunks are never given back: a block stays in its class for the life of the process, which keeps freeing
// at two stores. CPython (obmalloc.c) returns empty arenas; ours are small enough that the difference stays below one
// chunk a class. Next: audit.hpp.
#include "runtime/memory/heap.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <map>
#include <utility>

#include "runtime/memory/audit.hpp"
#include "runtime/memory/boehm.hpp"
#include "runtime/memory/observer.hpp"
#include "runtime/memory/reserve.hpp"

namespace minipy::heap {

namespace {

constexpr std::size_t chunk_size = 64 * 1024;

// By address, in watched mode. It is never destroyed: until the process has ended somebody may free a block.
std::map<const void*, std::size_t>& numbers = *new std::map<const void*, std::size_t>;
std::size_t last_number = 0;

void forget_numbers(const char* block, std::size_t size) {
    auto first = numbers.lower_bound(block);
    if (first != numbers.end() && first->first < block + size) numbers.erase(first, numbers.lower_bound(block + size));
}

// A request for 0 bytes shares the smallest class.
std::size_t class_size(std::size_t size) {
    return size == 0 ? granularity : (size + granularity - 1) / granularity * granularity;
}

FreeBlock*& list_for(std::size_t size) { return state.lists()[class_size(size) / granularity]; }

// Cuts a new chunk into blocks of `block_size` and puts all but the first on the free list. Null: no memory.
void* refill(std::size_t block_size) {
    char* chunk = static_cast<char*>(allocate_from_system(chunk_size));
    if (chunk == nullptr) return nullptr;
    FreeBlock*& list = list_for(block_size);
    std::size_t count = chunk_size / block_size;
    for (std::size_t index = count - 1; index > 0; --index) {
        auto* block = reinterpret_cast<FreeBlock*>(chunk + index * block_size);
        block->next = list;
        list = block;
    }
    state.blocks_cut += count;
    return chunk;
}

// A block that is no part of a chunk.
void* allocate_alone(std::size_t size) {
    switch (state.mode) {
        case Mode::audit: return with_promised([&] { return audit::allocate(size); });
        case Mode::boehm: return with_promised([&] { return boehm::allocate(size == 0 ? 1 : size); });
        default: return allocate_from_system(size == 0 ? 1 : size);
    }
}

void* allocate_in_mode(std::size_t size) {
    if (size > largest_address_space || allocation_fails()) return nullptr;
    if (size > largest_small_block || !state.has_free_lists) return allocate_alone(size);
    FreeBlock*& list = list_for(size);
    return list != nullptr ? std::exchange(list, list->next) : refill(class_size(size));
}

template <class Change>
void change_state(Change change) {
    bool looked_at_all = state.looks_at_all();
    change();
    if (state.looks_at_all() != looked_at_all) std::ranges::swap_ranges(state.free_lists, state.set_aside);
    state.choose_frees(reserve_is_in_use());
}

}  // namespace

std::size_t small_blocks_in_use() {
    std::size_t count = state.blocks_cut;
    for (const FreeBlock* block : state.lists()) {
        for (; block != nullptr; block = block->next) --count;
    }
    return count;
}

void select(Mode mode) {
    state.mode = mode;
    state.has_free_lists = !sanitized && (mode == Mode::refcount || mode == Mode::watched);
    state.choose_frees(false);
    if (mode == Mode::audit) audit::initialize();
    if (mode == Mode::boehm) boehm::initialize();
}

void trace_blocks(BlockTracer* tracer) {
    change_state([&] { state.tracer = tracer; });
}

void tell_deaths_of_numbers() {
    if (state.tells_deaths_of_numbers) return;
    change_state([] { state.tells_deaths_of_numbers = true; });
}

void tell_births_of_numbers() {
    change_state([] { state.tells_births_of_numbers = true; });
    tell_deaths_of_numbers();
}

void* allocate_slow(std::size_t size) {
    void* block = allocate_in_mode(size);
    if (block == nullptr && size <= largest_small_block) block = allocate_from_reserve(size);
    if (state.tracer != nullptr && block != nullptr) state.tracer->allocated(block, size);
    return block;
}

void* allocate_certainly(std::size_t size) {
    void* block = allocate(size);
    if (block == nullptr && size > largest_reserved_block && take_promised(size)) block = allocate_alone(size);
    return block != nullptr ? block : allocate_from_reserve(size);
}

void free_slow(void* block, std::size_t size) {
    if (block == nullptr) return;
    if (observer != nullptr) observer->block_freed(block);
    if (state.tracer != nullptr) state.tracer->freed(block);
    if (free_to_reserve(block)) return;
    if (state.mode == Mode::audit) return audit::free(block);
    if (state.mode == Mode::boehm) return boehm::free(block);
    if (state.mode == Mode::watched) forget_numbers(static_cast<char*>(block), size);
    if (size > largest_small_block || !state.has_free_lists) return std::free(block);
    auto* freed = static_cast<FreeBlock*>(block);
    FreeBlock*& list = list_for(size);
    freed->next = list;
    list = freed;
}

void* reallocate(void* block, std::size_t old_size, std::size_t new_size) {
    bool both_large = old_size > largest_small_block && new_size > largest_small_block;
    if (both_large && new_size <= largest_address_space && state.tracer == nullptr && observer == nullptr &&
        (state.mode == Mode::refcount || state.mode == Mode::watched)) {
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

std::size_t number_of_address(const void* address) {
    auto [place, is_new] = numbers.try_emplace(address, last_number + 1);
    if (is_new) ++last_number;
    return place->second;
}

void note_object(void* block, std::size_t offset) {
    if (state.mode == Mode::watched || is_reserved(block)) return;
    if (state.mode == Mode::audit) audit::note_object(block, offset);
    if (state.mode == Mode::boehm) boehm::note_object(block, offset);
}

ThreadRegistration::ThreadRegistration() {
    if (state.mode == Mode::boehm || state.mode == Mode::audit) boehm::register_thread();
}
ThreadRegistration::~ThreadRegistration() {
    if (state.mode == Mode::boehm || state.mode == Mode::audit) boehm::unregister_thread();
}

std::size_t report_leaks() { return state.mode == Mode::audit ? audit::report_leaks() : 0; }

}  // namespace minipy::heap
