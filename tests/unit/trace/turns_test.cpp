// SPDX-License-Identifier: MIT
// The schedules of a trace: whose turn it is, when time passes, what a plan changes.
#include "trace/turns.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <chrono>

#include "trace/planned_turns.hpp"
#include "unit/interpreter.hpp"
#include "vm/clock.hpp"

namespace minipy::trace {
namespace {

using test::Program;

// While it lives, the schedule decides. (The last thread may still be leaving it when the program goes on, so it is not
// freed.)
template <class Schedule = Turns>
class Scheduled {
public:
    template <class... Arguments>
    explicit Scheduled(Arguments&&... arguments) : turns_(*new Schedule(std::forward<Arguments>(arguments)...)) {
        turns_.begin();
    }
    ~Scheduled() {
        unwatch(&turns_);
        turns_.stop();
    }
    Scheduled(const Scheduled&) = delete;
    Scheduled& operator=(const Scheduled&) = delete;
    Schedule* operator->() { return &turns_; }

private:
    Schedule& turns_;
};

// join(works) runs each in a thread, and waits for all.
constexpr const char* with_threads =
    "import _thread, time\n"
    "log = []\n"
    "def join(*works):\n"
    "    locks = []\n"
    "    for work in works:\n"
    "        lock = _thread.allocate_lock()\n"
    "        lock.acquire()\n"
    "        locks.append(lock)\n"
    "        def run(work=work, lock=lock):\n"
    "            work()\n"
    "            lock.release()\n"
    "        _thread.start_new_thread(run, ())\n"
    "    for lock in locks: lock.acquire()\n"
    "    time.sleep(1)\n"  // they come to their end
    "def counts(name, rounds=40):\n"
    "    def work():\n"
    "        for i in range(rounds): log.append(name)\n"
    "    return work\n";

std::string log_of(std::uint64_t switch_every, const char* source) {
    Scheduled<> turns(switch_every);
    Program program(with_threads);
    program.run(source);
    return program.repr_of("log");
}

std::string planned_log(const Plan& plan, const char* source, PlannedRun* run = nullptr) {
    Scheduled<PlannedTurns> turns(plan);
    Program program(with_threads);
    program.run(source);
    if (run != nullptr) *run = turns->run();
    return program.repr_of("log");
}

TEST(Turns, TheOrderIsTheSameEachTime) {
    const char* source = "join(counts('a'), counts('b'), counts('c'))\n";
    EXPECT_EQ(log_of(25, source), log_of(25, source));
}

TEST(Turns, ATurnIsOverAfterSoManyInstructions) {
    const char* source =
        "join(counts('a'), counts('b'))\nswitches = sum(x != y for x, y in zip(log, log[1:]))\nlog = switches\n";
    EXPECT_GT(std::stoi(log_of(20, source)), std::stoi(log_of(200, source)));
    EXPECT_EQ(log_of(1'000'000, source), "1");
}

TEST(Turns, TimePassesAtOnceWhereAllSleep) {
    auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(
        log_of(100,
               "before = time.monotonic()\ntime.sleep(1000)\nlog.append(1000 <= time.monotonic() - before < 1001)\n"
               "def later(): time.sleep(50); log.append('later')\n"
               "def soon(): time.sleep(5); log.append('soon')\n"
               "join(later, soon)\n"),
        "[True, 'soon', 'later']");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

constexpr const char* looks_again_and_again =
    "def sleeps(): time.sleep(0.01); log.append('awake')\n"
    "def spins():\n"
    "    while not log: pass\n"
    "    log.append('saw it')\n"
    "join(sleeps, spins)\n";

TEST(Turns, WhoComputesDoesNotKeepOthersFromWaking) {
    EXPECT_EQ(log_of(100, looks_again_and_again), "['awake', 'saw it']");
}

TEST(Turns, TheDateGoesOnFromTheRealOne) {
    std::int64_t real = nanoseconds_of(CLOCK_REALTIME);
    Scheduled<> turns(100);
    EXPECT_LT(nanoseconds_of(CLOCK_REALTIME) - real, 60 * nanoseconds_in_second);
    ASSERT_TRUE(sleep_for(3600 * nanoseconds_in_second).ok());
    EXPECT_GE(nanoseconds_of(CLOCK_REALTIME) - real, 3600 * nanoseconds_in_second);
}

TEST(Turns, ALockGoesToWhoHasWaitedLongest) {
    EXPECT_EQ(log_of(10,
                     "shared = _thread.allocate_lock()\nshared.acquire()\n"
                     "def waits(name):\n"
                     "    def work():\n        with shared: log.append(name)\n"
                     "    return work\n"
                     "def releases():\n    time.sleep(1)\n    shared.release()\n"
                     "join(waits('a'), waits('b'), waits('c'), releases)\n"),
              "['a', 'b', 'c']");
}

TEST(Turns, AWaitForALockEndsWithItsTime) {
    EXPECT_EQ(log_of(100, "lock = _thread.allocate_lock()\nlock.acquire()\nlog.append(lock.acquire(timeout=500))\n"),
              "[False]");
}

TEST(Turns, WaitingForADescriptorOfItsOwnTakesNoTime) {
    auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(log_of(100, "import select\nlog.append(select.select([], [], [], 100))\n"), "[([], [], [])]");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST(Turns, WhoWaitsForADescriptorGoesOnWhenAnotherThreadHasWritten) {
    EXPECT_EQ(
        log_of(100,
               "import posix, select\nreader, writer = posix.pipe()\n"
               "def waits():\n    log.append(select.select([reader], [], [], 100)[0] == [reader])\n"
               "def writes():\n    time.sleep(2)\n    log.append('writes')\n    posix.write(writer, b'x')\n"
               "join(waits, writes)\nlog.append(time.monotonic() < 4)\nposix.close(reader)\nposix.close(writer)\n"),
        "['writes', True, True]");
}

TEST(Turns, WhenEveryThreadWaitsForAnotherThatIsTold) {
    EXPECT_EXIT(
        {
            Scheduled<> turns(100);
            turns->deadlock = [](ThreadState*) { _exit(7); };
            Program program("import _thread\nlock = _thread.allocate_lock()\nlock.acquire()\nlock.acquire()\n");
        },
        ::testing::ExitedWithCode(7), "");
}

Plan counting() {
    Plan plan;
    plan.counts_library = true;  // a program of these tests has no file
    return plan;
}

constexpr const char* look_then_act =
    "left = 1\n"
    "def look(): return left\n"
    "def buy():\n"
    "    global left\n"
    "    if look() > 0:\n"
    "        log.append('sold')\n"
    "        left -= 1\n"
    "join(buy, buy)\n";

TEST(PlannedTurns, WithoutAPlanTheHighestRankRunsUntilItWaits) {
    EXPECT_EQ(planned_log(counting(), "join(counts('a', 3), counts('b', 3))\n"), "['a', 'a', 'a', 'b', 'b', 'b']");
}

TEST(PlannedTurns, PointsAreCountedOnlyWhileAnotherThreadIsReady) {
    PlannedRun alone, together;
    planned_log(counting(), "for i in range(100): len('')\n", &alone);
    planned_log(counting(), "join(counts('a'), counts('b'))\n", &together);
    EXPECT_EQ(alone.points, 0U);
    EXPECT_GT(together.points, 40U);
}

TEST(PlannedTurns, APlanIsKeptEachTime) {
    Plan plan = counting();
    plan.preemptions = {5, 9};
    const char* source = "join(counts('a', 10), counts('b', 10))\n";
    EXPECT_EQ(planned_log(plan, source), planned_log(plan, source));
}

TEST(PlannedTurns, OnePreemptionAtTheRightPlaceShowsARace) {
    PlannedRun usual;
    EXPECT_EQ(planned_log(counting(), look_then_act, &usual), "['sold']");
    bool shown = false;
    for (std::uint64_t point = 1; point <= usual.points && !shown; ++point) {
        Plan plan = counting();
        plan.preemptions = {point};
        shown = planned_log(plan, look_then_act) == "['sold', 'sold']";
    }
    EXPECT_TRUE(shown);
}

TEST(PlannedTurns, WhoSpinsUsesUpItsTurn) {
    const char* spins_first =
        "def spins():\n"
        "    while not log: pass\n"
        "join(spins, lambda: log.append('seen'))\n";
    EXPECT_EQ(planned_log(counting(), spins_first), "['seen']");
    EXPECT_EQ(planned_log(counting(), looks_again_and_again), "['awake', 'saw it']");
}

TEST(PlannedTurns, ARunWithoutEndIsGivenUp) {
    EXPECT_EXIT(
        {
            Plan plan = counting();
            plan.most_safe_points = 1000;
            Scheduled<PlannedTurns> turns(plan);
            turns->gives_up = [] { _exit(8); };
            Program program(with_threads);
            program.run("def spin():\n    while not log: pass\njoin(spin, spin)\n");
        },
        ::testing::ExitedWithCode(8), "");
}

}  // namespace
}  // namespace minipy::trace
