// SPDX-License-Identifier: MIT
// The schedule of a trace: threads take turns in an order that is the same each time the program runs.
//
//      whose turn is it?    who has been ready longest; a thread that becomes ready goes to the end of the queue
//      when is it over?     after so many instructions (--switch-every), if another one is ready; where it waits;
//                           where it lets others run for the time of a system call
//      what time is it?     a microsecond later each time somebody looks; when all sleep, when the first wakes; while
//                           one runs and the others sleep, 50 nanoseconds an instruction; what somebody has waited for
//                           the world has passed
//
// Calls that the system answers at once (files) are made while the others stand still, so that they end in order. Who
// waits for a descriptor that only this process can make ready is looked after behind each of them. Calls that wait
// for the world are not ours to order; nor is an alarm, so that time is real as long as one is set.
//
// One mutex guards everything here: threads that do not have the GIL come, too. Next: turns.cpp, vm/schedule.hpp.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

#include "vm/observer.hpp"
#include "vm/schedule.hpp"

namespace minipy::trace {

class Turns : public Schedule, public ExecutionObserver {
public:
    // `switch_every`: instructions, at least 1.
    explicit Turns(std::uint64_t switch_every);
    virtual ~Turns();
    // Makes this the schedule. The main thread runs already.
    void begin();

    // Called when every thread waits for another one, with the thread that was the last to do so; must not return.
    std::function<void(ThreadState* last)> deadlock;
    // The process is about to end: what is still to be written is written without asking anybody.
    void stop();
    void thread_made(ThreadState* thread) override;
    void take(ThreadState* thread) override;
    void drop(ThreadState* thread, Blocking reason) override;
    bool is_turn_over() override;
    void wait(ThreadState* thread, const void* lock, std::int64_t deadline) override;
    void released(const void* lock) override;
    void wait_until_ready(ThreadState* thread, const std::function<bool()>& is_ready, std::int64_t deadline) override;
    std::int64_t now() override;

    Result<void> before_instruction(Frame* frame, int opcode, int operand, int previous_unit) override;
    Result<void> after_instruction(Frame*, int) override { return {}; }
    Result<void> enter(Frame*) override { return {}; }
    void leave(Object*, SendStatus) override {}
    void raised(Frame*, int, bool) override {}

protected:
    enum class State : std::uint8_t { ready, running, waiting, outside };
    struct Entry {
        ThreadState* thread;
        State state = State::ready;
        std::uint64_t since = 0;                          // when it came into that state, as a number of such events
        const void* lock = nullptr;                       // it waits for; null: for its deadline only
        const std::function<bool()>* is_ready = nullptr;  // … or until this is so
        std::int64_t deadline = never;                    // nanoseconds
        std::int64_t went_outside = 0;                    // by the system's clock
        bool makes_instant_call = false;                  // the others stand still meanwhile, and come first afterwards
    };
    bool has_company() const { return entries_.size() > 1; }
    bool somebody_is_ready() const { return ready_ > 0; }
    // By how long they have been, the longest first.
    std::vector<ThreadState*> ready_now();
    // Who runs has had its share: time goes on to where the first of those that sleep wakes.
    void wake_a_sleeper();
    // Which of the threads that are ready; there is at least one, the one that has waited longest is the first.
    virtual ThreadState* choose(const std::vector<ThreadState*>& ready) { return ready.front(); }

    std::uint64_t switch_every_;
    std::uint64_t executed_ = 0;  // instructions, in this turn

private:
    Entry& entry_of(ThreadState* thread);
    void set_state(Entry& entry, State state);
    std::vector<ThreadState*> ready_threads();
    void pass_on(ThreadState* last);
    Entry* first_to_wake();
    bool wake_earliest();
    void let_time_pass();
    bool anybody(State state) const;
    bool is_stuck() const;
    void look_at_descriptors();
    void stop_until_turn(std::unique_lock<std::mutex>& guard, Entry& entry);
    void await_turn(std::unique_lock<std::mutex>& lock, ThreadState* thread);
    void interrupt_main_thread();

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Entry> entries_;   // in the order in which they were made
    ThreadState* runs_ = nullptr;  // null: none is ready
    std::uint64_t changes_ = 0;
    std::int64_t now_ = 0;
    std::atomic<std::size_t> ready_ = 0;
};

}  // namespace minipy::trace
