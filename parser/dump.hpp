// SPDX-License-Identifier: MIT
//
// The tree as text: as `python3.11 -m ast` prints it, or with ids and spans for readers (--style=rich).
//
// CPython: Lib/ast.py (dump). Next: parser/dump.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lexer/dump.hpp"
#include "lexer/source.hpp"
#include "parser/ast.hpp"

namespace minipy::parser {

// What `python3.11 -m ast FILE` prints (with `positions`: `-m ast -a FILE`), line end included.
// Nothing: the tree is deeper than CPython's dump() can go.
std::optional<std::string> dump_ast(const ast::ModNode* tree, bool positions);

// A node in the order in which the source is read, with its number (A1, A2 …): the key that links it to tokens and
// code.
struct NodeRow {
    std::uint32_t id;
    std::uint32_t parent;  // the id of the node that has it; 0: none
    const ast::Node*
        node;        // null: the field is None, or the tree is too deep to be shown further; `id` is the next one's
    ast::Span span;  // line 0: a node without a place of its own (`arguments`, `withitem` …)
    std::string branches;   // of the tree, in front
    std::string field;      // "body[0]"; of the tree itself empty
    std::string_view name;  // its class, or "None", "…"
    std::string simple;     // what is simple in it: " //", each with a space in front
};
std::vector<NodeRow> node_rows(const ast::ModNode* tree);

// "2:11-17", or "2:11-3:4" when it ends on another line.
std::string show_span(const ast::Span& span);
// "→ A8" for the outermost of the nodes that have this span.
using SpanLinks = std::map<ast::Span, std::string>;
SpanLinks links_to_nodes(const std::vector<NodeRow>& rows);

// For each token the id of the innermost node that it stands in; 0: none. Both in reading order.
std::vector<std::uint32_t> nodes_of_tokens(const std::vector<lexer::TokenRow>& tokens,
                                           const std::vector<NodeRow>& rows);

// One line a node: id, span, tree, and the link of its span to the code made of it.
std::string dump_ast_rich(const std::vector<NodeRow>& rows, const SpanLinks& code);
// One line a token: id, span, type, text, and the innermost node it stands in.
std::string dump_tokens_rich(const lexer::Source& source, const std::vector<NodeRow>& rows);

}  // namespace minipy::parser
