// SPDX-License-Identifier: MIT
//
// The identifiers of one parse: each distinct text becomes one interned Str, once.
//
// A small open-addressed table keyed by the text in the source, so that the hundredth `self` costs a hash of four
// bytes. Non-ASCII identifiers are normalised (NFKC, PEP 3131) on the way.
//
// CPython: Parser/pegen.c (_PyPegen_new_identifier). Next: parser/objects.hpp.
#pragma once

#include <string_view>
#include <vector>

#include "parser/arena.hpp"

namespace minipy::parser {

class Identifiers {
public:
    explicit Identifiers(ast::Arena& arena) : arena_(arena), slots_(256) {}

    // `text` must live as long as this table does: it is a piece of the source.
    Str* find(std::string_view text);

private:
    struct Slot {
        std::string_view text;
        std::size_t hash = 0;
        Str* identifier = nullptr;
    };
    void grow();

    ast::Arena& arena_;
    std::vector<Slot> slots_;  // a power of two, at most two thirds full
    std::size_t used_ = 0;
};

}  // namespace minipy::parser
