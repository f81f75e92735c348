// SPDX-License-Identifier: MIT
// The heap below all objects: blocks by size class, freed with their size.
//
// A request of up to 512 bytes is served from the free list of its size class (16, 32, 48 … bytes); an empty list is
// refilled from a chunk. Larger requests go to malloc. Callers say the size again when they free, so that blocks need
// no header. The free lists are what "recycled result objects" means here: a dead int's memory is the next int's.
//
//      free_lists[1] ─▶ block ─▶ block ─▶ ∅      16 bytes each
//      free_lists[2] ─▶ block ─▶ ∅               32 bytes each
//      …
//
// Other heaps stand behind this interface. `refcount` is the above; `watched` is the same with freed blocks told to
// an observer (--trace: an address that is used again is another object). `audit` (--gc=audit) takes every block from
// Boehm's collector and never fills the free lists, so that each free is checked and, at exit, whatever became
// unreachable without having been freed is reported as a leak (audit.cpp). `counted` (MINIPY_FAIL_ALLOCATION) takes
// every block from malloc, so that each allocation can be made to fail.
//
// A BlockTracer (tracemalloc) comes and goes while the program runs. While it is there the free lists are set aside, so
// that every request finds an empty one and takes the slow path, which knows where they are.
//
// DANGER: a block on a free list still belongs to the process, so no sanitizer sees that somebody uses it after it was
// freed. Sanitized builds therefore have no free lists: every block is malloc's own there.
//
// When memory has ended, small requests are served from the reserve (reserve.hpp).
//
// Blocks are protected by the GIL, as everything else in the runtime. CPython: Objects/obmalloc.c. Next: gc.hpp.
#pragma once

#include <cstddef>
#include <cstdint>

namespace minipy::heap {

enum class Mode : std::uint8_t { refcount, watched, audit, counted, boehm };

inline constexpr std::size_t granularity = 16;
inline constexpr std::size_t largest_small_block = 512;

// Nobody has more: larger requests fail without being made. (The sanitizers take such a request for a mistake.)
inline constexpr std::size_t largest_address_space = std::size_t(1) << 40;

#ifdef MINIPY_SANITIZED
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

struct FreeBlock {
    FreeBlock* next;
};

// Told of each block with the size that was asked for. It must neither run Python code nor touch the block. Blocks from
// before its time are freed, too.
struct BlockTracer {
    virtual void allocated(void* block, std::size_t size) = 0;
    virtual void freed(void* block) = 0;

protected:
    ~BlockTracer() = default;
};

using FreeLists = FreeBlock * [largest_small_block / granularity + 1];

struct State {
    FreeLists free_lists = {};
    Mode mode = Mode::refcount;
    bool has_free_lists = !sanitized;
    bool free_looks_closer = sanitized;  // blocks do not simply go to the free lists: none, or the reserve is in use
    bool free_of_number_looks_closer = sanitized;  // not even those of ints and floats
    std::size_t blocks_cut = 0;                    // from all chunks, in use or on a free list
    BlockTracer* tracer = nullptr;                 // set by trace_blocks()
    FreeLists set_aside = {};                      // the free lists, while each allocation is looked at

    // Births and deaths can be observed (observer.hpp).
    bool is_observable() const { return mode == Mode::watched || mode == Mode::audit || mode == Mode::boehm; }
    // An observer wants to know of numbers, too: of their births, or of their deaths, because one of them is known.
    // Most programs make more numbers than anything else, and most observers do not ask for them.
    bool tells_births_of_numbers = false, tells_deaths_of_numbers = false;
    // Somebody wants to know of each block: the inline paths find no free list.
    bool looks_at_all() const { return tracer != nullptr || (mode == Mode::watched && tells_births_of_numbers); }
    // What was said above, and is true as long as the reserve is not in use.
    void choose_frees(bool reserve_is_in_use) {
        bool has_no_lists = !has_free_lists || tracer != nullptr || reserve_is_in_use;
        bool watches_numbers = mode == Mode::watched && tells_deaths_of_numbers;
        free_looks_closer = has_no_lists || mode != Mode::refcount;
        free_of_number_looks_closer =
            has_no_lists || watches_numbers || (mode != Mode::refcount && mode != Mode::watched);
    }
    FreeLists& lists() { return looks_at_all() ? set_aside : free_lists; }
};
inline constinit State state;

// How many small blocks are in use, by counting those that are not. 0 where there are no free lists.
std::size_t small_blocks_in_use();

// Selects the heap; before the first allocation only.
void select(Mode mode);

// From now on, in watched mode, the observer is told of the deaths of ints and floats; and of their births.
void tell_deaths_of_numbers();
void tell_births_of_numbers();

// From now on blocks are told to this tracer; null: to nobody.
void trace_blocks(BlockTracer* tracer);

// Out of line parts. allocate_slow returns null only for requests above largest_small_block.
[[nodiscard]] void* allocate_slow(std::size_t size);
void free_slow(void* block, std::size_t size);

[[nodiscard]] inline void* allocate(std::size_t size) {
    if (size <= largest_small_block) [[likely]] {
        FreeBlock*& list = state.free_lists[(size + granularity - 1) / granularity];
        if (list != nullptr) [[likely]] {
            FreeBlock* block = list;
            list = block->next;
            return block;
        }
    }
    return allocate_slow(size);
}

// For callers that cannot fail, and need more than a small block only rarely (largest_reserved_block at the most): from
// the reserve if there is no memory.
[[nodiscard]] void* allocate_certainly(std::size_t size);

// `size` is what was asked for when the block was allocated. A null block is ignored.
inline void free(void* block, std::size_t size) {
    if (size <= largest_small_block && !state.free_looks_closer) [[likely]] {
        if (block == nullptr) return;
        FreeBlock*& list = state.free_lists[(size + granularity - 1) / granularity];
        auto* freed = static_cast<FreeBlock*>(block);
        freed->next = list;
        list = freed;
        return;
    }
    free_slow(block, size);
}

// The same for the block of an int or a float.
inline void free_number(void* block, std::size_t size) {
    if (state.free_of_number_looks_closer) [[unlikely]]
        return free_slow(block, size);
    FreeBlock*& list = state.free_lists[(size + granularity - 1) / granularity];
    auto* freed = static_cast<FreeBlock*>(block);
    freed->next = list;
    list = freed;
}

// Grows or shrinks a block, keeping its contents; null (and the old block untouched) when there is no memory.
[[nodiscard]] void* reallocate(void* block, std::size_t old_size, std::size_t new_size);

// An array of `count` elements; null when there is no memory or the product overflows.
template <class T>
[[nodiscard]] T* allocate_array(std::size_t count) {
    if (count > PTRDIFF_MAX / sizeof(T)) return nullptr;
    return static_cast<T*>(allocate(count * sizeof(T)));
}

template <class T>
void free_array(T* array, std::size_t count) {
    heap::free(array, count * sizeof(T));
}

// An array for the length of a scope, uninitialised: what a function needs meanwhile and a program can make large.
// data() is null when there was no memory.
template <class T>
class ScratchArray {
public:
    explicit ScratchArray(std::size_t count) : data_(allocate_array<T>(count)), count_(count) {}
    ~ScratchArray() { free_array(data_, count_); }
    ScratchArray(const ScratchArray&) = delete;
    ScratchArray& operator=(const ScratchArray&) = delete;
    T* data() const { return data_; }
    std::size_t size() const { return count_; }

private:
    T* data_;
    std::size_t count_;
};

// In watched mode: what stands for an address in hashes, as long as nothing else lies there: 1, 2 … in the order of
// asking. So a set of objects is walked in the same order each time the program runs, wherever it lies.
std::size_t number_of_address(const void* address);

// In the modes over Boehm's collector: notes that `block` holds an object whose header is `offset` bytes in, so that a
// leak can be named, or it can end when it is unreachable.
void note_object(void* block, std::size_t offset);

// For the life of a thread that is to use the heap: the modes over Boehm's collector must know its native stack.
class ThreadRegistration {
public:
    ThreadRegistration();
    ~ThreadRegistration();
    ThreadRegistration(const ThreadRegistration&) = delete;
    ThreadRegistration& operator=(const ThreadRegistration&) = delete;
};

// In audit mode: collects with Boehm's collector, prints one line for each block that nobody freed and nobody can reach
// ("minipy: leak: …" on stderr), and returns how many there were. Returns 0 in every other mode.
std::size_t report_leaks();

}  // namespace minipy::heap
