// SPDX-License-Identifier: MIT
//
// The parser's front door: a Source in, a tree or the errors out.
//
//     Diagnostic problem;
//     std::optional<lexer::Source> source = lexer::Source::from_bytes(bytes, "file.py", problem);
//     parser::Parsed parsed = parser::parse(*source, parser::Mode::file);
//     if (parsed.ok()) compile(parsed.tree);        // lives as long as parsed.arena
//
// CPython: Parser/peg_api.c. Next: parser/grammar.y.
#pragma once

#include <memory>
#include <vector>

#include "lexer/diagnostic.hpp"
#include "lexer/source.hpp"
#include "parser/arena.hpp"

namespace minipy::parser {

enum class Mode : std::uint8_t { file, expression, single };  // "exec", "eval", "single"

struct Parsed {
    std::unique_ptr<ast::Arena> arena;
    ast::ModNode* tree = nullptr;  // a Module, Expression or Interactive; null when there are errors
    std::vector<lexer::Diagnostic> errors;
    std::vector<lexer::Diagnostic> warnings;  // in the order of the text; also there when there are errors
    bool read_twice = false;                  // CPython's parser reads what it rejects once more, for better words
    bool incomplete = false;                  // the error is that the text ends: at a prompt, ask for another line
    bool ends_within_line = false;            // … in brackets, in a string, behind a backslash

    bool ok() const { return tree != nullptr; }
};

struct Options {
    bool type_comments = false;   // "# type: int" matters (PEP 484), as for `python3.11 -m ast`
    bool barry_as_bdfl = false;   // `<>` for `!=` (PEP 401)
    bool implies_dedents = true;  // in "single" mode, the end of the text ends blocks too
};

Parsed parse(const lexer::Source& source, Mode mode, Options options = {});

}  // namespace minipy::parser
