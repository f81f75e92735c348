// SPDX-License-Identifier: MIT
// The reserve: one region, cut into pieces from its beginning; freed pieces wait in a list of their size for the next
// time. Pieces carry their size class in front.
//
//      │ class │ piece │ class │ piece │ … never used yet      │
//      ▲                               ▲                        ▲
//      begin                           top                      end
//
// C++'s own containers come here, too, through operator new at the end of this file. Next: heap.cpp.
#include "runtime/memory/reserve.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <utility>

#include "runtime/memory/boehm.hpp"
#include "runtime/memory/heap.hpp"

namespace minipy::heap {

namespace {

constexpr std::size_t reserve_size = std::size_t(2) << 20;
constexpr std::size_t header_size = 16;
constexpr std::size_t smallest_piece = 32;
constexpr std::size_t grace_size = 64 * 1024;  // for the handlers of a MemoryError, out of the first half
constexpr int class_count = 12;                // 32, 64, 128 … 64 K
static_assert(smallest_piece << (class_count - 1) == largest_reserved_block);

// One per process, under the GIL.
struct Reserve {
    char* begin = nullptr;
    char* top = nullptr;
    char* end = nullptr;
    FreeBlock* free_lists[class_count] = {};
    std::size_t used = 0;   // bytes handed out and not given back
    std::size_t grace = 0;  // as long as no more than this is used, nobody is told
};
constinit Reserve reserve;

// What has_room() was asked for last: so much is set aside until somebody needs it.
struct Promise {
    void* block = nullptr;  // null: it has been given back
    std::size_t left = 0;   // bytes that may still be had for it
};
constinit Promise promise;

// MINIPY_FAIL_ALLOCATION.
struct Failing {
    std::uint64_t remaining = 0;  // until the allocation that fails; 0: none does
    bool from_then_on = false;
};
constinit Failing failing;

[[noreturn]] void out_of_memory() {
    std::fputs("Fatal Python error: out of memory\n", stderr);
    std::abort();
}

int class_of(std::size_t size) {
    int size_class = 0;
    while (smallest_piece << size_class < size) ++size_class;
    return size_class;
}

std::size_t& header_of(void* piece) { return *reinterpret_cast<std::size_t*>(static_cast<char*>(piece) - header_size); }

void* take_piece(int size_class) {
    FreeBlock*& list = reserve.free_lists[size_class];
    if (list != nullptr) return std::exchange(list, list->next);
    std::size_t needed = header_size + (smallest_piece << size_class);
    if (std::size_t(reserve.end - reserve.top) < needed) out_of_memory();
    void* piece = reserve.top + header_size;
    reserve.top += needed;
    header_of(piece) = std::size_t(size_class);
    return piece;
}

}  // namespace

void note_exhausted() {
    if (exhausted) return;
    exhausted = true;
    ++refusals;
    if (on_exhausted != nullptr) on_exhausted();
}

bool is_reserved(const void* block) { return block >= reserve.begin && block < reserve.end; }

void fill_reserve() {
    if (reserve.begin != nullptr) return;
    reserve.begin = reserve.top = static_cast<char*>(std::malloc(reserve_size));
    if (reserve.begin != nullptr) reserve.end = reserve.begin + reserve_size;
}

void* allocate_from_reserve(std::size_t size) {
    if (size > largest_reserved_block) out_of_memory();
    int size_class = class_of(size);
    void* piece = take_piece(size_class);
    if (reserve.used == 0) state.choose_frees(true);
    reserve.used += smallest_piece << size_class;
    if (reserve.used > reserve.grace) note_exhausted();
    return piece;
}

bool free_to_reserve(void* block) {
    if (!is_reserved(block)) [[likely]]
        return false;
    auto* freed = static_cast<FreeBlock*>(block);
    std::size_t size_class = header_of(block);
    FreeBlock*& list = reserve.free_lists[size_class];
    freed->next = list;
    list = freed;
    reserve.used -= smallest_piece << size_class;
    if (reserve.used == 0) state.choose_frees(false);
    return true;
}

bool reserve_is_in_use() { return reserve.used != 0; }

bool reserve_is_low() { return reserve.used > reserve_size / 4; }

void memory_error_raised() {
    if (!exhausted) return;
    exhausted = false;
    reserve.grace = std::min(reserve.used + grace_size, reserve_size / 2);
    if (on_exhausted != nullptr) on_exhausted();
}

SetExhaustionAside::SetExhaustionAside() : was_exhausted_(exhausted) { memory_error_raised(); }

SetExhaustionAside::~SetExhaustionAside() {
    if (was_exhausted_) note_exhausted();
}

bool has_room(std::size_t size) {
    if (size <= largest_reserved_block) return true;
    if (size > largest_address_space || allocation_fails()) return false;
    if (promise.block != nullptr && promise.left >= size) return true;
    (void)give_promised_back();
    promise.block = std::malloc(size);
    promise.left = promise.block != nullptr ? size : 0;
    return promise.block != nullptr;
}

bool take_promised(std::size_t size) {
    if (promise.left < size) return false;
    promise.left -= size;
    (void)give_promised_back();
    note_exhausted();
    return true;
}

bool give_promised_back() {
    bool held = promise.block != nullptr;
    std::free(std::exchange(promise.block, nullptr));
    return held;
}

void* allocate_from_system(std::size_t size) {
    return with_promised([&] { return std::malloc(size); });
}

bool fail_allocation(const char* number) {
    char* end = nullptr;
    failing.remaining = std::strtoull(number, &end, 10);
    failing.from_then_on = *end == '+';
    return failing.remaining != 0 && end[failing.from_then_on ? 1 : 0] == '\0';
}

bool allocation_fails() {
    if (failing.remaining == 0) [[likely]]
        return false;
    if (failing.remaining > 1) return --failing.remaining, false;
    if (!failing.from_then_on) failing.remaining = 0;
    return true;
}

}  // namespace minipy::heap

// ---------------------------------------------------------------- C++'s containers

// They cannot fail either: no exceptions are thrown here. Before a program can make one larger than
// largest_reserved_block somebody asks has_room() (reserve_room() and check_room() in kernel/growth.hpp).
namespace minipy::heap {

namespace {

void* kept_or_from_reserve(void* block, std::size_t size) {
    if (block == nullptr && size > largest_reserved_block && take_promised(size)) block = std::malloc(size);
    return block != nullptr ? block : allocate_from_reserve(size);
}

}  // namespace

void* allocate_unscanned(std::size_t size) {
    return kept_or_from_reserve(allocation_fails() ? nullptr : allocate_from_system(size == 0 ? 1 : size), size);
}

}  // namespace minipy::heap

void* operator new(std::size_t size) {
    using namespace minipy::heap;
    if (state.mode != Mode::boehm) return allocate_unscanned(size);
    return kept_or_from_reserve(boehm::allocate(size == 0 ? 1 : size), size);
}

// What std::stable_sort asks for; it would go on without.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return operator new(size); }

void operator delete(void* block) noexcept {
    using namespace minipy::heap;
    if (free_to_reserve(block)) return;
    if (state.mode == Mode::boehm && boehm::owns(block)) boehm::free(block);
    else std::free(block);
}
void operator delete(void* block, std::size_t) noexcept { operator delete(block); }
