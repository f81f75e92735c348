// SPDX-License-Identifier: MIT
//
// The `tokenize` module has a layout of its own: it keeps comments and blank lines (NL), counts characters instead of
// bytes, and puts DEDENTs at the next token. So this is a second, small reader of the scanner's tokens beside Layout.
//
// CPython: Lib/tokenize.py. Next: lexer/layout.cpp, to compare.
#include "lexer/dump.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "lexer/layout.hpp"
#include "lexer/unicode.hpp"

namespace minipy::lexer {

namespace {

// Columns in characters. Questions come in order, so counting starts where the last one ended.
class CharacterColumns {
public:
    explicit CharacterColumns(const Source& source) : source_(source) {}

    std::uint32_t column(std::uint32_t offset, std::uint32_t line) {
        std::uint32_t start = source_.line_start(line);
        if (line != line_ || offset < offset_) {
            line_ = line;
            offset_ = start;
            column_ = 0;
        }
        for (; offset_ < offset; ++offset_) column_ += (source_.text()[offset_] & 0xC0) != 0x80;
        return column_;
    }

private:
    const Source& source_;
    std::uint32_t line_ = 0;
    std::uint32_t offset_ = 0;
    std::uint32_t column_ = 0;
};

class TokenizeDump {
public:
    explicit TokenizeDump(const Source& source) : source_(source), scanner_(source), columns_(source) {
        scanner_.be_tolerant();
    }

    TokenDump run();

private:
    bool line_start();
    bool set_indentation(std::uint32_t column, std::uint32_t offset, std::uint32_t line);
    bool token(const Token& token);
    bool fail(std::uint32_t line, std::uint32_t column, const char* message);
    void finish(const Token& last);
    void print(std::string_view type, std::uint32_t start, std::uint32_t line, std::uint32_t end,
               std::uint32_t end_line);
    void print(std::string_view type, const Token& token);
    void row(std::string_view range, std::string_view type, std::string_view text);
    void print_empty(std::string_view type, std::uint32_t line, std::uint32_t column, std::uint32_t end_column);
    char at(std::uint32_t offset) const { return offset < source_.text().size() ? source_.text()[offset] : '\0'; }

    const Source& source_;
    Scanner scanner_;
    CharacterColumns columns_;
    TokenDump dump_;
    std::vector<std::uint32_t> indentations_{0};
    int depth_ = 0;
    std::uint32_t last_end_ = 0;
    bool ended_in_blanks_ = false;
};

void TokenizeDump::print(std::string_view type, std::uint32_t start, std::uint32_t line, std::uint32_t end,
                         std::uint32_t end_line) {
    std::uint32_t column = columns_.column(start, line);
    std::uint32_t end_column = columns_.column(end, end_line);
    row(fmt::format("{},{}-{},{}:", line, column, end_line, end_column), type,
        quoted(source_.text().substr(start, end - start)));
}

// Three columns, padded by characters (a formatting library would pad by width on the screen).
void TokenizeDump::row(std::string_view range, std::string_view type, std::string_view text) {
    auto padded = [&](std::string_view cell, std::size_t width) {
        auto length = static_cast<std::size_t>(
            std::count_if(cell.begin(), cell.end(), [](char c) { return (c & 0xC0) != 0x80; }));
        dump_.text += cell;
        if (length < width) dump_.text.append(width - length, ' ');
    };
    padded(range, 20);
    padded(type, 15);
    padded(text, 15);
    dump_.text += '\n';
}

void TokenizeDump::print(std::string_view type, const Token& token) {
    std::uint32_t end_line = token.line;
    // A line end belongs to the line it ends.
    while (token.kind == TOKEN_STRING && end_line < source_.line_count() &&
           source_.line_start(end_line + 1) <= token.end) {
        ++end_line;
    }
    print(type, token.start, token.line, token.end, end_line);
}

void TokenizeDump::print_empty(std::string_view type, std::uint32_t line, std::uint32_t column,
                               std::uint32_t end_column) {
    row(fmt::format("{},{}-{},{}:", line, column, line, end_column), type, "''");
}

bool TokenizeDump::fail(std::uint32_t line, std::uint32_t column, const char* message) {
    dump_.error = Diagnostic::at(ErrorKind::syntax_error, message, Position{line, column});
    return false;
}

TokenDump TokenizeDump::run() {
    row("0,0-0,0:", "ENCODING", quoted(source_.encoding()));
    for (bool more = true, fresh = true; more;) {
        if (fresh && !line_start()) break;
        Token next = scanner_.next();
        fresh = next.kind == TOKEN_NEWLINE && depth_ == 0;
        if (next.kind == TOKEN_ENDMARKER) {
            if (depth_ != 0 || scanner_.continued()) {
                fail(source_.line_count() + 1, 0, "EOF in multi-line statement");
            } else {
                finish(next);
            }
            break;
        }
        more = token(next);
    }
    if (dump_.error) dump_.text.clear();
    return std::move(dump_);
}

// Comments and blank lines, then the indentation of the line that holds something. False: the end, or an error.
bool TokenizeDump::line_start() {
    for (;;) {
        std::uint32_t line = scanner_.line();
        std::uint32_t start = source_.line_start(line);
        std::uint32_t column = 0;
        std::uint32_t p = scanner_.offset();
        for (;; ++p) {
            if (at(p) == ' ') {
                ++column;
            } else if (at(p) == '\t') {
                column = (column / 8 + 1) * 8;
            } else if (at(p) == '\f') {
                column = 0;
            } else {
                break;
            }
        }
        if (p == source_.text().size()) {
            ended_in_blanks_ = p > scanner_.offset();
            return true;
        }
        if (at(p) != '#' && at(p) != '\n' && at(p) != '\r') {
            last_end_ = p;
            return set_indentation(column, p, line) && start <= p;
        }
        // All of the line, even behind a carriage return that ends a line elsewhere.
        scanner_.skip_line();
        std::uint32_t end = scanner_.offset();
        if (at(p) == '#') {
            std::uint32_t comment_end = end;
            while (at(comment_end - 1) == '\n' || at(comment_end - 1) == '\r') --comment_end;
            print("COMMENT", p, line, comment_end, line);
            p = comment_end;
        }
        print("NL", p, line, end, line);
        if (end == source_.text().size()) return true;
    }
}

bool TokenizeDump::set_indentation(std::uint32_t column, std::uint32_t offset, std::uint32_t line) {
    if (column > indentations_.back()) {
        indentations_.push_back(column);
        print("INDENT", source_.line_start(line), line, offset, line);
    }
    while (column < indentations_.back()) {
        if (std::find(indentations_.begin(), indentations_.end(), column) == indentations_.end()) {
            return fail(line, columns_.column(offset, line), "unindent does not match any outer indentation level");
        }
        indentations_.pop_back();
        print("DEDENT", offset, line, offset, line);
    }
    return true;
}

bool TokenizeDump::token(const Token& token) {
    bool hopeless = token.kind == TOKEN_ERRORTOKEN;
    if (hopeless && scanner_.failed()) {
        return fail(token.line, columns_.column(token.start, token.line), "EOF in multi-line string");
    }
    if (hopeless) {
        // The module's pattern takes blanks together with the token after them; if that fails, each blank is an error.
        for (std::uint32_t p = std::max(last_end_, source_.line_start(token.line)); p < token.start; ++p) {
            print("ERRORTOKEN", p, token.line, p + 1, token.line);
        }
    }
    last_end_ = token.end;
    if (token.kind == TOKEN_NEWLINE) {
        print(depth_ > 0 ? "NL" : "NEWLINE", token);
        return true;
    }
    if (token.kind == TOKEN_LPAR || token.kind == TOKEN_LSQB || token.kind == TOKEN_LBRACE) ++depth_;
    if (token.kind == TOKEN_RPAR || token.kind == TOKEN_RSQB || token.kind == TOKEN_RBRACE) --depth_;
    std::string_view name = operator_name(token.kind);
    if (name.empty()) {
        name = token.kind == TOKEN_NUMBER    ? "NUMBER"
               : token.kind == TOKEN_STRING  ? "STRING"
               : token.kind == TOKEN_COMMENT ? "COMMENT"
               : hopeless                    ? "ERRORTOKEN"
                                             : "NAME";
    }
    print(name, token);
    return true;
}

// The NEWLINE that a last line without line end lacks, then DEDENTs and ENDMARKER on the line after the last.
void TokenizeDump::finish(const Token&) {
    std::uint32_t last = source_.line_count();
    std::string_view text = source_.line_text(last);
    std::size_t first = text.find_first_not_of(" \t\f\v\r");
    bool open_end = !source_.text().ends_with('\n') && !source_.text().empty();
    std::uint32_t after = open_end || source_.line_start(last) < source_.text().size() ? last + 1 : last;
    if (ended_in_blanks_) {
        after = last;
    } else if (open_end && !text.ends_with('\r') && first != std::string_view::npos && text[first] != '#') {
        std::uint32_t length = columns_.column(static_cast<std::uint32_t>(source_.text().size()), last);
        print_empty("NEWLINE", last, length, length + 1);
    }
    for (; indentations_.size() > 1; indentations_.pop_back()) print_empty("DEDENT", after, 0, 0);
    print_empty("ENDMARKER", after, 0, 0);
}

}  // namespace

TokenDump dump_tokens(const Source& source) {
    Source verbatim = source.verbatim();
    return TokenizeDump(verbatim).run();
}

// ---------------------------------------------------------------- rich

std::vector<TokenRow> token_rows(const Source& source, std::optional<Diagnostic>& error) {
    std::vector<TokenRow> rows;
    Layout layout(source);
    for (std::uint32_t id = 1;; ++id) {
        Token token = layout.next();
        if (token.kind == TOKEN_ERRORTOKEN && layout.failed()) {
            error = layout.error();
            return rows;
        }
        bool text_shown = token.kind != TOKEN_NEWLINE && token.kind != TOKEN_INDENT && token.kind != TOKEN_DEDENT &&
                          token.kind != TOKEN_ENDMARKER;
        rows.push_back({id, token, span_of(source, token), kind_name(token.kind),
                        text_shown ? quoted(text_of(source, token)) : std::string()});
        if (token.kind == TOKEN_ENDMARKER) return rows;
    }
}

std::string show_span(const Span& span) {
    if (span.start.line == span.end.line)
        return fmt::format("{}:{}-{}", span.start.line, span.start.column, span.end.column);
    return fmt::format("{}:{}-{}:{}", span.start.line, span.start.column, span.end.line, span.end.column);
}

std::string quoted(std::string_view utf8) {
    bool use_double = utf8.find('\'') != std::string_view::npos && utf8.find('"') == std::string_view::npos;
    char quote = use_double ? '"' : '\'';
    std::string out(1, quote);
    for (std::size_t i = 0; i < utf8.size();) {
        std::size_t length = utf8_length(static_cast<unsigned char>(utf8[i]));
        char32_t c = decode_utf8(utf8.data() + i, utf8.data() + utf8.size());
        auto code = static_cast<std::uint32_t>(c);
        if (c == static_cast<unsigned char>(quote) || c == '\\') {
            out += '\\';
            out += static_cast<char>(c);
        } else if (c == '\n' || c == '\r' || c == '\t') {
            out += c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t";
        } else if (is_printable(c)) {
            out += utf8.substr(i, length);
        } else {
            out += c < 0x100     ? fmt::format("\\x{:02x}", code)
                   : c < 0x10000 ? fmt::format("\\u{:04x}", code)
                                 : fmt::format("\\U{:08x}", code);
        }
        i += length;
    }
    return out + quote;
}

}  // namespace minipy::lexer
