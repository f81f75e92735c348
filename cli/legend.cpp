// SPDX-License-Identifier: MIT
// The signs of a trace, and the words of its events, which come from trace/events.def.
#include "cli/legend.hpp"

#include <fmt/core.h>

#include "trace/words.hpp"

namespace minipy::cli {

namespace {

constexpr std::size_t legend_width = 80, meaning_column = 18;

struct Row {
    std::string_view sign, meaning;
};

constexpr Row places[] = {
    {"n", "an event, by its number: the clock of a trace"},
    {"T1", "a thread"},
    {"█·~", "the threads side by side: one has the GIL, one waits for it, one is stopped by a lock, sleep, the system"},
    {"│ half", "the frame of a call of half; │ for each call below it"},
    {"4:12-18", "line 4, columns 12 to 18, in bytes from 0: this links the stages"},
    {"T10 A9 S2 B3 I34", "a token, a node of the tree, a symbol, a block, an instruction: minipy --dump --style=rich"},
    {"L2", "a place that is jumped to, in section 5"},
    {"▸ x = 1", "a line of the source begins"},
    {"→ n=15", "leads to event 15, the call that is over now"},
};

constexpr Row stack[] = {
    {"[3 -6 -2 +8]", "3 is kept, 6 and 2 are popped, 8 is pushed; the top is at the right"},
    {"[…4 3]", "there are four more values below the 3"},
    {"(-5)", "the number -5, which is not popped"},
    {"∅", "an empty slot; before a call: no method, so no self, was pushed"},
};

constexpr Row values[] = {
    {"#3", "an object, by its birth; a number is never used again"},
    {"#L3 #S3", "one that the library has made; one that was there before the program started"},
    {"#3[1, 2]", "a list; #4(1, 2) is a tuple, #5{1, 2} a set, #6{'a': 1} a dict"},
    {"#7:P{x=1}", "an instance of P with its attributes"},
    {"#8:Point(x=1)", "a named tuple"},
    {"#9:Stack[1, 2]", "an instance of a subclass of list; #10:Meters(5) of one of int"},
    {"half#2", "the function, or class, half, which is object 2"},
    {"6#V11", "the number 6 that is object V11: where that matters, or with --ids=all"},
    {"…+900", "so much is left out; --max-str, --max-items, --max-depth show more"},
};

constexpr Row events[] = {
#define EVENT(kind, category, fields, values, word, key, sentence) {word, sentence},
#include "trace/events.def"
};

template <std::size_t count>
void add_rows(std::string& text, std::string_view title, const Row (&rows)[count]) {
    text += fmt::format("\n{}\n", title);
    for (const Row& row : rows) {
        if (row.sign.empty() || row.meaning.empty()) continue;
        std::string_view sign = row.sign;
        for (const std::string& words : wrap(row.meaning, legend_width - meaning_column - 2, count_characters)) {
            text += fmt::format("  {}{}{}\n", sign, std::string(meaning_column - count_characters(sign), ' '), words);
            sign = "";
        }
    }
}

}  // namespace

std::string legend_text() {
    std::string text = "How a trace is read (minipy --trace FILE)\n";
    add_rows(text, "where", places);
    add_rows(text, "the value stack", stack);
    add_rows(text, "values", values);
    add_rows(text, "events that are no instructions", events);
    return text;
}

}  // namespace minipy::cli
