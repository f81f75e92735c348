// SPDX-License-Identifier: MIT
// Escapes, and one row for each box and arrow. Next: cli/drawing.cpp, which has Graphviz draw it.
#include "runtime/text/graphviz.hpp"

#include <fmt/core.h>

#include <utility>

#include "runtime/text/utf8.hpp"

namespace minipy {

namespace {

constexpr std::size_t most_characters = 160;

enum class LabelReader : std::uint8_t { text, field };

// The backslash itself is doubled, so that it is a character of the label.
std::string unprintable(char32_t code) {
    switch (code) {
        case '\n': return R"(\\n)";
        case '\r': return R"(\\r)";
        case '\t': return R"(\\t)";
        default:
            return code < 0x100 ? fmt::format(R"(\\x{:02x})", unsigned(code))
                                : fmt::format(R"(\\u{:04x})", unsigned(code));
    }
}

// `is_outer`: a space there is lost in a record unless it is escaped.
std::string plain_character(char32_t code, LabelReader reader, bool is_outer) {
    bool is_field = reader == LabelReader::field;
    switch (code) {
        case '"': return R"(\")";
        case '\\': return R"(\\)";
        case '&': return "&amp;";
        case '{':
        case '}':
        case '|':
        case '<':
        case '>': return fmt::format("{}{}", is_field ? "\\" : "", char(code));
        case ' ': return is_field && is_outer ? "\\ " : " ";
        default: return {char(code)};
    }
}

std::string as_label(std::string_view utf8, LabelReader reader) {
    std::string result;
    std::size_t characters = 0;
    for (std::size_t position = 0; position < utf8.size(); ++characters) {
        auto [code, size] = foreign_utf8(utf8, position);
        if (characters == most_characters) return result + fmt::format("… +{} bytes", utf8.size() - position);
        bool is_surrogate = code >= 0xD800 && code < 0xE000;
        bool is_outer = position == 0 || position + 1 == utf8.size() || utf8[position - 1] == ' ';
        if (code < 0x20 || (code >= 0x7F && code < 0xA0) || is_surrogate) result += unprintable(code);
        else if (size > 1) result += utf8.substr(position, size);
        else result += plain_character(code, reader, is_outer);
        position += size;
    }
    return result;
}

}  // namespace

std::string graphviz_text(std::string_view utf8) { return as_label(utf8, LabelReader::text); }
std::string graphviz_field(std::string_view utf8) { return as_label(utf8, LabelReader::field); }

GraphvizGraph::GraphvizGraph(std::string_view name, std::string_view statements)
    : text_(fmt::format("digraph {} {{\n{}", name, statements)) {}

void GraphvizGraph::begin_row() { text_.append(4 * (frames_ + 1), ' '); }

void GraphvizGraph::open_frame(std::string_view id, std::string_view label, std::string_view attributes) {
    text_ += '\n';
    begin_row();
    text_ += fmt::format("subgraph cluster_{} {{\n", id);
    ++frames_;
    begin_row();
    text_ += fmt::format("label=\"{}\"; {}\n", label, attributes);
}

void GraphvizGraph::close_frame() {
    --frames_;
    begin_row();
    text_ += "}\n";
}

void GraphvizGraph::box(std::string_view id, std::string_view label, std::string_view attributes) {
    begin_row();
    text_ += fmt::format("{} [label=\"{}\"{}{}];\n", id, label, attributes.empty() ? "" : ", ", attributes);
}

void GraphvizGraph::arrow(std::string_view from, std::string_view to, std::string_view label,
                          std::string_view attributes) {
    begin_row();
    text_ += fmt::format("{} -> {}", from, to);
    std::string all = label.empty() ? "" : fmt::format("label=\"{}\"", label);
    if (!attributes.empty()) all += fmt::format("{}{}", all.empty() ? "" : ", ", attributes);
    text_ += all.empty() ? ";\n" : fmt::format(" [{}];\n", all);
}

std::string GraphvizGraph::take() { return std::exchange(text_, "") + "}\n"; }

}  // namespace minipy
