// SPDX-License-Identifier: MIT
#include "lexer/layout.hpp"

#include "tests/unit/lexer/support.hpp"

namespace minipy::lexer {

TEST(Layout, IndentationMakesBlocks) {
    EXPECT_EQ(laid_out("if a:\n  b\n  c\nd\n"),
              "IF NAME COLON NEWLINE INDENT NAME NEWLINE NAME NEWLINE DEDENT NAME NEWLINE");
}

TEST(Layout, TheEndClosesAllBlocks) {
    EXPECT_EQ(laid_out("if a:\n if b:\n  c"),
              "IF NAME COLON NEWLINE INDENT IF NAME COLON NEWLINE INDENT NAME NEWLINE DEDENT DEDENT");
}

TEST(Layout, BlankLinesAndCommentsDoNotCount) {
    EXPECT_EQ(laid_out("if a:\n  b\n\n# x\n    # y\n  c\n"),
              "IF NAME COLON NEWLINE INDENT NAME NEWLINE NAME NEWLINE DEDENT");
}

TEST(Layout, LinesInBracketsAreOne) {
    EXPECT_EQ(laid_out("a = (\n  1,\n\n 2)\n"), "NAME EQUAL LPAR NUMBER COMMA NUMBER RPAR NEWLINE");
}

TEST(Layout, TabsReachToMultiplesOfEight) {
    EXPECT_EQ(laid_out("if a:\n\tb\n\tc\n"), "IF NAME COLON NEWLINE INDENT NAME NEWLINE NAME NEWLINE DEDENT");
    EXPECT_EQ(laid_out("if a:\n        b\n\tc\n"),
              "IF NAME COLON NEWLINE INDENT NAME NEWLINE error:inconsistent use of tabs and spaces in indentation");
}

TEST(Layout, ADedentMustMeetABlock) {
    EXPECT_EQ(laid_out("if a:\n    b\n  c\n"),
              "IF NAME COLON NEWLINE INDENT NAME NEWLINE error:unindent does not match any outer indentation level");
}

TEST(Layout, MatchIsAKeywordOnlyInAMatchStatement) {
    EXPECT_EQ(laid_out("match x:\n case 1: pass\n"),
              "MATCH NAME COLON NEWLINE INDENT CASE NUMBER COLON PASS NEWLINE DEDENT");
    EXPECT_EQ(laid_out("match = 1\nmatch(x)\nmatch: int = 3\ncase = match\n"),
              "NAME EQUAL NUMBER NEWLINE NAME LPAR NAME RPAR NEWLINE NAME COLON NAME EQUAL NUMBER NEWLINE NAME EQUAL "
              "NAME NEWLINE");
}

TEST(Layout, CaseBelongsToTheLevelOfItsMatch) {
    EXPECT_EQ(laid_out("match x:\n case 1:\n  case = 2\n case 3: pass\n"),
              "MATCH NAME COLON NEWLINE INDENT CASE NUMBER COLON NEWLINE INDENT NAME EQUAL NUMBER NEWLINE DEDENT "
              "CASE NUMBER COLON PASS NEWLINE DEDENT");
}

TEST(Layout, ParenthesesOfWithAreToldFromThoseOfATuple) {
    EXPECT_EQ(laid_out("with (a, b): x\n"), "WITH WITH_LPAR NAME COMMA NAME RPAR COLON NAME NEWLINE");
    EXPECT_EQ(laid_out("with (a) as b: x\n"), "WITH LPAR NAME RPAR AS NAME COLON NAME NEWLINE");
    EXPECT_EQ(laid_out("with (a, *b): x\n"), "WITH LPAR NAME COMMA STAR NAME RPAR COLON NAME NEWLINE");
    EXPECT_EQ(laid_out("with (): x\n"), "WITH LPAR RPAR COLON NAME NEWLINE");
    EXPECT_EQ(laid_out("with (yield): x\n"), "WITH LPAR YIELD RPAR COLON NAME NEWLINE");
    EXPECT_EQ(laid_out("with (lambda *a: a, b): x\n"),
              "WITH WITH_LPAR LAMBDA STAR NAME COLON NAME COMMA NAME RPAR COLON NAME NEWLINE");
    EXPECT_EQ(laid_out("async with (a as b): x\n"), "ASYNC WITH WITH_LPAR NAME AS NAME RPAR COLON NAME NEWLINE");
}

TEST(Layout, BracketsMustMatch) {
    EXPECT_EQ(laid_out("(1]"), "LPAR NUMBER error:closing parenthesis ']' does not match opening parenthesis '('");
    EXPECT_EQ(laid_out("(\n1]"),
              "LPAR NUMBER error:closing parenthesis ']' does not match opening parenthesis '(' on line 1");
    EXPECT_EQ(laid_out("1)"), "NUMBER error:unmatched ')'");
    EXPECT_EQ(laid_out("[(1"), "LSQB LPAR NUMBER error:'(' was never closed");
}

TEST(Layout, DepthIsBounded) {
    EXPECT_NE(laid_out(std::string(201, '(')).find("error:too many nested parentheses"), std::string::npos);
    std::string blocks;
    for (int i = 0; i < 101; ++i) blocks += std::string(static_cast<std::size_t>(i), ' ') + "if x:\n";
    EXPECT_NE(laid_out(blocks).find("error:too many levels of indentation"), std::string::npos);
}

TEST(Layout, TypeCommentsComeOnRequest) {
    EXPECT_EQ(laid_out("x = 1  # type: int\n"), "NAME EQUAL NUMBER NEWLINE");
    EXPECT_EQ(laid_out("x = 1  # type: int\n", true), "NAME EQUAL NUMBER TYPE_COMMENT NEWLINE");
    EXPECT_EQ(laid_out("x = 1  # type: ignore[y]\n", true), "NAME EQUAL NUMBER NEWLINE");
}

TEST(Layout, EndMarkerComesForEver) {
    Source source = source_of("");
    Layout layout(source);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(layout.next().kind, TOKEN_ENDMARKER);
}

}  // namespace minipy::lexer
