// SPDX-License-Identifier: MIT
// The stages as text. In CPython's style a single stage is exactly what CPython's tool prints (`python3.11 -m tokenize -e`,
// `-m ast`, `-m dis`); several are set apart by headings.
#include "cli/dump.hpp"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "cli/uncaught.hpp"
#include "compiler/compile.hpp"
#include "compiler/disassemble.hpp"
#include "compiler/dump_graph.hpp"
#include "compiler/dump_symbols.hpp"
#include "compiler/listing.hpp"
#include "lexer/dump.hpp"
#include "modules/compile_text.hpp"
#include "parser/dump.hpp"
#include "parser/parse.hpp"
#include "runtime/object/errors.hpp"

namespace minipy::cli {

namespace {

bool print(const std::string& text) { return std::fwrite(text.data(), 1, text.size(), stdout) == text.size(); }

// `source` may be null: a .pyc has none.
std::string bytecode_text(const CommandLine& line, const Code& code, const lexer::Source* source) {
    if (line.style == Style::cpython) return compiler::disassemble(code);
    return compiler::show_listing(compiler::list_code(code), {.source = source, .explain = line.trace.explain});
}

// A .pyc has only its last stage to show.
int dump_compiled(const CommandLine& line, const ProgramText& text) {
    if (std::ranges::find(line.dump_stages, "bytecode") == line.dump_stages.end()) {
        fmt::print(stderr, "minipy: {} holds only bytecode: use --dump=bytecode\n", text.filename);
        return 1;
    }
    Result<Code> code = program_code(text);
    if (code.failed()) return report_uncaught();
    return print(bytecode_text(line, *code.get(), nullptr)) && std::fflush(stdout) == 0 ? 0 : 1;
}

class Dumper {
public:
    Dumper(const CommandLine& line, const ProgramText& text, const lexer::Source& source) : line_(line), text_(text), source_(source) {}

    // False: the stage failed and has said so.
    bool stage(const std::string& name) {
        if (name == "tokens") return tokens();
        if (name == "ast") return tree();
        if (name == "symtable") return symbols();
        if (name == "cfg") return graphs();
        return bytecode();
    }

private:
    bool parsed() {
        if (!parsed_) parsed_ = parser::parse(source_, parser::Mode::File);
        return accepted(*parsed_);
    }

    bool accepted(const parser::Parsed& parsed) {
        if (parsed.ok()) return true;
        // The compiler's way to the exception knows how to print it.
        if (compile_text(text_.bytes, Str::from(text_.filename).get(), CompileMode::exec).ok()) {
            fmt::print(stderr, "{}:{}: {}\n", text_.filename, parsed.errors.front().line, parsed.errors.front().message);
        } else {
            (void)report_uncaught();
        }
        return false;
    }

    bool tokens() {
        if (line_.style == Style::rich) return parsed() && print(parser::dump_tokens_rich(source_, parser::node_rows(parsed_->tree)));
        lexer::TokenDump dump = lexer::dump_tokens(source_);
        if (!dump.error) return print(dump.text);
        fmt::print(stderr, "{}:{}:{}: error: {}\n", source_.name(), dump.error->line, dump.error->offset - 1, dump.error->message);
        return false;
    }

    bool tree() {
        if (line_.style == Style::rich) return parsed() && print(parser::dump_ast_rich(parser::node_rows(parsed_->tree)));
        // The ast tool looks at comments about types, which no other stage does.
        parser::Parsed with_type_comments = parser::parse(source_, parser::Mode::File, {.type_comments = true});
        return accepted(with_type_comments) && print(parser::dump_ast(with_type_comments.tree, line_.positions));
    }

    bool symbols() {
        if (!parsed()) return false;
        Ref<Str> filename = Str::from(text_.filename);
        compiler::Mangler mangler;
        Result<compiler::Symbols> symbols = symbols_of(*parsed_->tree, filename.get(), mangler);
        if (symbols.failed()) {
            (void)report_uncaught();
            return false;
        }
        compiler::Symbols tables = symbols.take();
        return print(line_.style == Style::rich ? compiler::dump_symbols_rich(tables) : compiler::dump_symbols(tables));
    }

    // As the symtable module makes them: of the tree before anything is folded.
    static Result<compiler::Symbols> symbols_of(ast::ModNode& tree, Str* filename, compiler::Mangler& mangler) {
        compiler::FutureFeatures future = TRY(compiler::find_future_features(tree, filename));
        return compiler::build_symbols(tree, filename, (future.flags & code_future_annotations) != 0, mangler);
    }

    bool graphs() {
        parser::Parsed parsed = parser::parse(source_, parser::Mode::File);  // compiling will change the tree
        if (!accepted(parsed)) return false;
        compiler::GraphDump dump;
        Ref<Str> filename = Str::from(text_.filename);
        Result<Code> code = compiler::compile(*parsed.tree, *parsed.arena, filename.get(), {.optimize = line_.optimize, .graph_observer = &dump});
        if (code.ok()) return print(dump.text(*code.get()));
        (void)report_uncaught();
        return false;
    }

    bool bytecode() {
        Result<Code> code = compile_text(text_.bytes, Str::from(text_.filename).get(), CompileMode::exec);
        if (code.failed()) {
            (void)report_uncaught();
            return false;
        }
        return print(bytecode_text(line_, *code.get(), &source_));
    }

    const CommandLine& line_;
    const ProgramText& text_;
    const lexer::Source& source_;
    std::optional<parser::Parsed> parsed_;
};

}  // namespace

int dump_program(const CommandLine& line) {
    ProgramText text;
    int code = 0;
    if (!read_program(line, text, code)) return code;
    // Tools name the file as they were told to.
    if (line.program == Program::file) text.filename = line.operand;
    if (text.compiled) return dump_compiled(line, text);
    lexer::Diagnostic problem;
    std::optional<lexer::Source> source = lexer::Source::from_bytes(text.bytes, text.filename, problem);
    if (!source) {
        if (compile_text(text.bytes, Str::from(text.filename).get(), CompileMode::exec).failed()) (void)report_uncaught();
        return 1;
    }
    Dumper dumper(line, text, *source);
    for (const std::string& stage : line.dump_stages) {
        if (line.dump_stages.size() > 1) fmt::print("== {}\n", stage);
        if (!dumper.stage(stage)) return 1;
    }
    return std::fflush(stdout) == 0 ? 0 : 1;
}

}  // namespace minipy::cli
