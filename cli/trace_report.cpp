// SPDX-License-Identifier: MIT
// The six sections of a trace. Next: stages.cpp, trace/text_view.cpp.
#include "cli/trace_report.hpp"

#if MINIPY_WITH_TRACE

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "cli/legend.hpp"
#include "cli/print_to.hpp"
#include "runtime/kernel/errors.hpp"
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

}  // namespace

// Says at the end, whatever it was, what --only and its like have not found.
class TraceReport::Complaints final : public trace::View {
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
class TraceReport::Head final : public trace::View {
public:
    Head(const ToldRun& run, trace::TextOutput& output) : run_(run), output_(output) {}
    void begin() override {
        output_.keep_place();
        told_ = row_of(run_.differences());
        output_.write(told_);
    }
    void show(const trace::Event&, const trace::Batch&) override {}
    void gap(std::uint64_t) override {}
    void end(std::uint64_t, const std::string&) override {
        std::string row = row_of(run_.differences());
        if (row != told_) output_.replace_at_place(told_.size(), row);
    }
    void flush() override {}

private:
    std::string row_of(const std::string& text) {
        if (text.empty()) return "";
        return trace::Line(output_.drawing()).to_column(heading_column).add(text, trace::Style::dim).take();
    }
    const ToldRun& run_;
    trace::TextOutput& output_;
    std::string told_;  // a row, before the run
};

// ---------------------------------------------------------------- the whole

TraceReport::TraceReport(const CommandLine& line, const ProgramText& text, const trace::Options& options,
                         const ToldRun& run)
    : text_(text),
      options_(options),
      run_(run),
      output_(options_, trace::files_of_format(trace::OutputFormat::text, options_.outputs)),
      json_output_(options_, trace::files_of_format(trace::OutputFormat::json_lines, options_.outputs)),
      perfetto_output_(options_, trace::files_of_format(trace::OutputFormat::perfetto, options_.outputs)),
      page_output_(options_, trace::files_of_format(trace::OutputFormat::page, options_.outputs)),
      stages_(text_, {.style = Style::rich, .explain = options_.explain, .optimize = line.optimize}),
      view_(options_, run_.codes, sources_, output_),
      page_(page_output_),
      json_(options_, run_.codes, json_output_, page_),
      perfetto_(run_.codes, sources_, perfetto_output_),
      records_(stages_, {std::begin(stage_names), std::end(stage_names)}, json_),
      complaints_(std::make_unique<Complaints>(run_.filter)),
      head_(std::make_unique<Head>(run_, output_)),
      has_own_seed_(!environment_flag(line, "PYTHONHASHSEED")),
      shows_run_only_(line.sections == Sections::run ||
                      (line.sections == Sections::fitting && (options_.categories & (trace::op | trace::exc)) == 0)) {
    if (!text_.compiled) sources_.add(text_.filename, text_.bytes);
    if (!output_.is_nowhere()) run_.events.attach(view_);
    if (tells_json()) run_.events.attach(json_);
    if (!perfetto_output_.is_nowhere()) run_.events.attach(perfetto_);
    if (shows_events()) run_.events.attach(*complaints_);
    run_.events.attach(*head_);
    json_.tell_source = [this](const std::string& file) {
        if (std::optional<std::string> source = run_.source(file)) records_.tell_file(file, *source);
    };
    json_.outside = [this] { return words_for_outside(run_.differences()); };
}

TraceReport::~TraceReport() = default;

const std::string& TraceReport::error() const {
    for (const trace::TextOutput* output : {&output_, &json_output_, &page_output_}) {
        if (!output->error().empty()) return output->error();
    }
    return perfetto_output_.error();
}

bool TraceReport::shows_events() const {
    return !output_.is_nowhere() || tells_json() || !perfetto_output_.is_nowhere();
}

void TraceReport::write_head(const CommandLine& line) {
    if (!tells_json()) return;
    page_.begin(text_.filename);
    json_.write(HeadRecord(line, options_).get());
    records_.tell_source();
}

void TraceReport::write_stages(std::size_t first, std::size_t last) {
    for (std::size_t index = first; index <= last && !shows_run_only_; ++index) {
        if (!output_.is_nowhere()) write_stage(index);
        if (tells_json()) records_.tell_section(index);
    }
    output_.flush();
    json_.flush();
}

void TraceReport::begin_run() {
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
    head_->begin();
    view_.begin();
    if (tells_json()) json_.begin();
}

// ---------------------------------------------------------------- rows

void TraceReport::write_line(std::string_view text, trace::Style style) {
    output_.write(trace::Line(output_.drawing()).add(text, style).take());
}

// A row that begins with `name`, and as many more as the sentence needs.
void TraceReport::write_sentence(std::string_view name, std::string_view sentence) {
    auto width = std::size_t(output_.drawing().width);
    std::size_t room = std::max(width > 0 ? width : prose_width, 2 * heading_column) - heading_column;
    for (const std::string& words : wrap(trace::drawn(sentence, output_.drawing()), room, trace::columns_of)) {
        trace::Line row(output_.drawing());
        row.add(name, trace::Style::heading).to_column(heading_column).add(words, trace::Style::dim);
        output_.write(row.take());
        name = "";
    }
}

void TraceReport::write_heading(std::size_t index, std::string_view sentence) {
    if (index > 0 && !shows_run_only_) output_.write("\n");
    write_sentence(fmt::format("{} {}", index + 1, sections[index].name), sentence);
}

void TraceReport::write_stage(std::size_t index) {
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
    if (Ref<Object> exception = take_exception()) complaint = run_.describe_exception(exception.get());
    write_line(complaint.substr(0, complaint.find('\n')), trace::Style::exception);
}

// Files have all rows. On a terminal long stages are cut, but for the bytecode: the run names its labels and ids.
void TraceReport::write_rows(std::string_view text, std::string_view stage) {
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

}  // namespace minipy::cli

#endif
