// SPDX-License-Identifier: MIT
// Constant folding on the syntax tree, before symbol tables are made.
//
// The tree is changed in place: a node whose parts are constants becomes a Constant (with the old node's position),
// made in the same arena. Arithmetic is the runtime's own; what would raise stays as it is and raises when the program
// runs. Limits keep `"x" * 10**9` from being computed here.
//
// CPython: Python/ast_opt.c. Next: fold.cpp, fold_operators.cpp.
#pragma once

#include "parser/arena.hpp"
#include "parser/ast.hpp"
#include "runtime/object/result.hpp"
#include "runtime/text/str.hpp"

namespace minipy::compiler {

struct FoldOptions {
    int optimize = 0;                 // -O: `__debug__` is False
    bool future_annotations = false;  // annotations stay as written
};

// RecursionError if the tree is too deep.
Result<void> fold_constants(ast::ModNode& module, ast::Arena& arena, const FoldOptions& options);

// The value of an operation on constants; nothing when it must not be folded. (fold_operators.cpp)
Maybe<Object> fold_unary(ast::UnaryOperator operation, Object* operand);
Maybe<Object> fold_binary(ast::Operator operation, Object* left, Object* right);

// "%s and %r" % (a, b) as the f-string that means the same; null when the format needs more than %s, %r, %a.
ast::ExprNode* format_as_joined_string(ast::Arena& arena, const ast::Span& span, Str* format,
                                       ast::Array<ast::ExprNode*> items);

// The docstring of a body; null when there is none.
Str* docstring_of(ast::Array<ast::StmtNode*> body);

}  // namespace minipy::compiler
