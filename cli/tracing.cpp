// SPDX-License-Identifier: MIT
// The six sections of a trace: five stages as text, then the recorder.
#include "cli/tracing.hpp"

#if MINIPY_WITH_TRACE

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <utility>

#include <fmt/core.h>

#include "cli/legend.hpp"
#include "cli/print_to.hpp"
#include "cli/repl.hpp"
#include "cli/run.hpp"
#include "cli/stage_records.hpp"
#include "cli/stages.hpp"
#include "cli/uncaught.hpp"
#include "modules/system/signals/signals.hpp"
#include "modules/threads/deadlock.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/threads/interpreter.hpp"
#include "trace/json_schema.hpp"
#include "trace/json_view.hpp"
#include "trace/perfetto_view.hpp"
#include "trace/recorder.hpp"
#include "trace/text_view.hpp"
#include "trace/turns.hpp"
#include "trace/words.hpp"

namespace minipy::cli {

namespace {

constexpr std::size_t most_rows = 80;  // of a stage on a terminal; what more there is, is said
constexpr std::size_t heading_column = 14, prose_width = 120;

constexpr struct {
    std::string_view name, sentence;
} sections[] = {
    {"tokens", "the lexer cuts the text into words; line ends and indentation become words too"},
    {"ast", "the parser finds out how the words belong together: a tree of statements and expressions"},
    {"symtable", "the compiler decides where each name lives: local, global, free, or in a cell"},
    {"cfg", "the compiler writes instructions into blocks, ordered by how control can flow between them"},
    {"bytecode", "the blocks laid out one after the other: what the machine runs, and what a .pyc holds"},
    {"execution", "each line that runs, and its instructions with the value stack"},
};

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

// "not reproducible: clock, socket" → clock, socket
std::vector<std::string> words_for_outside(std::string_view differences) {
    std::size_t colon = differences.find(": ");
    if (colon == std::string_view::npos) return {};
    std::vector<std::string> words;
    for (std::string_view word : split(differences.substr(colon + 2), ", ")) words.emplace_back(word);
    return words;
}

// Says at the end, whatever it was, what --only and its like have not found.
class Complaints final : public trace::View {
public:
    explicit Complaints(const trace::Filter& filter) : filter_(filter) {}
    void begin() override {}
    void show(const trace::Event&, const trace::Batch&) override {}
    void gap(std::uint64_t) override {}
    void end(std::uint64_t, const std::string&) override {
        for (const std::string& complaint : filter_.complaints()) print_to(stderr, "minipy: {}\n", complaint);
    }
    void flush() override {}

private:
    const trace::Filter& filter_;
};

// In a file the head says what makes two runs differ, too; it is known only now.
class Head final : public trace::View {
public:
    Head(const trace::Recorder& recorder, trace::TextOutput& output) : recorder_(recorder), output_(output) {}
    void begin() override {
        output_.keep_place();
        told_ = row_of(recorder_.differences_of_runs());
        output_.write(told_);
    }
    void show(const trace::Event&, const trace::Batch&) override {}
    void gap(std::uint64_t) override {}
    void end(std::uint64_t, const std::string&) override {
        std::string row = row_of(recorder_.differences_of_runs());
        if (row != told_) output_.replace_at_place(told_.size(), row);
    }
    void flush() override {}

private:
    std::string row_of(const std::string& text) {
        if (text.empty()) return "";
        return trace::Line(output_.drawing()).to_column(heading_column).add(text, trace::Style::dim).take();
    }
    const trace::Recorder& recorder_;
    trace::TextOutput& output_;
    std::string told_;  // a row, before the run
};

void end_process_in_deadlock(ThreadState* last);

// Everything of one trace.
class Trace {
public:
    Trace(const CommandLine& line, const ProgramText& text)
        : text_(text),
          options_(recorder_options(line)),
          output_(options_, trace::files_of_format(trace::OutputFormat::text, options_.outputs)),
          json_output_(options_, trace::files_of_format(trace::OutputFormat::json_lines, options_.outputs)),
          perfetto_output_(options_, trace::files_of_format(trace::OutputFormat::perfetto, options_.outputs)),
          page_output_(options_, trace::files_of_format(trace::OutputFormat::page, options_.outputs)),
          stages_(text_, {.style = Style::rich, .explain = options_.explain, .optimize = line.optimize}),
          recorder_(options_),
          view_(options_, recorder_.codes(), sources_, output_),
          page_(page_output_),
          json_(options_, recorder_.codes(), json_output_, page_),
          perfetto_(recorder_.codes(), sources_, perfetto_output_),
          records_(stages_, {std::begin(stage_names), std::end(stage_names)}, json_),
          complaints_(recorder_.filter()),
          head_(recorder_, output_),
          turns_(options_.switch_every),
          has_own_seed_(!environment_flag(line, "PYTHONHASHSEED")),
          shows_run_only_(line.sections == Sections::run || (line.sections == Sections::fitting &&
                                                             (options_.categories & (trace::op | trace::exc)) == 0)) {
        if (!text_.compiled) sources_.add(text_.filename, text_.bytes);
        if (!output_.is_nowhere()) recorder_.recording().attach(view_);
        if (tells_json()) recorder_.recording().attach(json_);
        if (!perfetto_output_.is_nowhere()) recorder_.recording().attach(perfetto_);
        recorder_.recording().attach(complaints_);
        recorder_.recording().attach(head_);
        json_.tell_source = [this](const std::string& file) { records_.tell_file(file); };
        json_.outside = [this] { return words_for_outside(recorder_.differences_of_runs()); };
        if (options_.wall) recorder_.outside_used(Outside::turns);
        if (!has_own_seed_ && std::string_view(std::getenv("PYTHONHASHSEED")) == "random")
            recorder_.outside_used(Outside::hash_seed);
    }

    // The first of its outputs that cannot be written; empty: all can.
    const std::string& error() const {
        for (const trace::TextOutput* output : {&output_, &json_output_, &page_output_}) {
            if (!output->error().empty()) return output->error();
        }
        return perfetto_output_.error();
    }
    trace::Recorder& recorder() { return recorder_; }
    trace::Turns& turns() { return turns_; }

    void write_head(const CommandLine& line) {
        if (!tells_json()) return;
        page_.begin(text_.filename);
        json_.write(HeadRecord(line, options_).get());
        records_.tell_source();
    }

    void write_stages(std::size_t first, std::size_t last) {
        for (std::size_t index = first; index <= last && !shows_run_only_; ++index) {
            if (!output_.is_nowhere()) write_stage(index);
            if (tells_json()) records_.tell_section(index);
        }
        output_.flush();
        json_.flush();
    }

    void start(Code* code) {
        bool has_stack = (options_.categories & trace::stack) != 0;
        write_heading(5, has_stack ? sections[5].sentence : "what happens, in the order in which it does");
        bool has_counts = (options_.categories & trace::followed) != 0;
        bool leaves_out = has_counts && !options_.library && !options_.all_ids;
        write_sentence("", fmt::format("{}{}{}{}", has_stack ? short_legend_of_stack : "", short_legend,
                                       has_counts ? short_legend_of_counts : "", leaves_out ? left_out_of_counts : ""));
        if (has_own_seed_)
            write_sentence("",
                           "hash seed 0, so that two runs are alike, but for addresses, and unless the last line says "
                           "that something came from outside; PYTHONHASHSEED=random lets them differ");
        head_.begin();
        recorder_.codes().add_listed(code);  // so that its ids and labels are those of section 5
        view_.begin();
        if (tells_json()) json_.begin();
        if (!options_.wall) turns_.begin();
        turns_.deadlock = end_process_in_deadlock;
        recorder_.start();
    }

private:
    // As JSON lines or in a page, which has the same.
    bool tells_json() const { return !json_output_.is_nowhere() || !page_output_.is_nowhere(); }

    void write_line(std::string_view text, trace::Style style) {
        output_.write(trace::Line(output_.drawing()).add(text, style).take());
    }

    // A row that begins with `name`, and as many more as the sentence needs.
    void write_sentence(std::string_view name, std::string_view sentence) {
        auto width = std::size_t(output_.drawing().width);
        std::size_t room = std::max(width > 0 ? width : prose_width, 2 * heading_column) - heading_column;
        for (const std::string& words : wrap(trace::drawn(sentence, output_.drawing()), room, trace::columns_of)) {
            trace::Line row(output_.drawing());
            row.add(name, trace::Style::heading).to_column(heading_column).add(words, trace::Style::dim);
            output_.write(row.take());
            name = "";
        }
    }

    void write_heading(std::size_t index, std::string_view sentence) {
        if (index > 0 && !shows_run_only_) output_.write("\n");
        write_sentence(fmt::format("{} {}", index + 1, sections[index].name), sentence);
    }

    void write_stage(std::size_t index) {
        write_heading(index, sections[index].sentence);
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

    // Files have all rows. On a terminal long stages are cut, but for the bytecode: the run names its labels and ids.
    void write_rows(std::string_view text, std::string_view stage) {
        bool whole = !output_.is_terminal() || stage == "bytecode";
        for (std::size_t row = 0; (whole || row < most_rows) && !text.empty(); ++row) {
            write_line(text.substr(0, text.find('\n')), row == 0 ? trace::Style::heading : trace::Style::plain);
            text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
        }
        auto more = std::ranges::count(text, '\n');
        if (more > 0)
            write_line(fmt::format("… {} more rows; all of them: minipy --dump={} --style=rich", more, stage),
                       trace::Style::heading);
    }

    ProgramText text_;
    trace::Options options_;
    trace::TextOutput output_, json_output_, perfetto_output_, page_output_;
    trace::SourceLines sources_;
    Stages stages_;
    trace::Recorder recorder_;
    trace::TextView view_;
    trace::PageFile page_;
    trace::JsonView json_;
    trace::PerfettoView perfetto_;
    StageRecords records_;
    Complaints complaints_;
    Head head_;
    trace::Turns turns_;
    bool has_own_seed_;  // not the environment's
    bool shows_run_only_;
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
    current->write_head(line);
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
