// SPDX-License-Identifier: MIT
// Reading the arguments by the table of options. The words of the errors about python's own options are CPython's.
#include "cli/command_line.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>

#include "cli/drawing.hpp"
#include "cli/options.hpp"
#include "cli/stages.hpp"
#include "runtime/text/spelling.hpp"
#include "trace/words.hpp"

namespace minipy::cli {

namespace {

// An option as it was given.
struct Given {
    const Option* option;
    std::string name, value;

    std::string text() const {
        return value.empty() ? name : fmt::format("{}{}{}", name, name.starts_with("--") ? "=" : " ", value);
    }
};

class Reader {
public:
    Reader(int count, char** values, CommandLine& result) : arguments_(values + 1, values + count), result_(result) {
        result.executable = values[0];
        result.all.assign(values, values + count);
    }

    const std::vector<Given>& given() const { return given_; }

    std::optional<UsageError> read() {
        while (!done_ && !error_ && next_ < arguments_.size()) {
            std::string_view argument = arguments_[next_];
            if (argument == "-") return take_program(Program::standard_input, "-", next_ + 1);
            if (!argument.starts_with('-')) return take_program(Program::file, std::string(argument), next_ + 1);
            ++next_;
            if (argument == "--") {
                if (next_ < arguments_.size()) return take_program(Program::file, arguments_[next_], next_ + 1);
                break;
            }
            if (argument.starts_with("--")) read_long(argument);
            else read_short(argument);
        }
        return error_;
    }

private:
    std::optional<UsageError> take_program(Program program, std::string operand, std::size_t rest) {
        result_.program = program;
        result_.operand = std::move(operand);
        result_.arguments.assign(arguments_.begin() + std::ptrdiff_t(rest), arguments_.end());
        done_ = true;
        return std::nullopt;
    }

    void fail(std::string message) { error_ = UsageError{std::move(message)}; }
    // Errors that CPython follows with two lines about usage.
    void fail_with_usage(const std::string& message) {
        fail(fmt::format(
            "{}\nusage: {} [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `{} -h' for more information.",
            message, result_.executable, result_.executable));
    }

    std::optional<std::string> next_argument(std::string_view name) {
        if (next_ < arguments_.size()) return arguments_[next_++];
        fail_with_usage(fmt::format("Argument expected for the {} option{}", name,
                                    name == "--why" ? " (to a shell, # begins a comment: --why=12)" : ""));
        return std::nullopt;
    }

    // -Bc CODE, -mMODULE: the letters of one argument; a value is its rest, or the next one.
    void read_short(std::string_view argument) {
        for (std::size_t index = 1; index < argument.size() && !error_; ++index) {
            std::string name{'-', argument[index]};
            const Option* option = find_option(name);
            if (option == nullptr) {
                const Option* meant = find_option(fmt::format("-{}", argument));
                return fail_with_usage(
                    fmt::format("Unknown option: {}{}", name,
                                meant == nullptr ? "" : fmt::format(": did you mean -{}?", argument)));
            }
            if (!option->takes_value()) {
                take({option, name, ""});
                continue;
            }
            std::optional<std::string> value(argument.substr(index + 1));
            if (value->empty()) value = next_argument(name);
            if (value) take({option, name, *std::move(value)});
            return;
        }
    }

    // --name, --name=value, --name value.
    void read_long(std::string_view argument) {
        std::size_t equals = argument.find('=');
        std::string name(argument.substr(0, equals));
        const Option* option = find_option(name);
        if (option == nullptr) return fail_with_usage(fmt::format("unknown option {}{}", name, suggest_option(name)));
        std::optional<std::string> value;
        if (equals != std::string_view::npos) value = argument.substr(equals + 1);
        if (value && !option->takes_value()) return fail(fmt::format("minipy: option {} takes no value", name));
        bool is_missing = !value && option->takes_value() && !option->value_may_be_missing();
        if (is_missing) value = next_argument(name);
        if (!error_) take({option, name, value.value_or("")});
    }

    static std::string closest_choice(const std::vector<std::string_view>& choices, std::string_view value) {
        ClosestName near(value);
        for (std::string_view choice : choices) near.offer(choice);
        return near.question();
    }

    void take(Given given) {
        std::string problem;
        std::vector<std::string_view> choices = given.option->choices();
        if (!choices.empty() && std::ranges::find(choices, given.value) == choices.end())
            problem = fmt::format("choose one of {}{}", fmt::join(choices, ", "), closest_choice(choices, given.value));
        else problem = given.option->store(result_, *given.option, given.value);
        if (!problem.empty()) return fail(fmt::format("minipy: {}: {}", given.text(), problem));
        given_.push_back(std::move(given));
        // Options end at -c and -m.
        if (result_.program != Program::standard_input)
            (void)take_program(result_.program, std::move(result_.operand), next_);
    }

    std::vector<std::string> arguments_;
    CommandLine& result_;
    std::vector<Given> given_;
    std::size_t next_ = 0;
    bool done_ = false;
    std::optional<UsageError> error_;
};

// The extension is the format. Traces and dumps are text, traces also JSON lines and timelines; flow graphs and heaps
// can be drawn.
std::optional<UsageError> check_output(const CommandLine& line, std::string_view output) {
    auto wrong = [&](std::string_view problem) {
        return UsageError{fmt::format("minipy: -o {}: {}", output, problem)};
    };
    if (output == "-" || output.ends_with(".txt")) return std::nullopt;
    if (output.ends_with(".jsonl"))
        return line.shows_events() || !line.dump_stages.empty()
                   ? std::nullopt
                   : std::optional(wrong("only a --trace or a --dump can be written as JSON lines"));
    if (output.ends_with(".perfetto.json"))
        return line.shows_events() ? std::nullopt : std::optional(wrong("only a --trace can be written for Perfetto"));
    if (output.ends_with(".html"))
        return line.shows_events() ? std::nullopt : std::optional(wrong("only a --trace can be written as a page"));
    if (output.ends_with(".trace"))
        return line.traces && line.view.empty() ? std::nullopt : std::optional(wrong("only a --trace can be kept"));
    if (is_drawing(output)) {
        bool is_stage = line.dump_stages.size() == 1 && Stages::can_be_drawn(line.dump_stages.front());
        if (is_stage || line.shows_heap) return std::nullopt;
        return wrong("one stage or the heap can be drawn: --dump=ast, --dump=symtable, --dump=cfg, --heap");
    }
    return wrong(
        "the extension is the format: FILE.txt, with --trace and --dump FILE.jsonl, with --trace FILE.html, "
        "FILE.perfetto.json and FILE.trace, with --heap and --dump=ast, symtable or cfg FILE.dot or FILE.svg");
}

std::optional<UsageError> check_outputs(const CommandLine& line) {
    for (const std::string& output : line.trace.outputs) {
        if (std::optional<UsageError> error = check_output(line, output)) return error;
    }
    return std::nullopt;
}

// "--dump", or "--dump=ast", for which --dump=tokens,ast and --dump do, too.
bool is_given(const std::vector<Given>& given, std::string_view wanted) {
    std::size_t equals = wanted.find('=');
    std::string_view value = equals == std::string_view::npos ? "" : wanted.substr(equals + 1);
    return std::ranges::any_of(given, [&](const Given& one) {
        std::vector<std::string_view> values = split(one.value.empty() ? "all" : std::string_view(one.value), ",");
        auto has = [&](std::string_view word) { return std::ranges::find(values, word) != values.end(); };
        return one.option->is(wanted.substr(0, equals)) && (value.empty() || has(value) || has("all"));
    });
}

// An option without effect is a misunderstanding.
std::optional<UsageError> check_needs(const std::vector<Given>& given) {
    for (const Given& one : given) {
        std::vector<std::string_view> ways = split(one.option->needs, " or ");
        bool met = ways.empty() || std::ranges::any_of(ways, [&](std::string_view way) {
                       return std::ranges::all_of(split(way, " and "),
                                                  [&](std::string_view need) { return is_given(given, need); });
                   });
        if (met) continue;
        if (is_given(given, "--races")) return UsageError{fmt::format("minipy: {}: not with --races", one.name)};
        return UsageError{fmt::format("minipy: {} needs {}", one.name, one.option->needs)};
    }
    return std::nullopt;
}

// A recording keeps everything; what is to be left out is chosen when it is shown.
std::optional<UsageError> check_kept_recordings(const CommandLine& line) {
    const trace::Options& options = line.trace;
    std::ptrdiff_t kept =
        std::ranges::count_if(options.outputs, [](const std::string& output) { return output.ends_with(".trace"); });
    if (kept > 1) return UsageError{"minipy: -o: one recording of a run is enough: FILE.trace"};
    bool chooses = !options.only.empty() || !options.skip.empty() || !options.from.empty() || !options.until.empty() ||
                   options.keep != trace::Options::Keep::first;
    if (kept == 1 && options.outputs.size() == 1 && chooses)
        return UsageError{
            "minipy: a recording keeps everything: --only, --skip, --from, --until and --keep are for --view"};
    return std::nullopt;
}

std::optional<UsageError> check_view(const CommandLine& line) {
    if (line.view.empty()) return std::nullopt;
    if (line.program != Program::standard_input || !line.operand.empty())
        return UsageError{"minipy: --view shows a recording: no program runs"};
    if (line.dump || line.watches_heap() || line.finds_races || line.compares_heaps || !line.emit_pyc.empty())
        return UsageError{"minipy: --view shows a recording: no program runs, and none is dumped"};
    return std::nullopt;
}

std::optional<UsageError> check_combinations(const CommandLine& line) {
    for (auto check : {check_kept_recordings, check_view}) {
        if (std::optional<UsageError> error = check(line)) return error;
    }
    if ((line.traces || line.watches_heap()) && line.dump)
        return UsageError{fmt::format("minipy: --dump does not run the program, so there is nothing for {}",
                                      line.traces ? "--trace" : "--heap, --why and --leaks")};
    if (line.garbage_collection == GarbageCollection::boehm && line.watches_heap())
        return UsageError{
            "minipy: with --gc=boehm nobody sees objects die: --heap, --why and --leaks are for the other heaps; "
            "--compare-heaps shows both"};
    using Keep = trace::Options::Keep;
    if (line.trace.stop_at_limit && line.trace.keep != Keep::first)
        return UsageError{fmt::format("minipy: --on-limit=stop is for --keep=first: --keep={} goes on to the end",
                                      line.trace.keep == Keep::last ? "last" : "both")};
    return std::nullopt;
}

}  // namespace

std::optional<UsageError> parse_command_line(int count, char** values, CommandLine& result) {
    Reader reader(count, values, result);
    if (std::optional<UsageError> error = reader.read()) return error;
    if (std::optional<UsageError> error = check_needs(reader.given())) return error;
    if (std::optional<UsageError> error = check_outputs(result)) return error;
    return check_combinations(result);
}

bool environment_flag(const CommandLine& line, const char* name) {
    const char* value = line.ignore_environment ? nullptr : std::getenv(name);
    return value != nullptr && *value != '\0';
}

}  // namespace minipy::cli
