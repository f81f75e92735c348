// SPDX-License-Identifier: MIT
// The options of the command line as a table, made from options.def.
// Next: options.def (the rows), options.cpp (where they go), help.cpp (what --help makes of them).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line.hpp"

namespace minipy::cli {

struct Option;
// Puts the value of an option into `line`. What is wrong with it; empty: nothing.
using Store = std::string (*)(CommandLine& line, const Option& option, std::string_view value);

struct Option {
    std::string_view spelling;  // empty: a heading
    std::string_view value, needs;
    Store store = nullptr;
    std::string_view sentence;

    std::string_view name() const { return spelling.substr(0, spelling.find(' ')); }
    bool is(std::string_view given) const;
    bool takes_value() const { return !value.empty(); }
    bool value_may_be_missing() const { return value.starts_with('['); }
    // The words that its value is one of; none: any value will do.
    std::vector<std::string_view> choices() const;
};

std::span<const Option> option_table();
// By how it is given: "--trace", "-x". Null: there is no such option.
const Option* find_option(std::string_view given);
// ": did you mean --trace?", or nothing.
std::string suggest_option(std::string_view mistyped);

}  // namespace minipy::cli
