// SPDX-License-Identifier: MIT
// The protocol of the GIL: gil.hpp has the picture. CPython: Python/ceval_gil.h (take_gil, drop_gil).
#include "vm/gil.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <new>

#include "runtime/memory/observer.hpp"
#include "vm/outside.hpp"
#include "vm/system_call.hpp"
#include "vm/thread_observer.hpp"

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
    if (schedule != nullptr) schedule->take(thread);
    else take_from_others(thread);
    enter(thread);
}

// Who lets go of it for a moment again and again wakes us each time and may be back before we look: the interval counts
// from the time when the holder has changed, not from the last awakening.
void Gil::take_from_others(ThreadState* thread) {
    using std::chrono::steady_clock;
    std::unique_lock lock(mutex_);
    std::uint64_t takes = takes_;
    for (auto until = steady_clock::now() + switch_interval(); holder_ != nullptr;) {
        is_free_.wait_until(lock, until);
        if (holder_ == nullptr) break;
        bool has_changed = takes != takes_;
        if (!has_changed && steady_clock::now() < until) continue;
        if (!has_changed) {
            drop_request_ = true;
            eval_breaker = true;
        }
        takes = takes_;
        until = steady_clock::now() + switch_interval();
    }
    holder_ = thread;
    if (last_holder_ != thread) ++takes_;
    last_holder_ = thread;
    drop_request_ = false;
    is_taken_.notify_one();
}

// The thread has it.
void Gil::enter(ThreadState* thread) {
    current_thread = thread;
    if (interpreter.finalizing && thread != interpreter.main_thread) {
        drop(Blocking::thread_ends);
        sleep_for_ever();
    }
    heap::InterpreterIsAtWork::exchange_scopes(thread->interpreter_scopes);
    update_gate();
    if (thread == interpreter.main_thread) eval_breaker = true;  // there may be signals, which others leave to it
    if (!thread_watchers.empty()) thread_watchers.tell<&ThreadObserver::gil_taken>(thread);
}

// The thread still has it.
void Gil::leave(Blocking reason) {
    ThreadState* thread = current_thread;
    if (!thread_watchers.empty()) thread_watchers.tell<&ThreadObserver::gil_dropped>(thread, reason);
    thread->interpreter_scopes = heap::InterpreterIsAtWork::exchange_scopes(0);
    current_thread = nullptr;
}

void Gil::drop(Blocking reason) {
    ThreadState* thread = current_thread;
    leave(reason);
    if (schedule != nullptr) return schedule->drop(thread, reason);
    {
        std::unique_lock lock(mutex_);
        holder_ = nullptr;
    }
    is_free_.notify_one();  // whoever wakes up finds the mutex free
}

void Gil::give_way() {
    ThreadState* thread = current_thread;
    if (schedule != nullptr ? !schedule->is_turn_over() : !drop_request_) return;
    drop(Blocking::turn_over);
    if (schedule == nullptr) {
        std::unique_lock lock(mutex_);
        is_taken_.wait(lock, [&] { return last_holder_ != thread || !drop_request_; });
    }
    take(thread);
}

void Gil::wait_as_scheduled(const void* lock, std::int64_t deadline) {
    ThreadState* thread = current_thread;
    leave(lock != nullptr ? Blocking::lock : Blocking::sleep);
    schedule->wait(thread, lock, deadline);
    enter(thread);
}

void Gil::wait_until_ready(const std::function<bool()>& is_ready, std::int64_t deadline) {
    ThreadState* thread = current_thread;
    leave(Blocking::descriptor);
    schedule->wait_until_ready(thread, is_ready, deadline);
    enter(thread);
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
    gil.take(interpreter.main_thread);
}

Blocking blocking_of_transfer(int descriptor, short events) {
    pollfd asked{descriptor, events, 0};
    bool never_waits = schedule != nullptr && (::fcntl(descriptor, F_GETFL) & O_NONBLOCK) != 0;
    bool is_ready = schedule != nullptr && (never_waits || ::poll(&asked, 1, 0) != 0);
    if ((events & POLLIN) != 0 && !outside_watchers.empty()) note_reading(descriptor, !is_ready);
    return is_ready ? Blocking::file : Blocking::outside;
}

void AllowThreads::come_back() {
    int error = errno;
    gil.take(thread_);
    errno = error;
}

}  // namespace minipy
