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
#include "cli/races.hpp"

#if MINIPY_WITH_TRACE

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <map>
#include <sstream>

#include "cli/main_module.hpp"
#include "trace/drawing.hpp"
#include "trace/text_output.hpp"

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
        case Ending::computing: return "it does not end: it was still computing, round and round";
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
    std::vector<std::string> lines = lines_of(outcome.output + outcome.errors);
    std::string text;
    std::size_t left_out = lines.size() > most_output_lines ? lines.size() - most_output_lines : 0;
    if (left_out > 0) text += fmt::format("    | … {}\n", counted(left_out, "more line"));
    for (std::size_t index = left_out; index < lines.size(); ++index) text += "    | " + lines[index] + "\n";
    return text;
}

class Listing {
public:
    Listing(const trace::PlannedRun& run, const CommandLine& line)
        : run_(run), screen_(trace::columns_of_terminal(STDOUT_FILENO)) {
        if (line.program == Program::command) sources_[command_filename] = lines_of(line.operand);
    }

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
            std::size_t goes_on = next_of(run_.lines[index].thread, index + 1);
            show_around(goes_on);
            show_last_checks(index + 1);
            show_last_checks(goes_on);
        }
        if (!any) show_around(run_.lines.size());
    }

    // What each thread has looked at last, before the turn is taken away and before it comes back, is often what is no
    // longer so when the thread goes on.
    void show_last_checks(std::size_t end) {
        std::set<int> seen;
        for (std::size_t index = end; index-- > 0;) {
            const trace::PlannedRun::Line& line = run_.lines[index];
            if (seen.count(line.thread) > 0 || !is_check(source_line(line.file, line.line))) continue;
            seen.insert(line.thread);
            shown_[index] = true;
        }
    }

    static bool is_check(const std::string& source) {
        constexpr std::string_view words[] = {"if ", "elif ", "while ", "assert "};
        if (source.starts_with("while True")) return false;
        return std::ranges::any_of(words, [&](std::string_view word) { return source.starts_with(word); });
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
        std::string text = fit(fmt::format("  {:>4} {}{}", line.line, indent, source_line(line.file, line.line)));
        if (line.stops.empty()) return text;
        return text + fit(fmt::format("       {}── T{} has to stop, {}", indent, line.thread, line.stops));
    }

    std::string fit(const std::string& text) const {
        return (screen_ > 0 ? trace::cut_to(text, std::size_t(screen_), {}) : text) + "\n";
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
    const int screen_;  // columns; 0: rows are not cut
    std::vector<bool> shown_;
    std::map<int, std::size_t> columns_;  // by thread
    std::map<std::string, std::vector<std::string>> sources_;
};

// ---------------------------------------------------------------- outcomes

std::string finding_text(const Finding& finding, std::size_t number, const Exploration& exploration,
                         const CommandLine& line) {
    std::string text = fmt::format("\noutcome {}, in {} of {}: {}\n", number, finding.runs,
                                   counted(exploration.runs, "run"), ending_text(finding.outcome));
    text += output_rows(finding.outcome);
    std::vector<std::string> waits = lines_of(finding.outcome.deadlock);
    for (std::size_t index = 1; index < waits.size(); ++index) text += "  " + waits[index] + "\n";
    if (!finding.other_orders.empty())
        text += fmt::format("  its lines came in {} orders\n", finding.other_orders.size() + 1);
    std::size_t switches = finding.plan.preemptions.size();
    if (!finding.is_shortened || (number == 1 && switches == 0)) return text;
    text += fmt::format("  the shortest way there: {} switch{}\n", switches, switches == 1 ? "" : "es");
    return text + Listing(finding.run, line).text();
}

std::string all_findings(const Exploration& exploration, const CommandLine& line) {
    std::string text;
    for (std::size_t index = 0; index < exploration.findings.size(); ++index)
        text += finding_text(exploration.findings[index], index + 1, exploration, line);
    if (exploration.runs_left_out > 0)
        text += fmt::format("\nfurther outcomes, which are not shown, in {} of {}\n", exploration.runs_left_out,
                            counted(exploration.runs, "run"));
    return text;
}

std::string outcome_count(const Exploration& exploration) {
    std::size_t count = exploration.findings.size();
    if (exploration.runs_left_out > 0) return fmt::format("more than {} outcomes", count);
    return count == 1 ? "one outcome" : counted(count, "outcome");
}

// The only outcome, where it may be that the program has not done what it is for.
std::string how_all_ended(const Finding& finding) {
    const Outcome& outcome = finding.outcome;
    std::string text;
    std::vector<std::string> errors = lines_of(outcome.errors);
    if (outcome.code != 0 || !errors.empty()) {
        text = fmt::format("every run ended with exit code {}", outcome.code);
        text += errors.empty() ? "\n" : fmt::format(", and with this on stderr:\n    | {}\n", errors.back());
    } else if (outcome.output.empty()) {
        text = "only what is printed and the exit code are compared; this program prints nothing\n";
    }
    if (!finding.other_orders.empty())
        text += fmt::format("the lines came in {} orders, which is not counted as a race\n",
                            finding.other_orders.size() + 1);
    return text;
}

// ---------------------------------------------------------------- verdicts

constexpr std::string_view cpythons_switches = "where CPython 3.11 lets them take turns: after calls, at jumps back";

std::string subject(const CommandLine& line) {
    if (line.program == Program::command) return "-c";
    return line.program == Program::module ? "-m " + line.operand : line.operand;
}

std::string verdict(const Exploration& exploration, const CommandLine& line) {
    std::string_view where = exploration.usual.at_instructions ? "between any two instructions" : cpythons_switches;
    std::string runs = counted(exploration.runs, "run");
    if (!exploration.has_fault())
        return fmt::format("no race found in {}: {} with switches {} had one outcome\n", subject(line), runs, where) +
               how_all_ended(exploration.findings.front());
    bool fails = std::ranges::any_of(exploration.findings, [](const Finding& found) { return found.outcome.fails(); });
    std::string text;
    if (exploration.runs_in_cpython > 0)
        text = fmt::format(
            "only possible where the language allows more than CPython 3.11 does: {}\n"
            "{} with switches {} had one outcome.\n"
            "With switches between any two instructions, as before CPython 3.10 or without a GIL, {} had {}.\n"
            "This cannot happen in CPython 3.11, but nothing promises that.\n",
            subject(line), counted(exploration.runs_in_cpython, "run"), cpythons_switches, runs,
            outcome_count(exploration));
    else
        text = fmt::format("{} in {}: {} with switches {}\nhad {}\n", fails ? "fault found" : "outcomes differ",
                           subject(line), runs, where, outcome_count(exploration));
    if (!fails)
        text +=
            "if all of these are right, so is the program; `assert` what must hold, and a run that breaks it is a "
            "fault\n";
    return text + all_findings(exploration, line);
}

// A word in its text is enough: this only chooses the advice.
bool mentions_asyncio(const CommandLine& line) {
    std::ostringstream text;
    if (line.program == Program::file) text << std::ifstream(line.operand).rdbuf();
    return (text.str() + line.operand).find("asyncio") != std::string::npos;
}

std::string advice(const Outcome& outcome, const CommandLine& line) {
    if (outcome.ending == Ending::unfinished) return "It is run many times: let it do less, and see that it ends.\n";
    std::string text = "It is run many times, alone: nobody types, connects or answers. ";
    if (mentions_asyncio(line))
        return text +
               "Where that is not meant, some task awaits\nwhat nobody is left to give, so nobody wakes it: "
               "--trace=asyncio shows which task waits, and what for.\n";
    return text +
           "Let threads give each other what they\nwould get from sockets, pipes or other processes; queue.Queue is "
           "good for that.\n";
}

}  // namespace

std::string race_report(const Exploration& exploration, const CommandLine& line) {
    if (exploration.has_given_up()) {
        const Outcome& outcome = exploration.findings.front().outcome;
        return fmt::format("minipy: --races: one run of {} took too long: {}.\n{}", subject(line), ending_text(outcome),
                           advice(outcome, line));
    }
    std::string text;
    std::size_t runs = exploration.runs + exploration.runs_in_cpython;
    if (exploration.interrupted) text = fmt::format("interrupted after {}\n", counted(runs, "run"));
    return exploration.findings.empty() ? text : text + verdict(exploration, line);
}

}  // namespace minipy::cli

#endif
