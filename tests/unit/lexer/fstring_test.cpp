// SPDX-License-Identifier: MIT
#include "lexer/fstring.hpp"

#include <gtest/gtest.h>

namespace minipy::lexer {

namespace {

// "text|{expression!r:spec}|…", or the error.
std::string parts(std::string_view body, bool raw = false) {
    FStringReader reader(body, {0, static_cast<std::uint32_t>(body.size())}, raw, 0);
    auto piece = [&](TextRange range) { return std::string(body.substr(range.start, range.end - range.start)); };
    std::string shown;
    while (!reader.at_end()) {
        FStringPart part;
        if (!reader.next(part)) return reader.error();
        if (!part.text.empty()) shown += piece(part.text) + "|";
        if (!part.has_expression) continue;
        if (!reader.finish(part)) return reader.error();
        shown += "{" + piece(part.expression);
        if (part.debug) shown += "=";
        if (part.conversion) shown += std::string("!") + part.conversion;
        if (part.has_specification) shown += ":" + piece(part.specification);
        shown += "}|";
    }
    return shown;
}

}  // namespace

TEST(FString, TextAndExpressionsAlternate) { EXPECT_EQ(parts("a{b}c{d}"), "a|{b}|c|{d}|"); }

TEST(FString, DoubledBracesAreText) { EXPECT_EQ(parts("{{a}}"), "{|a}|"); }

TEST(FString, ConversionSpecificationAndDebug) {
    EXPECT_EQ(parts("{a!r}{b:>5}{c=}{d = !s:{w}.{p}}"), "{a!r}|{b:>5}|{c=}|{d =!s:{w}.{p}}|");
}

TEST(FString, ComparisonsAreNotTheEnd) {
    EXPECT_EQ(parts("{a!=b}{c==d}{e<=f}{g>=h:i}"), "{a!=b}|{c==d}|{e<=f}|{g>=h:i}|");
}

TEST(FString, ColonsInBracketsAndStringsAreInside) {
    EXPECT_EQ(parts("{a[1:2]}{(lambda:1)()}{'x:y}'}"), "{a[1:2]}|{(lambda:1)()}|{'x:y}'}|");
}

TEST(FString, NamesOfCharactersHaveBraces) {
    EXPECT_EQ(parts(R"(\N{DIGIT ONE}{a})"), R"(\N{DIGIT ONE}|{a}|)");
    EXPECT_EQ(parts(R"(\N{a})", true), R"(\N|{a}|)");
}

TEST(FString, MistakesAreNamed) {
    EXPECT_EQ(parts("{}"), "f-string: empty expression not allowed");
    EXPECT_EQ(parts("{!r}"), "f-string: expression required before '!'");
    EXPECT_EQ(parts("}"), "f-string: single '}' is not allowed");
    EXPECT_EQ(parts("{a"), "f-string: expecting '}'");
    EXPECT_EQ(parts("{a!x}"), "f-string: invalid conversion character: expected 's', 'r', or 'a'");
    EXPECT_EQ(parts(R"({a\b})"), "f-string expression part cannot include a backslash");
    EXPECT_EQ(parts("{a#}"), "f-string expression part cannot include '#'");
    EXPECT_EQ(parts("{(}"), "f-string: closing parenthesis '}' does not match opening parenthesis '('");
    EXPECT_EQ(parts("{a)}"), "f-string: unmatched ')'");
    EXPECT_EQ(parts("{a:{b:{c}}}"), "f-string: expressions nested too deeply");
}

}  // namespace minipy::lexer
