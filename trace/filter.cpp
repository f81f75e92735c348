// SPDX-License-Identifier: MIT
// Matching events against patterns.
#include "trace/filter.hpp"

#include <fnmatch.h>

#include <algorithm>

namespace minipy::trace {

namespace {

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool glob_matches(const std::string& glob, std::string_view text) { return fnmatch(glob.c_str(), std::string(text).c_str(), 0) == 0; }

}  // namespace

bool Filter::Pattern::matches(const Event& event) const {
    const InstructionText& instruction = event.instruction();
    if (key == "func") return glob_matches(glob, event.code->name);
    if (key == "file") return glob_matches(glob, event.code->file) || glob_matches(glob, base_name(event.code->file));
    if (key == "line") return glob_matches(glob, std::to_string(event.line));
    if (key == "op") return glob_matches(glob, std::string_view(instruction.text).substr(0, instruction.text.find(' ')));
    if (key == "type") return glob_matches(glob, category_name(event.category));
    if (key == "name") return glob_matches(glob, instruction.name);
    if (key == "thread") return glob_matches(glob, "T1");
    return glob_matches(glob, std::to_string(event.depth));
}

Filter::Pattern Filter::parse(const std::string& text) {
    std::size_t equals = text.find('=');
    if (equals == std::string::npos) return {};
    return {text.substr(0, equals), text.substr(equals + 1)};
}

Filter::Filter(const Options& options) : from_(parse(options.from)), until_(parse(options.until)), started_(options.from.empty()) {
    for (const std::string& text : options.only) only_.push_back(parse(text));
    for (const std::string& text : options.skip) skip_.push_back(parse(text));
}

bool Filter::passes_only(const Event& event) const {
    return std::ranges::all_of(only_, [&](const Pattern& wanted) {
        return std::ranges::any_of(only_, [&](const Pattern& other) { return other.key == wanted.key && other.matches(event); });
    });
}

bool Filter::accepts(const Event& event) {
    if (is_empty()) return true;
    if (!started_) started_ = from_.matches(event);
    if (!started_ || ended_) return false;
    if (!until_.key.empty() && until_.matches(event)) ended_ = true;
    return passes_only(event) && std::ranges::none_of(skip_, [&](const Pattern& unwanted) { return unwanted.matches(event); });
}

}  // namespace minipy::trace
