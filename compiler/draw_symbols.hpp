// SPDX-License-Identifier: MIT
// Symbol tables in Graphviz's language (--dump=symtable -o x.dot): a table for each scope, in it a row for each name. A
// plain arrow leads to the scopes inside; a dashed one from a name that lives elsewhere to where that is.
//
//      function show                       function keep
//      S7  item   free   referenced ┄┄┄▶   S4  item   cell   parameter
//
// Next: draw_symbols.cpp.
#pragma once

#include <string>
#include <vector>

#include "compiler/dump_symbols.hpp"

namespace minipy::compiler {

// `rows` as symbol_rows() has them.
std::string draw_symbols(const std::vector<SymbolRow>& rows);

}  // namespace minipy::compiler
