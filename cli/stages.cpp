// SPDX-License-Identifier: MIT
// The stages one by one. In CPython's style the text is exactly what CPython's tool prints (`python3.11 -m tokenize -e`,
// `-m ast`, `-m dis`).
#include "cli/stages.hpp"

#include <fmt/format.h>

#include "compiler/disassemble.hpp"
#include "compiler/listing.hpp"
#include "lexer/dump.hpp"
#include "modules/compile_text.hpp"
#include "parser/dump.hpp"
#include "runtime/object/errors.hpp"

namespace minipy::cli {

Stages::Stages(const ProgramText& text, const StageOptions& options) : text_(text), options_(options) {
    if (text.compiled) return;
    lexer::Diagnostic problem;
    source_ = lexer::Source::from_bytes(text.bytes, text.filename, problem);
}

Stages::Shown Stages::show(std::string_view stage) {
    if (text_.compiled && stage != "bytecode") {
        return {.complaint = fmt::format("minipy: {} holds only bytecode: there is no stage '{}' to show\n", text_.filename, stage), .failed = true};
    }
    if (!text_.compiled && !source_) return failed_to_compile();
    if (stage == "tokens") return tokens();
    if (stage == "ast") return tree();
    if (stage == "bytecode") return bytecode();
    return {.complaint = fmt::format("minipy: the stage '{}' cannot be shown yet\n", stage), .failed = true};
}

// The compiler's way to the exception knows how to word it.
Stages::Shown Stages::failed_to_compile() const {
    Result<Code> code = program_code(text_);
    if (code.failed()) return {.failed = true};
    const lexer::Diagnostic& error = parsed_->errors.front();
    return {.complaint = fmt::format("{}:{}: {}\n", text_.filename, error.line, error.message), .failed = true};
}

bool Stages::parse() {
    if (!parsed_) parsed_ = parser::parse(*source_, parser::Mode::File, {.type_comments = options_.style == Style::cpython});
    return parsed_->ok();
}

Stages::Shown Stages::tokens() {
    if (options_.style == Style::rich) {
        std::vector<parser::NodeRow> nodes;
        if (parse()) nodes = parser::node_rows(parsed_->tree);
        return {.text = parser::dump_tokens_rich(*source_, nodes)};
    }
    lexer::TokenDump dump = lexer::dump_tokens(*source_);
    if (!dump.error) return {.text = std::move(dump.text)};
    return {.complaint = fmt::format("{}:{}:{}: error: {}\n", source_->name(), dump.error->line, dump.error->offset - 1, dump.error->message),
            .failed = true};
}

Stages::Shown Stages::tree() {
    if (!parse()) return failed_to_compile();
    if (options_.style == Style::rich) return {.text = parser::dump_ast_rich(parser::node_rows(parsed_->tree))};
    return {.text = parser::dump_ast(parsed_->tree, options_.positions)};
}

Stages::Shown Stages::bytecode() {
    Result<Code> compiled = program_code(text_);
    if (compiled.failed()) return {.failed = true};
    Ref<Code> code = compiled.take();
    if (options_.style == Style::cpython) return {.text = compiler::disassemble(*code)};
    const lexer::Source* source = source_ ? &*source_ : nullptr;
    return {.text = compiler::show_listing(compiler::list_code(*code), {.source = source, .explain = options_.explain})};
}

}  // namespace minipy::cli
