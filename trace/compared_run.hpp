// SPDX-License-Identifier: MIT
// A kept recording as rows that can be held against another run's: what happened, in words, and where, by names and
// source lines, which two programs may have in common; ids of instructions and offsets they have not.
//
// Objects and events have their numbers there; RowMatcher knows which of two runs' are the same.
//
// CPython: none. Next: compared_run.cpp, cli/diff_trace.cpp, recording_reader.hpp.
#pragma once

#include <deque>
#include <map>
#include <unordered_map>

#include "trace/effects.hpp"
#include "trace/outside_text.hpp"
#include "trace/recording_reader.hpp"
#include "trace/replay.hpp"

namespace minipy::trace {

struct ComparedRow {
    std::uint64_t number = 0;  // event; 0: the end
    std::string frame;         // whose function; empty: nobody's
    int line = -1;
    int depth = 0, thread = 1;
    std::string words;  // as a reader is to see it; where a line begins, with its text
    bool jumps = false;
};

class ComparedRun final : private RecordingReader::Listener, private View {
public:
    ComparedRun(std::string name, std::FILE* file) : name_(std::move(name)), reader_(file), effects_(codes_) {}

    // False: nothing of it can be compared; problem() says why.
    bool open() { return reader_.open(); }
    const std::string& name() const { return name_; }
    const std::string& problem() const { return reader_.problem(); }
    const RecordedRun& run() const { return reader_.run(); }
    // Of what was recorded only these events, which options must outlive this.
    void begin(const Options& asked);
    // The row `index` places further on; null: there is none.
    const ComparedRow* at(std::size_t index);
    ComparedRow take();

private:
    void source(const std::string& file, std::string_view text) override { sources_.add(file, text); }
    void code(std::unique_ptr<const CodeTable> table) override { codes_.add(std::move(table)); }
    void begins() override {}
    bool journal(std::string_view bytes) override;
    std::string why() const override { return replay_->error(); }
    void outside(Outside what) override { outside_.note(what); }

    void begin() override {}
    void show(const Event& event, const Batch& batch) override;
    void gap(std::uint64_t) override {}
    void end(std::uint64_t, const std::string& reason) override;
    void flush() override {}

    void read_on();
    void describe_instruction(ComparedRow& row, const Event& event, const Batch& batch) const;

    std::string name_;
    RecordingReader reader_;
    CodeTables codes_;
    SourceLines sources_;
    OutsideText outside_;
    Effects effects_;
    std::unique_ptr<Replay> replay_;
    std::deque<ComparedRow> rows_;
    bool is_over_ = false;
};

// Holds rows of two runs against each other. Numbers of objects are the same if they were met in the same place
// first, so that one more object somewhere does not part two runs; but one that is the same here and another there
// does.
class RowMatcher {
public:
    // `same_text`: of the programs. In another one the same line may have another number.
    explicit RowMatcher(bool same_text) : same_text_(same_text) {}
    // Are they alike? What they tell of numbers is remembered only if so.
    bool matches(const ComparedRow& left, const ComparedRow& right);

private:
    using Pairs = std::unordered_map<std::string, std::string>;
    bool match_words(std::string_view left, std::string_view right);

    bool same_text_;
    Pairs right_of_, left_of_;
};

}  // namespace minipy::trace
