// SPDX-License-Identifier: MIT
//
// What stands between the grammar that Lemon made and the rest: where its tokens come from and how its stack grows.
//
// Next: parser/grammar.y, parser/parse.cpp.
#pragma once

#include <cstddef>
#include <vector>

#include "lexer/layout.hpp"

namespace minipy::parser {

class Builder;

// The token that names the start symbol, then those of the layout; or, inside an f-string, only tokens made before.
struct TokenStream {
    std::vector<lexer::Token> prepared;
    lexer::Layout* layout = nullptr;
    std::size_t index = 0;

    lexer::Token next() { return index < prepared.size() ? prepared[index++] : layout->next(); }
};

// Feeds the tokens to the grammar until it has accepted or an error is known to the builder. False: an error.
bool run_grammar(Builder& builder, TokenStream& tokens);

// Whether a token of this kind could come next, given the states on the engine's stack.
bool grammar_accepts(const void* engine, int kind);

// The parser's stack: null beyond the size that bounds the depth of right-recursive constructs.
void* allocate_stack(void* old, std::size_t size);
struct StackMemory {
    void* address;
    template <class T>
    operator T*() const {
        return static_cast<T*>(address);
    }
};

}  // namespace minipy::parser
