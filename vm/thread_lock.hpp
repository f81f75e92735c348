// SPDX-License-Identifier: MIT
// What a thread can wait for until another thread lets it go on: the lock below locks, queues and semaphores of Python.
//
// It is held by nobody in particular. It is taken without the GIL by who has waited, so that a lock goes to a waiter the
// moment it is released; what an object notes of its lock ("locked", an owner) is therefore noted a little later, under
// the GIL. A wait goes on after a signal, unless the signal's handler raises.
//
// CPython: Python/thread_pthread.h (PyThread_acquire_lock_timed). Next: thread_lock.cpp, gil.hpp.
#pragma once

#include <semaphore.h>

#include <cstdint>

#include "runtime/object/result.hpp"

namespace minipy {

class ThreadLock {
public:
    ThreadLock() { sem_init(&semaphore_, 0, 1); }
    ~ThreadLock() { sem_destroy(&semaphore_); }
    ThreadLock(const ThreadLock&) = delete;
    ThreadLock& operator=(const ThreadLock&) = delete;

    bool try_acquire();
    // Waits for so many nanoseconds, or as long as it takes when that is negative; false: time is up. The caller keeps
    // the lock alive, and knows nothing of anything else afterwards.
    Result<bool> acquire(std::int64_t nanoseconds);
    void release();

private:
    int wait_until(std::int64_t deadline);
    sem_t semaphore_;
};

}  // namespace minipy
