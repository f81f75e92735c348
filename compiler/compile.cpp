// SPDX-License-Identifier: MIT
// The pipeline, and `from __future__`. CPython: Python/compile.c (_PyAST_Compile), Python/future.c.
#include "compiler/compile.hpp"

#include "compiler/codegen.hpp"
#include "compiler/fold.hpp"
#include "compiler/symbols.hpp"
#include "runtime/kernel/names.hpp"

namespace minipy::compiler {

namespace {

// Features that every program has by now.
constexpr std::string_view mandatory_features[] = {"nested_scopes",    "generators",     "division",
                                                   "absolute_import",  "with_statement", "print_function",
                                                   "unicode_literals", "generator_stop"};

// CPython knows where the statement starts, and nothing else.
ast::Span start_of(const ast::StmtNode& statement) {
    return {statement.span.lineno, statement.span.col_offset, statement.span.lineno, -1};
}

Result<int> feature_flag(const ast::Alias& alias, const ast::StmtNode& import, Str* filename) {
    std::string_view name = alias.name->view();
    if (name == "annotations") return static_cast<int>(code_future_annotations);
    if (name == "barry_as_FLUFL") return static_cast<int>(code_future_barry_as_bdfl);
    for (std::string_view mandatory : mandatory_features) {
        if (name == mandatory) return 0;
    }
    if (name == "braces") return syntax_error(filename, start_of(import), "not a chance");
    return syntax_error(filename, start_of(import), "future feature {} is not defined", name);
}

ast::Array<ast::StmtNode*> statements_of(ast::ModNode& module) {
    if (auto* file = ast::as<ast::Module>(&module)) return file->body;
    if (auto* interactive = ast::as<ast::Interactive>(&module)) return interactive->body;
    return {};
}

}  // namespace

Result<FutureFeatures> find_future_features(ast::ModNode& module, Str* filename) {
    FutureFeatures found;
    ast::Array<ast::StmtNode*> body = statements_of(module);
    bool too_late = false;
    int previous_line = 0;
    for (ast::StmtNode* statement : body.without_first(docstring_of(body) != nullptr ? 1 : 0)) {
        if (too_late && statement->span.lineno > previous_line) break;
        previous_line = statement->span.lineno;
        auto* import = ast::as<ast::ImportFrom>(statement);
        if (import == nullptr || import->module != names::dunder_future) {
            too_late = true;
            continue;
        }
        if (too_late) {
            ast::Span before = start_of(*import);
            --before.col_offset;
            return syntax_error(filename, before, "from __future__ imports must occur at the beginning of the file");
        }
        for (ast::Alias* alias : import->names) found.flags |= TRY(feature_flag(*alias, *import, filename));
        found.last_line = import->span.lineno;
    }
    return found;
}

Result<Code> compile(ast::ModNode& module, ast::Arena& arena, Str* filename, const CompileOptions& options) {
    FutureFeatures future = TRY(find_future_features(module, filename));
    int flags = options.future_flags | future.flags;
    bool future_annotations = (flags & code_future_annotations) != 0;
    TRY(fold_constants(module, arena, {options.optimize, future_annotations}));
    Mangler mangler;
    Symbols symbols = TRY(build_symbols(module, filename, future_annotations, mangler));
    return Generator(symbols, mangler, filename, options, flags, future.last_line).module(module);
}

}  // namespace minipy::compiler
