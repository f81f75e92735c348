// SPDX-License-Identifier: MIT
// Where options go: the functions that the rows of options.def name. Most fill one field of the command line, or of
// the trace's options, which they have as a template argument.
#include "cli/options.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "runtime/text/spelling.hpp"
#include "trace/words.hpp"

namespace minipy::cli {

namespace {

using trace::Options;

template <class T>
T& part(CommandLine& line, T CommandLine::*field) {
    return line.*field;
}
template <class T>
T& part(CommandLine& line, T Options::*field) {
    return line.trace.*field;
}

template <auto field>
std::string set(CommandLine& line, const Option&, std::string_view) {
    part(line, field) = true;
    return "";
}

template <auto field>
std::string count(CommandLine& line, const Option&, std::string_view) {
    ++part(line, field);
    return "";
}

template <auto field>
std::string text(CommandLine& line, const Option&, std::string_view value) {
    part(line, field) = value;
    return "";
}

template <auto field>
std::string add(CommandLine& line, const Option&, std::string_view value) {
    part(line, field).emplace_back(value);
    return "";
}

// The enumerators stand in the order of the words. The value is one of them: the parser has seen to that.
template <auto field>
std::string choice(CommandLine& line, const Option& option, std::string_view value) {
    auto& chosen = part(line, field);
    std::vector<std::string_view> words = option.choices();
    chosen = static_cast<std::remove_cvref_t<decltype(chosen)>>(std::ranges::find(words, value) - words.begin());
    return "";
}

template <auto field>
std::string number(CommandLine& line, const Option&, std::string_view value) {
    auto& result = part(line, field);
    auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), result);
    bool good = problem == std::errc() && end == value.data() + value.size() && result >= 0;
    return good ? "" : "a number is expected";
}

template <auto field>
std::string positive_number(CommandLine& line, const Option& option, std::string_view value) {
    std::string problem = number<field>(line, option, value);
    return problem.empty() && part(line, field) == 0 ? "a number above 0 is expected" : problem;
}

// ---------------------------------------------------------------- events to record

std::string problem_of_filter(std::string_view value) {
    std::string_view key = value.substr(0, value.find('='));
    bool known = std::ranges::find(trace::filter_keys, key) != std::end(trace::filter_keys);
    if (known && key.size() < value.size()) return "";
    ClosestName near(key);
    for (std::string_view name : trace::filter_keys) near.offer(name);
    return fmt::format("KEY=GLOB is expected, with a KEY of {}{}", fmt::join(trace::filter_keys, ", "),
                       near.question());
}

template <auto field>
std::string filter(CommandLine& line, const Option& option, std::string_view value) {
    std::string problem = problem_of_filter(value);
    return problem.empty() ? add<field>(line, option, value) : problem;
}

template <auto field>
std::string limit(CommandLine& line, const Option& option, std::string_view value) {
    std::string problem = problem_of_filter(value);
    return problem.empty() ? text<field>(line, option, value) : problem;
}

std::string categories(CommandLine& line, const Option&, std::string_view value) {
    line.traces = true;
    line.trace_categories = value;
    return "";
}

std::string max_events(CommandLine& line, const Option& option, std::string_view value) {
    line.trace.limits_events = true;
    return positive_number<&Options::max_events>(line, option, value);
}

// ---------------------------------------------------------------- what is to be shown

std::string heap(CommandLine& line, const Option&, std::string_view value) {
    line.shows_heap = true;
    if (value.empty()) return "";
    std::string_view number = value.starts_with("at:") ? value.substr(3) : "";
    auto [end, problem] = std::from_chars(number.data(), number.data() + number.size(), line.heap_line);
    bool good = problem == std::errc() && end == number.data() + number.size() && line.heap_line > 0;
    return good ? "" : "at:LINE is expected, as in --heap=at:12";
}

// All of them, or those that are named; in the order of the pipeline.
std::string stages(CommandLine& line, const Option&, std::string_view value) {
    line.dump = true;
    std::vector<std::string_view> wanted = split(value.empty() ? "all" : value, ",");
    bool all = std::ranges::find(wanted, "all") != wanted.end();
    for (std::string_view word : wanted) {
        if (word != "all" && std::ranges::find(stage_names, word) == std::end(stage_names))
            return fmt::format("choose from {}, all", fmt::join(stage_names, ", "));
    }
    for (std::string_view stage : stage_names) {
        if (all || std::ranges::find(wanted, stage) != wanted.end()) line.dump_stages.emplace_back(stage);
    }
    return "";
}

std::string output(CommandLine& line, const Option&, std::string_view value) {
    line.trace.outputs.emplace_back(value);
    return "";
}

std::string opcodes(CommandLine& line, const Option&, std::string_view value) {
    line.list_opcodes = true;
    line.opcode = value;
    return "";
}

// ---------------------------------------------------------------- python's own

std::string command(CommandLine& line, const Option&, std::string_view value) {
    line.program = Program::command;
    line.operand = fmt::format("{}\n", value);
    return "";
}

std::string module(CommandLine& line, const Option&, std::string_view value) {
    line.program = Program::module;
    line.operand = value;
    return "";
}

std::string isolation(CommandLine& line, const Option&, std::string_view) {
    line.isolated = line.ignore_environment = line.no_user_site = line.safe_path = true;
    return "";
}

std::string nothing(CommandLine&, const Option&, std::string_view) { return ""; }

constexpr Option table[] = {
#define HEADING(sentence) {"", "", "", nullptr, sentence},
#define OPTION(spelling, value, needs, store, sentence) {spelling, value, needs, store, sentence},
#include "cli/options.def"
};

}  // namespace

std::span<const Option> option_table() { return table; }

bool Option::is(std::string_view given) const {
    std::vector<std::string_view> names = split(spelling, " ");
    return std::ranges::find(names, given) != names.end();
}

std::vector<std::string_view> Option::choices() const {
    return value.find('|') == std::string_view::npos ? std::vector<std::string_view>() : split(value.substr(1), "|");
}

const Option* find_option(std::string_view given) {
    const auto* found = std::ranges::find_if(table, [&](const Option& option) { return option.is(given); });
    return found == std::end(table) ? nullptr : found;
}

std::string suggest_option(std::string_view mistyped) {
    ClosestName near(mistyped);
    // A letter is missing at the end.
    for (const Option& option : table) {
        bool is_nearly_it = option.name().starts_with(mistyped) && option.name().size() == mistyped.size() + 1;
        if (is_nearly_it) return fmt::format(": did you mean {}?", option.name());
    }
    for (const Option& option : table) {
        for (std::string_view name : split(option.spelling, " ")) {
            if (name.starts_with("--")) near.offer(name);
        }
    }
    return near.question();
}

}  // namespace minipy::cli
