// SPDX-License-Identifier: MIT
// What --races prints: outcomes, and the lines that lead to each, a column for each thread.
//
//      outcome 2, in 24 of 214 runs: exit code 0
//        | 1999
//      the shortest way there: 1 switch
//           T2                             T3
//         7 counter += step()
//           ── T2 has to stop, behind RESUME
//         7                                counter += step()
//
// Next: races.cpp.
#include <fmt/core.h>

#include <cstring>
#include <fstream>

#include "cli/races.hpp"

namespace minipy::cli {

namespace {

constexpr std::size_t most_output_lines = 12, most_threads_beside = 3;
constexpr std::size_t lines_around = 3;  // of a switch, before and behind it

std::string signal_text(int number) {
    const char* name = sigabbrev_np(number);
    return name == nullptr ? fmt::format("signal {}", number) : fmt::format("SIG{}", name);
}

std::string ending_text(const Outcome& outcome) {
    switch (outcome.ending) {
        case Ending::exited: return fmt::format("exit code {}", outcome.code);
        case Ending::deadlock: return "deadlock: every thread waits for another";
        case Ending::endless: return "it does not end: some thread never gets what it waits for";
        case Ending::killed: return fmt::format("the process was killed by {}", signal_text(outcome.code));
        case Ending::unfinished: return "it was still computing after 10 seconds";
        case Ending::waiting: return "it was still waiting for the world outside after 10 seconds";
    }
    return "";
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

std::string output_rows(const Outcome& outcome) {
    std::vector<std::string> lines = lines_of(outcome.output);
    std::string text;
    std::size_t left_out = lines.size() > most_output_lines ? lines.size() - most_output_lines : 0;
    if (left_out > 0) text += fmt::format("    | … {} more lines\n", left_out);
    for (std::size_t index = left_out; index < lines.size(); ++index) text += "    | " + lines[index] + "\n";
    return text;
}

class Listing {
public:
    explicit Listing(const trace::PlannedRun& run) : run_(run) {}

    std::string text() {
        choose_rows();
        find_columns();
        std::string result = heading();
        bool gap = false;
        for (std::size_t index = 0; index < run_.lines.size(); ++index) {
            if (!shown_[index]) {
                gap = true;
                continue;
            }
            if (std::exchange(gap, false)) result += "          …\n";
            result += row(run_.lines[index]);
        }
        return result;
    }

private:
    // Only what is near a place where the plan takes the turn away, and where that thread goes on later; where the plan
    // does nothing, the last lines.
    void choose_rows() {
        shown_.assign(run_.lines.size(), false);
        bool any = false;
        for (std::size_t index = 0; index < run_.lines.size(); ++index) {
            if (run_.lines[index].stops.empty()) continue;
            any = true;
            show_around(index);
            show_around(next_of(run_.lines[index].thread, index + 1));
        }
        if (!any) show_around(run_.lines.size());
    }

    void show_around(std::size_t index) {
        std::size_t begin = index - std::min(index, lines_around), end = std::min(shown_.size(), index + lines_around);
        for (std::size_t near = begin; near < end; ++near) shown_[near] = true;
    }

    std::size_t next_of(int thread, std::size_t index) const {
        while (index < run_.lines.size() && run_.lines[index].thread != thread) ++index;
        return index;
    }

    void find_columns() {
        for (std::size_t index = 0; index < run_.lines.size(); ++index) {
            if (shown_[index]) columns_.try_emplace(run_.lines[index].thread, 0);
        }
        std::size_t column = 0;
        for (auto& [thread, place] : columns_) place = column++;
    }

    std::size_t width() const { return columns_.size() > most_threads_beside ? 18 : 30; }

    std::string heading() const {
        std::string text = "       ";
        for (const auto& [thread, place] : columns_) text += fmt::format("{:<{}}", fmt::format("T{}", thread), width());
        return text.substr(0, text.find_last_not_of(' ') + 1) + "\n";
    }

    std::string row(const trace::PlannedRun::Line& line) {
        std::string indent(columns_[line.thread] * width(), ' ');
        std::string text = fmt::format("  {:>4} {}{}\n", line.line, indent, source_line(line.file, line.line));
        if (line.stops.empty()) return text;
        return text + fmt::format("       {}── T{} has to stop, {}\n", indent, line.thread, line.stops);
    }

    std::string source_line(const std::string& file, int number) {
        std::vector<std::string>& lines = sources_[file];
        if (lines.empty()) {
            std::ifstream stream(file);
            for (std::string text; std::getline(stream, text);) lines.push_back(text);
            lines.emplace_back();
        }
        auto index = std::size_t(number - 1);
        std::string text = index < lines.size() ? lines[index] : "";
        std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
        return text.substr(begin);
    }

    const trace::PlannedRun& run_;
    std::vector<bool> shown_;
    std::map<int, std::size_t> columns_;  // by thread
    std::map<std::string, std::vector<std::string>> sources_;
};

std::string outcomes_text(std::size_t count) { return count == 1 ? "one outcome" : fmt::format("{} outcomes", count); }

std::string finding_text(const Finding& finding, std::size_t number, const Exploration& exploration) {
    std::string text = fmt::format("\noutcome {}, in {} of {} runs: {}\n", number, finding.runs, exploration.runs,
                                   ending_text(finding.outcome));
    text += output_rows(finding.outcome);
    std::vector<std::string> waits = lines_of(finding.outcome.deadlock);
    for (std::size_t index = 1; index < waits.size(); ++index) text += "  " + waits[index] + "\n";
    std::size_t switches = finding.plan.preemptions.size();
    if (number == 1 && switches == 0) return text;
    text += fmt::format("  the shortest way there: {} switch{}\n", switches, switches == 1 ? "" : "es");
    return text + Listing(finding.run).text();
}

}  // namespace

std::string race_report(const Exploration& exploration, const CommandLine& line) {
    if (exploration.has_given_up())
        return fmt::format(
            "minipy: --races: one run of {} took too long: {}.\n"
            "It is run many times, alone: nobody types, connects or answers. Let it do less, and let threads give "
            "each\n"
            "other what they would get from sockets, pipes or other processes; queue.Queue is good for that.\n",
            line.operand, ending_text(exploration.findings.front().outcome));
    bool found = exploration.has_fault();
    std::string where = exploration.usual.at_instructions
                            ? "between any two instructions"
                            : "where CPython 3.11 lets them take turns: after calls, at jumps back";
    std::string text;
    if (!found) {
        text = fmt::format("no race found in {}: {} runs with switches {} had one outcome\n", line.operand,
                           exploration.runs, where);
    } else if (exploration.usual.at_instructions && !line.preempts_at_instructions) {
        text = fmt::format(
            "This cannot be lost in CPython 3.11, but nothing promises it. With switches {} (as before\n"
            "CPython 3.10, or without a GIL) {} runs had {} outcomes:\n",
            where, exploration.runs, exploration.findings.size());
    } else {
        text = fmt::format("fault found in {}: {} runs with switches {}\nhad {}\n", line.operand, exploration.runs,
                           where, outcomes_text(exploration.findings.size()));
    }
    if (exploration.other_orders > 0)
        text +=
            fmt::format("the lines came in {} orders, which is not counted as a race\n", exploration.other_orders + 1);
    for (std::size_t index = 0; found && index < exploration.findings.size(); ++index)
        text += finding_text(exploration.findings[index], index + 1, exploration);
    return text;
}

}  // namespace minipy::cli
