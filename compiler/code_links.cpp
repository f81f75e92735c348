// SPDX-License-Identifier: MIT
// Runs of instructions by their span. Next: cli/stages.cpp, which prints them beside the nodes.
#include "compiler/code_links.hpp"

#include <fmt/core.h>

#include <map>
#include <string>

namespace minipy::compiler {

namespace {

ast::Span span_of(const CodeLocation& at) { return {at.line, at.column, at.end_line, at.end_column}; }

}  // namespace

parser::SpanLinks links_to_code(const std::vector<ListedCode>& codes) {
    struct Run {
        int first, last;  // ids
    };
    std::map<ast::Span, std::vector<Run>> runs;
    for (const ListedCode& code : codes) {
        for (const ListedInstruction& row : code.instructions) {
            if (row.location.line < 0 || row.location.column < 0) continue;
            std::vector<Run>& of_span = runs[span_of(row.location)];
            if (!of_span.empty() && of_span.back().last == row.id - 1) of_span.back().last = row.id;
            else of_span.push_back({row.id, row.id});
        }
    }
    parser::SpanLinks links;
    for (const auto& [span, of_span] : runs) {
        std::string& text = links[span];
        for (Run run : of_span) {
            text += fmt::format("{}I{}", text.empty() ? "→ " : ", ", run.first);
            if (run.last != run.first) text += fmt::format("-I{}", run.last);
        }
    }
    return links;
}

}  // namespace minipy::compiler
