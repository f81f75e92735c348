// SPDX-License-Identifier: MIT
// Module _ast: the syntax tree's nodes as Python classes, and trees as instances of them (ast.parse). Both follow from
// the list of nodes in parser/nodes.def. The way back, compile() of such a tree, is not there yet and says so.
// CPython: Python/Python-ast.c. Next: node_types.cpp, tree_objects.cpp.
#pragma once

#include "parser/ast.hpp"
#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

extern Type ast_type;  // AST, the base of all classes

// Makes the classes if they are not there yet. They live until the runtime ends.
Result<void> make_node_types();
Type* node_type(ast::NodeKind kind);
// Load(), Add() …: one instance each. `member` counts within its enum.
Object* enum_instance(std::string_view enum_name, std::size_t member);

Result<Object> tree_as_object(const ast::ModNode& tree);

}  // namespace minipy
