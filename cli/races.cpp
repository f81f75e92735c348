// SPDX-License-Identifier: MIT
// Running under plans: races.hpp has the idea.
#include "cli/races.hpp"

#if MINIPY_WITH_TRACE

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include "cli/print_to.hpp"
#include "cli/run.hpp"
#include "cli/tracing.hpp"
#include "cli/uncaught.hpp"
#include "modules/import/importer.hpp"
#include "modules/language/gc.hpp"
#include "modules/threads/deadlock.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/process_observer.hpp"

namespace minipy::cli {

namespace {

using std::chrono::steady_clock;

constexpr std::size_t usual_runs = 400;
constexpr std::size_t least_runs = 60;  // however slow they are
constexpr std::size_t runs_after_a_finding = 30;
constexpr std::size_t most_findings = 4;
constexpr auto longest_search = std::chrono::milliseconds(1500);  // for each kind of preemption point
constexpr auto longest_run = std::chrono::seconds(10);            // of real time
constexpr std::uint64_t safe_points_at_first = 2'000'000;
constexpr std::string_view line_sign = "line", deadlock_sign = "deadlock", endless_sign = "endless", end_sign = "end";

// ---------------------------------------------------------------- in the child

// What the child tells its parent, beside what the program prints.
struct Child {
    trace::PlannedTurns* turns;
    int report;
};
Child child;

void tell_parent(std::string_view ending, std::string_view rest) {
    const trace::PlannedRun& run = child.turns->run();
    std::string text = fmt::format("{} {} {}\n", ending, run.points, run.safe_points);
    for (const trace::PlannedRun::Line& line : run.lines)
        text += fmt::format("{} {} {} {}\n{}\n", line_sign, line.thread, line.line, line.file, line.stops);
    text += rest;
    [[maybe_unused]] ssize_t written = ::write(child.report, text.data(), text.size());
}

[[noreturn]] void end_child(std::string_view ending, std::string_view rest, int code) {
    child.turns->stop();
    (void)flush_standard_streams();
    tell_parent(ending, rest);
    _exit(code);
}

void end_in_deadlock(ThreadState* last) {
    current_thread = last;
    end_child(deadlock_sign, describe_deadlock(), exit_stopped_by_limit);
}
void end_endless() { end_child(endless_sign, "", exit_stopped_by_limit); }

// A program may end without coming back: os._exit().
class LastWords final : public ProcessObserver {
public:
    void process_ends(std::string_view) override { tell_parent(end_sign, ""); }
    void process_forked() override { process_watchers.remove(this); }
};

[[noreturn]] void run_child(const CommandLine& line, const trace::Plan& plan, int output, int errors, int report) {
    int nothing = ::open("/dev/null", O_RDONLY);
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(errors, STDERR_FILENO);
    trace::PlannedTurns turns(plan);
    child = {&turns, report};
    turns.deadlock = end_in_deadlock;
    turns.gives_up = end_endless;
    turns.begin();
    LastWords last_words;
    process_watchers.add(&last_words);
    int code = run_started(line);
    tell_parent(end_sign, "");
    _exit(code);
}

// ---------------------------------------------------------------- in the parent

std::string contents(int file) {
    std::string text(std::size_t(std::max<off_t>(::lseek(file, 0, SEEK_END), 0)), '\0');
    ssize_t count = ::pread(file, text.data(), text.size(), 0);
    text.resize(std::size_t(std::max<ssize_t>(count, 0)));
    return text;
}

// Addresses differ from run to run without any race.
std::string without_addresses(const std::string& text) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t begin = std::min(text.find("0x", at), text.size());
        result += text.substr(at, begin - at);
        if (begin == text.size()) break;
        std::size_t end = std::min(text.find_first_not_of("0123456789abcdef", begin + 2), text.size());
        result += "0x…";
        at = end;
    }
    return result;
}

// Two rows: where, and what it stops at.
trace::PlannedRun::Line line_of(std::istringstream& row, std::istringstream& rows) {
    trace::PlannedRun::Line line{};
    row >> line.thread >> line.line;
    row.get();
    std::getline(row, line.file);
    std::getline(rows, line.stops);
    return line;
}

void read_report(const std::string& text, RaceRun& result) {
    std::istringstream rows(text);
    std::string row, sign;
    std::getline(rows, row);
    std::istringstream first(row);
    first >> sign >> result.run.points >> result.run.safe_points;
    if (sign == deadlock_sign) result.outcome.ending = Ending::deadlock;
    else if (sign == endless_sign) result.outcome.ending = Ending::endless;
    while (std::getline(rows, row)) {
        std::istringstream words(row);
        if (row.starts_with(line_sign) && words >> sign) result.run.lines.push_back(line_of(words, rows));
        else result.outcome.deadlock += row + "\n";
    }
    result.outcome.deadlock = without_addresses(result.outcome.deadlock);
}

// A file without a name.
class Scratch {
public:
    explicit Scratch(const char* name) : descriptor_(::memfd_create(name, MFD_CLOEXEC)) {}
    ~Scratch() { ::close(descriptor_); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

bool is_running(pid_t process) {
    std::ifstream file(fmt::format("/proc/{}/stat", process));
    std::string text;
    std::getline(file, text);
    std::size_t name_end = text.rfind(')');
    return name_end != std::string::npos && text.substr(name_end, 3).ends_with('R');
}

// Until it has ended, or has had its time: then it is ended, and how it was found is told.
Outcome wait_for_end(pid_t process) {
    Outcome outcome;
    pollfd ending{int(::syscall(SYS_pidfd_open, process, 0)), POLLIN, 0};
    auto until = steady_clock::now() + longest_run;
    while (ending.fd >= 0 && ::poll(&ending, 1, 20) != 1) {
        if (steady_clock::now() < until) continue;
        outcome.ending = is_running(process) ? Ending::unfinished : Ending::waiting;
        ::kill(process, SIGKILL);
        break;
    }
    if (ending.fd >= 0) ::close(ending.fd);
    int status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {}
    if (outcome.ending != Ending::exited) return outcome;
    if (WIFSIGNALED(status)) outcome.ending = Ending::killed;
    outcome.code = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
    return outcome;
}

RaceRun run_under(const CommandLine& line, const trace::Plan& plan) {
    Scratch output("output"), errors("errors"), report("report");
    std::fflush(nullptr);
    pid_t process = ::fork();
    if (process == 0) run_child(line, plan, output.descriptor(), errors.descriptor(), report.descriptor());
    if (process < 0) {
        print_to(stderr, "minipy: --races: can't start a process: {}\n", std::strerror(errno));
        std::exit(1);
    }
    RaceRun result;
    result.outcome = wait_for_end(process);
    result.outcome.output = without_addresses(contents(output.descriptor()) + contents(errors.descriptor()));
    read_report(contents(report.descriptor()), result);
    if (result.outcome.ending == Ending::deadlock || result.outcome.ending == Ending::endless) result.outcome.code = 0;
    return result;
}

bool takes_too_long(const Outcome& outcome) {
    return outcome.ending == Ending::unfinished || outcome.ending == Ending::waiting;
}

// ---------------------------------------------------------------- the search

class Search {
public:
    Search(const CommandLine& line, const trace::Plan& usual)
        : line_(line),
          random_(std::uint32_t(line.race_seed)),
          most_runs_(line.race_runs > 0 ? line.race_runs : usual_runs),
          usual_(usual) {
        found_.usual = usual;
    }

    Exploration explore() {
        auto begin = steady_clock::now();
        RaceRun reference = try_plan(usual_);
        if (found_.has_given_up()) return std::move(found_);
        points_ = reference.run.points;
        usual_.most_safe_points = std::min(safe_points_at_first, 100'000 + 20 * reference.run.safe_points);
        std::size_t last_run = found_.has_fault() ? 1 + runs_after_a_finding : most_runs_;
        auto has_time = [&] { return found_.runs < least_runs || steady_clock::now() - begin < longest_search; };
        while (points_ > 0 && found_.runs < last_run && has_time()) {
            bool was_alone = found_.findings.size() == 1;
            points_ = std::max(points_, try_plan(next_plan()).run.points);
            if (was_alone && found_.findings.size() > 1)
                last_run = std::min(last_run, found_.runs + runs_after_a_finding);
            if (takes_too_long(found_.findings.back().outcome)) break;
        }
        for (Finding& finding : found_.findings) {
            if (!takes_too_long(finding.outcome)) shorten(finding);
        }
        return std::move(found_);
    }

private:
    RaceRun try_plan(const trace::Plan& plan) {
        RaceRun run = run_under(line_, plan);
        ++found_.runs;
        note(run, plan);
        return run;
    }

    void note(const RaceRun& run, const trace::Plan& plan) {
        auto known = std::ranges::find(found_.findings, run.outcome, &Finding::outcome);
        if (known != found_.findings.end()) {
            ++known->runs;
            return;
        }
        bool is_other_order = !found_.findings.empty() && is_same_but_for_order(run.outcome);
        if (is_other_order) found_.other_orders += orders_.insert(run.outcome.output).second;
        else if (found_.findings.size() < most_findings) found_.findings.push_back({run.outcome, 1, plan, {}});
    }

    bool is_same_but_for_order(const Outcome& outcome) const {
        const Outcome& first = found_.findings.front().outcome;
        return outcome.ending == first.ending && outcome.code == first.code &&
               outcome.sorted_lines() == first.sorted_lines();
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
            if (run_under(line_, plan).outcome == finding.outcome) finding.plan = plan;
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
        finding.run = run_under(line_, listing).run;
    }

    const CommandLine& line_;
    std::mt19937 random_;
    std::size_t most_runs_;
    trace::Plan usual_;
    std::uint64_t points_ = 0, single_ = 0;
    std::set<std::string> orders_;
    Exploration found_;
};

}  // namespace

bool Exploration::has_given_up() const { return takes_too_long(findings.front().outcome); }

bool Exploration::has_fault() const { return findings.size() > 1 || findings.front().outcome.ending != Ending::exited; }

std::string Outcome::sorted_lines() const {
    std::vector<std::string> lines;
    std::istringstream rows(output);
    for (std::string row; std::getline(rows, row);) lines.push_back(row);
    std::ranges::sort(lines);
    std::string text;
    for (const std::string& row : lines) text += row + "\n";
    return text;
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

}  // namespace

// First with switches in the program's own code, where they are easiest to understand; then in the library's, too. What
// cannot happen in CPython 3.11 is looked for only where nothing else was found, and does not count as a fault.
int find_races(const CommandLine& line) {
    if (!start_once(line)) return report_uncaught();
    trace::Plan plan;
    plan.most_safe_points = safe_points_at_first;
    plan.library_folder = recorder_options(line).library_folder;
    plan.at_instructions = line.preempts_at_instructions;
    Exploration exploration = Search(line, plan).explore();
    if (exploration.has_given_up()) {
        print_to(stderr, "{}", race_report(exploration, line));
        return exit_stopped_by_limit;
    }
    if (!exploration.has_fault() && !plan.at_instructions) {
        std::size_t runs = exploration.runs;
        plan.counts_library = true;
        exploration = Search(line, plan).explore();
        exploration.runs += runs;
    }
    print_to(stdout, "{}", race_report(exploration, line));
    if (exploration.has_fault() || plan.at_instructions) return exploration.has_fault() ? 1 : 0;
    plan.counts_library = false;
    plan.at_instructions = true;
    exploration = Search(line, plan).explore();
    if (exploration.has_fault()) print_to(stdout, "\n{}", race_report(exploration, line));
    return 0;
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
