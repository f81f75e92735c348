// SPDX-License-Identifier: MIT
#include "lexer/dump.hpp"

#include "tests/unit/lexer/support.hpp"

namespace minipy::lexer {

TEST(TokenDump, LooksLikeTheTokenizeModules) {
    EXPECT_EQ(dump_tokens(source_of("if é:\n\tx  # c\n\ny")).text,
              "0,0-0,0:            ENCODING       'utf-8'        \n"
              "1,0-1,2:            NAME           'if'           \n"
              "1,3-1,4:            NAME           'é'            \n"
              "1,4-1,5:            COLON          ':'            \n"
              "1,5-1,6:            NEWLINE        '\\n'           \n"
              "2,0-2,1:            INDENT         '\\t'           \n"
              "2,1-2,2:            NAME           'x'            \n"
              "2,4-2,7:            COMMENT        '# c'          \n"
              "2,7-2,8:            NEWLINE        '\\n'           \n"
              "3,0-3,1:            NL             '\\n'           \n"
              "4,0-4,0:            DEDENT         ''             \n"
              "4,0-4,1:            NAME           'y'            \n"
              "4,1-4,2:            NEWLINE        ''             \n"
              "5,0-5,0:            ENDMARKER      ''             \n");
}

TEST(TokenDump, WhatIsNoTokenIsShownCharacterByCharacter) {
    std::string text = dump_tokens(source_of("x = 'a\n")).text;
    EXPECT_NE(text.find("1,3-1,4:            ERRORTOKEN     ' '"), std::string::npos);
    EXPECT_NE(text.find("1,4-1,5:            ERRORTOKEN     \"'\""), std::string::npos);
    EXPECT_NE(text.find("1,5-1,6:            NAME           'a'"), std::string::npos);
}

TEST(TokenDump, AnOpenEndIsAnError) {
    TokenDump dump = dump_tokens(source_of("x = (\n"));
    ASSERT_TRUE(dump.error.has_value());
    EXPECT_EQ(dump.error->message, "EOF in multi-line statement");
    EXPECT_EQ(dump.error->line, 2);
    EXPECT_EQ(dump.text, "");
}

TEST(TokenDump, RichRowsHaveIdsAndSpans) {
    std::optional<Diagnostic> error;
    std::vector<TokenRow> rows = token_rows(source_of("n // 2\n"), error);
    ASSERT_EQ(rows.size(), 5U);
    EXPECT_EQ(rows[1].id, 2U);
    EXPECT_EQ(rows[1].type, "DOUBLESLASH");
    EXPECT_EQ(show_span(rows[1].span), "1:2-4");
    EXPECT_EQ(rows[0].text, "'n'");
    EXPECT_FALSE(error.has_value());
}

}  // namespace minipy::lexer
