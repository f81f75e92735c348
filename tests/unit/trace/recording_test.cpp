// SPDX-License-Identifier: MIT
// Which events of a run are kept and shown: limits, the first, the last; categories.
#include "trace/recording.hpp"
#include "trace/value_text.hpp"

#include <gtest/gtest.h>

#include <fmt/core.h>

namespace minipy::trace {
namespace {

// Writes down what it is shown: "1 2 [3 left out] 6 end 6".
class Listener final : public View {
public:
    void begin() override {}
    void show(const Event& event, const Batch&) override { text += fmt::format("{} ", event.number); }
    void gap(std::uint64_t left_out) override { text += fmt::format("[{} left out] ", left_out); }
    void end(std::uint64_t last, const std::string& reason) override {
        text += fmt::format("end {}: {}", last, reason);
    }
    void flush() override { ++flushes; }
    std::string text;
    int flushes = 0;
};

std::string recorded(const Options& options, std::uint64_t events) {
    Listener listener;
    Recording recording(options);
    recording.attach(listener);
    std::uint64_t number = 0;
    while (number < events) {
        Event event;
        event.number = ++number;
        if (!recording.add(event, {}, {})) break;
    }
    recording.finish(number, "done");
    return listener.text;
}

Options limited(std::uint64_t events, Options::Keep keep) {
    Options options;
    options.max_events = events;
    options.keep = keep;
    return options;
}

TEST(Recording, ShowsAllEventsInTheirOrder) {
    EXPECT_EQ(recorded(limited(100, Options::Keep::first), 3), "1 2 3 end 3: done");
}

TEST(Recording, TakesNoMoreThanTheFirst) {
    EXPECT_EQ(recorded(limited(3, Options::Keep::first), 10), "1 2 3 end 3: done");
}

TEST(Recording, KeepsTheLastAndSaysHowManyWereLeftOut) {
    EXPECT_EQ(recorded(limited(3, Options::Keep::last), 10), "[7 left out] 8 9 10 end 10: done");
}

TEST(Recording, KeepsHalfOfEach) {
    EXPECT_EQ(recorded(limited(4, Options::Keep::both), 10), "1 2 [6 left out] 9 10 end 10: done");
}

TEST(Recording, LeavesNothingOutWhenAllFit) {
    EXPECT_EQ(recorded(limited(10, Options::Keep::last), 3), "1 2 3 end 3: done");
    EXPECT_EQ(recorded(limited(4, Options::Keep::both), 4), "1 2 3 4 end 4: done");
}

TEST(Recording, ForgetsWholeBatchesOfALongRun) {
    std::string text = recorded(limited(2, Options::Keep::last), 100'000);
    EXPECT_EQ(text, "[99998 left out] 99999 100000 end 100000: done");
}

TEST(Recording, ShowsNothingTwice) {
    Listener listener;
    Recording recording{Options{}};
    recording.attach(listener);
    for (std::uint64_t number = 1; number <= 3; ++number) {
        Event event;
        event.number = number;
        recording.add(event, {}, {});
        recording.drain();
    }
    recording.finish(3, "done");
    EXPECT_EQ(listener.text, "1 2 3 end 3: done");
    EXPECT_GE(listener.flushes, 3);
}

Value text_in(Batch& draft, const std::string& text) {
    Value value;
    value.kind = ValueKind::text;
    value.total = std::uint32_t(text.size());
    value.text = {std::uint32_t(draft.text.size()), std::uint32_t(text.size())};
    draft.text += text;
    return value;
}

TEST(Batches, WhatAValueRefersToIsCopiedWithIt) {
    Batch draft, batch;
    batch.text = "what was there";
    batch.values.resize(3);
    Value list;
    list.kind = ValueKind::list;
    list.shown = list.total = 2;
    list.object = {make_identity(Series::program, 7), 0};
    draft.values = {text_in(draft, "first"), text_in(draft, "second")};
    Value type;
    type.kind = ValueKind::identity;
    type.total = 4;
    type.object = {make_identity(Series::program, 8), std::uint32_t(draft.text.size())};
    draft.text += "list";
    Value taken[] = {list, text_in(draft, "third"), type};
    std::uint32_t first = batch.append(taken, draft);
    EXPECT_EQ(show_value(batch.values[first], batch), "#7['first', 'second']");
    EXPECT_EQ(show_value(batch.values[first + 1], batch), "'third'");
    EXPECT_EQ(show_value(batch.values[first + 2], batch), "#8 list");
}

// ---------------------------------------------------------------- categories

TEST(Categories, AWordReplacesTheDefaultAndSignsAddAndTakeAway) {
    std::string problem;
    EXPECT_EQ(parse_categories("", problem), unsigned(vm));
    EXPECT_EQ(parse_categories("line", problem), unsigned(line));
    EXPECT_EQ(parse_categories("flow,+op,-line", problem), unsigned((flow | op) & ~unsigned(line)));
    EXPECT_EQ(parse_categories("-stack", problem), unsigned(vm & ~unsigned(stack)));
    EXPECT_EQ(problem, "");
}

TEST(Categories, AnUnknownWordIsNamed) {
    std::string problem;
    EXPECT_EQ(parse_categories("flow,nonsense", problem), 0U);
    EXPECT_NE(problem.find("'nonsense' is no category"), std::string::npos) << problem;
}

}  // namespace
}  // namespace minipy::trace
