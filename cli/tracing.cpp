// SPDX-License-Identifier: MIT
// A run with a recorder that watches it, and its endings.
#include "cli/tracing.hpp"

#if MINIPY_WITH_TRACE

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/core.h>

#include "cli/print_to.hpp"
#include "cli/repl.hpp"
#include "cli/run.hpp"
#include "cli/trace_report.hpp"
#include "cli/uncaught.hpp"
#include "cli/view.hpp"
#include "modules/system/signals/signals.hpp"
#include "modules/threads/deadlock.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/threads/interpreter.hpp"
#include "trace/json_schema.hpp"
#include "trace/recorder.hpp"
#include "trace/turns.hpp"

namespace minipy::cli {

namespace {

void end_process_in_deadlock(ThreadState* last);

// Everything of one trace.
class Trace {
public:
    Trace(const CommandLine& line, const ProgramText& text)
        : text_(text),
          options_(recorder_options(line)),
          recorder_(options_),
          report_(line, text_, options_,
                  {.events = recorder_.recording(),
                   .filter = recorder_.filter(),
                   .codes = recorder_.codes(),
                   .differences = [this] { return recorder_.differences_of_runs(); },
                   .describe_exception = [this](Object* exception) { return recorder_.describe_exception(exception); },
                   .source = trace::read_source_file}),
          turns_(options_.switch_every) {
        for (const std::string& path : trace::files_of_format(trace::OutputFormat::recording, options_.outputs))
            keep_in(path, line);
        if (options_.wall) recorder_.outside_used(Outside::turns);
        if (environment_flag(line, "PYTHONHASHSEED") && std::string_view(std::getenv("PYTHONHASHSEED")) == "random")
            recorder_.outside_used(Outside::hash_seed);
    }

    // The first of its outputs that cannot be written; empty: all can.
    const std::string& error() const { return file_ && !file_->error().empty() ? file_->error() : report_.error(); }
    trace::Recorder& recorder() { return recorder_; }
    trace::Turns& turns() { return turns_; }
    TraceReport& report() { return report_; }

    void start(Code* code) {
        recorder_.codes().add_listed(code);  // so that its ids and labels are those of section 5
        if (file_) file_->begin(recorder_.codes());
        report_.begin_run();
        if (!options_.wall) turns_.begin();
        turns_.deadlock = end_process_in_deadlock;
        recorder_.start();
    }

private:
    void keep_in(const std::string& path, const CommandLine& line) {
        file_.emplace(path);
        file_->tell_run(recorded_run(line, text_, options_));
        recorder_.keep_in(*file_, report_.shows_events());
    }

    ProgramText text_;
    trace::Options options_;
    std::optional<trace::RecordingFile> file_;
    trace::Recorder recorder_;
    TraceReport report_;
    trace::Turns turns_;
};

std::unique_ptr<Trace> current;

// ---------------------------------------------------------------- endings from outside

constexpr struct {
    int number;
    const char* name;
} terminations[] = {{SIGTERM, "SIGTERM"}, {SIGHUP, "SIGHUP"}};

volatile std::sig_atomic_t terminated_by = 0;
Result<void> (*next_signal_handlers)() = nullptr;
bool (*next_signal_has_arrived)() = nullptr;

void note_termination(int number) {
    terminated_by = number;
    eval_breaker = true;
}

bool termination_or_signal_has_arrived() {
    return terminated_by != 0 || (next_signal_has_arrived != nullptr && next_signal_has_arrived());
}

// These signals end the program as ever, but the record is closed first.
Result<void> run_signal_handlers_and_close() {
    for (const auto& termination : terminations) {
        if (terminated_by != termination.number || !current) continue;
        current->recorder().finish(fmt::format("ended by {}", termination.name));
        std::signal(termination.number, SIG_DFL);
        kill(getpid(), termination.number);
    }
    return next_signal_handlers != nullptr ? next_signal_handlers() : Result<void>();
}

void catch_terminations() {
    for (const auto& termination : terminations) stand_in_for_default(termination.number, note_termination);
    next_signal_handlers = std::exchange(run_signal_handlers, run_signal_handlers_and_close);
    next_signal_has_arrived = std::exchange(signal_has_arrived, termination_or_signal_has_arrived);
}

// Every thread waits for another one, and nobody else can come.
void end_process_in_deadlock(ThreadState* last) {
    current_thread = last;
    std::string report = describe_deadlock();
    current->recorder().finish("deadlock: every thread waits for another");
    current->turns().stop();
    (void)flush_standard_streams();
    print_to(stderr, "{}", report);
    _exit(exit_stopped_by_limit);
}

// Without a choice of --trace. A timeline alone is of threads and what they do, not of instructions; a page alone shows
// objects, too; nothing is to be seen of deaths where nobody sees objects die.
unsigned default_categories(const CommandLine& line) {
    auto all_are = [&](std::string_view extension) {
        return !line.trace.outputs.empty() && std::ranges::all_of(line.trace.outputs, [&](const std::string& output) {
            return output.ends_with(extension);
        });
    };
    unsigned categories = all_are(".perfetto.json") ? trace::timeline : all_are(".html") ? trace::lesson : trace::vm;
    bool sees_deaths = line.garbage_collection != GarbageCollection::boehm;
    return sees_deaths ? categories : categories & ~trace::needs_deaths;
}

unsigned chosen_categories(const CommandLine& line, std::string& problem) {
    return trace::parse_categories(line.trace_categories, problem, default_categories(line));
}

[[noreturn]] void end_process_at_limit() {
    (void)flush_standard_streams();
    _exit(exit_stopped_by_limit);
}

}  // namespace

trace::Options recorder_options(const CommandLine& line) {
    trace::Options options = line.trace;
    std::string problem;
    options.categories = line.traces ? chosen_categories(line, problem) : 0;
    options.limits_events |= options.stop_at_limit;
    return options;
}

std::optional<UsageError> check_trace(const CommandLine& line) {
    if (!line.traces) return std::nullopt;
    if (line.interactive || wants_prompt(line))
        return UsageError{"minipy: --trace needs a program: what is typed at a prompt is not traced"};
    std::string problem;
    unsigned categories = chosen_categories(line, problem);
    if (categories == 0 && !problem.empty())
        return UsageError{fmt::format("minipy: --trace={}: {}", line.trace_categories, problem)};
    if (line.garbage_collection == GarbageCollection::boehm && (categories & trace::needs_deaths) != 0)
        return UsageError{fmt::format(
            "minipy: --trace={}: with --gc=boehm nobody sees objects die, so a trace tells nothing of memory there; "
            "--trace=vm works, and --compare-heaps shows what happens to memory",
            line.trace_categories)};
    return std::nullopt;
}

std::string trace_schema() { return trace::json_schema(); }

bool means_categories(const CommandLine& line, const std::string& path) {
    std::string problem;
    return line.traces && line.trace_categories.empty() && trace::parse_categories(path, problem) != 0;
}

bool begin_trace(const CommandLine& line, const ProgramText& text) {
    if (!line.traces) return true;
    current = std::make_unique<Trace>(line, text);
    if (!current->error().empty()) {
        print_to(stderr, "minipy: {}\n", current->error());
        current.reset();
        return false;
    }
    catch_terminations();
    current->recorder().end_process = end_process_at_limit;
    current->report().write_head(line);
    current->report().write_stages(0, 1);
    return true;
}

void trace_execution(Code* code) {
    if (!current) return;
    current->report().write_stages(2, 4);
    current->start(code);
}

void note_program_end() {
    if (!current) return;
    Object* exception = current_thread->exception.get();
    std::string reason =
        exception == nullptr ? "the program ended" : "ended by " + current->recorder().describe_exception(exception);
    current->recorder().program_ended(reason);
}

void end_trace() {
    if (!current) return;
    current->recorder().finish();
    if (!current->error().empty()) print_to(stderr, "minipy: {}\n", current->error());
    // Daemon threads wait for their turn until the process ends: what they wait at must stay.
    [[maybe_unused]] static Trace* kept = nullptr;
    if (interpreter.thread_count > 1) kept = current.release();
    else current.reset();
}

}  // namespace minipy::cli

#else

namespace minipy::cli {

std::optional<UsageError> check_trace(const CommandLine& line) {
    if (!line.traces) return std::nullopt;
    return UsageError{"minipy: this minipy was built without --trace (MINIPY_WITH_TRACE)"};
}
std::string trace_schema() { return ""; }
bool means_categories(const CommandLine&, const std::string&) { return false; }
bool begin_trace(const CommandLine&, const ProgramText&) { return true; }
void trace_execution(Code*) {}
void note_program_end() {}
void end_trace() {}

}  // namespace minipy::cli

#endif
