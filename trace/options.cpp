// SPDX-License-Identifier: MIT
// Words to categories.
#include "trace/options.hpp"

#include <algorithm>
#include <bit>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "runtime/text/spelling.hpp"
#include "trace/enumerators.hpp"
#include "trace/words.hpp"

namespace minipy::trace {

namespace {

// Their bits count up.
constexpr std::string_view names[] = {
#define CATEGORY(bit, name, sentence) spelled(#name),
#include "trace/events.def"
};
#define CATEGORY(bit, name, sentence) static_assert(names[bit] == spelled(#name));
#include "trace/events.def"
constexpr std::string_view presets[] = {"flow",    "vm",      "lines",    "memory", "refs",
                                        "threads", "asyncio", "timeline", "lesson", "all"};

unsigned categories_of(std::string_view word) {
    if (word == "flow") return flow;
    if (word == "vm") return vm;
    if (word == "memory") return memory;
    if (word == "refs") return references;
    if (word == "threads") return threads;
    if (word == "asyncio") return tasks;
    if (word == "timeline") return timeline;
    if (word == "lesson") return lesson;
    if (word == "lines") return lines_and_changes;
    if (word == "all") return all_categories;
    const auto* found = std::ranges::find(names, word);
    return found == std::end(names) ? 0 : 1U << unsigned(found - names);
}

std::string problem_with(std::string_view word) {
    ClosestName near(word);
    for (std::string_view name : names) near.offer(name);
    for (std::string_view name : presets) near.offer(name);
    std::string question = near.question();
    return fmt::format("'{}' is no category{} There are {}, {}", word, question.empty() ? "." : question,
                       fmt::join(names, ", "), fmt::join(presets, ", "));
}

}  // namespace

std::string_view category_name(Category category) { return names[std::countr_zero(unsigned(category))]; }

unsigned parse_categories(std::string_view text, std::string& problem, unsigned by_default) {
    unsigned result = by_default;
    bool replaced = false;
    for (std::string_view word : split(text, ",")) {
        char sign = word.front();
        if (sign == '+' || sign == '-') word.remove_prefix(1);
        unsigned categories = categories_of(word);
        if (categories == 0) {
            problem = problem_with(word);
            return 0;
        }
        if (sign == '-') {
            result &= ~categories;
        } else if (sign == '+') {
            result |= categories;
        } else {
            result = (replaced ? result : 0) | categories;
            replaced = true;
        }
    }
    return result;
}

}  // namespace minipy::trace
