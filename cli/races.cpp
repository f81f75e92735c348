// SPDX-License-Identifier: MIT
// Which plans are tried, and when it is enough: races.hpp has the idea. Next: races_run.hpp, races_report.cpp.
#include "cli/races.hpp"

#if MINIPY_WITH_TRACE

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <random>
#include <set>
#include <sstream>

#include "cli/print_to.hpp"
#include "cli/races_run.hpp"
#include "cli/run.hpp"
#include "cli/tracing.hpp"
#include "cli/uncaught.hpp"
#include "modules/import/importer.hpp"
#include "modules/language/gc.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy::cli {

namespace {

using std::chrono::steady_clock;

constexpr std::size_t usual_runs = 400;
constexpr std::size_t least_runs = 60;  // however slow they are
constexpr std::size_t runs_after_a_finding = 30;
constexpr std::size_t most_findings = 4;
constexpr auto longest_search = std::chrono::milliseconds(1500);  // for each kind of preemption point
constexpr std::uint64_t safe_points_at_first = 2'000'000;
constexpr int exit_no_program = 2;

bool takes_too_long(const Outcome& outcome) {
    return outcome.ending == Ending::unfinished || outcome.ending == Ending::waiting;
}

// On a terminal: how far it is, until it is there.
class Progress {
public:
    ~Progress() {
        if (is_shown_) print_to(stderr, "\r\033[K");
    }
    void show(std::size_t runs, std::size_t outcomes) {
        auto now = steady_clock::now();
        if (!is_terminal_ || (is_shown_ && now - shown_at_ < between_shows)) return;
        is_shown_ = true;
        shown_at_ = now;
        print_to(stderr, "\r… {}, {}\033[K", counted(runs, "run"), counted(outcomes, "outcome"));
    }

private:
    static constexpr auto between_shows = std::chrono::milliseconds(100);
    bool is_terminal_ = ::isatty(STDERR_FILENO) != 0, is_shown_ = false;
    steady_clock::time_point shown_at_;
};

class Search {
public:
    // `before`: what an earlier search has found.
    Search(const CommandLine& line, const trace::Plan& usual, const InterruptWatch& interrupts, Progress& progress,
           Exploration before = {})
        : line_(line),
          interrupts_(interrupts),
          progress_(progress),
          random_(std::uint32_t(line.race_seed)),
          most_runs_(line.race_runs > 0 ? line.race_runs : usual_runs),
          usual_(usual),
          found_(std::move(before)) {
        found_.usual = usual;
    }

    Exploration explore() {
        RaceRun reference = try_plan(usual_);
        if (found_.interrupted || found_.has_given_up()) return std::move(found_);
        points_ = reference.run.points;
        most_points_ = 4 * points_ + 100;
        usual_.most_safe_points = std::min(safe_points_at_first, 100'000 + 20 * reference.run.safe_points);
        try_plans();
        for (Finding& finding : found_.findings) {
            if (!takes_too_long(finding.outcome) && !finding.is_shortened) shorten(finding);
        }
        return std::move(found_);
    }

private:
    void try_plans() {
        auto begin = steady_clock::now();
        std::size_t last_run = found_.has_fault() ? 1 + runs_after_a_finding : most_runs_;
        auto has_time = [&] { return runs_ < least_runs || steady_clock::now() - begin < longest_search; };
        while (points_ > 0 && !found_.interrupted && runs_ < last_run && has_time()) {
            bool was_alone = found_.findings.size() == 1;
            RaceRun run = try_plan(next_plan());
            points_ = std::max(points_, std::min(run.run.points, most_points_));
            if (was_alone && found_.findings.size() > 1) last_run = std::min(last_run, runs_ + runs_after_a_finding);
            if (takes_too_long(run.outcome)) break;
        }
    }

    RaceRun try_plan(const trace::Plan& plan) {
        RaceRun run = run_under(line_, plan, interrupts_);
        if (run.interrupted) {
            found_.interrupted = true;
            return run;
        }
        ++runs_;
        ++found_.runs;
        note(run.outcome, plan);
        progress_.show(found_.runs, found_.findings.size());
        return run;
    }

    // Every run is counted, with its outcome or with those for which there is no room.
    void note(const Outcome& outcome, const trace::Plan& plan) {
        std::vector<Finding>& findings = found_.findings;
        auto known = std::ranges::find(findings, outcome, &Finding::outcome);
        if (known == findings.end())
            known = std::ranges::find_if(
                findings, [&](const Finding& finding) { return finding.outcome.is_same_but_for_order(outcome); });
        if (known != findings.end()) {
            ++known->runs;
            if (known->outcome != outcome) known->other_orders.insert(outcome.output + outcome.errors);
        } else if (findings.size() < most_findings) {
            findings.push_back({.outcome = outcome, .runs = 1, .plan = plan});
        } else {
            ++found_.runs_left_out;
        }
    }

    std::uint64_t random_below(std::uint64_t limit) {
        return std::uniform_int_distribution<std::uint64_t>(0, limit - 1)(random_);
    }

    // First each place by itself, where there are not too many of them; then some at random.
    trace::Plan next_plan() {
        trace::Plan plan = usual_;
        bool one_by_one = points_ <= most_runs_ / 2;
        if (one_by_one && single_ < points_) {
            plan.preemptions = {++single_};
            return plan;
        }
        std::uint64_t lot = random_below(10);
        std::size_t count = lot < 5 ? 1 : lot < 8 ? 2 : 3;
        std::set<std::uint64_t> chosen;
        while (chosen.size() < std::min<std::size_t>(count, points_)) chosen.insert(1 + random_below(points_));
        plan.preemptions.assign(chosen.begin(), chosen.end());
        plan.ranks = random_below(2) * random_below(1000);
        return plan;
    }

    // Leaves out what is not needed for the outcome; then runs once more, for the lines.
    void shorten(Finding& finding) {
        auto keep_if_enough = [&](const trace::Plan& plan) {
            if (run_again(plan).outcome == finding.outcome) finding.plan = plan;
        };
        trace::Plan simpler = finding.plan;
        simpler.ranks = 0;
        if (finding.plan.ranks != 0) keep_if_enough(simpler);
        for (std::size_t index = finding.plan.preemptions.size(); index-- > 0;) {
            trace::Plan shorter = finding.plan;
            shorter.preemptions.erase(shorter.preemptions.begin() + std::ptrdiff_t(index));
            keep_if_enough(shorter);
        }
        trace::Plan listing = finding.plan;
        listing.lists_lines = true;
        finding.run = run_again(listing).run;
        finding.is_shortened = !found_.interrupted;
    }

    RaceRun run_again(const trace::Plan& plan) {
        if (found_.interrupted) return {};
        RaceRun run = run_under(line_, plan, interrupts_);
        found_.interrupted = run.interrupted;
        return run.interrupted ? RaceRun() : run;
    }

    const CommandLine& line_;
    const InterruptWatch& interrupts_;
    Progress& progress_;
    std::mt19937 random_;
    std::size_t most_runs_, runs_ = 0;  // of this search
    trace::Plan usual_;
    std::uint64_t points_ = 0, single_ = 0;
    std::uint64_t most_points_ = 0;  // a thread that spins passes thousands, none of which is worth a plan
    Exploration found_;
};

}  // namespace

bool Exploration::has_given_up() const { return !findings.empty() && takes_too_long(findings.front().outcome); }

bool Exploration::has_fault() const {
    return findings.size() > 1 || (!findings.empty() && findings.front().outcome.ending != Ending::exited);
}

bool Outcome::fails() const {
    return ending != Ending::exited || code != 0 ||
           errors.find("Traceback (most recent call last):") != std::string::npos;
}

bool Outcome::is_same_but_for_order(const Outcome& other) const {
    return ending == other.ending && code == other.code && deadlock == other.deadlock &&
           sorted_lines() == other.sorted_lines();
}

std::string Outcome::sorted_lines() const {
    std::vector<std::string> lines;
    std::istringstream rows(output + errors);
    for (std::string row; std::getline(rows, row);) lines.push_back(row);
    std::ranges::sort(lines);
    std::string text;
    for (const std::string& row : lines) text += row + "\n";
    return text;
}

std::string counted(std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::optional<UsageError> check_races(const CommandLine& line) {
    if (!line.finds_races) return std::nullopt;
    if (line.traces || line.dump || line.watches_heap() || line.compares_heaps)
        return UsageError{"minipy: --races runs the program by itself: no --trace, --dump, --heap or --compare-heaps"};
    if (line.program == Program::standard_input || line.interactive)
        return UsageError{"minipy: --races needs a program that can be run many times: a file, -c or -m"};
    return std::nullopt;
}

namespace {

// Whatever takes its time at the start is done once: nearly every program with threads imports the module threading.
bool start_once(const CommandLine& line) {
    if (!start(line)) return false;
    interpreter.main_thread->id = interpreter.main_thread->number;
    Ref<Str> name = Str::from("threading");
    if (dunder_import(name.get(), nullptr, nullptr, nullptr, 0).failed()) clear_exception();  // there is no library
    gc::freeze();  // what the children share with us is not looked at, and so not copied, by their collections
    return true;
}

// First with switches in the program's own code, where they are easiest to understand; then in the library's, too. What
// cannot happen in CPython 3.11 is looked for only where nothing else was found.
Exploration explore(const CommandLine& line, const InterruptWatch& interrupts) {
    trace::Plan plan;
    plan.most_safe_points = safe_points_at_first;
    plan.program_name = line.program == Program::command ? command_filename : "";
    plan.at_instructions = line.preempts_at_instructions;
    Progress progress;
    progress.show(0, 0);
    Exploration found = Search(line, plan, interrupts, progress).explore();
    auto is_done = [&] { return found.has_fault() || found.has_given_up() || found.interrupted; };
    if (is_done() || plan.at_instructions) return found;
    plan.counts_library = true;
    found = Search(line, plan, interrupts, progress, std::move(found)).explore();
    if (is_done()) return found;
    plan.counts_library = false;
    plan.at_instructions = true;
    Exploration beyond = Search(line, plan, interrupts, progress).explore();
    found.interrupted = beyond.interrupted;
    if (!beyond.has_fault()) return found;
    beyond.runs_in_cpython = found.runs;
    return beyond;
}

}  // namespace

// What cannot happen in CPython 3.11 does not count as a fault.
int find_races(const CommandLine& line) {
    if (!start_once(line)) return report_uncaught();
    if (!can_be_compiled(line)) return exit_no_program;
    InterruptWatch interrupts;
    Exploration found = explore(line, interrupts);
    bool has_given_up = found.has_given_up() && !found.interrupted;
    print_to(has_given_up ? stderr : stdout, "{}", race_report(found, line));
    if (found.interrupted) {
        std::fflush(stdout);
        interrupts.end();
        return end_interrupted();
    }
    if (has_given_up) return exit_stopped_by_limit;
    return found.has_fault() && found.runs_in_cpython == 0 ? 1 : 0;
}

}  // namespace minipy::cli

#else

namespace minipy::cli {

std::optional<UsageError> check_races(const CommandLine& line) {
    if (!line.finds_races) return std::nullopt;
    return UsageError{"minipy: this minipy was built without --races (MINIPY_WITH_TRACE)"};
}
int find_races(const CommandLine&) { return 0; }

}  // namespace minipy::cli

#endif
