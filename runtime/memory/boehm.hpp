// SPDX-License-Identifier: MIT
// The heap of --gc=boehm: nothing dies when its count comes to zero; Boehm's tracing collector finds what nobody can
// reach, cycles or not, and takes the memory back.
//
//      what it scans      C's stack and registers, static data, frames (up to stack_top), every block of this heap,
//                         C++'s containers included: operator new comes here, too
//      what it must not   WeakReference::referent: hidden, or it would keep its object
//
// Most objects are just gone: what they refer to is found in the same way. Those that have something to do at their end
// are registered: a finalizer, weak references, memory outside of this heap. They end in two rounds, each at a safe
// point of the loop:
//
//      unreachable ──▶ weak references cleared, callbacks, finalizers (may resurrect) ──▶ still unreachable at the next
//      collection ──▶ its `deallocate` slot ──▶ the memory, at the one after that
//
// Counts go on being counted: `s += t` and list growth in place, sys.getrefcount() need them. The cycle collector's
// lists stay empty, for they would hold everything. Source: gc/gc.h (GC_register_finalizer_no_order).
// CPython: none. Next: boehm.cpp, audit.hpp (Boehm's collector as a judge of the counts).
#pragma once

#include <cstddef>
#include <cstdint>

namespace minipy {
struct Object;
}

namespace minipy::heap::boehm {

void initialize();
// From here on Boehm's collector, this heap's or the audit's, looks at the threads: their states and frames, and the
// native stacks and registers of those that have registered themselves.
void see_threads();
void register_thread();
void unregister_thread();
[[nodiscard]] void* allocate(std::size_t size);
// Of memory that has one owner only. What an ending object gives back is left to the collector: others that end in the
// same round may still look at it.
void free(void* block);
// Does this heap own the block? (Static initialisation comes before it.)
bool owns(void* block);

// An object whose header is `head` bytes into its block: registers it if its type has something to do at the end.
void note_object(void* block, std::size_t head);
// From now on it has: a weak reference to it has been made.
void register_end(Object* object);

// Collects, and ends what was found. How many registered objects were.
std::ptrdiff_t collect();
// When a count has come to zero: Boehm does not free the object before nothing points to it any more, and native calls
// that have just ended with it have left pointers on the stack. Whoever is called next has its frame there, need not
// fill all of it, and would keep the object alive. This clears what lies closely below the caller.
[[gnu::noinline]] void clear_ended_calls();
// At a safe point: ends what a collection inside an allocation has found.
void end_unreachable();

// For the comparison of heaps.
struct Statistics {
    std::uint64_t collections = 0, objects_made = 0, registered = 0, ended = 0;
    std::uint64_t bytes_reclaimed = 0;
    double longest_pause = 0, all_pauses = 0;  // seconds
};
Statistics statistics();

}  // namespace minipy::heap::boehm
