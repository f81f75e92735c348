// SPDX-License-Identifier: MIT
// Passing the turn on: turns.hpp has the rules.
#include "trace/turns.hpp"

#include <sys/time.h>

#include <algorithm>
#include <chrono>

#include "runtime/threads/interpreter.hpp"
#include "vm/clock.hpp"

namespace minipy::trace {

namespace {

constexpr std::int64_t glance = 1000;                            // at the clock: nanoseconds
constexpr std::int64_t instruction_time = 50;                    // nanoseconds
constexpr std::chrono::milliseconds look_for_signals_every(20);  // while nobody runs

// An alarm will come, and may wake who waits.
bool alarm_is_set() {
    itimerval timer{};
    return getitimer(ITIMER_REAL, &timer) == 0 && (timer.it_value.tv_sec != 0 || timer.it_value.tv_usec != 0);
}

std::int64_t system_time() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return std::int64_t(now.tv_sec) * nanoseconds_in_second + now.tv_nsec;
}

}  // namespace

Turns::Turns(std::uint64_t switch_every) : switch_every_(switch_every) {}

Turns::~Turns() {
    if (schedule == this) schedule = nullptr;
}

void Turns::begin() {
    began_at = nanoseconds_of(CLOCK_REALTIME);
    entries_.push_back({.thread = interpreter.main_thread, .state = State::running});
    runs_ = interpreter.main_thread;
    interpreter.main_thread->id = interpreter.main_thread->number;
    schedule = this;
}

void Turns::stop() {
    schedule = nullptr;
    interpreter.thread_count = 1;
}

Turns::Entry& Turns::entry_of(ThreadState* thread) { return *std::ranges::find(entries_, thread, &Entry::thread); }

void Turns::set_state(Entry& entry, State state) {
    if (entry.state == State::ready) --ready_;
    if (state == State::ready) ++ready_;
    entry.state = state;
    entry.since = ++changes_;
}

bool Turns::anybody(State state) const { return std::ranges::find(entries_, state, &Entry::state) != entries_.end(); }

std::vector<ThreadState*> Turns::ready_threads() {
    std::vector<const Entry*> ready;
    for (const Entry& entry : entries_) {
        if (entry.state == State::ready) ready.push_back(&entry);
    }
    std::ranges::sort(ready, {}, &Entry::since);
    std::vector<ThreadState*> in_order;
    for (const Entry* entry : ready) in_order.push_back(entry->thread);
    return in_order;
}

std::vector<ThreadState*> Turns::ready_now() {
    std::unique_lock lock(mutex_);
    return ready_threads();
}

// Of those that have a deadline. Null: nobody has.
Turns::Entry* Turns::first_to_wake() {
    Entry* earliest = nullptr;
    for (Entry& entry : entries_) {
        bool sleeps = entry.state == State::waiting && entry.deadline != never;
        if (sleeps && (earliest == nullptr || entry.deadline < earliest->deadline)) earliest = &entry;
    }
    return earliest;
}

// Time passes until the first is ready. False: nobody sleeps.
bool Turns::wake_earliest() {
    Entry* earliest = first_to_wake();
    if (earliest == nullptr) return false;
    now_ = std::max(now_, earliest->deadline);
    set_state(*earliest, State::ready);
    return true;
}

// As long as the instructions of this turn have taken: who computes, or looks again and again whether something has
// happened, does not keep the others from waking.
void Turns::let_time_pass() {
    now_ += std::int64_t(std::exchange(executed_, 0)) * instruction_time;
    for (Entry* next = first_to_wake(); next != nullptr && next->deadline <= now_; next = first_to_wake())
        set_state(*next, State::ready);
}

void Turns::wake_a_sleeper() {
    std::unique_lock lock(mutex_);
    if (!anybody(State::outside) && !alarm_is_set()) wake_earliest();
}

// Nobody can go on. Who waits for a descriptor, or has set an alarm, waits for a signal at least.
bool Turns::is_stuck() const {
    bool waits = std::ranges::any_of(entries_, [](const Entry& entry) { return entry.is_ready != nullptr; });
    return !waits && !alarm_is_set();
}

// Somebody has asked the system for something: that may be what others wait for.
void Turns::look_at_descriptors() {
    for (Entry& entry : entries_) {
        bool waits = entry.state == State::waiting && entry.is_ready != nullptr;
        if (waits && (*entry.is_ready)()) set_state(entry, State::ready);
    }
}

// Nobody runs. `last` is who ran last: it is asked to tell of a deadlock.
void Turns::pass_on(ThreadState* last) {
    runs_ = nullptr;
    interrupt_main_thread();
    bool may_come_back = anybody(State::outside);
    std::vector<ThreadState*> ready = ready_threads();
    if (ready.empty() && !may_come_back && !alarm_is_set() && wake_earliest()) ready = ready_threads();
    if (!ready.empty()) {
        runs_ = choose(ready);
        set_state(entry_of(runs_), State::running);
        executed_ = 0;
    } else if (!may_come_back && !entries_.empty() && is_stuck() && deadlock) {
        deadlock(last);
    }
    changed_.notify_all();
}

// Where everybody who could run is outside, or waits for a signal, real time has to pass.
void Turns::await_turn(std::unique_lock<std::mutex>& lock, ThreadState* thread) {
    while (runs_ != thread) {
        if (runs_ != nullptr) {
            changed_.wait(lock);
            continue;
        }
        std::int64_t deadline = entry_of(thread).deadline;
        auto pause =
            std::min<std::chrono::nanoseconds>(look_for_signals_every, std::chrono::nanoseconds(deadline - now_));
        if (changed_.wait_for(lock, pause) == std::cv_status::no_timeout || runs_ != nullptr) continue;
        if (thread == interpreter.main_thread) interrupt_main_thread();
        look_at_descriptors();
        now_ += pause.count();
        Entry& entry = entry_of(thread);
        if (entry.state == State::waiting && entry.deadline <= now_) set_state(entry, State::ready);
        if (entry.state == State::ready) pass_on(thread);
    }
}

void Turns::interrupt_main_thread() {
    if (signal_has_arrived == nullptr || !signal_has_arrived()) return;
    Entry& entry = entry_of(interpreter.main_thread);
    if (entry.state == State::waiting) set_state(entry, State::ready);
}

void Turns::thread_made(ThreadState* thread) {
    std::unique_lock lock(mutex_);
    if (entries_.size() == 1) watch(this);
    entries_.push_back({.thread = thread, .state = State::running});
    set_state(entries_.back(), State::ready);
}

void Turns::take(ThreadState* thread) {
    std::unique_lock lock(mutex_);
    if (entries_.empty()) return;  // the main thread's first
    Entry& entry = entry_of(thread);
    bool was_instant = std::exchange(entry.makes_instant_call, false);
    if (was_instant || entry.state == State::outside) look_at_descriptors();
    if (entry.state == State::outside) now_ += system_time() - entry.went_outside;
    if (was_instant || entry.state == State::outside) set_state(entry, State::ready);
    if (was_instant || runs_ == nullptr) pass_on(thread);
    await_turn(lock, thread);
}

void Turns::drop(ThreadState* thread, Blocking reason) {
    std::unique_lock lock(mutex_);
    Entry& entry = entry_of(thread);
    entry.makes_instant_call = reason == Blocking::file || reason == Blocking::computing;
    if (entry.makes_instant_call) return;
    if (reason == Blocking::thread_ends) {
        set_state(entry, State::outside);  // counted as nothing
        entries_.erase(entries_.begin() + (&entry - entries_.data()));
        if (runs_ != thread) return;  // it could not be started
    } else {
        set_state(entry, reason == Blocking::outside ? State::outside : State::ready);
        entry.went_outside = system_time();
    }
    pass_on(thread);
}

bool Turns::is_turn_over() {
    std::unique_lock lock(mutex_);
    interrupt_main_thread();
    if (executed_ < switch_every_) return false;
    if (ready_ == 0) let_time_pass();
    return ready_ > 0;
}

void Turns::wait(ThreadState* thread, const void* lock, std::int64_t deadline) {
    std::unique_lock guard(mutex_);
    Entry& entry = entry_of(thread);
    entry.lock = lock;
    entry.deadline = deadline;
    stop_until_turn(guard, entry);
}

void Turns::wait_until_ready(ThreadState* thread, const std::function<bool()>& is_ready, std::int64_t deadline) {
    std::unique_lock guard(mutex_);
    Entry& entry = entry_of(thread);
    entry.is_ready = &is_ready;
    entry.deadline = deadline;
    stop_until_turn(guard, entry);
}

void Turns::stop_until_turn(std::unique_lock<std::mutex>& guard, Entry& entry) {
    ThreadState* thread = entry.thread;
    set_state(entry, State::waiting);
    pass_on(thread);
    await_turn(guard, thread);
    Entry& again = entry_of(thread);  // threads have come and gone
    again.lock = nullptr;
    again.is_ready = nullptr;
    again.deadline = never;
}

// The one that has waited longest is ready; it may find that another has been quicker.
void Turns::released(const void* lock) {
    std::unique_lock guard(mutex_);
    Entry* first = nullptr;
    for (Entry& entry : entries_) {
        if (entry.state != State::waiting || entry.lock != lock) continue;
        if (first == nullptr || entry.since < first->since) first = &entry;
    }
    if (first != nullptr) set_state(*first, State::ready);
}

std::int64_t Turns::now() {
    std::unique_lock lock(mutex_);
    return now_ += glance;
}

Result<void> Turns::before_instruction(Frame*, int, int, int) {
    if (++executed_ >= switch_every_ && has_company()) eval_breaker = true;
    return {};
}

}  // namespace minipy::trace
