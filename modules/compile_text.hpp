// SPDX-License-Identifier: MIT
// From source text to a code object: lexer, parser, compiler, and their errors as Python exceptions. Next: compile_text.cpp.
#pragma once

#include <string>
#include <string_view>

#include "lexer/source.hpp"
#include "runtime/functions/code.hpp"
#include "runtime/object/result.hpp"

namespace minipy {

enum class CompileMode : std::uint8_t { exec, eval, single };

struct CompileTextOptions {
    int future_flags = 0;       // inherited from the code that calls compile()
    int optimize = -1;          // −1: the interpreter's -O level
    lexer::Origin origin = lexer::Origin::Bytes;
    bool warn = true;           // about what surely does not do what was meant
};

// SyntaxError and its relatives with place and source line; warnings are shown, as filters have it.
Result<Code> compile_text(std::string_view source, Str* filename, CompileMode mode, const CompileTextOptions& options = {});

// The syntax tree as objects of the module _ast: compile() with PyCF_ONLY_AST, ast.parse().
Result<Object> syntax_tree_of_text(std::string_view source, Str* filename, CompileMode mode, bool type_comments);

}  // namespace minipy
