// SPDX-License-Identifier: MIT
// What a program is in the middle of, behind each of its events: folded from what the recorder tells of real programs.
// Next: trace/state.hpp; tests/browser/check_fold.mjs holds the page's own fold against it.
#include "trace/state.hpp"

#include <algorithm>
#include <regex>

#include "trace/recorder.hpp"
#include "unit/trace/recorded.hpp"

namespace minipy::trace {
namespace {

std::string line_of(const record::key& key) {
    JsonText text;
    append_line(text, key);
    return std::string(text.view());
}

// Folds each event and keeps what the state is behind it.
class Folder final : public View {
public:
    explicit Folder(const CodeTables& codes) : state(codes) {}
    void begin() override {}
    void show(const Event& event, const Batch& batch) override {
        state.fold(event, batch);
        told.push_back(line_of(state.record(event.number)));  // the record borrows from the state, which goes on
        outcomes.push_back(event.kind == EventKind::op ? event.instruction.outcome : Outcome::went_on);
        is_handled.push_back(event.kind == EventKind::handle);
    }
    void gap(std::uint64_t) override { state.forget(); }
    void end(std::uint64_t, const std::string&) override {}
    void flush() override {}

    // Behind the n-th instruction that ended so, from 0.
    const std::string& behind(Outcome outcome, std::size_t number = 0) const {
        for (std::size_t index = 0; index < told.size(); ++index) {
            if (outcomes[index] == outcome && number-- == 0) return told[index];
        }
        ADD_FAILURE() << "there are not so many such instructions";
        return told.front();
    }

    State state;
    std::vector<std::string> told;  // `key` records
    std::vector<Outcome> outcomes;
    std::vector<bool> is_handled;
};

Folder folded(const char* source, unsigned categories = lesson) {
    Options options;
    options.categories = categories;
    return test::run_recorded(source, options, [](Recorder& recorder) { return Folder(recorder.codes()); });
}

bool has(const std::string& line, std::string_view part) { return line.find(part) != std::string::npos; }

std::size_t times(const std::string& line, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = line.find(part, at)) != std::string::npos; at += part.size()) ++count;
    return count;
}

TEST(State, NothingIsKnownBeforeTheFirstEvent) {
    CodeTables codes;
    EXPECT_EQ(line_of(State(codes).record(0)), "{\"kind\":\"key\",\"n\":0}\n");
}

TEST(State, ACallBeginsAFrameWithItsParameters) {
    std::string told = folded("def f(a, b): return a\nf(1, 'x')\n").behind(Outcome::called);
    EXPECT_TRUE(has(told, R"("names":[{"name":"a","value":1,)")) << told;
    EXPECT_TRUE(has(told, R"({"name":"b","value":"x",)")) << told;
}

TEST(State, AReturnEndsTheFrame) {
    Folder folder = folded("def f(a): return 1\nf(2)\n");
    EXPECT_TRUE(has(folder.behind(Outcome::called), R"("name":"a")"));
    EXPECT_FALSE(has(folder.behind(Outcome::returned), R"("name":"a")"));
}

TEST(State, AGlobalHasTheValueThatWasBoundLast) {
    std::string told = folded("x = 1\nx = 2\ny = 3\ndel y\n").told.back();
    EXPECT_TRUE(has(told, R"({"name":"x","value":2,)")) << told;
    EXPECT_FALSE(has(told, R"("name":"y")")) << "it was unbound: " << told;
}

TEST(State, AGeneratorThatYieldsSleepsWithItsNames) {
    Folder folder = folded("def g():\n    x = 5\n    yield x\nfor v in g(): pass\n");
    std::string asleep = folder.behind(Outcome::yielded), awake = folder.behind(Outcome::resumed, 1);
    EXPECT_TRUE(has(asleep, R"("suspended":[{)")) << asleep;
    EXPECT_TRUE(has(asleep, R"({"name":"x","value":5,)")) << asleep;
    EXPECT_FALSE(has(awake, R"("suspended")")) << awake;
    EXPECT_TRUE(has(awake, R"({"name":"x","value":5,)")) << awake;
}

TEST(State, AnExceptionIsUnderWayUntilItIsHandled) {
    Folder folder = folded("try: raise KeyError\nexcept KeyError: pass\n", vm);
    EXPECT_TRUE(has(folder.behind(Outcome::raised), R"("exception":{)"));
    auto handled = std::ranges::find(folder.is_handled, true);
    ASSERT_NE(handled, folder.is_handled.end());
    std::string told = folder.told[std::size_t(handled - folder.is_handled.begin())];
    EXPECT_FALSE(has(told.substr(0, told.find(R"("stack")")), R"("exception":{)")) << told;
}

TEST(State, TheStackHasWhatWasPushedAndNotTakenOff) {
    Folder folder = folded("x = 7\ny = [x, x + 1]\n", vm);
    auto is_before_the_list = [](const std::string& told) {
        return std::regex_search(told, std::regex(R"x("stack":\[\{"value":7[^{]*\{"value":8[^{]*\])x"));
    };
    EXPECT_TRUE(std::ranges::any_of(folder.told, is_before_the_list));
    EXPECT_FALSE(is_before_the_list(folder.told.back()));
}

TEST(State, OnlyTheObjectsSpokenOfLastAreKept) {
    std::string told = folded("kept = [[] for _ in range(400)]\nfor one in kept: one.append(1)\n").told.back();
    EXPECT_EQ(times(told.substr(told.find(R"("objects")")), R"({"o":)"), State::most_objects) << told;
    EXPECT_TRUE(has(told, R"("forgotten":)")) << told;
}

TEST(State, BehindAGapNothingIsKnown) {
    Folder folder = folded("x = [1]\n");
    folder.state.forget();
    EXPECT_EQ(line_of(folder.state.record(9)), "{\"kind\":\"key\",\"n\":9}\n");
}

}  // namespace
}  // namespace minipy::trace
