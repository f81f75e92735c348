// SPDX-License-Identifier: MIT
// What an observer of threads is told, always by the thread that has the GIL. Next: watchers.hpp, gil.hpp.
#pragma once

#include "vm/schedule.hpp"
#include "vm/watchers.hpp"

namespace minipy {

// What happens to a lock.
enum class LockEvent : std::uint8_t { acquired, waits, gave_up, released };

struct ThreadObserver {
    virtual void thread_made(ThreadState* maker, ThreadState* thread) = 0;
    virtual void thread_begins(ThreadState* thread) = 0;
    virtual void thread_ends(ThreadState* thread) = 0;
    // The thread is about to let go of the GIL, or has just got it.
    virtual void gil_dropped(ThreadState* thread, Blocking reason) = 0;
    virtual void gil_taken(ThreadState* thread) = 0;
    virtual void lock_changes(LockEvent event, Object* lock) = 0;

protected:
    ~ThreadObserver() = default;
};

inline Watchers<ThreadObserver> thread_watchers;

}  // namespace minipy
