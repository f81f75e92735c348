// SPDX-License-Identifier: MIT
// Words to categories.
#include "trace/options.hpp"

namespace minipy::trace {

namespace {

unsigned categories_of(std::string_view word) {
    if (word == "flow") return flow;
    if (word == "vm") return vm;
    for (unsigned bit = 1; bit <= locals; bit <<= 1) {
        if (category_name(Category(bit)) == word) return bit;
    }
    return 0;
}

}  // namespace

std::string_view category_name(Category category) {
    switch (category) {
        case line: return "line";
        case call: return "call";
        case exc: return "exc";
        case op: return "op";
        case stack: return "stack";
        case locals: return "locals";
    }
    return "";
}

unsigned parse_categories(std::string_view text) {
    unsigned result = vm;
    bool replaced = false;
    while (!text.empty()) {
        std::size_t comma = text.find(',');
        std::string_view word = text.substr(0, comma);
        text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
        if (word.empty()) continue;
        char sign = word.front();
        if (sign == '+' || sign == '-') word.remove_prefix(1);
        if (sign == '-') {
            result &= ~categories_of(word);
        } else if (sign == '+') {
            result |= categories_of(word);
        } else {
            result = (replaced ? result : 0) | categories_of(word);
            replaced = true;
        }
    }
    return result;
}

}  // namespace minipy::trace
