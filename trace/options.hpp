// SPDX-License-Identifier: MIT
// What to record, how much of it, and where to. Next: options.cpp, recorder.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace minipy::trace {

enum Category : unsigned {
    line = 1,    // a new source line begins
    call = 2,    // a frame begins or ends
    exc = 4,     // an exception is raised, handled, leaves a frame
    op = 8,      // an instruction
    stack = 16,  // the value stack beside each instruction
    locals = 32, // what is bound to which name
};
inline constexpr unsigned flow = line | call | exc;
inline constexpr unsigned vm = flow | op | stack | locals;

// "flow,+op,-line": a first plain word replaces the default, + adds, - takes away. Words are known to be valid.
unsigned parse_categories(std::string_view text);
std::string_view category_name(Category category);

struct Options {
    unsigned categories = vm;
    std::vector<std::string> only, skip;  // KEY=GLOB
    std::string from, until;              // KEY=GLOB
    std::vector<std::string> outputs;     // file names; empty or "-": stderr
    std::uint64_t max_events = 200'000;
    enum class Keep : std::uint8_t { first, last, both } keep = Keep::first;
    bool stop_at_limit = false;
    int max_items = 6, max_str = 40;
    bool explain = false, ascii = false;
    int width = 0;                        // 0: lines are not cut
};

}  // namespace minipy::trace
