// SPDX-License-Identifier: MIT
#include "lexer/literals.hpp"

#include <gtest/gtest.h>

namespace minipy::lexer {

namespace {

std::string text_of_body(std::string_view body, std::string* warning = nullptr) {
    std::string text;
    LiteralProblem error;
    LiteralProblem warned;
    bool ok = decode_text(body, nullptr, text, error, warned);
    if (warning) *warning = warned.message;
    return ok ? text : error.message;
}

std::string bytes_of_body(std::string_view body, bool raw = false) {
    std::string bytes;
    LiteralProblem error;
    LiteralProblem warning;
    return decode_bytes(body, raw, bytes, error, warning) ? bytes : error.message;
}

}  // namespace

TEST(Literals, PrefixesAreTakenApart) {
    StringLiteral literal = split_string("Rb'''x'y'''");
    EXPECT_TRUE(literal.raw);
    EXPECT_TRUE(literal.bytes);
    EXPECT_FALSE(literal.formatted);
    EXPECT_EQ(literal.body, "x'y");
    EXPECT_EQ(literal.body_start, 5U);
    EXPECT_EQ(split_string("''").body, "");
    EXPECT_TRUE(split_string("u''").u_prefix);
    EXPECT_FALSE(split_string("U''").u_prefix);
}

TEST(Literals, EscapesBecomeCharacters) {
    EXPECT_EQ(text_of_body(R"(a\n\t\\\'\"\a)"), "a\n\t\\'\"\a");
    EXPECT_EQ(text_of_body(R"(\x41\u00e9\U0001F40D\101\0)"), std::string("A\u00e9\U0001F40D"
                                                                         "A\0",
                                                                         9));
    EXPECT_EQ(text_of_body("a\\\nb"), "ab");
}

TEST(Literals, LoneSurrogatesTakeThreeBytes) { EXPECT_EQ(text_of_body(R"(\ud800)"), "\xED\xA0\x80"); }

TEST(Literals, UnknownEscapesStayAndAreWarnedOf) {
    std::string warning;
    EXPECT_EQ(text_of_body(R"(\d\w)", &warning), R"(\d\w)");
    EXPECT_EQ(warning, R"(invalid escape sequence '\d')");
}

TEST(Literals, TruncatedEscapesAreNamedWithTheirPlace) {
    EXPECT_EQ(text_of_body(R"(ab\x4)"),
              R"((unicode error) 'unicodeescape' codec can't decode bytes in position 2-4: truncated \xXX escape)");
    EXPECT_EQ(text_of_body(R"(\U00110000)"),
              "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-9: illegal Unicode character");
    EXPECT_EQ(
        text_of_body(R"(\N)"),
        R"((unicode error) 'unicodeescape' codec can't decode bytes in position 0-1: malformed \N character escape)");
}

TEST(Literals, BytesAreAscii) {
    EXPECT_EQ(bytes_of_body(R"(a\xff\0)"), std::string("a\xff\0", 3));
    EXPECT_EQ(bytes_of_body(R"(\xff)", true), R"(\xff)");
    EXPECT_EQ(bytes_of_body("é"), "bytes can only contain ASCII literal characters");
    EXPECT_EQ(bytes_of_body(R"(ab\xg)"), R"((value error) invalid \x escape at position 2)");
    EXPECT_EQ(bytes_of_body(R"(\u0041)"), R"(\u0041)");
}

TEST(Literals, NumbersAreTakenApart) {
    EXPECT_EQ(split_number("0x_FF").digits, "FF");
    EXPECT_EQ(split_number("0x_FF").base, 16);
    EXPECT_EQ(split_number("0xE1").kind, NumberKind::integer);
    EXPECT_EQ(split_number("1_0e1").kind, NumberKind::float_);
    EXPECT_EQ(split_number("1_0e1").digits, "10e1");
    EXPECT_EQ(split_number("1.5J").kind, NumberKind::imaginary);
}

}  // namespace minipy::lexer
