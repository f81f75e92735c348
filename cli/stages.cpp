// SPDX-License-Identifier: MIT
// The stages one by one. In CPython's style the text is exactly what CPython's tool prints (`python3.11 -m tokenize
// -e`, `-m ast`, `-m dis`).
#include "cli/stages.hpp"

#include <fmt/core.h>

#include "compiler/code_links.hpp"
#include "compiler/compile.hpp"
#include "compiler/draw_symbols.hpp"
#include "lexer/dump.hpp"
#include "modules/code/compile_text.hpp"
#include "parser/draw_tree.hpp"
#include "parser/dump.hpp"
#include "runtime/bytecode/disassemble.hpp"
#include "runtime/bytecode/listing.hpp"
#include "runtime/kernel/errors.hpp"

namespace minipy::cli {

Stages::Stages(const ProgramText& text, const StageOptions& options) : text_(text), options_(options) {
    if (text.compiled) return;
    lexer::Diagnostic problem;
    source_ = lexer::Source::from_bytes(text.bytes, text.filename, problem, text.origin);
}

// What to say when the stage cannot be reached at all.
std::optional<Stages::Shown> Stages::unreadable(std::string_view stage) const {
    if (text_.compiled && stage != "bytecode") {
        return {{.complaint = fmt::format("minipy: {} holds only bytecode: there is no stage '{}' to show\n",
                                          text_.filename, stage),
                 .failed = true}};
    }
    if (text_.compiled || source_) return std::nullopt;
    Result<Code> code = program_code(text_);  // fails likewise
    return {{.failed = code.failed()}};
}

Stages::Shown Stages::show(std::string_view stage) {
    if (std::optional<Shown> problem = unreadable(stage)) return *problem;
    if (stage == "tokens") return tokens();
    if (stage == "ast") return tree();
    if (stage == "symtable") return symbols();
    return stage == "cfg" ? graphs(GraphForm::text) : bytecode();
}

bool Stages::can_be_drawn(std::string_view stage) { return stage == "ast" || stage == "symtable" || stage == "cfg"; }

Stages::Shown Stages::drawing(std::string_view stage) {
    if (std::optional<Shown> problem = unreadable(stage)) return *problem;
    if (stage == "cfg") return graphs(GraphForm::drawing);
    if (!parse()) return failed_to_compile(*parsed_);
    if (stage == "ast") return {.text = parser::draw_tree(node_rows())};
    if (make_symbols().failed()) return {.failed = true};
    return {.text = compiler::draw_symbols(compiler::symbol_rows(*symbols_))};
}

// The compiler's way to the exception knows how to word it.
Stages::Shown Stages::failed_to_compile(const parser::Parsed& parsed) const {
    Result<Code> code = program_code(text_);
    if (code.failed()) return {.failed = true};
    const lexer::Diagnostic& error = parsed.errors.front();
    return {.complaint = fmt::format("{}:{}: {}\n", text_.filename, error.line, error.message), .failed = true};
}

bool Stages::parse() {
    if (!parsed_) parsed_ = parser::parse(*source_, parser::Mode::file);
    return parsed_->ok();
}

Stages::Shown Stages::tokens() {
    if (options_.style == Style::rich) { return {.text = parser::dump_tokens_rich(*source_, node_rows())}; }
    lexer::TokenDump dump = lexer::dump_tokens(*source_);
    if (!dump.error) return {.text = std::move(dump.text)};
    return {.complaint = fmt::format("{}:{}:{}: error: {}\n", source_->name(), dump.error->line, dump.error->offset - 1,
                                     dump.error->message),
            .failed = true};
}

// Empty for a program that has no code because a later stage rejects it.
parser::SpanLinks Stages::links_to_code() const {
    Result<Code> compiled = program_code(text_, Warnings::dropped);
    if (compiled.ok()) return compiler::links_to_code(list_code(*compiled.take()));
    clear_exception();
    return {};
}

Stages::Shown Stages::tree() {
    if (options_.style == Style::rich) {
        if (!parse()) return failed_to_compile(*parsed_);
        return {.text = parser::dump_ast_rich(node_rows(), links_to_code())};
    }
    // The ast tool looks at comments about types, which no other stage does.
    parser::Parsed with_type_comments = parser::parse(*source_, parser::Mode::file, {.type_comments = true});
    if (!with_type_comments.ok()) return failed_to_compile(with_type_comments);
    std::optional<std::string> text = parser::dump_ast(with_type_comments.tree, options_.positions);
    if (text) return {.text = *std::move(text)};
    (void)raise(RecursionError, "maximum recursion depth exceeded while calling a Python object");
    return {.failed = true};
}

namespace {

// As the symtable module makes them: of the tree before anything is folded.
Result<compiler::Symbols> symbols_of(ast::ModNode& tree, Str* filename, compiler::Mangler& mangler) {
    compiler::FutureFeatures future = TRY(compiler::find_future_features(tree, filename));
    return compiler::build_symbols(tree, filename, (future.flags & code_future_annotations) != 0, mangler);
}

}  // namespace

Result<void> Stages::make_symbols() {
    if (symbols_) return {};
    Ref<Str> filename = Str::from(text_.filename);
    symbols_ = TRY(symbols_of(*parsed_->tree, filename.get(), mangler_));
    return {};
}

Stages::Shown Stages::symbols() {
    if (!parse()) return failed_to_compile(*parsed_);
    if (make_symbols().failed()) return {.failed = true};
    if (options_.style == Style::cpython) return {.text = compiler::dump_symbols(*symbols_)};
    return {.text = compiler::dump_symbols_rich(*symbols_, parser::links_to_nodes(node_rows()))};
}

Result<Code> Stages::compile_graphs(parser::Parsed& parsed, compiler::GraphDump& dump) const {
    Ref<Str> filename = Str::from(text_.filename);
    return compiler::compile(*parsed.tree, *parsed.arena, filename.get(),
                             {.optimize = options_.optimize, .graph_observer = &dump});
}

Stages::Shown Stages::graphs(GraphForm form) {
    parser::Parsed parsed = parser::parse(*source_, parser::Mode::file);  // compiling will change the tree
    if (!parsed.ok()) return failed_to_compile(parsed);
    compiler::GraphDump dump;
    Result<Code> code = compile_graphs(parsed, dump);
    if (code.failed()) return {.failed = true};
    Ref<Code> top = code.take();
    return {.text = form == GraphForm::drawing ? dump.drawing(*top) : dump.text(*top)};
}

Stages::Shown Stages::bytecode() {
    Result<Code> compiled =
        program_code(text_, options_.style == Style::cpython ? Warnings::shown : Warnings::dropped);  // dis warns
    if (compiled.failed()) return {.failed = true};
    Ref<Code> code = compiled.take();
    if (options_.style == Style::cpython) return {.text = disassemble(*code)};
    ListingOptions listing{.explain = options_.explain, .caches = options_.caches};
    if (source_) {
        listing.line_text = [this](int line) {
            return std::uint32_t(line) > source_->line_count() ? std::string_view()
                                                               : source_->line_text(std::uint32_t(line));
        };
    }
    return {.text = show_listing(list_code(*code), listing)};
}

// ---------------------------------------------------------------- rows

std::vector<lexer::TokenRow> Stages::token_rows() const {
    std::optional<lexer::Diagnostic> error;
    return source_ ? lexer::token_rows(*source_, error) : std::vector<lexer::TokenRow>();
}

const std::vector<parser::NodeRow>& Stages::node_rows() {
    if (nodes_.empty() && source_ && parse()) nodes_ = parser::node_rows(parsed_->tree);
    return nodes_;
}

std::vector<compiler::SymbolRow> Stages::symbol_rows() {
    if (!source_ || !parse()) return {};
    if (make_symbols().ok()) return compiler::symbol_rows(*symbols_);
    clear_exception();
    return {};
}

Stages::Blocks Stages::block_rows() {
    if (!source_ || !parse()) return {};
    parser::Parsed parsed = parser::parse(*source_, parser::Mode::file);  // compiling will change the tree
    compiler::GraphDump dump;
    Result<Code> code = compile_graphs(parsed, dump);
    if (code.failed()) {
        clear_exception();
        return {};
    }
    Ref<Code> top = code.take();
    std::vector<compiler::BlockRow> rows = dump.rows(*top);
    return {std::move(rows), dump.passes(*top), std::move(top)};
}

}  // namespace minipy::cli
