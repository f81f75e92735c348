// SPDX-License-Identifier: MIT
//
// The tree for readers: every node has a number and a span, and what is simple in a node (a name, a constant, an
// operator) stands beside its class instead of on lines of its own.
//
//     A8      2:11-17     ├ left: BinOp //
//     A9      2:11-12     │ ├ left: Name n
//
// Next: parser/dump.cpp.
#include <fmt/core.h>

#include <algorithm>
#include <iterator>

#include "lexer/dump.hpp"
#include "parser/dump.hpp"
#include "parser/objects.hpp"
#include "parser/operators.hpp"
#include "runtime/kernel/thread_state.hpp"

namespace minipy::parser {

using namespace ast;

namespace {

constexpr int deepest = 1000;

using ast::symbol_of;

std::string_view symbol_of(UnaryOperator op) {
    constexpr std::string_view symbols[] = {"~", "not", "+", "-"};
    return symbols[static_cast<std::size_t>(op)];
}
std::string_view symbol_of(BoolOperator op) { return op == BoolOperator::And ? "and" : "or"; }
std::string_view symbol_of(ExprContext context) {
    return context == ExprContext::Load ? "" : context == ExprContext::Store ? "(store)" : "(del)";
}

template <class T>
inline constexpr bool is_node = std::is_pointer_v<T> && !std::is_same_v<T, Str*> && !std::is_same_v<T, Object*>;

class Rows {
public:
    std::vector<NodeRow> take() { return std::move(rows_); }

    enum class Place : std::uint8_t { middle, last };  // among its sisters
    void add(const Node* node, std::string field, Place place, int depth, std::uint32_t parent = 0) {
        bool last = place == Place::last;
        NodeRow row{next_id_, parent, nullptr, {}, branches_, std::move(field), "None", ""};
        if (depth > 0) row.branches += last ? "└ " : "├ ";
        if (!node || depth > deepest || native_stack_is_low()) {
            if (node) row.name = "…";
            rows_.push_back(std::move(row));
            return;
        }
        visit(*node, [&](const auto& concrete) { add_concrete(concrete, std::move(row), last, depth); });
    }

private:
    template <class N>
    void add_concrete(const N& node, NodeRow row, bool last, int depth) {
        row.node = &node;
        row.name = node_info(N::own_kind).name;
        std::size_t children = 0;
        for_each_field(
            node, [&](const FieldInfo& field, const auto& value) { describe(field, value, row.simple, children); });
        if constexpr (std::is_base_of_v<LocatedNode, N>) row.span = node.span;
        rows_.push_back(std::move(row));
        std::uint32_t id = next_id_++;
        std::size_t before = branches_.size();
        if (depth > 0) branches_ += last ? "  " : "│ ";
        for_each_field(node,
                       [&](const FieldInfo& field, const auto& value) { descend(field, value, children, depth, id); });
        branches_.resize(before);
    }

    template <class T>
    static void describe(const FieldInfo&, const Array<T>& items, std::string& text, std::size_t& children) {
        if constexpr (is_node<T>) {
            children += items.size();
        } else {
            for (const T& item : items) describe_value(item, text);
        }
    }
    template <class T>
    static void describe(const FieldInfo& field, const T& value, std::string& text, std::size_t& children) {
        if constexpr (is_node<T>) {
            children += value != nullptr;
        } else if constexpr (std::is_same_v<T, int>) {
            if (value != 0) text += fmt::format(" {}={}", field.name, value);
        } else {
            describe_value(value, text);
        }
    }
    template <class T>
    static void describe_value(const T& value, std::string& text) {
        std::string word;
        if constexpr (std::is_same_v<T, Str*>) {
            if (value) word = text_of(value);
        } else if constexpr (std::is_same_v<T, Object*>) {
            word = repr_of(value);
        } else {
            word = symbol_of(value);
        }
        if (!word.empty()) text += " " + word;
    }

    template <class T>
    void descend(const FieldInfo& field, const Array<T>& items, std::size_t& left, int depth, std::uint32_t parent) {
        if constexpr (is_node<T>) {
            for (std::size_t i = 0; i < items.size(); ++i) {
                add(items[i], items.size() == 1 ? std::string(field.name) : fmt::format("{}[{}]", field.name, i),
                    --left == 0 ? Place::last : Place::middle, depth + 1, parent);
            }
        }
    }
    template <class T>
    void descend(const FieldInfo& field, const T& value, std::size_t& left, int depth, std::uint32_t parent) {
        if constexpr (is_node<T>) {
            if (value)
                add(value, std::string(field.name), --left == 0 ? Place::last : Place::middle, depth + 1, parent);
        }
    }

    std::vector<NodeRow> rows_;
    std::string branches_;
    std::uint32_t next_id_ = 1;
};

bool contains(const Span& outer, const lexer::Span& inner) {
    auto before = [](std::uint32_t line, std::uint32_t column, int other_line, int other_column) {
        return std::pair(static_cast<int>(line), static_cast<int>(column)) < std::pair(other_line, other_column);
    };
    return outer.lineno != 0 && !before(inner.start.line, inner.start.column, outer.lineno, outer.col_offset) &&
           !before(static_cast<std::uint32_t>(outer.end_lineno), static_cast<std::uint32_t>(outer.end_col_offset),
                   static_cast<int>(inner.end.line), static_cast<int>(inner.end.column));
}

// The rows whose spans are open at the current token, innermost last. Rows and tokens both come in reading order.
class Innermost {
public:
    explicit Innermost(const std::vector<NodeRow>& rows) {
        for (const NodeRow& row : rows) {
            if (row.node && row.span.lineno != 0) ordered_.push_back(&row);
        }
        std::stable_sort(ordered_.begin(), ordered_.end(), [](const NodeRow* a, const NodeRow* b) {
            return std::pair(a->span.lineno, a->span.col_offset) < std::pair(b->span.lineno, b->span.col_offset);
        });
    }

    const NodeRow* at(const lexer::Span& token) {
        auto starts_by = [&](const NodeRow& row) {
            return std::pair(row.span.lineno, row.span.col_offset) <=
                   std::pair(static_cast<int>(token.start.line), static_cast<int>(token.start.column));
        };
        for (; next_ < ordered_.size() && starts_by(*ordered_[next_]); ++next_) open_.push_back(ordered_[next_]);
        while (!open_.empty() && !contains(open_.back()->span, token)) open_.pop_back();
        // The parts of an f-string have its span; the token is the whole's.
        std::size_t at = open_.size();
        while (at > 1 && open_[at - 1]->span == open_[at - 2]->span && is_expression(*open_[at - 1]) &&
               is_expression(*open_[at - 2]))
            --at;
        return at == 0 ? nullptr : open_[at - 1];
    }

private:
    static bool is_expression(const NodeRow& row) { return node_info(row.node->node_kind).family == Family::expr; }

    std::vector<const NodeRow*> ordered_;
    std::vector<const NodeRow*> open_;
    std::size_t next_ = 0;
};

void append_row(std::string& out, std::string line) {
    while (line.ends_with(' ')) line.pop_back();
    out += line;
    out += '\n';
}

}  // namespace

std::vector<NodeRow> node_rows(const ModNode* tree) {
    Rows rows;
    rows.add(tree, {}, Rows::Place::last, 0);
    return rows.take();
}

std::string show_span(const Span& span) {
    if (span.lineno == span.end_lineno)
        return fmt::format("{}:{}-{}", span.lineno, span.col_offset, span.end_col_offset);
    return fmt::format("{}:{}-{}:{}", span.lineno, span.col_offset, span.end_lineno, span.end_col_offset);
}

SpanLinks links_to_nodes(const std::vector<NodeRow>& rows) {
    SpanLinks links;
    for (const NodeRow& row : rows) {
        if (row.span.lineno != 0) links.try_emplace(row.span, fmt::format("→ A{}", row.id));
    }
    return links;
}

std::vector<std::uint32_t> nodes_of_tokens(const std::vector<lexer::TokenRow>& tokens,
                                           const std::vector<NodeRow>& rows) {
    std::vector<std::uint32_t> nodes;
    Innermost innermost(rows);
    for (const lexer::TokenRow& token : tokens) {
        const NodeRow* node = token.text.empty() ? nullptr : innermost.at(token.span);
        nodes.push_back(node ? node->id : 0);
    }
    return nodes;
}

std::string dump_ast_rich(const std::vector<NodeRow>& rows, const SpanLinks& code) {
    std::string out;
    append_row(out, fmt::format("{:<10}{:<12}{:<38} {}", "ast", "span", "field: node", code.empty() ? "" : "→ code"));
    for (const NodeRow& row : rows) {
        auto link = code.find(row.span);
        std::string text = row.branches + (row.field.empty() ? "" : row.field + ": ");
        text.append(row.name).append(row.simple);
        append_row(out, fmt::format("{:<10}{:<12}{:<38} {}", row.node ? fmt::format("A{}", row.id) : "",
                                    row.span.lineno == 0 ? "" : show_span(row.span), text,
                                    link == code.end() ? "" : link->second));
    }
    return out;
}

std::string dump_tokens_rich(const lexer::Source& source, const std::vector<NodeRow>& rows) {
    std::string out;
    append_row(out, fmt::format("{:<10}{:<12}{:<13}{:<10}{}", "tokens", "span", "type", "text", "→ node"));
    std::optional<lexer::Diagnostic> error;
    std::vector<lexer::TokenRow> tokens = lexer::token_rows(source, error);
    std::vector<std::uint32_t> nodes = nodes_of_tokens(tokens, rows);
    for (const lexer::TokenRow& token : tokens) {
        std::uint32_t node = nodes[token.id - 1];
        std::string link = node > 0 ? fmt::format("→ A{}", node) : "";
        append_row(out, fmt::format("{:<10}{:<12}{:<13}{:<9} {}", fmt::format("T{}", token.id),
                                    lexer::show_span(token.span), token.type, token.text, link));
    }
    return out;
}

}  // namespace minipy::parser
