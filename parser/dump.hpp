// SPDX-License-Identifier: MIT
//
// The tree as text: as `python3.11 -m ast` prints it, or with ids and spans for readers (TRACE.md's rich style).
//
// CPython: Lib/ast.py (dump). Read next: parser/dump.cpp.
#pragma once

#include <string>

#include "parser/ast.hpp"

namespace minipy::parser {

/// What `python3.11 -m ast FILE` prints (with `positions`: `-m ast -a FILE`), line end included.
std::string dump_ast(const ast::ModNode* tree, bool positions);

/// One line a node: id, span, and the tree drawn with the names of the fields.
std::string dump_ast_rich(const ast::ModNode* tree);

}  // namespace minipy::parser
