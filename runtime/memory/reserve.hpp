// SPDX-License-Identifier: MIT
// The reserve: what native code lives on when memory has ended.
//
// Python's MemoryError is raised by whoever allocated. Large requests (lists, strings, tables: whatever a program can
// make as big as it likes) simply fail: their callers return a Failure. But small ones are everywhere (an int, a cell,
// a bound method, a node of a std::vector), half-way through work that cannot be undone. Those are served from the
// reserve instead, and `exhausted` is set:
//
//      allocate ──▶ no memory ──▶ a block of the reserve, exhausted = true ──▶ … the native call ends …
//                                                                                     │
//      the loop's next dispatch: the instruction that allocated raises MemoryError ◀──┘
//
// So the program sees MemoryError from the instruction or call that allocated, before the next one starts; what it
// has made dies as if it had not been made. Native code that goes on for long asks by itself: the gate of all slot
// calls (kernel/slot_gate.hpp) and the functions by which containers grow fail while `exhausted` is set.
//
// MINIPY_FAIL_ALLOCATION=N makes the N-th allocation of a program behave like that, N+ all later ones too.
//
// Handlers of a MemoryError must be able to do a little: after one was raised, the next few allocations are served
// silently, as long as the reserve is more than half full.
//
// CPython has no such thing: each caller of its allocator looks for NULL. Next: reserve.cpp, vm/plain_loop.cpp
// (memory_ended).
#pragma once

#include <cstddef>
#include <cstdint>

namespace minipy::heap {

// Largest request that is served from the reserve; anything larger fails.
inline constexpr std::size_t largest_reserved_block = 64 * 1024;

// The reserve has been used since the last MemoryError. Read by the loop, by gates, and by what grows.
inline constinit bool exhausted = false;

// How often a request could not be served: what has failed meanwhile may have failed for that.
inline constinit std::uint64_t refusals = 0;

// For those who cannot report that something larger could not be had: sets `exhausted`.
void note_exhausted();

// Told when `exhausted` has changed: the loop changes its labels. Set by the VM.
inline void (*on_exhausted)() = nullptr;

// Sets the reserve aside. Without it (memory has ended before the start) small requests end the process.
void fill_reserve();

// A block for a request that cannot fail. Ends the process with CPython's fatal error when the reserve is used up, too.
[[nodiscard]] void* allocate_from_reserve(std::size_t size);
// Does the block belong to the reserve? It is given back, if so.
bool free_to_reserve(void* block);
bool is_reserved(const void* block);

// Blocks of it are about, which must come back to it.
bool reserve_is_in_use();

// A quarter of the reserve has been used: who can do without a block does, so that handlers have theirs.
bool reserve_is_low();

// A MemoryError is on its way: the reserve may be used again for the next time, `exhausted` is cleared.
void memory_error_raised();

// For the time of a finalizer or a callback, which has nothing to do with the allocation that failed around it.
class SetExhaustionAside {
public:
    SetExhaustionAside();
    ~SetExhaustionAside();
    SetExhaustionAside(const SetExhaustionAside&) = delete;
    SetExhaustionAside& operator=(const SetExhaustionAside&) = delete;

private:
    bool was_exhausted_;
};

// Is there room for a block of this size now? For those who must know before they cannot fail any more: the room is set
// aside until it is needed, or until the next one asks.
bool has_room(std::size_t size);
// Uses so much of what was promised: it is given back to whoever allocates next. False: not so much was.
[[nodiscard]] bool take_promised(std::size_t size);
// False: nothing was set aside.
bool give_promised_back();
// What an allocation gives; tried again with what was set aside if nothing else is left.
template <class Allocate>
void* with_promised(Allocate allocate) {
    void* block = allocate();
    return block != nullptr || !give_promised_back() ? block : allocate();
}
// For containers of C++ that must not keep what they name: as operator new, but Boehm's collector does not look there.
// Cannot fail; operator delete takes it back.
[[nodiscard]] void* allocate_unscanned(std::size_t size);
[[nodiscard]] void* allocate_from_system(std::size_t size);

// From now on the N-th allocation fails ("12"), or it and all later ones ("12+"); none ("0"). False: no such number.
bool fail_allocation(const char* number);
// Is this the allocation that is to fail? Counts it.
bool allocation_fails();

}  // namespace minipy::heap
