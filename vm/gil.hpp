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
// CPython: Python/ceval_gil.h, Py_BEGIN_ALLOW_THREADS. Next: gil.cpp; system_call.hpp, which nearly everybody uses.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "runtime/threads/interpreter.hpp"

namespace minipy {

// What a thread does while others may run.
enum class Blocking : std::uint8_t {
    file,       // asks for something that the system has at hand: files, directories
    outside,    // waits for the world: sockets, pipes, terminals, child processes, signals
    computing,  // works on memory that is its own: hashes, compression
    sleep,
    lock,
};

class Gil {
public:
    // Waits until the thread has it. When the interpreter has ended meanwhile, it never comes back: only daemon threads
    // meet that, and the process ends without them.
    void take(ThreadState* thread);
    void drop();
    // The same by a thread that ends.
    void drop_for_good();
    // At a safe point: if another thread has asked, lets it run first.
    void give_way();
    // In a forked child, which has only the thread that forked.
    void begin_anew();

private:
    std::mutex mutex_;
    std::condition_variable is_free_, is_taken_;
    ThreadState* holder_ = nullptr;
    ThreadState* last_holder_ = nullptr;
    std::uint64_t takes_ = 0;
    std::atomic<bool> drop_request_ = false;
};
inline Gil gil;

// Sets what runtime and modules ask for. When the VM starts.
void initialize_gil();

class AllowThreads {
public:
    explicit AllowThreads(Blocking blocking) : thread_(interpreter.thread_count > 1 ? current_thread : nullptr) {
        if (thread_ != nullptr) let_others_run(blocking);
    }
    ~AllowThreads() {
        if (thread_ != nullptr) come_back();
    }
    AllowThreads(const AllowThreads&) = delete;
    AllowThreads& operator=(const AllowThreads&) = delete;

private:
    void let_others_run(Blocking blocking);
    void come_back();
    ThreadState* thread_;  // null: there are no others
};

}  // namespace minipy
