// SPDX-License-Identifier: MIT
//
// Layout, grammar and builder put together for one source; see parse.hpp.
//
// CPython: Parser/pegen.c (_PyPegen_run_parser). Read next: parser/build.hpp.
#include "parser/parse.hpp"

#include <algorithm>

#include "parser/build.hpp"
#include "parser/engine.hpp"
#include "parser/objects.hpp"
#include "parser/syntax_errors.hpp"

namespace minipy::parser {

namespace {

int start_token(Mode mode) {
    return mode == Mode::File ? TOKEN_START_FILE : mode == Mode::Expression ? TOKEN_START_EVAL : TOKEN_START_SINGLE;
}

}  // namespace

lexer::Token SingleStatementEnd::adapt(lexer::Token token) {
    if (token.kind == TOKEN_NEWLINE && !has_line_end_ && token.end >= size_) {
        added_line_end_ = true;
        may_add_ = false;
        return token;
    }
    if (token.kind == TOKEN_DEDENT && added_line_end_ && !implies_dedents_) token.kind = TOKEN_ENDMARKER;
    if (token.kind == TOKEN_ENDMARKER && may_add_) {
        token.kind = TOKEN_NEWLINE;
        may_add_ = false;
    } else {
        may_add_ = true;
    }
    return token;
}

Parsed parse(const lexer::Source& source, Mode mode, Options options) {
    Parsed parsed;
    parsed.arena = std::make_unique<ast::Arena>(release_object);
    ParseState state(source, *parsed.arena);
    state.mode = mode;
    state.barry_as_bdfl = options.barry_as_bdfl;
    lexer::Layout layout(source, options.type_comments);
    Builder builder(state);
    builder.set_layout(&layout);
    SingleStatementEnd single_end(source, options.implies_dedents);
    TokenStream tokens{{Token{start_token(mode), 0, 0, 1}}, &layout, 0, mode == Mode::Single ? &single_end : nullptr};
    if (run_grammar(builder, tokens)) {
        parsed.tree = builder.result();
    } else {
        parsed.incomplete = state.at_end_of_text;
        improve_errors(state, layout);
    }
    parsed.errors = std::move(state.errors);
    parsed.warnings = std::move(state.warnings);
    parsed.warnings.insert(parsed.warnings.end(), layout.warnings().begin(), layout.warnings().end());
    std::stable_sort(parsed.warnings.begin(), parsed.warnings.end(),
                     [](const lexer::Diagnostic& a, const lexer::Diagnostic& b) { return a.line < b.line; });
    return parsed;
}

}  // namespace minipy::parser
