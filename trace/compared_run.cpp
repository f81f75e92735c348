// SPDX-License-Identifier: MIT
// Events to rows; rows that are alike. Next: cli/diff_trace.cpp.
#include "trace/compared_run.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "trace/stack_text.hpp"
#include "trace/value_text.hpp"

namespace minipy::trace {

namespace {

constexpr DrawingOptions undrawn;

bool is_letter(char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_'; }
bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

std::size_t count_digits(std::string_view text) {
    return std::size_t(std::ranges::find_if_not(text, is_digit) - text.begin());
}

// "#12", "#L3" at the beginning: how long it is; 0: there is none.
std::size_t object_number(std::string_view text) {
    if (!text.starts_with('#')) return 0;
    std::size_t begin = text.size() > 1 && (text[1] == 'L' || text[1] == 'S' || text[1] == 'V') ? 2 : 1;
    std::size_t digits = count_digits(text.substr(begin));
    return digits == 0 ? 0 : begin + digits;
}

// Numbers of events, instructions and labels: "n=12", "(I14)", "to L3", "to 24". They are places in a run or its code.
std::size_t place_number(std::string_view text) {
    for (std::string_view word : {"n=", "(I", "to L", "to "}) {
        std::size_t digits = text.starts_with(word) ? count_digits(text.substr(word.size())) : 0;
        if (digits > 0) return word.size() + digits;
    }
    return 0;
}

}  // namespace

// ---------------------------------------------------------------- rows

void ComparedRun::begin(const Options& asked) {
    if (!run().is_compiled) sources_.add(run().filename, run().text);
    sources_.leave_disk_alone();
    replay_ = std::make_unique<Replay>(run().options, asked, codes_);
    replay_->events().recording().attach(*this);
}

void ComparedRun::read_on() {
    if (is_over_) return;
    if (reader_.read_part(*this)) return;
    is_over_ = true;
    const EventStream& events = replay_->events();
    replay_->events().close(reader_.end()
                                ? events.words_for_end(reader_.end()->reason, codes_.size() > 0, true, outside_.text())
                                : "the recording is not whole: " + reader_.problem());
}

bool ComparedRun::journal(std::string_view bytes) {
    if (replay_->events().is_full()) return true;
    bool fits = replay_->run(bytes);
    replay_->events().drain();
    return fits;
}

const ComparedRow* ComparedRun::at(std::size_t index) {
    while (rows_.size() <= index && !is_over_) read_on();
    return index < rows_.size() ? &rows_[index] : nullptr;
}

ComparedRow ComparedRun::take() {
    ComparedRow row = std::move(rows_.front());
    rows_.pop_front();
    return row;
}

void ComparedRun::describe_instruction(ComparedRow& row, const Event& event, const Batch& batch) const {
    const InstructionText& instruction = codes_[event.code].units[std::size_t(event.unit)];
    std::string text = instruction.text();
    row.jumps = instruction.target >= 0;
    if (event.kind == EventKind::done) text = "… " + text;
    Line line(undrawn);
    line.add(text + " ");
    StackText(event, batch, undrawn).add_to(line, 0);
    row.words = line.take();
    row.words.pop_back();  // the end of its line
    row.line = instruction.line;
}

void ComparedRun::show(const Event& event, const Batch& batch) {
    ComparedRow row{.number = event.number, .line = event.line, .depth = event.depth, .thread = event.thread};
    const CodeTable& code = codes_[event.code];
    if (event.unit != no_unit) row.frame = code.qualified_name;
    if (event.kind == EventKind::op || event.kind == EventKind::done) describe_instruction(row, event, batch);
    else if (event.kind == EventKind::line) row.words = "▸";
    else row.words = words_of(event);
    std::string effect = event.kind == EventKind::line ? clean_text(sources_.line(code.file, row.line))
                                                       : effects_.describe(event, batch);
    if (!effect.empty()) row.words.append("  ").append(effect);
    rows_.push_back(std::move(row));
}

void ComparedRun::end(std::uint64_t, const std::string& reason) { rows_.push_back({.words = "end   " + reason}); }

// ---------------------------------------------------------------- alike

bool RowMatcher::match_words(std::string_view left, std::string_view right) {
    std::vector<std::pair<std::string, std::string>> met;
    auto is_same = [&](const Pairs& known, const std::string& one, const std::string& other) {
        auto found = known.find(one);
        return found == known.end() || found->second == other;
    };
    for (char before = ' '; !left.empty() && !right.empty();) {
        std::size_t size = object_number(left), other_size = object_number(right);
        if (size > 0 && other_size > 0) {
            std::string one(left.substr(0, size)), other(right.substr(0, other_size));
            if (!is_same(right_of_, one, other) || !is_same(left_of_, other, one)) return false;
            met.emplace_back(std::move(one), std::move(other));
        } else {
            size = is_letter(before) ? 0 : place_number(left);
            other_size = is_letter(before) ? 0 : place_number(right);
            if (size == 0 || other_size == 0) {
                if (left[0] != right[0]) return false;
                size = other_size = 1;
            }
        }
        before = left[size - 1];
        left.remove_prefix(size);
        right.remove_prefix(other_size);
    }
    if (left.size() != right.size()) return false;
    for (auto& [one, other] : met) {
        auto known = right_of_.emplace(one, other).first;
        auto back = left_of_.emplace(other, one).first;
        if (known->second != other || back->second != one) return false;
    }
    return true;
}

bool RowMatcher::matches(const ComparedRow& left, const ComparedRow& right) {
    bool same_line = !same_text_ || left.line == right.line;
    bool same_place = left.frame == right.frame && left.depth == right.depth && left.thread == right.thread;
    if (!same_line || !same_place || left.jumps != right.jumps) return false;
    return match_words(left.words, right.words);
}

}  // namespace minipy::trace
