// SPDX-License-Identifier: MIT
// The global interpreter lock: one thread at a time runs Python code and touches objects. `current_thread` is the one
// that has it.
//
//      holder             │ waiter
//      runs …             │ take(): waits for one switch interval; nothing has happened, so it asks: drop request,
//                         │         eval breaker
//      safe point: drop() │ takes it
//      waits until it has ◀┘        (forced switch: who was asked may not take it again at once)
//      been taken, then take()
//
// Who is about to wait for the system lets the others run meanwhile:
//
//      {
//          AllowThreads allowed(Blocking::outside);
//          count = ::recv(descriptor, data, size, 0);     // no object is touched here, nothing is allocated
//      }                                                  // errno is still that of recv()
//
// What others may have done meanwhile is anything: as after a call of Python code, no pointer or length from before is
// used again. As long as there is one thread only, all this costs a comparison.
//
// CPython: Python/ceval_gil.h, Py_BEGIN_ALLOW_THREADS. Next: gil.cpp; system_call.hpp, which nearly everybody uses;
// thread_lock.hpp; schedule.hpp, where somebody else decides.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "runtime/threads/interpreter.hpp"
#include "vm/schedule.hpp"

namespace minipy {

class Gil {
public:
    Gil() : mutex_(), is_free_(), is_taken_() {}
    ~Gil() {}  // when the process ends, daemon threads may still wait: what they wait for is not destroyed
    Gil(const Gil&) = delete;
    Gil& operator=(const Gil&) = delete;
    // Waits until the thread has it. When the interpreter has ended meanwhile, it never comes back: only daemon threads
    // meet that, and the process ends without them.
    void take(ThreadState* thread);
    void drop(Blocking reason);
    // At a safe point: if it is another thread's turn, lets it run first.
    void give_way();
    // In a forked child, which has only the thread that forked.
    void begin_anew();
    // Where a schedule decides: waits until the lock has been released, or for the deadline (Schedule::wait).
    void wait_as_scheduled(const void* lock, std::int64_t deadline);
    void wait_until_ready(const std::function<bool()>& is_ready, std::int64_t deadline);

private:
    void take_from_others(ThreadState* thread);
    void enter(ThreadState* thread);
    void leave(Blocking reason);

    union {
        std::mutex mutex_;
    };
    union {
        std::condition_variable is_free_;
    };
    union {
        std::condition_variable is_taken_;
    };
    ThreadState* holder_ = nullptr;
    ThreadState* last_holder_ = nullptr;
    std::uint64_t takes_ = 0;
    std::atomic<bool> drop_request_ = false;
};
// Never destroyed: daemon threads wait for it until the process has ended.
inline Gil& gil = *new Gil;

// Sets what the runtime asks for, and gives the GIL to the main thread. When the VM starts.
void initialize_gil();

class AllowThreads {
public:
    explicit AllowThreads(Blocking blocking)
        : thread_(interpreter.thread_count > 1 || schedule != nullptr ? current_thread : nullptr), blocking_(blocking) {
        if (thread_ != nullptr) gil.drop(blocking_);
    }
    ~AllowThreads() {
        if (thread_ != nullptr) come_back();
    }
    AllowThreads(const AllowThreads&) = delete;
    AllowThreads& operator=(const AllowThreads&) = delete;

private:
    void come_back();
    ThreadState* thread_;  // null: there are no others, and no schedule wants to know
    Blocking blocking_;
};

}  // namespace minipy
