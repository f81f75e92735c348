// SPDX-License-Identifier: MIT
// Lanes: who has the GIL, who waits for it, who is stopped, as the events of a record tell it.
#include "trace/lanes.hpp"

#include <gtest/gtest.h>

namespace minipy::trace {
namespace {

Event made(int thread) {
    Event event;
    event.kind = EventKind::thread_made;
    event.thread_fields = {};
    event.thread_fields.other = thread;
    return event;
}
Event takes(int thread) {
    Event event;
    event.kind = EventKind::gil_taken;
    event.thread = std::uint16_t(thread);
    event.thread_fields = {};
    return event;
}
Event drops(int thread, Blocking reason) {
    Event event = takes(thread);
    event.kind = EventKind::gil_dropped;
    event.thread_fields.reason = reason;
    return event;
}

std::string lanes_after(std::initializer_list<Event> events) {
    Lanes lanes;
    for (const Event& event : events) lanes.note(event);
    return lanes.text();
}

TEST(Lanes, TheMainThreadHasItAtFirst) { EXPECT_EQ(lanes_after({}), "█"); }

TEST(Lanes, AThreadThatWasMadeWaits) { EXPECT_EQ(lanes_after({made(2)}), "█·"); }

TEST(Lanes, WhoseTurnIsOverWaits) {
    EXPECT_EQ(lanes_after({made(2), drops(1, Blocking::turn_over)}), "··");
    EXPECT_EQ(lanes_after({made(2), drops(1, Blocking::turn_over), takes(2)}), "·█");
}

TEST(Lanes, WhoWaitsForSomethingElseIsStopped) {
    for (Blocking reason : {Blocking::lock, Blocking::sleep, Blocking::outside, Blocking::file, Blocking::descriptor})
        EXPECT_EQ(lanes_after({made(2), drops(1, reason), takes(2)}), "~█");
}

TEST(Lanes, WhoEndsLeavesItsLaneEmpty) {
    EXPECT_EQ(lanes_after({made(2), drops(1, Blocking::lock), takes(2), drops(2, Blocking::thread_ends), takes(1)}),
              "█ ");
}

TEST(Lanes, MoreThanAReaderCanFollowAreCut) {
    Lanes lanes;
    for (int thread = 2; thread <= 12; ++thread) lanes.note(made(thread));
    EXPECT_EQ(lanes.text(), "█·······+");
}

TEST(Lanes, OtherEventsChangeNothing) {
    Event line;
    line.kind = EventKind::line;
    EXPECT_EQ(lanes_after({made(2), line}), "█·");
}

}  // namespace
}  // namespace minipy::trace
