// SPDX-License-Identifier: MIT
// An expression back as source text, as `from __future__ import annotations` stores annotations: normalised spaces and
// quotes, parentheses only where precedence needs them.
// CPython: Python/ast_unparse.c. Next: unparse.cpp.
#pragma once

#include "parser/ast.hpp"
#include "runtime/object/result.hpp"
#include "runtime/text/str.hpp"

namespace minipy::compiler {

Result<Str> unparse(ast::ExprNode& expression);

}  // namespace minipy::compiler
