// SPDX-License-Identifier: MIT
//
// Short ways to say "these tokens come from this text".
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lexer/layout.hpp"

namespace minipy::lexer {

inline Source source_of(std::string text) {
    Diagnostic error;
    std::optional<Source> source = Source::from_text(std::move(text), "<test>", error);
    EXPECT_TRUE(source.has_value()) << error.message;
    return source ? *std::move(source) : *Source::from_text("", "<test>", error);
}

// "NAME:x EQUAL NUMBER:1", without the end; names, numbers and strings with their text.
inline std::string scanned(const std::string& text) {
    Source source = source_of(text);
    Scanner scanner(source);
    std::string shown;
    for (;;) {
        Token token = scanner.next();
        if (token.kind == TOKEN_ENDMARKER) return shown;
        if (!shown.empty()) shown += ' ';
        if (scanner.failed()) return shown + "error:" + scanner.error().message;
        shown += kind_name(token.kind);
        bool has_text = token.kind == TOKEN_NAME || token.kind == TOKEN_NUMBER || token.kind == TOKEN_STRING ||
                        token.kind == TOKEN_COMMENT;
        if (has_text) shown += ":" + std::string(text_of(source, token));
    }
}

// The kinds that the parser gets to see.
inline std::string laid_out(const std::string& text, bool type_comments = false) {
    Source source = source_of(text);
    Layout layout(source, type_comments);
    std::string shown;
    for (;;) {
        Token token = layout.next();
        if (token.kind == TOKEN_ENDMARKER) return shown;
        if (!shown.empty()) shown += ' ';
        if (layout.is_error(token)) return shown + "error:" + layout.error().message;
        shown += kind_name(token.kind);
    }
}

}  // namespace minipy::lexer
