// SPDX-License-Identifier: MIT
// The GIL and the locks of threads: who has it, who lets go of it and why.
#include "vm/gil.hpp"

#include <gtest/gtest.h>

#include <cerrno>

#include "unit/interpreter.hpp"
#include "vm/clock.hpp"
#include "vm/system_call.hpp"
#include "vm/thread_lock.hpp"
#include "vm/thread_observer.hpp"

namespace minipy {
namespace {

using test::Program;

// What happens to the GIL, told by who has it.
class Witness final : public ThreadObserver {
public:
    Witness() { thread_watchers.add(this); }
    ~Witness() { thread_watchers.remove(this); }
    Witness(const Witness&) = delete;
    Witness& operator=(const Witness&) = delete;

    struct Event {
        std::uint64_t thread;
        bool takes;
        Blocking reason;  // of a drop
    };
    std::vector<Event> events;

    std::size_t drops_for(Blocking reason) const {
        return std::size_t(
            std::ranges::count_if(events, [&](const Event& each) { return !each.takes && each.reason == reason; }));
    }

    void thread_made(ThreadState*, ThreadState*) override {}
    void thread_begins(ThreadState*) override {}
    void thread_ends(ThreadState*) override {}
    void gil_dropped(ThreadState* thread, Blocking reason) override {
        events.push_back({thread->number, false, reason});
    }
    void gil_taken(ThreadState* thread) override { events.push_back({thread->number, true, Blocking::lock}); }
    void lock_changes(LockEvent, Object*) override {}
};

// `work` runs in a second thread; the program goes on when it is over.
constexpr const char* with_thread =
    "import _thread, time\n"
    "over = _thread.allocate_lock()\n"
    "over.acquire()\n"
    "def begin(work):\n"
    "    def all():\n"
    "        work()\n"
    "        over.release()\n"
    "    _thread.start_new_thread(all, ())\n";

TEST(Gil, WhoIsAloneDoesNotLetGo) {
    Witness witness;
    ASSERT_TRUE(system_call(Blocking::outside, [] { return 1; }).ok());
    EXPECT_TRUE(witness.events.empty());
}

TEST(Gil, WhoWaitsForTheSystemLetsOthersRun) {
    Witness witness;
    Program program(with_thread);
    program.run("log = []\ndef work(): log.append(1)\nbegin(work)\nwhile not log: time.sleep(0.001)\nover.acquire()\n");
    EXPECT_EQ(program.repr_of("log"), "[1]");
    EXPECT_GE(witness.drops_for(Blocking::sleep), 1U);
}

TEST(Gil, WhoRunsOnAndOnIsAskedToGiveWay) {
    Witness witness;
    Program program(with_thread);
    program.run(
        "done = False\ndef work():\n    global done\n    done = True\nbegin(work)\nwhile not done: "
        "pass\nover.acquire()\n");
    EXPECT_GE(witness.drops_for(Blocking::turn_over), 1U);
}

TEST(Gil, ThereIsNeverASecondHolder) {
    Witness witness;
    Program program(with_thread);
    program.run(
        "import sys\n"
        "sys.setswitchinterval(1e-5)\n"
        "def work():\n    for i in range(20000): pass\n"
        "begin(work)\n"
        "for i in range(20000): pass\n"
        "over.acquire()\n"
        "sys.setswitchinterval(0.005)\n");
    std::uint64_t holder = interpreter.main_thread->number;
    for (const Witness::Event& event : witness.events) {
        EXPECT_EQ(event.takes, holder == 0);
        if (!event.takes) {
            EXPECT_EQ(event.thread, holder);
        }
        holder = event.takes ? event.thread : 0;
    }
}

TEST(Gil, TakingItBackKeepsErrno) {
    Program program(with_thread);
    program.run("def work(): time.sleep(0.02)\nbegin(work)\n");
    errno = 0;
    {
        AllowThreads allowed(Blocking::outside);
        errno = ENOTTY;
    }
    EXPECT_EQ(errno, ENOTTY);
    program.run("over.acquire()\n");
}

TEST(Gil, ACallThatASignalHasBrokenOffIsMadeAgain) {
    int calls = 0;
    Result<std::int64_t> answer = system_call(Blocking::outside, [&]() -> std::int64_t {
        errno = EINTR;
        return ++calls < 3 ? -1 : 5;
    });
    ASSERT_TRUE(answer.ok());
    EXPECT_EQ(answer.take(), 5);
    EXPECT_EQ(calls, 3);
}

TEST(ThreadLock, OneOnlyHasIt) {
    ThreadLock lock;
    EXPECT_TRUE(lock.try_acquire());
    EXPECT_FALSE(lock.try_acquire());
    lock.release();
    EXPECT_TRUE(lock.try_acquire());
}

TEST(ThreadLock, AWaitEndsWhenItsTimeIsUp) {
    ThreadLock lock;
    ASSERT_TRUE(lock.try_acquire());
    std::int64_t begin = nanoseconds_of(CLOCK_MONOTONIC);
    Result<bool> taken = lock.acquire(20 * nanoseconds_in_millisecond);
    ASSERT_TRUE(taken.ok());
    EXPECT_FALSE(taken.take());
    EXPECT_GE(nanoseconds_of(CLOCK_MONOTONIC) - begin, 20 * nanoseconds_in_millisecond);
}

TEST(ThreadLock, AnotherThreadMayReleaseIt) {
    Program program(with_thread);
    program.run("def work(): time.sleep(0.01)\nbegin(work)\nover.acquire()\n");  // which begin() had taken already
    EXPECT_EQ(program.error_of("assert over.locked()\n"), "");
}

}  // namespace
}  // namespace minipy
