// SPDX-License-Identifier: MIT
// The six sections of a trace: five stages as text, then the recorder.
#include "cli/tracing.hpp"

#if MINIPY_WITH_TRACE

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <memory>
#include <utility>

#include <fmt/core.h>

#include "cli/print_to.hpp"
#include "cli/repl.hpp"
#include "cli/run.hpp"
#include "cli/stages.hpp"
#include "cli/uncaught.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/threads/interpreter.hpp"
#include "trace/recorder.hpp"
#include "trace/text_view.hpp"

namespace minipy::cli {

namespace {

constexpr std::size_t most_rows = 80;  // of a stage; what more there is, is said

constexpr struct {
    std::string_view name, sentence;
} sections[] = {
    {"tokens", "the lexer cuts the text into words; line ends and indentation become words too"},
    {"ast", "the parser finds out how the words belong together: a tree of statements and expressions"},
    {"symtable", "the compiler decides where each name lives: local, global, free, or in a cell"},
    {"cfg", "the compiler writes instructions into blocks, ordered by how control can flow between them"},
    {"bytecode", "the blocks laid out one after the other: what the machine runs, and what a .pyc holds"},
    {"execution", "each line that runs, and its instructions with the value stack: [kept -taken +put]"},
};

trace::Options make_options(const TraceRequest& request) {
    trace::Options options;
    std::string problem;
    options.categories = trace::parse_categories(request.categories, problem);
    options.only = request.only;
    options.skip = request.skip;
    options.from = request.from;
    options.until = request.until;
    options.outputs = request.outputs;
    options.max_events = request.max_events;
    using Keep = trace::Options::Keep;
    options.keep = request.keep == "last" ? Keep::last : request.keep == "both" ? Keep::both : Keep::first;
    options.stop_at_limit = request.on_limit == "stop";
    options.max_items = request.max_items;
    options.max_str = request.max_str;
    options.explain = request.explain;
    options.ascii = request.ascii;
    using Color = trace::Options::Color;
    options.color = request.color == "always"  ? Color::always
                    : request.color == "never" ? Color::never
                                               : Color::automatic;
    options.width = request.width;
    auto* folder = as<Str>(dict_get_name(interpreter.sys.get(), Str::interned_from("_stdlib_dir").get()));
    if (folder != nullptr) options.library_folder = folder->to_string();
    return options;
}

// Of the flow graphs after every pass, those after the last one.
std::string final_graphs(std::string_view text) {
    std::string result;
    bool keeps = true;
    while (!text.empty()) {
        std::string_view row = text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1);
        text.remove_prefix(row.size());
        if (row.starts_with("after ")) keeps = false;
        else if (row == "\n" || row.starts_with("cfg ") || row.starts_with("assembled")) keeps = true;
        if (keeps && !row.starts_with("assembled")) result += row;
    }
    return result;
}

// Everything of one trace.
class Trace {
public:
    Trace(const CommandLine& line, const ProgramText& text)
        : text_(text),
          options_(make_options(line.trace)),
          output_(options_),
          stages_(text_, {.style = Style::rich, .explain = options_.explain, .optimize = line.optimize}),
          recorder_(options_),
          view_(options_, recorder_.codes(), sources_, output_),
          has_own_seed_(!environment_flag(line, "PYTHONHASHSEED")) {
        if (!text_.compiled) sources_.add(text_.filename, text_.bytes);
        recorder_.recording().attach(view_);
    }

    const std::string& error() const { return output_.error(); }
    trace::Recorder& recorder() { return recorder_; }

    void write_stages(std::size_t first, std::size_t last) {
        for (std::size_t index = first; index <= last; ++index) write_stage(index);
        output_.flush();
    }

    void start(Code* code) {
        write_heading(5);
        if (has_own_seed_)
            write_line("hash seed 0, so that two runs are alike; PYTHONHASHSEED=random lets them differ",
                       trace::Style::dim);
        (void)recorder_.codes().id_of(code);  // so that its ids are those of section 5
        view_.begin();
        recorder_.start();
    }

private:
    void write_line(std::string_view text, trace::Style style) {
        output_.write(trace::Line(output_.drawing()).add(text, style).take());
    }

    void write_heading(std::size_t index) {
        if (index > 0) output_.write("\n");
        output_.write(trace::Line(output_.drawing())
                          .add(fmt::format("{} {}", index + 1, sections[index].name), trace::Style::heading)
                          .to_column(14)
                          .add(sections[index].sentence, trace::Style::dim)
                          .take());
    }

    void write_stage(std::size_t index) {
        write_heading(index);
        if (text_.compiled && index < 4) return write_line("not there: a .pyc holds only bytecode", trace::Style::dim);
        std::string_view name = sections[index].name;
        Stages::Shown shown = stages_.show(name);
        // The first row has the columns' names; the stage's own name stands above it already.
        bool is_table = shown.text.starts_with(name) && index < 3;
        if (is_table) shown.text.replace(0, name.size(), fmt::format("{:<{}}", "id", name.size()));
        write_rows(name == "cfg" ? final_graphs(shown.text) : shown.text, name);
        if (name == "cfg" && !shown.failed)
            write_line("… what each pass has changed: minipy --dump=cfg --style=rich", trace::Style::heading);
        if (!shown.failed) return;
        std::string complaint = shown.complaint;
        if (Ref<Object> exception = take_exception()) complaint = recorder_.describe_exception(exception.get());
        write_line(complaint.substr(0, complaint.find('\n')), trace::Style::exception);
    }

    void write_rows(std::string_view text, std::string_view stage) {
        std::size_t row = 0;
        for (; row < most_rows && !text.empty(); ++row) {
            write_line(text.substr(0, text.find('\n')), row == 0 ? trace::Style::heading : trace::Style::plain);
            text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
        }
        auto more = std::size_t(std::ranges::count(text, '\n'));
        if (more > 0)
            write_line(fmt::format("… {} more rows; all of them: minipy --dump={} --style=rich", more, stage),
                       trace::Style::heading);
    }

    ProgramText text_;
    trace::Options options_;
    trace::TextOutput output_;
    trace::SourceLines sources_;
    Stages stages_;
    trace::Recorder recorder_;
    trace::TextView view_;
    bool has_own_seed_;  // not the environment's
};

std::unique_ptr<Trace> current;

// ---------------------------------------------------------------- endings from outside

volatile std::sig_atomic_t terminated = 0;
Result<void> (*next_signal_handlers)() = nullptr;

void note_termination(int) {
    terminated = 1;
    eval_breaker = true;
}

// SIGTERM ends the program as ever, but the record is closed first.
Result<void> run_signal_handlers_and_close() {
    if (terminated != 0) {
        current->recorder().finish("ended by SIGTERM");
        std::signal(SIGTERM, SIG_DFL);
        kill(getpid(), SIGTERM);
    }
    return next_signal_handlers != nullptr ? next_signal_handlers() : Result<void>();
}

void catch_termination() {
    struct sigaction action {};
    sigaction(SIGTERM, nullptr, &action);
    if (action.sa_handler != SIG_DFL) return;
    action.sa_handler = note_termination;
    sigaction(SIGTERM, &action, nullptr);
    next_signal_handlers = std::exchange(run_signal_handlers, run_signal_handlers_and_close);
}

[[noreturn]] void end_process_at_limit() {
    (void)flush_standard_streams();
    _exit(exit_stopped_by_limit);
}

}  // namespace

std::optional<UsageError> check_trace(const CommandLine& line) {
    if (!line.trace.wanted) return std::nullopt;
    if (line.interactive || wants_prompt(line))
        return UsageError{"minipy: --trace needs a program: what is typed at a prompt is not traced"};
    std::string problem;
    if (trace::parse_categories(line.trace.categories, problem) == 0 && !problem.empty()) {
        return UsageError{fmt::format("minipy: --trace={}: {}", line.trace.categories, problem)};
    }
    return std::nullopt;
}

bool begin_trace(const CommandLine& line, const ProgramText& text) {
    if (!line.trace.wanted) return true;
    current = std::make_unique<Trace>(line, text);
    if (!current->error().empty()) {
        print_to(stderr, "minipy: {}\n", current->error());
        current.reset();
        return false;
    }
    catch_termination();
    current->recorder().end_process = end_process_at_limit;
    current->write_stages(0, 1);
    return true;
}

void trace_execution(Code* code) {
    if (!current) return;
    current->write_stages(2, 4);
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
    current.reset();
}

}  // namespace minipy::cli

#else

namespace minipy::cli {

std::optional<UsageError> check_trace(const CommandLine& line) {
    if (!line.trace.wanted) return std::nullopt;
    return UsageError{"minipy: this minipy was built without --trace (MINIPY_WITH_TRACE)"};
}
bool begin_trace(const CommandLine&, const ProgramText&) { return true; }
void trace_execution(Code*) {}
void note_program_end() {}
void end_trace() {}

}  // namespace minipy::cli

#endif
