// SPDX-License-Identifier: MIT
// The protocol of the GIL: gil.hpp has the picture. CPython: Python/ceval_gil.h (take_gil, drop_gil).
#include "vm/gil.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <new>

#include "runtime/memory/observer.hpp"

namespace minipy {

namespace {

// Never gives the thread back. What it holds stays as it is until the process ends.
[[noreturn]] void sleep_for_ever() {
    for (;;) pause();
}

// At least a microsecond, as in CPython; a program may have set a number that is none.
std::chrono::microseconds switch_interval() {
    constexpr double longest = 1e6;  // seconds
    double seconds = interpreter.switch_interval.load(std::memory_order_relaxed);
    return std::chrono::microseconds(seconds > 1e-6 ? std::int64_t(std::min(seconds, longest) * 1e6) : 1);
}

}  // namespace

void Gil::take(ThreadState* thread) {
    {
        std::unique_lock lock(mutex_);
        while (holder_ != nullptr) {
            std::uint64_t takes = takes_;
            bool in_time = is_free_.wait_for(lock, switch_interval()) == std::cv_status::no_timeout;
            if (in_time || holder_ == nullptr || takes != takes_) continue;
            drop_request_ = true;
            eval_breaker = true;
        }
        holder_ = thread;
        if (last_holder_ != thread) ++takes_;
        last_holder_ = thread;
        drop_request_ = false;
        is_taken_.notify_one();
    }
    current_thread = thread;
    if (interpreter.finalizing && thread != main_thread()) {
        drop();
        sleep_for_ever();
    }
    heap::InterpreterIsAtWork::exchange_scopes(thread->interpreter_scopes);
    update_gate();
    if (thread == main_thread()) eval_breaker = true;  // there may be signals, which others leave to it
}

void Gil::drop() {
    current_thread->interpreter_scopes = heap::InterpreterIsAtWork::exchange_scopes(0);
    drop_for_good();
}

void Gil::drop_for_good() {
    current_thread = nullptr;
    std::unique_lock lock(mutex_);
    holder_ = nullptr;
    is_free_.notify_one();
}

void Gil::give_way() {
    if (!drop_request_) return;
    ThreadState* thread = current_thread;
    drop();
    {
        std::unique_lock lock(mutex_);
        is_taken_.wait(lock, [&] { return last_holder_ != thread || !drop_request_; });
    }
    take(thread);
}

// The other threads, and what they had locked, are gone: nobody will ever come back to these.
void Gil::begin_anew() {
    new (&mutex_) std::mutex;
    new (&is_free_) std::condition_variable;
    new (&is_taken_) std::condition_variable;
    drop_request_ = false;
}

void initialize_gil() {
    give_way = [] { gil.give_way(); };
    gil.take(main_thread());
}

void AllowThreads::let_others_run(Blocking) { gil.drop(); }

void AllowThreads::come_back() {
    int error = errno;
    gil.take(thread_);
    errno = error;
}

}  // namespace minipy
