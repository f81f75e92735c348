// SPDX-License-Identifier: MIT
// Lanes: who has the GIL, who waits for it, who is stopped.
#include "trace/lanes.hpp"

#include <gtest/gtest.h>

namespace minipy::trace {
namespace {

TEST(Lanes, TheMainThreadHasItAtFirst) { EXPECT_EQ(Lanes().text(), "█"); }

TEST(Lanes, AThreadThatWasMadeWaits) {
    Lanes lanes;
    lanes.made(2);
    EXPECT_EQ(lanes.text(), "█·");
}

TEST(Lanes, WhoseTurnIsOverWaits) {
    Lanes lanes;
    lanes.made(2);
    lanes.drops(1, Blocking::turn_over);
    EXPECT_EQ(lanes.text(), "··");
    lanes.takes(2);
    EXPECT_EQ(lanes.text(), "·█");
}

TEST(Lanes, WhoWaitsForSomethingElseIsStopped) {
    for (Blocking reason : {Blocking::lock, Blocking::sleep, Blocking::outside, Blocking::file, Blocking::descriptor}) {
        Lanes lanes;
        lanes.made(2);
        lanes.drops(1, reason);
        lanes.takes(2);
        EXPECT_EQ(lanes.text(), "~█");
    }
}

TEST(Lanes, WhoEndsLeavesItsLaneEmpty) {
    Lanes lanes;
    for (std::uint64_t thread : {2, 3}) lanes.made(thread);
    lanes.drops(2, Blocking::thread_ends);
    EXPECT_EQ(lanes.text(), "█ ·");
}

TEST(Lanes, TheLastThatIsShownDoesNotTouchItsNeighbours) {
    Lanes lanes;
    for (std::uint64_t thread = 2; thread <= 8; ++thread) lanes.made(thread);
    lanes.drops(8, Blocking::lock);
    lanes.drops(1, Blocking::sleep);
    lanes.takes(7);
    EXPECT_EQ(lanes.text(), "~·····█~");
}

TEST(Lanes, AStateIsKnownByTheNumberOfItsThread) {
    Lanes lanes;
    for (std::uint64_t thread : {2, 3, 4}) lanes.made(thread);
    lanes.drops(1, Blocking::lock);
    lanes.takes(2);
    lanes.drops(3, Blocking::thread_ends);
    EXPECT_EQ(lanes.shown(), 4U);
    EXPECT_EQ(lanes.state_of(1), Lanes::State::stopped);
    EXPECT_EQ(lanes.state_of(2), Lanes::State::holds);
    EXPECT_EQ(lanes.state_of(3), Lanes::State::absent);
    EXPECT_EQ(lanes.state_of(4), Lanes::State::waits);
}

TEST(Lanes, MoreThanAReaderCanFollowAreCut) {
    Lanes lanes;
    for (std::uint64_t thread = 2; thread <= 300; ++thread) lanes.made(thread);
    EXPECT_EQ(lanes.text(), "█·······+");
}

}  // namespace
}  // namespace minipy::trace
