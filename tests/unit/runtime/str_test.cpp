// SPDX-License-Identifier: MIT
#include "runtime/text/str.hpp"

#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/text/codecs.hpp"
#include "runtime/text/str_case.hpp"
#include "runtime/text/str_search.hpp"
#include "runtime/text/unicode_data.hpp"
#include "tests/unit/runtime/support.hpp"

namespace minipy::test {

TEST(Str, WidthFollowsTheWidestCharacter) {
    EXPECT_EQ(text("abc")->kind, 1);
    EXPECT_TRUE(text("abc")->ascii);
    EXPECT_FALSE(text("é")->ascii);
    EXPECT_EQ(text("€")->kind, 2);
    EXPECT_EQ(text("😀")->kind, 4);
    EXPECT_EQ(str_substring(text("ab😀").get(), 0, 2).take()->kind, 1);
}

TEST(Str, ReprQuotesAndEscapes) {
    EXPECT_EQ(shown(text("it's")), "\"it's\"");
    EXPECT_EQ(shown(text("'\"")), "'\\'\"'");
    EXPECT_EQ(shown(text("\t\x7f\\é\u00ad\u2028")), "'\\t\\x7f\\\\é\\xad\\u2028'");
}

TEST(StrSearch, FindsAcrossWidths) {
    Ref<Str> hay = text("aé€😀aé€😀");
    EXPECT_EQ(str_find(hay.get(), text("é€").get(), 0, hay->length), 1);
    EXPECT_EQ(str_find_last(hay.get(), text("é€").get(), 0, hay->length), 5);
    EXPECT_EQ(str_find(hay.get(), text("é€").get(), 2, hay->length), 5);
    EXPECT_EQ(str_find(text("abc").get(), text("€").get(), 0, 3), -1);
    EXPECT_EQ(str_count(hay.get(), text("😀").get(), 0, hay->length), 2);
    EXPECT_EQ(str_count(text("aaaa").get(), text("aa").get(), 0, 4), 2);
    EXPECT_EQ(str_count(text("abc").get(), text("").get(), 0, 3), 4);
    EXPECT_EQ(str_find_last(text("abcabc").get(), text("abc").get(), 0, 5), 0);
}

TEST(StrSearch, WideSearchSkipsButMissesNothing) {
    std::string hay;
    for (int index = 0; index < 500; ++index) hay += index % 7 == 3 ? "ж" : "ё";
    hay += "жжё";
    EXPECT_EQ(str_find(text(hay).get(), text("жжё").get(), 0, 503), 500);
    EXPECT_EQ(str_find(text("xйxйxйy").get(), text("xйy").get(), 0, 7), 4);
}

TEST(StrSearch, ReplaceChangesWidthBothWays) {
    EXPECT_EQ(shown(str_replace(text("a-b-c").get(), text("-").get(), text("€").get(), -1)), "'a€b€c'");
    Ref<Str> narrow = str_replace(text("a€b").get(), text("€").get(), text("-").get(), -1).take();
    EXPECT_EQ(narrow->kind, 1);
    EXPECT_TRUE(narrow->ascii);
    EXPECT_EQ(shown(str_replace(text("aaa").get(), text("a").get(), text("bb").get(), 2)), "'bbbba'");
    EXPECT_EQ(shown(str_replace(text("ab").get(), text("").get(), text("-").get(), -1)), "'-a-b-'");
    EXPECT_EQ(shown(str_replace(text("ab").get(), text("").get(), text("-").get(), 2)), "'-a-b'");
}

TEST(StrSplit, SplitsAtSpacesAndSeparators) {
    EXPECT_EQ(shown(str_split(text("  a  b c ").get(), nullptr, -1)), "['a', 'b', 'c']");
    EXPECT_EQ(shown(str_split(text("  a  b c ").get(), nullptr, 1)), "['a', 'b c ']");
    EXPECT_EQ(shown(str_split_last(text("  a  b c ").get(), nullptr, 1)), "['  a  b', 'c']");
    EXPECT_EQ(shown(str_split(text("a,,b").get(), text(",").get(), -1)), "['a', '', 'b']");
    EXPECT_EQ(shown(str_split_last(text("a,,b").get(), text(",").get(), 1)), "['a,', 'b']");
    EXPECT_EQ(shown(str_split(text("a").get(), text("").get(), -1)), "ValueError: empty separator");
    EXPECT_EQ(shown(str_split_lines(text("a\r\nb\u2028c\n").get(), true)), "['a\\r\\n', 'b\\u2028', 'c\\n']");
    EXPECT_EQ(shown(str_partition_last(text("a.b.c").get(), text(".").get())), "('a.b', '.', 'c')");
}

TEST(StrCase, UsesFullMappings) {
    EXPECT_EQ(shown(str_upper(text("straße ŉ").get())), "'STRASSE ʼN'");
    EXPECT_EQ(shown(str_lower(text("ΑΣ ΑΣΑ Σ").get())), "'ας ασα σ'");
    EXPECT_EQ(shown(str_title(text("ﬁne they're ǆ").get())), "\"Fine They'Re ǅ\"");
    EXPECT_EQ(shown(str_fold_case(text("Straße").get())), "'strasse'");
    EXPECT_EQ(shown(str_swap_case(text("aBß").get())), "'AbSS'");
    EXPECT_EQ(shown(str_capitalize(text("ÉTÉ").get())), "'Été'");
}

TEST(Unicode, DigitsOfAllScriptsCount) {
    EXPECT_EQ(ascii_digits(text("١٢\u2003x").get()).view(), "12 x");
    EXPECT_EQ(unicode::decimal_value(U'²'), -1);
    EXPECT_EQ(unicode::digit_value(U'²'), 2);
    EXPECT_TRUE(unicode::is_numeric(U'½'));
    EXPECT_STREQ(unicode::category(U'€'), "Sc");
}

// ---------------------------------------------------------------- codecs

std::string decoded(std::string_view data, const char* encoding, const char* errors = "strict") {
    return shown(decode(data, encoding, errors));
}
std::string encoded(std::string_view utf8, const char* encoding, const char* errors = "strict") {
    return shown(encode(decode_utf8(utf8, "surrogatepass").take().get(), encoding, errors));
}

TEST(Utf8, ErrorsNameTheExactBytes) {
    EXPECT_EQ(decoded("a\xff", "utf-8"),
              "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 1: invalid start byte");
    EXPECT_EQ(decoded("\xe2\x82", "utf-8"),
              "UnicodeDecodeError: 'utf-8' codec can't decode bytes in position 0-1: unexpected end of data");
    EXPECT_EQ(decoded("\xe2\x28", "utf-8"),
              "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe2 in position 0: invalid continuation byte");
    EXPECT_EQ(decoded("\xf0\x80\x80\x80", "utf-8", "replace"), "'\uFFFD\uFFFD\uFFFD\uFFFD'");
    EXPECT_EQ(decoded("\xed\xa0\x80", "utf-8", "surrogatepass"), "'\\ud800'");
    EXPECT_EQ(decoded("\x80z", "utf-8", "surrogateescape"), "'\\udc80z'");
    EXPECT_EQ(decoded("\x80z", "utf-8", "backslashreplace"), "'\\\\x80z'");
    EXPECT_EQ(decoded("\x80", "utf-8", "nosuch"), "LookupError: unknown error handler name 'nosuch'");
}

TEST(Utf8, IncompleteEndsAreLeftWhenAsked) {
    Size consumed = 0;
    EXPECT_EQ(shown(decode_utf8("a\xe2\x82", "strict", &consumed)), "'a'");
    EXPECT_EQ(consumed, 1);
}

TEST(Codecs, EncodeWithHandlers) {
    EXPECT_EQ(encoded("é€😀", "ascii", "backslashreplace"), "b'\\\\xe9\\\\u20ac\\\\U0001f600'");
    EXPECT_EQ(encoded("é€", "ascii", "xmlcharrefreplace"), "b'&#233;&#8364;'");
    EXPECT_EQ(encoded("é€", "latin-1", "replace"), "b'\\xe9?'");
    EXPECT_EQ(encoded("é€€", "latin1"),
              "UnicodeEncodeError: 'latin-1' codec can't encode characters in position 1-2: ordinal not in range(256)");
    EXPECT_EQ(encoded("\xed\xb2\x80", "utf-8", "surrogateescape"), "b'\\x80'");
    EXPECT_EQ(
        encoded("\xed\xa0\x80", "utf-8"),
        "UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud800' in position 0: surrogates not allowed");
    EXPECT_EQ(encoded("x", "no-such-codec"), "LookupError: unknown encoding: no-such-codec");
}

TEST(Codecs, WideEncodingsKnowByteOrders) {
    Ref<Str> text = Str::from("a😀");
    EXPECT_EQ(shown(encode_utf16(text.get(), "strict", ByteOrder::big)), "b'\\x00a\\xd8=\\xde\\x00'");
    EXPECT_EQ(encoded("a", "utf-16"), "b'\\xff\\xfea\\x00'");
    EXPECT_EQ(decoded(std::string_view("\xfe\xff\x00"
                                       "a",
                                       4),
                      "utf-16"),
              "'a'");
    EXPECT_EQ(decoded(std::string_view("\x00\xd8", 2), "utf-16"),
              "UnicodeDecodeError: 'utf-16-le' codec can't decode bytes in position 0-1: unexpected end of data");
    ByteOrder order = ByteOrder::little;
    EXPECT_EQ(shown(decode_utf32(std::string_view("a\0\0\0", 4), "strict", order)), "'a'");
}

}  // namespace minipy::test
