// SPDX-License-Identifier: MIT
// What to record, how much of it, where to, and how it is drawn. Next: options.cpp, recorder.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace minipy::trace {

// One bit each.
enum Category : unsigned {
#define CATEGORY(bit, name, sentence) name = 1U << (bit),
#include "trace/events.def"
};
inline constexpr unsigned all_categories = 0
#define CATEGORY(bit, name, sentence) | name
#include "trace/events.def"
    ;
inline constexpr unsigned flow = line | call | exc | io;
inline constexpr unsigned vm = flow | op | stack | locals;
inline constexpr unsigned counts = alloc | ref | mut | free;  // of the program's own objects
inline constexpr unsigned references = line | locals | counts;
inline constexpr unsigned memory = call | references | gc | weakref;
inline constexpr unsigned lines_and_changes = line | locals | mut | exc | io;
inline constexpr unsigned threads = call | gil | switch_ | lock | thread | task | signal;
inline constexpr unsigned tasks = line | io | task;
inline constexpr unsigned timeline = threads | exc | io | gc;
inline constexpr unsigned lesson = vm | memory | threads;
inline constexpr unsigned followed = counts | resize | weakref;  // what needs the objects to be followed
inline constexpr unsigned needs_deaths = followed | gc;          // … until they die
inline constexpr unsigned told_by_heap = needs_deaths | intern;  // what the heap tells itself, between instructions

// "flow,+op,-line": a first plain word replaces the default, + adds, - takes away. What is wrong with `text`, or
// nothing, goes into `problem`; the answer is 0 then.
unsigned parse_categories(std::string_view text, std::string& problem, unsigned by_default = vm);
std::string_view category_name(Category category);

// What --only, --skip, --from and --until may look at.
inline constexpr std::string_view filter_keys[] = {"func", "file",   "line",   "op",    "type",
                                                   "name", "object", "thread", "depth", "n"};

struct Options {
    unsigned categories = vm;
    std::vector<std::string> only, skip;  // KEY=GLOB
    std::string from, until;              // KEY=GLOB
    std::vector<std::string> outputs;     // file names; empty or "-": stderr
    std::uint64_t max_events = 200'000;
    bool limits_events = false;        // so many were asked for: a recording is limited, too
    std::uint64_t switch_every = 100;  // instructions
    bool wall = false;                 // threads and time are the system's
    enum class Keep : std::uint8_t { first, last, both } keep = Keep::first;
    bool stop_at_limit = false;
    int max_items = 6, max_str = 40, max_depth = 2;
    std::size_t heap_constants = 0;  // of each object on a map of the heap: what drawings show beside its references
    bool all_ids = false;            // of numbers and strings, too
    bool all_references = false;     // what instructions push and pop, not only the net effect
    bool explain = false, ascii = false;
    bool library = false;  // show what runs inside the library, too
    enum class Color : std::uint8_t { automatic, always, never } color = Color::automatic;
    int width = -1;  // 0: lines are not cut; -1: as wide as the terminal, if it is one
};

}  // namespace minipy::trace
