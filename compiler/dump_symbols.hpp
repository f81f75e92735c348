// SPDX-License-Identifier: MIT
// Symbol tables as text. CPython has no tool that prints them; the plain form holds all that its `symtable` module
// tells, in that module's words, so that a few lines of Python print the same (tests/stages/reference.py):
//
//      function half, line 1: optimized
//          parameters: n
//          locals: n, result
//          n: referenced parameter local
//
// The rich form has a row for each symbol, with its id S1, S2 …, the place of its first occurrence and the node
// there, and where it lives.
// Next: dump_symbols.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/symbols.hpp"
#include "parser/dump.hpp"

namespace minipy::compiler {

// A scope, followed by its symbols, then by the scopes inside it. Borrows from the tables.
struct SymbolRow {
    int id;  // S1, S2 …; 0: the scope itself
    const Scope* scope;
    const Symbol* symbol;  // null: the scope itself
    int depth;             // of scopes around it
};
std::vector<SymbolRow> symbol_rows(const Symbols& symbols);
std::string_view word_of(ScopeKind kind);
// "parameter", "assigned" … in the order of the flags' weight; nothing: it is only used inside.
std::vector<std::string_view> occurrences_of(const Symbol& symbol);

std::string dump_symbols(const Symbols& symbols);
// `nodes` says which node of the tree has a span.
std::string dump_symbols_rich(const Symbols& symbols, const parser::SpanLinks& nodes);

}  // namespace minipy::compiler
