// SPDX-License-Identifier: MIT
// The compiler's door: a syntax tree in, a code object out.
//
//   fold_constants ─▶ build_symbols ─▶ Generator (flow graph) ─▶ passes ─▶ assemble ─▶ Code
//
// CPython: Python/compile.c (_PyAST_Compile). Next: fold.hpp, symbols.hpp, codegen.hpp, passes.hpp, assembler.hpp.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "compiler/flow_graph.hpp"
#include "parser/arena.hpp"
#include "parser/ast.hpp"
#include "runtime/bytecode/code.hpp"
#include "runtime/object/result.hpp"

namespace minipy::compiler {

struct GraphObserver;

struct CompileOptions {
    int optimize = 0;              // 1: no asserts, __debug__ is False; 2: no docstrings either
    int future_flags = 0;          // inherited code flags: code_future_annotations …
    bool top_level_await = false;  // `await` in a module (PyCF_ALLOW_TOP_LEVEL_AWAIT)

    // Receives SyntaxWarnings; a failure (warnings as errors) stops the compilation. Empty: warnings are dropped.
    std::function<Result<void>(const std::string& message, Str* filename, int line)> warn;
    GraphObserver* graph_observer = nullptr;  // --dump=cfg
};

// Compiles a Module, Interactive or Expression. The tree is folded in place, new nodes come from `arena`.
// Fails with SyntaxError (words and place as CPython's) or RecursionError.
Result<Code> compile(ast::ModNode& module, ast::Arena& arena, Str* filename, const CompileOptions& options = {});

// The future features a module asks for, and the last line where it may: SyntaxError for unknown or misplaced ones.
struct FutureFeatures {
    int flags = 0;
    int last_line = -1;
};
Result<FutureFeatures> find_future_features(ast::ModNode& module, Str* filename);

}  // namespace minipy::compiler
