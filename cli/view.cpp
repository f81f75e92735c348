// SPDX-License-Identifier: MIT
// From a recording to a report.
#include "cli/view.hpp"

#include "cli/print_to.hpp"

#if MINIPY_WITH_TRACE

#include <cstdlib>
#include <map>
#include <memory>

#include "cli/run.hpp"
#include "cli/trace_report.hpp"
#include "trace/enumerators.hpp"
#include "trace/recorder.hpp"
#include "trace/recording_reader.hpp"

namespace minipy::cli {

namespace {

constexpr const char* seed_variable = "PYTHONHASHSEED";

std::string categories_text(unsigned categories) {
    std::string text;
    for (unsigned bits = categories; bits != 0; bits &= bits - 1)
        text.append(text.empty() ? "" : ", ").append(trace::category_name(trace::Category(bits & -bits)));
    return text;
}

// A recording that is being shown.
class ShownRecording final : private trace::RecordingReader::Listener {
public:
    ShownRecording(std::string name, std::FILE* file) : path_(std::move(name)), reader_(file) {}

    // What is to be run again, as it was run, up to its stages; what is asked for beyond that is `line`'s.
    std::optional<UsageError> open(const CommandLine& line);
    const CommandLine& recorded_line() const { return line_; }
    const std::string& problem() const { return reader_.problem(); }
    int show();

private:
    void source(const std::string& file, std::string_view text) override {
        sources_[file] = text;
        report_->sources().add(file, text);
    }
    void code(std::unique_ptr<const trace::CodeTable> table) override { codes_.add(std::move(table)); }
    void begins() override {
        report_->write_stages(2, 4);
        report_->begin_run();
    }
    // Behind the last event that is asked for nothing is replayed, but the end is still read.
    bool journal(std::string_view bytes) override { return replay_->events().is_full() || replay_->run(bytes); }
    std::string why() const override { return replay_->error(); }
    void outside(Outside what) override {
        if (!replay_->events().is_full()) outside_.note(what);
    }
    std::optional<UsageError> merge_options(const CommandLine& line);
    std::string words_for_end() const;

    std::string path_;
    trace::RecordingReader reader_;
    CommandLine line_;
    ProgramText text_;
    trace::Options asked_;
    trace::CodeTables codes_;
    std::map<std::string, std::string> sources_;
    trace::OutsideText outside_;
    std::unique_ptr<trace::Replay> replay_;
    std::unique_ptr<trace::Recorder> words_;  // of nothing: it words exceptions
    std::unique_ptr<TraceReport> report_;
};

std::unique_ptr<ShownRecording> shown;

std::optional<UsageError> ShownRecording::open(const CommandLine& line) {
    if (!reader_.open()) return std::nullopt;
    const trace::RecordedRun& run = reader_.run();
    bool is_known = run.program < trace::count_members<Program>() && run.origin <= std::uint8_t(lexer::Origin::file);
    if (!is_known)
        return UsageError{fmt::format("minipy: --view {}: it was started in a way that is not known", path_)};
    line_ = line;
    line_.traces = true;
    line_.program = Program(run.program);
    line_.operand = run.operand;
    line_.arguments = run.arguments;
    line_.optimize = std::min(run.optimize, 2);
    line_.ignore_environment = false;
    line_.no_site = true;
    text_ = {
        .bytes = run.text, .filename = run.filename, .compiled = run.is_compiled, .origin = lexer::Origin(run.origin)};
    if (run.hash_seed.empty()) ::unsetenv(seed_variable);
    else ::setenv(seed_variable, run.hash_seed.c_str(), 1);
    return merge_options(line);
}

std::optional<UsageError> ShownRecording::merge_options(const CommandLine& line) {
    const trace::Options& recorded = reader_.run().options;
    asked_ = recorded;
    std::string problem;
    asked_.categories = trace::parse_categories(line.trace_categories, problem, recorded.categories);
    if (!problem.empty()) return UsageError{fmt::format("minipy: --trace={}: {}", line.trace_categories, problem)};
    if (unsigned missing = asked_.categories & ~recorded.categories; missing != 0)
        return UsageError{fmt::format("minipy: --view {}: {} was not recorded; there is {}", path_,
                                      categories_text(missing), categories_text(recorded.categories))};
    const trace::Options& given = line.trace;
    asked_.outputs = given.outputs;
    asked_.only = given.only;
    asked_.skip = given.skip;
    asked_.from = given.from;
    asked_.until = given.until;
    asked_.keep = given.keep;
    asked_.explain = given.explain;
    asked_.ascii = given.ascii;
    asked_.color = given.color;
    asked_.width = given.width;
    if (given.limits_events || !recorded.limits_events) asked_.max_events = given.max_events;
    return std::nullopt;
}

std::string ShownRecording::words_for_end() const {
    const trace::Options& recorded = reader_.run().options;
    const trace::EventStream& events = replay_->events();
    if (!reader_.end()) return fmt::format("the recording is not whole: {}", reader_.problem());
    std::string reason = reader_.end()->reason;
    bool is_limited = reader_.end()->at_limit && !recorded.stop_at_limit && !events.has_reached_limit();
    if (is_limited)
        reason += fmt::format("; not recorded after {} (--max-events=N)", trace::number_of_events(recorded.max_events));
    bool stopped = recorded.stop_at_limit && asked_.max_events == recorded.max_events;
    return events.words_for_end(reason, codes_.size() > 0, stopped, outside_.text());
}

int ShownRecording::show() {
    static const trace::Options nothing{.categories = 0};
    replay_ = std::make_unique<trace::Replay>(reader_.run().options, asked_, codes_);
    words_ = std::make_unique<trace::Recorder>(nothing);
    trace::EventStream& events = replay_->events();
    report_ = std::make_unique<TraceReport>(
        line_, text_, asked_,
        ToldRun{.events = events.recording(),
                .filter = events.filter(),
                .codes = codes_,
                .differences = [this] { return outside_.text(); },
                .describe_exception = [this](Object* exception) { return words_->describe_exception(exception); },
                .source =
                    [this](const std::string& file) {
                        auto found = sources_.find(file);
                        return found == sources_.end() ? std::nullopt : std::optional(found->second);
                    }});
    report_->sources().leave_disk_alone();
    if (report_->error().empty()) {
        report_->write_head(line_);
        report_->write_stages(0, 1);
        while (reader_.read_part(*this)) continue;
        events.close(words_for_end());
    }
    if (!reader_.end() && report_->error().empty())
        print_to(stderr, "minipy: --view {}: {}; what comes before is shown\n", path_, reader_.problem());
    if (!report_->error().empty()) print_to(stderr, "minipy: {}\n", report_->error());
    return reader_.end() && report_->error().empty() ? 0 : 1;
}

// 0, or the exit code; what is wrong has been said.
int open_recording(std::FILE* file, const CommandLine& line) {
    shown = std::make_unique<ShownRecording>(line.view, file);
    if (std::optional<UsageError> error = shown->open(line)) {
        print_to(stderr, "{}\n", error->message);
        return 2;
    }
    if (shown->problem().empty()) return 0;
    print_to(stderr, "minipy: --view {}: {}\n", line.view, shown->problem());
    return 1;
}

}  // namespace

trace::RecordedRun recorded_run(const CommandLine& line, const ProgramText& text, const trace::Options& options) {
    bool has_seed = environment_flag(line, seed_variable);
    return {.minipy = minipy_version,
            .program = std::uint8_t(line.program),
            .operand = line.operand,
            .arguments = line.arguments,
            .optimize = line.optimize,
            .hash_seed = has_seed ? std::getenv(seed_variable) : "",
            .heap = std::string(trace::enumerators<GarbageCollection>[std::size_t(line.garbage_collection)]),
            .filename = text.filename,
            .text = text.bytes,
            .is_compiled = text.compiled,
            .origin = std::uint8_t(text.origin),
            .options = options};
}

int view_recording(std::FILE* file, const CommandLine& line) {
    int code = open_recording(file, line);
    return code == 0 ? show_recording() : code;
}

int view_recording(const CommandLine& line) {
    int code = open_recording(line.view == "-" ? stdin : std::fopen(line.view.c_str(), "rb"), line);
    return code == 0 ? run(shown->recorded_line()) : code;
}

int show_recording() {
    int code = shown->show();
    shown.reset();
    return code;
}

}  // namespace minipy::cli

#else

namespace minipy::cli {

int view_recording(std::FILE*, const CommandLine&) { return 2; }
int view_recording(const CommandLine&) {
    print_to(stderr, "minipy: this minipy was built without --trace (MINIPY_WITH_TRACE)\n");
    return 2;
}
int show_recording() { return 2; }

}  // namespace minipy::cli

#endif
