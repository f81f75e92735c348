// SPDX-License-Identifier: MIT
// Two columns: how an option is given, and its sentence, wrapped.
#include "cli/help.hpp"

#include <fmt/format.h>

#include "cli/options.hpp"
#include "trace/words.hpp"

namespace minipy::cli {

namespace {

constexpr std::size_t help_width = 80, sentence_column = 20;
const std::string new_row = "\n" + std::string(sentence_column, ' ');

constexpr std::string_view first_steps = R"(Where to begin:
--trace FILE        all stages of a program, then each instruction that runs
--trace=lines FILE  the lines that run, and the variables that they change
--trace=refs FILE   reference counts, going up and down, and what changes them
--trace=gc FILE     how the cycle collector finds what only refers to itself
--trace=threads FILE
                    who has the GIL, why it changes hands, who waits for a lock
--trace=asyncio FILE
                    which task runs, what the others wait for, who wakes them
--trace -o x.html FILE
                    a page to step through it, forwards and backwards
--races FILE        which order of its threads goes wrong
--trace=memory --only type=Node FILE
                    objects of one class: counts, `del`, the collector
--trace --sections=run --only op=is_op FILE
                    why `a is b`, or is not, in a program that asks it
--heap FILE         what is there at the end, and who holds it
--leaks FILE        cycles that are left, and which reference to cut
)";

// What --trace may be asked for: the categories of trace/events.def, and names for several of them.
std::string category_rows() {
    const struct {
        std::string_view name, sentence;
    } rows[] = {
#define CATEGORY(bit, name, sentence) {trace::category_name(trace::name), sentence},
#include "trace/events.def"
        {"flow", "line,call,exc,io"},
        {"vm", "flow,op,stack,locals (the default)"},
        {"lines", "line,locals,mut,exc,io"},
        {"memory", "call,gc,weakref and refs"},
        {"refs", "line,locals,alloc,ref,mut,free"},
        {"threads", "call,gil,switch,lock,thread,task,signal"},
        {"asyncio", "line,io,task"},
        {"timeline", "threads,exc,io,gc (the default of a timeline)"},
        {"lesson", "vm,memory,threads (the default of a page)"},
        {"all", "everything"},
    };
    std::string text;
    for (const auto& row : rows) text += fmt::format("{}  {:<8} {}", text.empty() ? "" : "\n", row.name, row.sentence);
    return text;
}

// The lists that sentences of options.def leave open.
std::string complete(std::string_view sentence) {
    return fmt::format(fmt::runtime(sentence), fmt::arg("stages", fmt::join(stage_names, ", ")),
                       fmt::arg("categories", category_rows()), fmt::arg("keys", fmt::join(trace::filter_keys, ", ")));
}

// Rows that begin at the column of sentences.
std::string rows_of(std::string_view sentence) {
    return fmt::format("{}", fmt::join(wrap(sentence, help_width - sentence_column, count_characters), new_row));
}

std::string option_rows(const Option& option) {
    std::string rows = fmt::format("{}{}", option.name(), option.value);
    if (rows.size() + 2 > sentence_column) rows += new_row;
    else rows.resize(sentence_column, ' ');
    std::string sentence = complete(option.sentence);
    bool first = true;
    for (std::string_view line : split(sentence, "\n")) {
        if (!first) rows += new_row;
        rows += line.starts_with(' ') ? std::string(line) : rows_of(line);  // rows of a list have their own columns
        first = false;
    }
    return rows + "\n";
}

}  // namespace

std::string help_text(const std::string& executable) {
    std::string text = fmt::format("usage: {} [option] ... [-c cmd | -m mod | file | -] [arg] ...\n", executable);
    text += first_steps;
    for (const Option& option : option_table()) {
        if (option.spelling.empty()) text += fmt::format("{}\n", option.sentence);
        else if (!option.sentence.empty()) text += option_rows(option);
    }
    return text + R"(file                run a source file or a .pyc file
-                   run what comes in on stdin (the default; a prompt if it is a
                    terminal)
arg ...             for the program, which finds them in sys.argv[1:]
)";
}

}  // namespace minipy::cli
