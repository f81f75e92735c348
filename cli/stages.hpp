// SPDX-License-Identifier: MIT
// What each stage makes of a program, as text. --dump prints it, --trace puts it in front of the execution.
// Next: stages.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/main_module.hpp"
#include "compiler/dump_graph.hpp"
#include "compiler/dump_symbols.hpp"
#include "lexer/source.hpp"
#include "parser/dump.hpp"
#include "parser/parse.hpp"

namespace minipy::cli {

struct StageOptions {
    Style style = Style::cpython;
    bool positions = false;  // of AST nodes
    bool explain = false;    // a sentence for each instruction
    bool caches = false;     // inline caches too
    int optimize = 0;        // -O
};

class Stages {
public:
    // `text` must outlive the stages.
    Stages(const ProgramText& text, const StageOptions& options);

    struct Shown {
        std::string text;       // of a stage that failed: what it had made by then
        std::string complaint;  // what a tool of CPython's says then on stderr …
        bool failed = false;    // … if empty, the exception is pending
    };
    Shown show(std::string_view stage);
    // In Graphviz's language, if the stage can be drawn.
    static bool can_be_drawn(std::string_view stage);
    Shown drawing(std::string_view stage);

    // The same as rows, for who writes records; none where show() says why there is nothing to show. They are good as
    // long as the stages are.
    const lexer::Source* source() const { return source_ ? &*source_ : nullptr; }
    std::vector<lexer::TokenRow> token_rows() const;
    const std::vector<parser::NodeRow>& node_rows();
    std::vector<compiler::SymbolRow> symbol_rows();
    struct Blocks {
        std::vector<compiler::BlockRow> rows;
        std::vector<compiler::PassRow> passes;
        Ref<Code> code;  // what became of them; null: nothing
    };
    Blocks block_rows();

private:
    Shown tokens();
    Shown tree();
    Shown symbols();
    enum class GraphForm : std::uint8_t { text, drawing };
    Shown graphs(GraphForm form);
    Shown bytecode();
    bool parse();
    Result<void> make_symbols();
    Result<Code> compile_graphs(parser::Parsed& parsed, compiler::GraphDump& dump) const;
    std::optional<Shown> unreadable(std::string_view stage) const;
    parser::SpanLinks links_to_code() const;
    Shown failed_to_compile(const parser::Parsed& parsed) const;

    const ProgramText& text_;
    StageOptions options_;
    std::optional<lexer::Source> source_;  // nothing: a .pyc, or the text cannot be decoded
    std::optional<parser::Parsed> parsed_;
    std::vector<parser::NodeRow> nodes_;  // of it, when somebody has asked for them
    compiler::Mangler mangler_;           // has the names of the tables
    std::optional<compiler::Symbols> symbols_;
};

}  // namespace minipy::cli
