// SPDX-License-Identifier: MIT
#include "lexer/source.hpp"

#include <gtest/gtest.h>

#include "lexer/unicode.hpp"

namespace minipy::lexer {

namespace {

std::string decoded(std::string bytes) {
    Diagnostic error;
    std::optional<Source> source = Source::from_bytes(std::move(bytes), "f.py", error);
    return source ? std::string(source->text()) : "error:" + error.message;
}

}  // namespace

TEST(Source, LineEndsBecomeNewlines) { EXPECT_EQ(decoded("a\r\nb\rc\n"), "a\nb\nc\n"); }

TEST(Source, VerbatimKeepsLineEnds) {
    Diagnostic error;
    EXPECT_EQ(Source::from_bytes("a\r\n", "f.py", error)->verbatim().text(), "a\r\n");
}

TEST(Source, CookiesOnTheFirstTwoLinesCount) {
    EXPECT_EQ(decoded("# coding: latin-1\n\xe9"), "# coding: latin-1\né");
    EXPECT_EQ(decoded("#!x\n# -*- coding: iso-8859-15 -*-\n\xa4"), "#!x\n# -*- coding: iso-8859-15 -*-\n€");
    EXPECT_EQ(decoded("# vim: set fileencoding=cp1252 :\n\x80"), "# vim: set fileencoding=cp1252 :\n€");
    EXPECT_EQ(decoded("x = 1\n# coding: latin-1\n'\xe9'").substr(0, 6), "error:");
}

TEST(Source, AMarkMeansUtf8) {
    EXPECT_EQ(decoded("\xEF\xBB\xBFx"), "x");
    EXPECT_EQ(decoded("\xEF\xBB\xBF# coding: latin-1\n"), "error:encoding problem: iso-8859-1 with BOM");
}

TEST(Source, BadBytesAreErrors) {
    EXPECT_EQ(decoded("a\n\xff"),
              "error:Non-UTF-8 code starting with '\\xff' in file f.py on line 2, but no encoding declared; "
              "see https://peps.python.org/pep-0263/ for details");
    EXPECT_EQ(decoded("# coding: klingon\n"), "error:encoding problem: klingon");
    EXPECT_EQ(decoded(std::string("a\0b", 3)), "error:source code cannot contain null bytes");
}

TEST(Source, PositionsAreFoundFromOffsets) {
    Diagnostic error;
    Source source = *Source::from_text("ab\n\ncd", "f.py", error);
    EXPECT_EQ(source.line_count(), 3U);
    EXPECT_EQ(source.position(0), (Position{1, 0}));
    EXPECT_EQ(source.position(3), (Position{2, 0}));
    EXPECT_EQ(source.position(5), (Position{3, 1}));
    EXPECT_EQ(source.line_text(1), "ab");
    EXPECT_EQ(source.line_text(9), "");
}

TEST(Unicode, IdentifiersAreNormalised) {
    EXPECT_EQ(normalise_identifier("ﬁ"), "fi");
    EXPECT_EQ(normalise_identifier("ｗｉｄｔｈ"), "width");
    EXPECT_EQ(normalise_identifier("e\u0301"), "é");
    EXPECT_EQ(normalise_identifier("µ"), "μ");
    EXPECT_EQ(normalise_identifier("\u1112\u1161\u11ab"), "한");
    EXPECT_EQ(normalise_identifier("a\u0323\u0307"), "ạ\u0307");
}

}  // namespace minipy::lexer
