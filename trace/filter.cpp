// SPDX-License-Identifier: MIT
// Matching events against patterns.
#include "trace/filter.hpp"

#include <fnmatch.h>

#include <algorithm>

#include "runtime/bytecode/opcode.hpp"

namespace minipy::trace {

namespace {

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

Filter::Pattern::Pattern(const std::string& text) {
    std::size_t equals = text.find('=');
    key_ = text.substr(0, equals);
    glob_ = equals == std::string::npos ? "*" : text.substr(equals + 1);
    about_code_ = key_ == "func" || key_ == "file";
}

bool Filter::Pattern::matches_text(std::string_view text) const {
    return fnmatch(glob_.c_str(), std::string(text).c_str(), 0) == 0;
}

bool Filter::Pattern::matches_code(const CodeTable& code) const {
    if (key_ == "func") return matches_text(code.name) || matches_text(code.qualified_name);
    return matches_text(code.file) || matches_text(base_name(code.file));
}

bool Filter::Pattern::matches_event(const Event& event, const CodeTable& code) const {
    if (key_ == "line") return matches_text(std::to_string(event.line));
    if (key_ == "thread") return matches_text("T1") || matches_text("1");
    if (key_ == "depth") return matches_text(std::to_string(event.depth));
    if (key_ == "type") {
        for (unsigned bit = 1; bit <= event.categories; bit <<= 1) {
            if ((event.categories & bit) != 0 && matches_text(category_name(Category(bit)))) return true;
        }
        return false;
    }
    if (event.kind != EventKind::op && event.kind != EventKind::done) return false;
    if (key_ == "op") {
        const OpcodeInfo* info = opcode_info(event.instruction.opcode);
        return info != nullptr && matches_text(info->name);
    }
    return matches_text(code.units[std::size_t(event.unit)].variable);
}

bool Filter::Pattern::matches(const Event& event, const CodeTables& codes) {
    if (!about_code_) return matches_event(event, codes[event.code]);
    if (known_codes_.size() <= event.code) known_codes_.resize(event.code + 1, -1);
    signed char& known = known_codes_[event.code];
    if (known < 0) known = static_cast<signed char>(matches_code(codes[event.code]));
    return known != 0;
}

Filter::Filter(const Options& options, const CodeTables& codes) : codes_(codes), started_(options.from.empty()) {
    for (const std::string& text : options.only) only_.emplace_back(text);
    for (const std::string& text : options.skip) skip_.emplace_back(text);
    if (!options.from.empty()) from_.emplace_back(options.from);
    if (!options.until.empty()) until_.emplace_back(options.until);
    is_empty_ = only_.empty() && skip_.empty() && from_.empty() && until_.empty();
}

bool Filter::passes_only(const Event& event) {
    return std::ranges::all_of(only_, [&](const Pattern& wanted) {
        return std::ranges::any_of(
            only_, [&](Pattern& other) { return other.key() == wanted.key() && other.matches(event, codes_); });
    });
}

bool Filter::accepts(const Event& event) {
    if (is_empty_) return true;
    if (!started_) started_ = from_.front().matches(event, codes_);
    if (!started_ || ended_) return false;
    if (!until_.empty() && until_.front().matches(event, codes_)) ended_ = true;
    return passes_only(event) &&
           std::ranges::none_of(skip_, [&](Pattern& unwanted) { return unwanted.matches(event, codes_); });
}

}  // namespace minipy::trace
