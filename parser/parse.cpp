// SPDX-License-Identifier: MIT
//
// Layout, grammar and builder put together for one source; see parse.hpp.
//
// CPython: Parser/pegen.c (_PyPegen_run_parser). Next: parser/build.hpp.
#include "parser/parse.hpp"

#include <algorithm>
#include <utility>

#include "parser/build.hpp"
#include "parser/engine.hpp"
#include "parser/objects.hpp"
#include "parser/syntax_errors.hpp"

namespace minipy::parser {

namespace {

int start_token(Mode mode) {
    return mode == Mode::file ? TOKEN_START_FILE : mode == Mode::expression ? TOKEN_START_EVAL : TOKEN_START_SINGLE;
}

}  // namespace

Parsed parse(const lexer::Source& source, Mode mode, Options options) {
    Parsed parsed;
    parsed.arena = std::make_unique<ast::Arena>(release_object);
    ParseState state(source, *parsed.arena);
    state.mode = mode;
    state.barry_as_bdfl = options.barry_as_bdfl;
    state.implies_dedents = options.implies_dedents;
    lexer::Layout layout(source, options.type_comments);
    Builder builder(state);
    builder.set_layout(&layout);
    TokenStream tokens{{Token{start_token(mode), 0, 0, 1}}, &layout};
    if (run_grammar(builder, tokens)) {
        parsed.tree = builder.result();
    } else {
        parsed.incomplete = state.at_end_of_text;
        parsed.ends_within_line = parsed.incomplete && layout.ends_too_early();
        parsed.read_twice = state.reads_again && !layout.failed();
        improve_errors(state, layout);
    }
    parsed.errors = std::move(state.errors);
    parsed.warnings = std::move(state.warnings);
    parsed.warnings.insert(parsed.warnings.end(), layout.warnings().begin(), layout.warnings().end());
    std::stable_sort(parsed.warnings.begin(), parsed.warnings.end(),
                     [](const lexer::Diagnostic& a, const lexer::Diagnostic& b) {
                         return std::pair(a.line, a.offset) < std::pair(b.line, b.offset);
                     });
    return parsed;
}

}  // namespace minipy::parser
