// SPDX-License-Identifier: MIT
// Which patterns an event must match.
#include "trace/filter.hpp"

#include <algorithm>

namespace minipy::trace {

Filter::Filter(const Options& options, const CodeTables& codes)
    : options_(options), codes_(codes), started_(options.from.empty()) {
    for (const std::string& text : options.only) only_.emplace_back("--only", text);
    for (const std::string& text : options.skip) skip_.emplace_back("--skip", text);
    if (!options.from.empty()) from_.emplace_back("--from", options.from);
    if (!options.until.empty()) until_.emplace_back("--until", options.until);
    has_details_ = std::ranges::any_of(only_, &Pattern::is_about_details);
    is_empty_ = only_.empty() && skip_.empty() && from_.empty() && until_.empty();
}

bool Filter::passes_only(const Subject& subject, Asked asked) {
    return std::ranges::all_of(only_, [&](const Pattern& wanted) {
        if (asked == Asked::but_details && wanted.is_about_details()) return true;
        return std::ranges::any_of(
            only_, [&](Pattern& other) { return other.key() == wanted.key() && other.matches(subject, codes_); });
    });
}

bool Filter::is_skipped(const Subject& subject) {
    return std::ranges::any_of(skip_, [&](Pattern& unwanted) { return unwanted.matches(subject, codes_); });
}

bool Filter::gives_context(const Subject& subject) {
    EventKind kind = subject.event.kind;
    bool may_be = kind == EventKind::line || kind == EventKind::gc_start || kind == EventKind::gc_end;
    return may_be && has_details_ && started_ && !ended_ && passes_only(subject, Asked::but_details) &&
           !is_skipped(subject);
}

bool Filter::accepts(const Subject& subject) {
    if (!started_) started_ = from_.front().matches(subject, codes_);
    if (!started_ || ended_) return false;
    if (!until_.empty() && until_.front().matches(subject, codes_)) ended_ = true;
    return passes_only(subject, Asked::all) && !is_skipped(subject);
}

std::vector<std::string> Filter::complaints() const {
    std::vector<std::string> result;
    for (const std::vector<Pattern>* patterns : {&only_, &skip_, &from_, &until_}) {
        for (const Pattern& pattern : *patterns) {
            if (pattern.was_asked_in_vain()) result.push_back(pattern.complaint(codes_, options_.categories));
        }
    }
    return result;
}

}  // namespace minipy::trace
