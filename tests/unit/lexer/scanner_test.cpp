// SPDX-License-Identifier: MIT
#include "lexer/scanner.hpp"

#include "tests/unit/lexer/support.hpp"

namespace minipy::lexer {

TEST(Scanner, TheLongestOperatorWins) {
    EXPECT_EQ(scanned("a**=b"), "NAME:a DOUBLESTAREQUAL NAME:b");
    EXPECT_EQ(scanned("a* *b"), "NAME:a STAR STAR NAME:b");
    EXPECT_EQ(scanned("... .."), "ELLIPSIS DOT DOT");
    EXPECT_EQ(scanned("x:=y->z"), "NAME:x COLONEQUAL NAME:y RARROW NAME:z");
}

TEST(Scanner, KeywordsAreWholeWords) {
    EXPECT_EQ(scanned("if iffy notin not in"), "IF NAME:iffy NAME:notin NOT IN");
    EXPECT_EQ(scanned("match case _ print"), "NAME:match NAME:case NAME:_ NAME:print");
}

TEST(Scanner, UnderscoresMaySeparateDigits) {
    EXPECT_EQ(scanned("1_000 0x_ff 0b1_0 1_0.0_1e1_0j"), "NUMBER:1_000 NUMBER:0x_ff NUMBER:0b1_0 NUMBER:1_0.0_1e1_0j");
}

TEST(Scanner, APointMakesAFloatOnEitherSide) {
    EXPECT_EQ(scanned("1. .5 1.e5 0.5j"), "NUMBER:1. NUMBER:.5 NUMBER:1.e5 NUMBER:0.5j");
}

TEST(Scanner, ANumberMayTouchAKeyword) {
    EXPECT_EQ(scanned("1if 2else 0x1for"), "NUMBER:1 IF NUMBER:2 ELSE NUMBER:0x1f OR");
}

TEST(Scanner, WrongNumbersAreNamed) {
    EXPECT_EQ(scanned("1a"), "error:invalid decimal literal");
    EXPECT_EQ(scanned("1__0"), "error:invalid decimal literal");
    EXPECT_EQ(scanned("1_"), "error:invalid decimal literal");
    EXPECT_EQ(scanned("0xg"), "error:invalid hexadecimal literal");
    EXPECT_EQ(scanned("0b12"), "error:invalid digit '2' in binary literal");
    EXPECT_EQ(scanned("0o8"), "error:invalid digit '8' in octal literal");
    EXPECT_EQ(scanned("1.5ja"), "error:invalid imaginary literal");
    EXPECT_EQ(scanned("012"),
              "error:leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers");
    EXPECT_EQ(scanned("00 0_0 012.5"), "NUMBER:00 NUMBER:0_0 NUMBER:012.5");
}

TEST(Scanner, StringsEndAtTheirOwnQuotes) {
    EXPECT_EQ(scanned(R"('a"b' "a'b")"), R"(STRING:'a"b' STRING:"a'b")");
    EXPECT_EQ(scanned(R"('a\'b')"), R"(STRING:'a\'b')");
    EXPECT_EQ(scanned("'''a'b''c''' ''"), "STRING:'''a'b''c''' STRING:''");
    EXPECT_EQ(scanned("rb'x' Rb'x' f'x' u'x' bu'x'"),
              "STRING:rb'x' STRING:Rb'x' STRING:f'x' STRING:u'x' NAME:bu STRING:'x'");
}

TEST(Scanner, AStringMayContinueOverLines) {
    Source source = source_of("x = '''a\nb\n''' + y\n");
    Scanner scanner(source);
    scanner.next();
    scanner.next();
    Token string = scanner.next();
    Token plus = scanner.next();
    EXPECT_EQ(string.line, 1U);
    EXPECT_EQ(end_of(source, string), (Position{3, 3}));
    EXPECT_EQ(start_of(source, plus), (Position{3, 4}));
}

TEST(Scanner, UnterminatedStringsTellWhereTheyWereNoticed) {
    EXPECT_EQ(scanned("'abc\nx"), "error:unterminated string literal (detected at line 1)");
    EXPECT_EQ(scanned("'''abc\nx\n"), "error:unterminated triple-quoted string literal (detected at line 2)");
}

TEST(Scanner, BackslashesContinueLines) {
    EXPECT_EQ(scanned("a \\\n b"), "NAME:a NAME:b");
    EXPECT_EQ(scanned("a \\ b"), "NAME:a error:unexpected character after line continuation character");
}

TEST(Scanner, IdentifiersMayBeUnicode) {
    EXPECT_EQ(scanned("é蟒 ªb"), "NAME:é蟒 NAME:ªb");
    EXPECT_EQ(scanned("a€"), "error:invalid character '€' (U+20AC)");
    EXPECT_EQ(scanned("a\u00a0b"), "error:invalid non-printable character U+00A0");
}

TEST(Scanner, ALongLineTakesLinearTime) {
    std::string line = "x = [";
    for (int i = 0; i < 1'000'000; ++i) line += "1,";
    Source source = source_of(line + "]");
    Scanner scanner(source);
    std::size_t count = 0;
    while (scanner.next().kind != TOKEN_ENDMARKER) ++count;
    EXPECT_EQ(count, 2'000'004U);
}

}  // namespace minipy::lexer
