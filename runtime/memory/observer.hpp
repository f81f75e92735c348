// SPDX-License-Identifier: MIT
// What observers of the heap and of the cycle collector are told.
//
// Births and deaths are told in the heap's `watched` mode only, which is chosen before the first allocation: others
// do not pay. There is no hook where counts change; who wants to know compares (trace/ledger.hpp).
//
//      object_born ──▶ … ──▶ deallocation_begins ──▶ finalizer_runs, fields ──▶ block_freed ──▶ deallocation_ends
//                                     └──▶ the finalizer has brought it back: no block is freed
//
// An observer must not run Python code, allocate in the program's heap or hold counted references. CPython: none.
// Next: heap.cpp, deallocate.cpp, gc.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "runtime/object/object.hpp"

namespace minipy {

namespace heap {

struct HeapObserver {
    // The header has been made, in `block`. DANGER: the fields behind it are undefined still; of a class that is made
    // nothing can be asked, not even whether it is one of the heap's. `size`: bytes from the header on.
    virtual void object_born(Object* object, void* block, std::size_t size) = 0;
    // Only if wants_deallocations: the count is zero. What dies until deallocation_ends(), dies for that (a finalizer
    // may do other things, too).
    virtual void deallocation_begins(Object* object) = 0;
    virtual void deallocation_ends() = 0;
    // Its count came to zero, and is 1 again for the time of its finalizer.
    virtual void finalizer_runs(Object* object) = 0;
    // The block is about to be freed: nothing in it may be looked at, and its address may be another object's next.
    virtual void block_freed(void* block) = 0;
    // A weak reference loses its object, which dies or has been found by the collector; its callback begins.
    virtual void weak_reference_cleared(Object* reference, Object* referent) = 0;
    virtual void weak_reference_calls(Object* reference) = 0;
    // The text is now the one that all equal interned ones are.
    virtual void interned(Object* text) = 0;

    const bool wants_deallocations;

protected:
    explicit HeapObserver(bool has_deallocations) : wants_deallocations(has_deallocations) {}
    ~HeapObserver() = default;
};

inline HeapObserver* observer = nullptr;  // null: nobody wants to know

// For the length of a scope: what is born belongs to the interpreter, not to the program that happens to run. (The dict
// of a built-in type is filled when somebody first looks into it, a native module is made when it is first imported, a
// module's code is read from its source or where its bytecode is kept.) Python code that begins inside is not meant.
class InterpreterIsAtWork {
public:
    InterpreterIsAtWork() { ++scopes_; }
    ~InterpreterIsAtWork() { --scopes_; }
    InterpreterIsAtWork(const InterpreterIsAtWork&) = delete;
    InterpreterIsAtWork& operator=(const InterpreterIsAtWork&) = delete;
    // How many there are, one in another; a thread that gets the GIL puts its own number in place.
    static int scopes() { return scopes_; }
    static int exchange_scopes(int scopes) { return std::exchange(scopes_, scopes); }

private:
    inline static int scopes_ = 0;
};

}  // namespace heap

namespace gc {

// Why a collection happens: an allocation made it due, the program called gc.collect(), every safe point has one
// (--gc=stress), the program has ended, the interpreter takes everything apart (nobody is called back then).
enum class Reason : std::uint8_t { due, asked_for, stress, program_ended, interpreter_ends };

// The steps of one collection, in their order (gc.cpp).
struct CollectorObserver {
    virtual void collection_begins(int generation, Reason reason) = 0;
    // The object's count is copied.
    virtual void counted(Object* object, std::intptr_t count) = 0;
    // One is taken off the copy, because `from` refers to `to`.
    virtual void subtracted(Object* from, Object* to, std::intptr_t count_left) = 0;
    // Nothing from outside holds `to`, but `from` does, which is reachable; so is `to`.
    virtual void reached(Object* from, Object* to) = 0;
    // Held from outside, or by something that is. Told again after finalizers have run, of what is reachable then.
    virtual void reachable(Object* object) = 0;
    virtual void unreachable(Object* object) = 0;
    virtual void finalizer_runs(Object* object) = 0;
    virtual void resurrected(Object* object) = 0;
    // Its references are dropped (DEBUG_SAVEALL: it goes into gc.garbage instead).
    virtual void cleared(Object* object) = 0;
    virtual void collection_ends(std::intptr_t collected) = 0;

protected:
    ~CollectorObserver() = default;
};

inline CollectorObserver* observer = nullptr;  // null: nobody wants to know

}  // namespace gc

}  // namespace minipy
