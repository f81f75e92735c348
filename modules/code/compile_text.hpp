// SPDX-License-Identifier: MIT
// From source text to a code object: lexer, parser, compiler, and their errors as Python exceptions. Next:
// compile_text.cpp.
#pragma once

#include <string>
#include <string_view>

#include "lexer/source.hpp"
#include "runtime/bytecode/code.hpp"
#include "runtime/object/result.hpp"

namespace minipy {

enum class CompileMode : std::uint8_t { exec, eval, single };

// The numbers of compile()'s flags; future features (code_future_mask) are flags too.
enum CompileFlag : int {
    compile_dont_imply_dedent = 0x200,  // in single mode, the end of the text does not end blocks
    compile_only_ast = 0x400,
    compile_type_comments = 0x1000,
    compile_top_level_await = 0x2000,
    compile_allow_incomplete = 0x4000,  // text that ends too early is a SyntaxError of its own
};

struct CompileTextOptions {
    int flags = 0;      // CompileFlag, and future features, inherited ones too
    int optimize = -1;  // −1: the interpreter's -O level
    lexer::Origin origin = lexer::Origin::bytes;
    bool warn = true;  // about what surely does not do what was meant
};

// SyntaxError and its relatives with place and source line; warnings are shown, as filters have it.
Result<Code> compile_text(std::string_view source, Str* filename, CompileMode mode,
                          const CompileTextOptions& options = {});

// The syntax tree as objects of the module _ast: compile() with PyCF_ONLY_AST, ast.parse().
Result<Object> syntax_tree_of_text(std::string_view source, Str* filename, CompileMode mode,
                                   const CompileTextOptions& options);

}  // namespace minipy
