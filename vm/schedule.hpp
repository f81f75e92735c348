// SPDX-License-Identifier: MIT
// Who decides whose turn it is, when it is not the system: a schedule. There is none in a plain run. A trace has one
// that always decides in the same way (trace/turns.hpp), so that a recording can be made again; with it only one
// thread runs at a time, time passes only where somebody sleeps, and locks are given in the order in which they were
// asked for.
//
// A thread's states, as the schedule sees them:
//
//      made ──▶ ready ──▶ running ──┬──▶ ready       its turn is over
//                 ▲                 ├──▶ waiting     for a lock, a descriptor, a moment, or for whichever comes first
//                 └─────────────────┼──▶ outside     in a system call; nobody knows how long
//                                   └──▶ ended
//
// CPython: none. Next: gil.cpp, which asks; trace/turns.cpp, which answers.
#pragma once

#include <cstdint>
#include <functional>

#include "runtime/kernel/thread_state.hpp"

namespace minipy {

// Why a thread lets go of the GIL: what it does while others may run, or what else has come to an end.
enum class Blocking : std::uint8_t {
    file,       // asks for something that the system has at hand: files, directories
    outside,    // waits for the world: sockets, pipes, terminals, child processes, signals
    computing,  // works on memory that is its own: hashes, compression
    sleep,
    lock,
    descriptor,  // waits for one of its descriptors that other threads have to write to, or for a moment
    turn_over,   // others wait, and it has run for the switch interval
    thread_ends,
};

struct Schedule {
    // By its maker; it will come and ask for its turn.
    virtual void thread_made(ThreadState* thread) = 0;
    // Returns when it is the thread's turn.
    virtual void take(ThreadState* thread) = 0;
    // The thread that runs stops running, until it asks again. (`reason` is neither sleep, lock nor descriptor.)
    virtual void drop(ThreadState* thread, Blocking reason) = 0;
    // At a safe point: is the turn of the one that runs over?
    virtual bool is_turn_over() = 0;
    // Stops running until the lock has been released, or until `deadline` (of now(); never: no deadline), or until a
    // signal has come for the thread. Returns when it is the thread's turn again.
    virtual void wait(ThreadState* thread, const void* lock, std::int64_t deadline) = 0;
    virtual void released(const void* lock) = 0;
    // The same for something that only calls of the system by other threads can bring about. They are the ones who ask
    // whether it is ready: the question touches no object.
    virtual void wait_until_ready(ThreadState* thread, const std::function<bool()>& is_ready,
                                  std::int64_t deadline) = 0;
    // Nanoseconds since the run began, as the program shall see them.
    virtual std::int64_t now() = 0;

    static constexpr std::int64_t never = INT64_MAX;
    std::int64_t began_at = 0;  // nanoseconds since 1970

protected:
    ~Schedule() = default;
};

inline Schedule* schedule = nullptr;  // set before a second thread is made, or never

}  // namespace minipy
