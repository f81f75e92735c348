// SPDX-License-Identifier: MIT
// One recorder, and what is asked of its map of the heap.
#include "cli/heap_view.hpp"

#if MINIPY_WITH_TRACE

#include <algorithm>
#include <charconv>
#include <iterator>
#include <memory>
#include <set>

#include <fmt/core.h>

#include "cli/drawing.hpp"
#include "cli/print_to.hpp"
#include "cli/repl.hpp"
#include "cli/run.hpp"
#include "cli/tracing.hpp"
#include "cli/uncaught.hpp"
#include "runtime/kernel/errors.hpp"
#include "trace/heap_drawing.hpp"
#include "trace/heap_text.hpp"
#include "trace/recorder.hpp"
#include "trace/text_output.hpp"
#include "vm/process_observer.hpp"

namespace minipy::cli {

namespace {

// "#12", "12", "#L3", "#V3" → an identity; 0: it is none.
trace::Identity parse_identity(std::string_view text) {
    if (text.starts_with('#')) text.remove_prefix(1);
    trace::Series series = trace::Series::program;
    for (auto other : {trace::Series::library, trace::Series::startup, trace::Series::values}) {
        if (text.starts_with(trace::prefix_of(other))) series = other;
    }
    text.remove_prefix(trace::prefix_of(series).size());
    std::uint32_t number = 0;
    auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    bool good = problem == std::errc() && end == text.data() + text.size() && number > 0;
    return good ? trace::make_identity(series, number) : trace::nobody;
}

trace::Options heap_options(const CommandLine& line) {
    trace::Options options = recorder_options(line);
    if (std::ranges::any_of(options.outputs, is_drawing))
        options.heap_constants = std::size_t(std::max(options.max_items, 1));
    return options;
}

class HeapView final : ProcessObserver {
public:
    HeapView(const CommandLine& line, const ProgramText& text)
        : line_(line),
          file_(text.filename),
          options_(heap_options(line)),
          output_(options_, trace::files_of_format(trace::OutputFormat::text, options_.outputs)),
          recorder_(options_) {
        for (const std::string& name : line.trace.outputs) {
            if (is_drawing(name)) drawings_.push_back(name);
        }
        shows_text_ = !output_.is_nowhere();
        if (line.heap_line > 0)
            recorder_.line_begins = [this](const trace::CodeTable& code, int begun) { arrive_at(code, begun); };
        if (line.shows_leaks) recorder_.garbage_found = [this](gc::Reason reason) { look_for_cycles(reason); };
    }

    const std::string& error() const { return output_.error(); }

    void start(Code* code) {
        recorder_.codes().add_listed(code);
        recorder_.start();
        process_watchers.add(this);
    }

    bool end() {
        process_watchers.remove(this);
        PreserveException preserved;  // that ended the program
        (void)flush_standard_streams();
        finish();
        return !has_failed_;
    }

    // In the middle of the program, with its frames.
    void process_ends(std::string_view) override { finish(); }
    void process_forks() override { output_.flush(); }
    void process_forked() override { is_child_ = true; }

private:
    void finish() {
        if (is_child_) return;
        if (line_.heap_line == 0) show("the heap at the end of the program");
        else if (!shown_)
            print_to(stderr, "minipy: --heap=at:{}: no line {} has run{}\n", line_.heap_line, line_.heap_line,
                     near_lines());
        if (line_.shows_leaks) show_cycles();
        output_.flush();
        recorder_.finish("");
        if (!output_.error().empty()) complain(fmt::format("minipy: {}\n", output_.error()));
    }

    void complain(const std::string& complaint) {
        has_failed_ = has_failed_ || !complaint.empty();
        print_to(stderr, "{}", complaint);
    }

    // "; 5 and 7 have"
    std::string near_lines() const {
        auto after = lines_.upper_bound(line_.heap_line);
        std::string text = after == lines_.begin() ? "" : fmt::format("{}", *std::prev(after));
        if (after != lines_.end()) text += fmt::format("{}{}", text.empty() ? "" : " and ", *after);
        return text.empty() ? "" : fmt::format("; {} {}", text, text.find(' ') == std::string::npos ? "has" : "have");
    }

    void arrive_at(const trace::CodeTable& code, int begun) {
        if (shown_ || code.file != file_) return;
        if (begun != line_.heap_line) return (void)lines_.insert(begun);
        show(fmt::format("the heap before line {} runs", begun));
        output_.flush();
    }

    void show(const std::string& title) {
        shown_ = true;
        if (!line_.shows_heap && line_.why.empty()) return;
        trace::HeapMap map = recorder_.map_heap();
        bool definitions = options_.all_ids;
        if (line_.shows_heap && shows_text_) {
            output_.write(title + "\n");
            output_.write(trace::heap_table(map, definitions, std::size_t(options_.max_items), output_.drawing()));
        }
        for (const std::string& name : drawings_) complain(write_drawing(name, draw(map, title)));
        if (!line_.why.empty()) explain(map);
    }

    std::string draw(const trace::HeapMap& map, const std::string& title) const {
        return trace::draw_heap(map, title,
                                {.definitions = options_.all_ids, .most_items = std::size_t(options_.max_items)});
    }

    void explain(const trace::HeapMap& map) {
        trace::Identity wanted = parse_identity(line_.why);
        int index = map.index_of(wanted);
        if (index >= 0)
            return output_.write(trace::why_alive(map, std::uint32_t(index), std::size_t(options_.max_items)));
        std::string last = map.nodes().empty() ? "" : trace::identity_text(map.nodes().back().identity);
        output_.write(fmt::format("{} is not alive{}; --heap lists what is, --trace=memory tells when it died\n",
                                  trace::identity_text(wanted), last.empty() ? "" : " (the newest is " + last + ")"));
    }

    // What a collection is about to free has to be looked at before.
    void look_for_cycles(gc::Reason reason) {
        if (reason != gc::Reason::interpreter_ends) cycles_.add(recorder_.map_heap(), output_.drawing());
    }

    void show_cycles() {
        cycles_.add(recorder_.map_heap(), output_.drawing());
        std::string text = cycles_.text();
        output_.write(text.empty() ? "no cycles were left to the collector\n"
                                   : "cycles that only the collector frees\n" + text);
    }

    const CommandLine& line_;
    std::string file_;
    trace::Options options_;
    trace::TextOutput output_;
    trace::Recorder recorder_;
    std::vector<std::string> drawings_;
    std::set<int> lines_;  // of the program's file that have run before the one that is asked for
    bool shows_text_ = true, shown_ = false, has_failed_ = false, is_child_ = false;
    trace::CycleReport cycles_;
};

std::unique_ptr<HeapView> current;

}  // namespace

std::optional<UsageError> check_heap_view(const CommandLine& line) {
    if (!line.watches_heap()) return std::nullopt;
    if (line.traces)
        return UsageError{"minipy: --heap, --why and --leaks show the heap instead of a --trace: give one of them"};
    if (line.interactive || wants_prompt(line)) return UsageError{"minipy: --heap, --why and --leaks need a program"};
    if (!line.why.empty() && parse_identity(line.why) == trace::nobody)
        return UsageError{
            fmt::format("minipy: --why={}: the number of an object is expected, as in --why=#12", line.why)};
    return std::nullopt;
}

bool begin_heap_view(const CommandLine& line, const ProgramText& text) {
    if (!line.watches_heap()) return true;
    for (const std::string& name : line.trace.outputs) {
        std::string problem = line.shows_heap ? check_drawing(name) : "";
        print_to(stderr, "{}", problem);
        if (!problem.empty()) return false;
    }
    current = std::make_unique<HeapView>(line, text);
    if (current->error().empty()) return true;
    print_to(stderr, "minipy: {}\n", current->error());
    current.reset();
    return false;
}

void watch_heap(Code* code) {
    if (current) current->start(code);
}

bool show_heap() {
    if (!current) return true;
    bool shown = current->end();
    current.reset();
    return shown;
}

}  // namespace minipy::cli

#else

namespace minipy::cli {

std::optional<UsageError> check_heap_view(const CommandLine& line) {
    if (!line.watches_heap()) return std::nullopt;
    return UsageError{"minipy: this minipy was built without --heap (MINIPY_WITH_TRACE)"};
}
bool begin_heap_view(const CommandLine&, const ProgramText&) { return true; }
void watch_heap(Code*) {}
bool show_heap() { return true; }

}  // namespace minipy::cli

#endif
