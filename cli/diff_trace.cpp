// SPDX-License-Identifier: MIT
// Two runs, row by row.
#include "cli/diff_trace.hpp"

#include "cli/print_to.hpp"

#if MINIPY_WITH_TRACE

#include <unistd.h>

#include <algorithm>

#include "cli/view.hpp"
#include "trace/compared_run.hpp"
#include "trace/text_output.hpp"
#include "trace/words.hpp"

namespace minipy::cli {

namespace {

constexpr std::size_t rows_before = 4, rows_behind = 3, most_rows_apart = 8;
constexpr std::size_t farthest = 400;    // rows that are looked through for where the runs meet again
constexpr std::size_t rows_to_meet = 4;  // so many in a row are no chance
constexpr std::size_t frame_column = 10, line_column = 24, words_column = 30, usual_width = 80;

// "samples/tour.py, -O, seed 5"
std::string text_of_run(const trace::RecordedRun& run, const trace::RecordedRun& other) {
    std::string text = run.program == std::uint8_t(Program::command)  ? "-c …"
                       : run.program == std::uint8_t(Program::module) ? "-m " + run.operand
                                                                      : run.operand;
    for (const std::string& argument : run.arguments) text += " " + argument;
    if (run.optimize > 0) text += run.optimize > 1 ? ", -OO" : ", -O";
    if (run.hash_seed != other.hash_seed) text += ", hash seed " + (run.hash_seed.empty() ? "0" : run.hash_seed);
    if (run.heap != "refcount") text += ", --gc=" + run.heap;
    return text;
}

class TwoRuns {
public:
    TwoRuns(const CommandLine& line)
        : left_(line.compared, open(line.compared)), right_(line.operand, open(line.operand)), given_(line.trace) {
        drawing_.ascii = given_.ascii;
        int columns = given_.width >= 0 ? given_.width : trace::columns_of_terminal(STDOUT_FILENO);
        width_ = given_.width == 0 ? SIZE_MAX / 2 : columns > 0 ? std::size_t(columns) : usual_width;
    }

    int compare() {
        for (trace::ComparedRun* run : {&left_, &right_}) {
            if (run->open()) continue;
            print_to(stderr, "minipy: --diff-trace {}: {}\n", run->name(), run->problem());
            return 2;
        }
        choose_events();
        bool same_text = left_.run().text == right_.run().text;
        trace::RowMatcher matcher(same_text);
        while (left_.at(0) != nullptr && right_.at(0) != nullptr) {
            if (!matcher.matches(*left_.at(0), *right_.at(0))) break;
            before_.emplace_back(left_.take(), right_.take());
            if (before_.size() > rows_before) before_.pop_front();
            ++alike_;
        }
        bool differs = left_.at(0) != nullptr || right_.at(0) != nullptr;
        if (!differs) {
            text_ += fmt::format("no difference in {}\n", trace::number_of_events(alike_ - 1));
        } else {
            show_difference(matcher);
        }
        print_to(stdout, "{}", text_);
        return differs ? 1 : 0;
    }

private:
    static std::FILE* open(const std::string& path) { return std::fopen(path.c_str(), "rb"); }

    // Those that both have, all of them, or what --only and its like choose.
    void choose_events() {
        const trace::Options &left = left_.run().options, &right = right_.run().options;
        for (trace::Options* asked : {&asked_left_, &asked_right_}) {
            *asked = asked == &asked_left_ ? left : right;
            asked->categories = left.categories & right.categories;
            asked->max_events = given_.limits_events ? given_.max_events : UINT64_MAX;
            asked->only = given_.only;
            asked->skip = given_.skip;
            asked->from = given_.from;
            asked->until = given_.until;
        }
        left_.begin(asked_left_);
        right_.begin(asked_right_);
    }

    void add_line(std::string_view text) { text_ += trace::drawn(text, drawing_) + "\n"; }

    // `mark` says of which run it is; none: of both. What differs is shown to its end, other rows are cut.
    void add_row(std::string_view mark, const trace::ComparedRow& row, bool whole) {
        trace::Line head(drawing_);
        head.add(mark);
        if (row.number > 0) head.to_column(2).add(fmt::format("{:>7}", row.number));
        head.to_column(frame_column).add(trace::cut_to(row.frame, line_column - frame_column - 1, drawing_));
        if (row.line > 0) head.to_column(line_column).add(fmt::format("{:>5}", row.line));
        head.to_column(words_column);
        std::size_t room = width_ - std::min(width_ - 10, words_column);
        std::string words = trace::drawn(row.words, drawing_);
        if (!whole) words = trace::cut_to(words, room, drawing_);
        bool is_first = true;
        for (const std::string& part : wrap(words, room, trace::columns_of)) {
            if (!std::exchange(is_first, false)) head.add(mark).to_column(words_column);
            text_ += head.add(trace::cut_to(part, room, drawing_)).take();
        }
        if (is_first) text_ += head.take();
    }

    // How far both have to go until they are alike again, with the fewest rows left out; farthest: they do not.
    std::pair<std::size_t, std::size_t> find_meeting(const trace::RowMatcher& matcher) {
        for (std::size_t sum = 1; sum < farthest; ++sum) {
            for (std::size_t left = 0; left <= sum; ++left) {
                if (meets(matcher, left, sum - left)) return {left, sum - left};
            }
        }
        return {farthest, farthest};
    }

    bool meets(trace::RowMatcher matcher, std::size_t left, std::size_t right) {
        for (std::size_t index = 0; index < rows_to_meet; ++index) {
            const trace::ComparedRow *one = left_.at(left + index), *other = right_.at(right + index);
            if (one == nullptr || other == nullptr) return index > 0 && one == other;
            if (!could_match(*one, *other) || !matcher.matches(*one, *other)) return false;
        }
        return true;
    }
    // Quickly.
    static bool could_match(const trace::ComparedRow& one, const trace::ComparedRow& other) {
        return one.frame == other.frame && one.words.substr(0, 4) == other.words.substr(0, 4);
    }

    void add_rows_apart(std::string_view mark, trace::ComparedRun& run, std::size_t count) {
        std::size_t shown = count < farthest ? std::min(count, most_rows_apart) : most_rows_apart / 2;
        for (std::size_t index = 0; index < shown && run.at(index) != nullptr; ++index)
            add_row(mark, *run.at(index), index == 0);
        if (count < farthest && count > shown) add_line(fmt::format("{}       … {} more", mark, count - shown));
        if (count == 0) add_line(fmt::format("{}       nothing", mark));
        if (run.at(0) == nullptr) add_line(fmt::format("{}       it has ended", mark));
    }

    void show_difference(const trace::RowMatcher& matcher) {
        add_line(fmt::format("A  {}: {}", left_.name(), text_of_run(left_.run(), right_.run())));
        add_line(fmt::format("B  {}: {}", right_.name(), text_of_run(right_.run(), left_.run())));
        add_line(fmt::format("\nthe same in both: {}{}", trace::number_of_events(alike_),
                             alike_ > before_.size() ? ", the last of them:" : ""));
        for (const auto& [left, right] : before_) add_row("", left, false);
        add_line("\nthen they differ");
        auto [left, right] = find_meeting(matcher);
        add_rows_apart("A", left_, left);
        add_rows_apart("B", right_, right);
        if (left == farthest) return add_line("\nthey do not meet again soon");
        add_line("\nand meet again, for a while at least");
        for (std::size_t index = 0; index < rows_behind && left_.at(left + index) != nullptr; ++index)
            add_row("", *left_.at(left + index), false);
    }

    trace::ComparedRun left_, right_;
    const trace::Options& given_;
    trace::Options asked_left_, asked_right_;
    trace::DrawingOptions drawing_;
    std::size_t width_ = usual_width;
    std::deque<std::pair<trace::ComparedRow, trace::ComparedRow>> before_;
    std::uint64_t alike_ = 0;
    std::string text_;
};

}  // namespace

int diff_traces(const CommandLine& line) { return TwoRuns(line).compare(); }

}  // namespace minipy::cli

#else

namespace minipy::cli {

int diff_traces(const CommandLine&) {
    print_to(stderr, "minipy: this minipy was built without --trace (MINIPY_WITH_TRACE)\n");
    return 2;
}

}  // namespace minipy::cli

#endif

namespace minipy::cli {

std::optional<UsageError> check_comparison(const CommandLine& line) {
    if (line.compared.empty()) return std::nullopt;
    bool has_second = line.program == Program::file && line.arguments.empty();
    if (!has_second || line.traces || line.dump || line.watches_heap() || !line.view.empty())
        return UsageError{"minipy: --diff-trace A.trace B.trace: two recordings are expected, and nothing else"};
    return std::nullopt;
}

}  // namespace minipy::cli
