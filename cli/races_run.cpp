// SPDX-License-Identifier: MIT
// One run under a plan: a fork of the started interpreter, whose streams and last words go to files without names.
//
//      parent   fork ─────────────────── poll: has it ended? is its time over? Ctrl-C? ─▶ RaceRun
//      child      └─▶ PlannedTurns ─▶ run_started() ─▶ "deadlock 120 345", lines, who waits for whom
//
// Next: races_run.hpp.
#include "cli/races_run.hpp"

#if MINIPY_WITH_TRACE

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <sstream>

#include "cli/main_module.hpp"
#include "cli/print_to.hpp"
#include "cli/run.hpp"
#include "cli/uncaught.hpp"
#include "modules/threads/deadlock.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/process_observer.hpp"

namespace minipy::cli {

namespace {

using std::chrono::steady_clock;

constexpr auto longest_run = std::chrono::seconds(10);  // of real time
constexpr int least_share_of_computing = 10;            // a tenth of that time: else it was waiting
constexpr std::uint64_t steps_between_pauses = 100;     // of one that does hardly anything but wait
constexpr std::string_view line_sign = "line", deadlock_sign = "deadlock", endless_sign = "endless",
                           computing_sign = "computing", end_sign = "end";

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

// Who waits now and then is one that looks again and again for what does not come.
void end_endless() {
    const trace::PlannedRun& run = child.turns->run();
    bool waits = run.pauses * steps_between_pauses > run.safe_points;
    end_child(waits ? endless_sign : computing_sign, "", exit_stopped_by_limit);
}

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
    _exit(code == exit_interrupted ? 128 + SIGINT : code);  // it has interrupted itself
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
    else if (sign == computing_sign) result.outcome.ending = Ending::computing;
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

std::chrono::nanoseconds computing_time(pid_t process) {
    clockid_t clock{};
    timespec time{};
    if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &time) != 0) return {};
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

// Until it has ended, or has had its time: then it is ended, and how it was found is told. Or until Ctrl-C.
void wait_for_end(pid_t process, const InterruptWatch& interrupts, RaceRun& result) {
    Outcome& outcome = result.outcome;
    pollfd ends[] = {{int(::syscall(SYS_pidfd_open, process, 0)), POLLIN, 0}, {interrupts.descriptor(), POLLIN, 0}};
    auto until = steady_clock::now() + longest_run;
    while (ends[0].fd >= 0 && !result.interrupted && ends[0].revents == 0) {
        if (::poll(ends, std::size(ends), 20) < 0) ends[0].revents = ends[1].revents = 0;
        result.interrupted = ends[1].revents != 0;
        if (!result.interrupted && (ends[0].revents != 0 || steady_clock::now() < until)) continue;
        bool computes = computing_time(process) > longest_run / least_share_of_computing;
        outcome.ending = computes ? Ending::unfinished : Ending::waiting;
        ::kill(process, SIGKILL);
        break;
    }
    if (ends[0].fd >= 0) ::close(ends[0].fd);
    int status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {}
    if (outcome.ending != Ending::exited) return;
    if (WIFSIGNALED(status)) outcome.ending = Ending::killed;
    outcome.code = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

RaceRun run_under(const CommandLine& line, const trace::Plan& plan, const InterruptWatch& interrupts) {
    Scratch output("output"), errors("errors"), report("report");
    std::fflush(nullptr);
    pid_t process = ::fork();
    if (process == 0) {
        interrupts.end();
        run_child(line, plan, output.descriptor(), errors.descriptor(), report.descriptor());
    }
    if (process < 0) {
        print_to(stderr, "minipy: --races: can't start a process: {}\n", std::strerror(errno));
        std::exit(1);
    }
    RaceRun result;
    wait_for_end(process, interrupts, result);
    result.outcome.output = without_addresses(contents(output.descriptor()));
    result.outcome.errors = without_addresses(contents(errors.descriptor()));
    read_report(contents(report.descriptor()), result);
    bool was_ended = result.outcome.ending != Ending::exited && result.outcome.ending != Ending::killed;
    if (was_ended) result.outcome.code = 0;
    return result;
}

// Imports what a module lies in, and its output is not wanted: so it is done by a process of its own, too.
bool can_be_compiled(const CommandLine& line) {
    std::fflush(nullptr);
    pid_t process = ::fork();
    if (process == 0) {
        ::dup2(::open("/dev/null", O_RDWR), STDIN_FILENO);
        ::dup2(STDIN_FILENO, STDOUT_FILENO);
        int code = check_main_module(line);
        (void)flush_standard_streams();
        _exit(code == 0 ? 0 : 1);
    }
    int status = 0;
    while (process > 0 && ::waitpid(process, &status, 0) < 0 && errno == EINTR) {}
    return process < 0 || status == 0;
}

// ---------------------------------------------------------------- Ctrl-C

InterruptWatch::InterruptWatch() {
    struct sigaction chosen {};
    bool is_ignored = ::sigaction(SIGINT, nullptr, &chosen) == 0 && chosen.sa_handler == SIG_IGN;
    sigset_t interrupt;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    ::sigprocmask(SIG_BLOCK, &interrupt, &before_);
    if (!is_ignored) descriptor_ = ::signalfd(-1, &interrupt, SFD_CLOEXEC | SFD_NONBLOCK);
}

void InterruptWatch::end() const { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }

InterruptWatch::~InterruptWatch() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace minipy::cli

#endif
