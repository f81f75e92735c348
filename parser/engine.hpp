// SPDX-License-Identifier: MIT
//
// The engine as the rest sees it: where its tokens come from, and how to run it.
//
// Next: parser/engine.cpp.in, parser/grammar.y.
#pragma once

#include <cstddef>
#include <vector>

#include "lexer/layout.hpp"

namespace minipy::parser {

class Builder;
class Engine;

// The token that names the start symbol, then those of the layout; or, inside an f-string, only tokens made before.
struct TokenStream {
    std::vector<lexer::Token> prepared;
    lexer::Layout* layout = nullptr;
    std::size_t index = 0;

    // Valid until the next call.
    const lexer::Token& next() { return index < prepared.size() ? prepared[index++] : layout->next(); }
};

// Feeds the tokens to the grammar until it has accepted or an error is known to the builder. False: an error.
bool run_grammar(Builder& builder, TokenStream& tokens);

// Whether a token of this kind could come next, given the states on the engine's stack.
bool grammar_accepts(const Engine& engine, int kind);

}  // namespace minipy::parser
