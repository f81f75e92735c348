// SPDX-License-Identifier: MIT
//
// Short ways to parse a text in a test.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "parser/dump.hpp"
#include "parser/parse.hpp"

namespace minipy::parser {

struct Outcome {
    std::optional<lexer::Source> source;
    Parsed parsed;
};

inline Outcome parsed(const std::string& text, Mode mode = Mode::file, Options options = {}) {
    lexer::Diagnostic error;
    Outcome outcome{lexer::Source::from_text(text, "<test>", error), {}};
    if (!outcome.source) {
        outcome.parsed.errors.push_back(error);
    } else {
        outcome.parsed = parse(*outcome.source, mode, options);
    }
    return outcome;
}

// The dump in one line: line breaks and indentation become nothing, or a blank behind a comma.
inline std::string tree(const std::string& text, Mode mode = Mode::expression, bool positions = false) {
    Outcome outcome = parsed(text, mode);
    if (!outcome.parsed.ok()) return "error: " + outcome.parsed.errors.at(0).message;
    std::string flat;
    std::string dump = dump_ast(outcome.parsed.tree, positions).value_or("too deep");
    for (char c : dump) {
        if (c == '\n') {
            if (!flat.empty() && flat.back() == ',') flat += ' ';
            continue;
        }
        if (c == ' ' && !flat.empty() && (flat.back() == ' ' || flat.back() == '(' || flat.back() == '[')) continue;
        flat += c;
    }
    return flat;
}

// "SyntaxError 1:2-1:5 message", offsets as SyntaxError has them.
inline std::string error(const std::string& text, Mode mode = Mode::file) {
    Outcome outcome = parsed(text, mode);
    if (outcome.parsed.ok()) return "ok";
    const lexer::Diagnostic& first = outcome.parsed.errors.at(0);
    const char* kinds[] = {"SyntaxError", "IndentationError", "TabError",
                           "MemoryError", "SyntaxWarning",    "DeprecationWarning"};
    return std::string(kinds[static_cast<int>(first.kind)]) + " " + std::to_string(first.line) + ":" +
           std::to_string(first.offset) + "-" + std::to_string(first.end_line) + ":" +
           std::to_string(first.end_offset) + " " + first.message;
}

}  // namespace minipy::parser
