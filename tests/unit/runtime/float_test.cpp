// SPDX-License-Identifier: MIT
#include "runtime/numbers/float.hpp"

#include <cfloat>
#include <cmath>

#include "runtime/numbers/complex.hpp"
#include "runtime/numbers/float_text.hpp"
#include "tests/unit/runtime/support.hpp"

namespace minipy::test {

TEST(FloatText, ReprIsTheShortestThatReadsBack) {
    EXPECT_EQ(double_repr(0.1), "0.1");
    EXPECT_EQ(double_repr(1.0), "1.0");
    EXPECT_EQ(double_repr(1e16), "1e+16");
    EXPECT_EQ(double_repr(123456789012345680.0), "1.2345678901234568e+17");
    EXPECT_EQ(double_repr(1e15), "1000000000000000.0");
    EXPECT_EQ(double_repr(0.0001), "0.0001");
    EXPECT_EQ(double_repr(0.00001), "1e-05");
    EXPECT_EQ(double_repr(-0.0), "-0.0");
    EXPECT_EQ(double_repr(5e-324), "5e-324");
    EXPECT_EQ(double_repr(HUGE_VAL), "inf");
}

TEST(FloatText, PrecisionRoundsTheExactValue) {
    EXPECT_EQ(double_format(0.5, 'f', 0, false), "0");
    EXPECT_EQ(double_format(1.5, 'f', 0, true), "2.");
    EXPECT_EQ(double_format(0.1, 'f', 20, false), "0.10000000000000000555");
    EXPECT_EQ(double_format(1234.5, 'e', 2, false), "1.23e+03");
    EXPECT_EQ(double_format(100.0, 'g', 6, false), "100");
    EXPECT_EQ(double_format(100.0, 'g', 6, true), "100.000");
    EXPECT_EQ(double_format(1e-5, 'g', 6, false), "1e-05");
    EXPECT_EQ(double_format(0.0, 'g', 6, false), "0");
    EXPECT_EQ(double_format(5e-324, 'f', 1100, false).size(), 1102u);
}

TEST(FloatText, ParsesWhatPythonParses) {
    auto parse = [](std::string_view text) {
        double value = 0;
        return parse_double(text, value) ? double_repr(value) : "no";
    };
    EXPECT_EQ(parse("1_0.5_0"), "10.5");
    EXPECT_EQ(parse("1__0"), "no");
    EXPECT_EQ(parse("_1"), "no");
    EXPECT_EQ(parse("1._5"), "no");
    EXPECT_EQ(parse(".5"), "0.5");
    EXPECT_EQ(parse("5."), "5.0");
    EXPECT_EQ(parse("."), "no");
    EXPECT_EQ(parse("1e"), "no");
    EXPECT_EQ(parse("-Infinity"), "-inf");
    EXPECT_EQ(parse("nan"), "nan");
    EXPECT_EQ(parse("nan(1)"), "no");
    EXPECT_EQ(parse("1e400"), "inf");
    EXPECT_EQ(parse("1e-400"), "0.0");
    EXPECT_EQ(parse("0x1"), "no");
}

TEST(FloatText, HexadecimalGoesBothWays) {
    EXPECT_EQ(double_hex(1.5), "0x1.8000000000000p+0");
    EXPECT_EQ(double_hex(5e-324), "0x0.0000000000001p-1022");
    EXPECT_EQ(double_hex(-0.0), "-0x0.0p+0");
    EXPECT_EQ(double_from_hex(" 0x1.8p3 ").take(), 12.0);
    EXPECT_TRUE(double_from_hex("0x1p5000").failed());
    EXPECT_EQ(taken_error(), "OverflowError: hexadecimal value too large to represent as a float");
    EXPECT_TRUE(double_from_hex("x").failed());
    EXPECT_EQ(taken_error(), "ValueError: invalid hexadecimal floating-point string");
}

TEST(Float, FloorDivisionAndRemainderFollowTheDivisorsSign) {
    EXPECT_EQ(double_floor_divide(7.5, -2), -4.0);
    EXPECT_EQ(double_remainder(7.5, -2), -0.5);
    EXPECT_TRUE(std::signbit(double_remainder(4, -2)));
    EXPECT_EQ(double_floor_divide(1, 0.1), 9.0);
}

TEST(Float, PowerRaisesOrBecomesComplex) {
    EXPECT_EQ(shown(double_power(-8, 1.0 / 3)), "(1.0000000000000002+1.7320508075688772j)");
    EXPECT_EQ(shown(double_power(0, -1)), "ZeroDivisionError: 0.0 cannot be raised to a negative power");
    EXPECT_EQ(shown(double_power(2, 10000)), "OverflowError: (34, 'Numerical result out of range')");
    EXPECT_EQ(shown(double_power(1, NAN)), "1.0");
}

TEST(Float, ComparesWithIntsExactly) {
    EXPECT_EQ(compare_double_int(9007199254740992.0, integer("9007199254740993").get()), -1);
    EXPECT_EQ(compare_double_int(1e300, integer("5").get()), 1);
    EXPECT_EQ(compare_double_int(-HUGE_VAL, integer("-1" + std::string(400, '0')).get()), -1);
}

TEST(Float, RoundsDecimallyFromTheExactValue) {
    EXPECT_EQ(double_round(2.675, 2).take(), 2.67);
    EXPECT_EQ(double_round(150.0, -2).take(), 200.0);
    EXPECT_EQ(double_round(50.0, -2).take(), 0.0);
    EXPECT_EQ(double_round(51.0, -2).take(), 100.0);
    EXPECT_EQ(double_round(0.5, 400).take(), 0.5);
    EXPECT_TRUE(double_round(DBL_MAX, -308).failed());
    EXPECT_EQ(taken_error(), "OverflowError: rounded value too large to represent");
}

TEST(Complex, PrintsBothParts) {
    EXPECT_EQ(shown(Complex::from(0, 2)), "2j");
    EXPECT_EQ(shown(Complex::from(-0.0, 2)), "(-0+2j)");
    EXPECT_EQ(shown(Complex::from(1, -2.5)), "(1-2.5j)");
    EXPECT_EQ(shown(Complex::from(1, NAN)), "(1+nanj)");
    EXPECT_EQ(shown(complex_power(0, 0, -1, 0)), "ZeroDivisionError: 0.0 to a negative or complex power");
}

}  // namespace minipy::test
