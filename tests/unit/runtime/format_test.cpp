// SPDX-License-Identifier: MIT
#include <cmath>

#include "runtime/containers/dict.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/numbers/complex.hpp"
#include "runtime/text/format_braces.hpp"
#include "runtime/text/format_percent.hpp"
#include "runtime/text/format_spec.hpp"
#include "tests/unit/runtime/support.hpp"

namespace minipy::test {

std::string formatted(std::int64_t value, const char* spec) {
    return shown(format_int(Int::from(value).get(), text(spec).get()));
}
std::string formatted(double value, const char* spec) {
    return shown(format_float(Float::from(value).get(), text(spec).get()));
}
std::string formatted(const char* value, const char* spec) {
    return shown(format_str(text(value).get(), text(spec).get()));
}

TEST(FormatSpec, IntegersAreGroupedAndPadded) {
    EXPECT_EQ(formatted(std::int64_t(1234567), "016,"), "'0,000,001,234,567'");
    EXPECT_EQ(formatted(std::int64_t(-255), "#010x"), "'-0x00000ff'");
    EXPECT_EQ(formatted(std::int64_t(255), "#_b"), "'0b1111_1111'");
    EXPECT_EQ(formatted(std::int64_t(12), "é^+7d"), "'éé+12éé'");
    EXPECT_EQ(formatted(std::int64_t(65), "c"), "'A'");
    EXPECT_EQ(formatted(std::int64_t(12), ".2%"), "'1200.00%'");
}

TEST(FormatSpec, FloatsFollowTheirType) {
    EXPECT_EQ(formatted(1234567.891, "020,.2f"), "'0,000,001,234,567.89'");
    EXPECT_EQ(formatted(100.0, ".3"), "'1e+02'");
    EXPECT_EQ(formatted(-0.04, "z.1f"), "'0.0'");
    EXPECT_EQ(formatted(-HUGE_VAL, "010,"), "'-000000inf'");
    EXPECT_EQ(formatted(1.0, "10"), "'       1.0'");
    EXPECT_EQ(formatted(123456789.0, "G"), "'1.23457E+08'");
    EXPECT_EQ(shown(format_complex(Complex::from(1, 2).get(), text("<10.1f").get())), "'1.0+2.0j  '");
}

TEST(FormatSpec, MistakesAreNamed) {
    EXPECT_EQ(formatted("a", "=5"), "ValueError: '=' alignment not allowed in string format specifier");
    EXPECT_EQ(formatted(std::int64_t(1), ",x"), "ValueError: Cannot specify ',' with 'x'.");
    EXPECT_EQ(formatted(std::int64_t(1), "xx"), "ValueError: Invalid format specifier 'xx' for object of type 'int'");
    EXPECT_EQ(formatted(1.5, "d"), "ValueError: Unknown format code 'd' for object of type 'float'");
    EXPECT_EQ(formatted(1.5, "."), "ValueError: Format specifier missing precision");
}

std::string braces(const char* format, std::initializer_list<Object*> arguments) {
    return shown(format_braces(text(format).get(), {arguments.begin(), Size(arguments.size()), nullptr}, nullptr));
}

TEST(FormatBraces, FieldsAreLookedUpConvertedAndNested) {
    Ref<Str> name = text("é");
    Ref<Int> number = Int::from(5);
    EXPECT_EQ(braces("{}{{}}{!a:>8}", {number.get(), name.get()}), "\"5{}  '\\\\xe9'\"");
    EXPECT_EQ(braces("{0:>{1}}|{0.real}", {number.get(), number.get()}), "'    5|5'");
    EXPECT_EQ(braces("{} {0}", {number.get()}),
              "ValueError: cannot switch from automatic field numbering to manual field specification");
    EXPECT_EQ(braces("{2}", {number.get()}), "IndexError: Replacement index 2 out of range for positional args tuple");
    EXPECT_EQ(braces("}", {}), "ValueError: Single '}' encountered in format string");
    EXPECT_EQ(braces("{:{:{}}}", {number.get(), number.get(), number.get()}),
              "ValueError: Max string recursion exceeded");
}

TEST(FormatPercent, FollowsPrintf) {
    auto percent = [](const char* format, std::initializer_list<Object*> values) {
        Ref<Tuple> arguments = Tuple::of(values);
        return shown(format_percent(text(format).get(), arguments.get()));
    };
    Ref<Int> number = Int::from(-255);
    Ref<Float> real = Float::from(1.5);
    Ref<Str> word = text("abc");
    EXPECT_EQ(percent("%#06x|%+d|%-6d|%06d", {number.get(), number.get(), number.get(), number.get()}),
              "'-0x0ff|-255|-255  |-00255'");
    EXPECT_EQ(percent("%5.1s|%r|%%|%c", {word.get(), word.get(), Int::from(8364).get()}), "\"    a|'abc'|%|€\"");
    EXPECT_EQ(percent("%.0f %g %e", {real.get(), real.get(), real.get()}), "'2 1.5 1.500000e+00'");
    EXPECT_EQ(percent("%d", {word.get()}), "TypeError: %d format: a real number is required, not str");
    EXPECT_EQ(percent("%q", {word.get()}), "ValueError: unsupported format character 'q' (0x71) at index 1");
    EXPECT_EQ(percent("%s %s", {word.get()}), "TypeError: not enough arguments for format string");
    EXPECT_EQ(percent("x", {word.get()}), "TypeError: not all arguments converted during string formatting");
}

TEST(FormatPercent, MappingsGiveValuesByKey) {
    Ref<Dict> values = Dict::create();
    ASSERT_TRUE(dict_set(values.get(), text("a").get(), Int::from(1).get()).ok());
    EXPECT_EQ(shown(format_percent(text("%(a)03d").get(), values.get())), "'001'");
    EXPECT_EQ(shown(format_percent(text("%(b)s").get(), values.get())), "KeyError: 'b'");
    EXPECT_EQ(format_percent_bytes("%b", Tuple::of({bytes("x").get()}).get()).take().view(), "x");
}

}  // namespace minipy::test
