// SPDX-License-Identifier: MIT
//
// What stands between the grammar that Lemon made and the rest: where its tokens come from and how its stack grows.
//
// Read next: parser/grammar.y, parser/parse.cpp.
#pragma once

#include <cstddef>
#include <vector>

#include "lexer/layout.hpp"

namespace minipy::parser {

class Builder;

/// In "single" mode a compound statement must be followed by an empty line. The end of the text counts as one, but only if
/// the line before it has a line end of its own or belongs to a block: so `if x: f()` alone is no complete statement.
class SingleStatementEnd {
public:
    SingleStatementEnd(const lexer::Source& source, bool implies_dedents)
        : size_(source.text().size()), has_line_end_(source.text().ends_with('\n')), implies_dedents_(implies_dedents) {}
    lexer::Token adapt(lexer::Token token);

private:
    std::size_t size_;
    bool has_line_end_, implies_dedents_;
    bool added_line_end_ = false;  // behind the last line, which has none
    bool may_add_ = false;         // something stood before the end since the last one was added
};

/// The token that names the start symbol, then those of the layout; or, inside an f-string, only tokens made before.
struct TokenStream {
    std::vector<lexer::Token> prepared;
    lexer::Layout* layout = nullptr;
    std::size_t index = 0;
    SingleStatementEnd* single_end = nullptr;  // in "single" mode

    lexer::Token next() {
        if (index < prepared.size()) return prepared[index++];
        return single_end == nullptr ? layout->next() : single_end->adapt(layout->next());
    }
};

/// Feeds the tokens to the grammar until it has accepted or an error is known to the builder. False: an error.
bool run_grammar(Builder& builder, TokenStream& tokens);

/// Whether a token of this kind could come next, given the states on the engine's stack.
bool grammar_accepts(const void* engine, int kind);

/// The parser's stack: null beyond the size that bounds the depth of right-recursive constructs.
void* allocate_stack(void* old, std::size_t size);
struct StackMemory {
    void* address;
    template <class T>
    operator T*() const {
        return static_cast<T*>(address);
    }
};

}  // namespace minipy::parser
