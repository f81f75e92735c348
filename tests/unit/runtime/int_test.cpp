// SPDX-License-Identifier: MIT
#include "runtime/numbers/int.hpp"

#include "runtime/numbers/mpz.hpp"
#include "tests/unit/runtime/support.hpp"

namespace minipy::test {

TEST(Int, SmallValuesAreShared) {
    EXPECT_EQ(Int::from(256).get(), Int::from(256).get());
    EXPECT_EQ(Int::from(-5).get(), Int::from(-5).get());
    EXPECT_NE(Int::from(257).get(), Int::from(257).get());
}

TEST(Int, SumsGrowBeyond64Bits) {
    Ref<Int> largest = Int::from(INT64_MAX);
    EXPECT_EQ(shown(int_add(largest.get(), largest.get())), "18446744073709551614");
    EXPECT_EQ(shown(int_subtract(Int::from(INT64_MIN).get(), Int::from(1).get())), "-9223372036854775809");
}

TEST(Int, ResultsThatFitAreSmallAgain) {
    Ref<Int> big = integer("18446744073709551616"), one_less = integer("18446744073709551609");
    EXPECT_FALSE(big->is_small());
    Ref<Int> difference = int_subtract(big.get(), one_less.get());
    EXPECT_TRUE(difference->is_small());
    EXPECT_EQ(difference->small, 7);
    EXPECT_TRUE(int_subtract(integer("-9223372036854775809").get(), Int::from(-1).get())->is_small());
}

TEST(Int, ProductsAgreeWithGmp) {
    Ref<Int> a = integer("123456789012345678901234567890"), b = integer("-987654321098765432109876543210");
    EXPECT_EQ(shown(int_multiply(a.get(), b.get())), "-121932631137021795226185032733622923332237463801111263526900");
}

TEST(Int, LongProductsAgreeWithTheirQuotients) {
    Mpz power;
    mpz_ui_pow_ui(power, 3, 20000);
    Ref<Int> three = Int::from_mpz(power), square = int_multiply(three.get(), three.get()).take();
    EXPECT_EQ(int_compare(int_floor_divide(square.get(), three.get()).take().get(), three.get()), 0);
    EXPECT_TRUE(int_remainder(square.get(), three.get()).take()->is_zero());
}

TEST(Int, DivisionRoundsTowardsMinusInfinity) {
    auto divide = [](const char* a, const char* b) {
        return shown(int_floor_divide(integer(a).get(), integer(b).get())) + " " +
               shown(int_remainder(integer(a).get(), integer(b).get()));
    };
    EXPECT_EQ(divide("7", "2"), "3 1");
    EXPECT_EQ(divide("-7", "2"), "-4 1");
    EXPECT_EQ(divide("7", "-2"), "-4 -1");
    EXPECT_EQ(divide("-100000000000000000001", "10"), "-10000000000000000001 9");
    EXPECT_EQ(divide("100000000000000000001", "-10"), "-10000000000000000001 -9");
    EXPECT_EQ(divide("5", "-100000000000000000000"), "-1 -99999999999999999995");
    EXPECT_EQ(divide("-9223372036854775808", "-1"), "9223372036854775808 0");
    EXPECT_EQ(shown(int_floor_divide(integer("1").get(), integer("0").get())),
              "ZeroDivisionError: integer division or modulo by zero");
}

TEST(Int, TrueDivisionIsCorrectlyRounded) {
    auto divide = [](const char* a, const char* b) {
        return shown(int_true_divide(integer(a).get(), integer(b).get()));
    };
    EXPECT_EQ(divide("1", "3"), "0.3333333333333333");
    EXPECT_EQ(divide("10000000000000000000000000000000000000001", "3"), "3.333333333333333e+39");
    EXPECT_EQ(divide("9007199254740993", "1"), "9007199254740992.0");
    EXPECT_EQ(divide("-9007199254740995", "1"), "-9007199254740996.0");
    std::string huge = "1" + std::string(400, '0');
    EXPECT_EQ(divide(huge.c_str(), "1"), "OverflowError: integer division result too large for a float");
    EXPECT_EQ(divide("1", huge.c_str()), "0.0");
    EXPECT_EQ(divide("1", ("1" + std::string(320, '0')).c_str()), "1e-320");
}

TEST(Int, ShiftsMoveByAnyCount) {
    EXPECT_EQ(shown(int_lshift(Int::from(1).get(), Int::from(100).get())), "1267650600228229401496703205376");
    EXPECT_EQ(shown(int_rshift(integer("-1267650600228229401496703205377").get(), Int::from(100).get())), "-2");
    EXPECT_EQ(shown(int_rshift(Int::from(-1).get(), Int::from(1000).get())), "-1");
    EXPECT_EQ(shown(int_lshift(Int::from(1).get(), Int::from(-1).get())), "ValueError: negative shift count");
    EXPECT_EQ(shown(int_lshift(Int::from(-3).get(), Int::from(61).get())), "-6917529027641081856");
    EXPECT_EQ(shown(int_lshift(Int::from(-3).get(), Int::from(62).get())), "-13835058055282163712");
}

TEST(Int, PowersStayExact) {
    EXPECT_EQ(shown(int_power(Int::from(3).get(), Int::from(39).get())), "4052555153018976267");
    EXPECT_EQ(shown(int_power(Int::from(3).get(), Int::from(41).get())), "36472996377170786403");
    EXPECT_EQ(shown(int_power(Int::from(2).get(), Int::from(-2).get())), "0.25");
    EXPECT_EQ(shown(int_power_modulo(Int::from(3).get(), Int::from(-1).get(), Int::from(-4).get())), "-1");
    EXPECT_EQ(shown(int_power_modulo(Int::from(2).get(), Int::from(-1).get(), Int::from(4).get())),
              "ValueError: base is not invertible for the given modulus");
}

TEST(Int, TextIsReadInEveryBase) {
    auto read = [](const char* digits, int base) {
        Ref<Str> shown_text = Str::from(digits);
        return shown(int_from_text(digits, base, shown_text.get()));
    };
    EXPECT_EQ(read(" -0x_ff ", 16), "-255");
    EXPECT_EQ(read("0b101", 0), "5");
    EXPECT_EQ(read("1_000", 10), "1000");
    EXPECT_EQ(read("zz", 36), "1295");
    EXPECT_EQ(read("00", 0), "0");
    EXPECT_EQ(read("010", 0), "ValueError: invalid literal for int() with base 0: '010'");
    EXPECT_EQ(read("1__0", 10), "ValueError: invalid literal for int() with base 10: '1__0'");
    EXPECT_EQ(read("", 10), "ValueError: invalid literal for int() with base 10: ''");
}

TEST(Int, LongDecimalTextIsRefused) {
    std::string digits(4301, '7');
    EXPECT_EQ(shown(Int::from_digits(digits, 10)),
              "ValueError: Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; use "
              "sys.set_int_max_str_digits() to increase the limit");
    Ref<Int> huge = int_lshift(Int::from(1).get(), Int::from(20000).get()).take();
    EXPECT_EQ(shown(huge),
              "ValueError: Exceeds the limit (4300 digits) for integer string conversion; use "
              "sys.set_int_max_str_digits() to increase the limit");
    EXPECT_EQ(int_to_text(huge.get(), 16).take().size(), 5001u);
}

TEST(Int, HashIsTheValueModuloAMersennePrime) {
    EXPECT_EQ(int_hash(integer("2305843009213693951").get()), 0);
    EXPECT_EQ(int_hash(Int::from(-1).get()), -2);
    EXPECT_EQ(int_hash(integer("1267650600228229401496703205376").get()),
              double_hash(1267650600228229401496703205376.0, nullptr));
}

TEST(Int, FloatsOfBigIntsRoundHalfToEven) {
    EXPECT_EQ(int_to_double(integer("9007199254740993").get()).take(), 9007199254740992.0);
    EXPECT_EQ(int_to_double(integer("36893488147419103232").get()).take(), 36893488147419103232.0);
    EXPECT_EQ(int_to_double(integer("36893488147419107329").get()).take(), 36893488147419111424.0);
    EXPECT_TRUE(int_to_double(integer("1" + std::string(309, '0')).get()).failed());
    EXPECT_EQ(taken_error(), "OverflowError: int too large to convert to float");
}

TEST(Int, BytesAreTwosComplement) {
    unsigned char data[4];
    ASSERT_TRUE(int_to_bytes(Int::from(-2).get(), data, 4, std::endian::big, Signedness::signed_).ok());
    EXPECT_EQ(std::string(reinterpret_cast<char*>(data), 4), "\xff\xff\xff\xfe");
    EXPECT_EQ(shown(int_from_bytes(data, 4, std::endian::big, Signedness::signed_)), "-2");
    EXPECT_EQ(shown(int_from_bytes(data, 4, std::endian::little, Signedness::unsigned_)), "4278190079");
    EXPECT_TRUE(int_to_bytes(Int::from(256).get(), data, 1, std::endian::little, Signedness::unsigned_).failed());
    EXPECT_EQ(taken_error(), "OverflowError: int too big to convert");
    EXPECT_TRUE(int_to_bytes(Int::from(-128).get(), data, 1, std::endian::little, Signedness::signed_).ok());
    EXPECT_TRUE(int_to_bytes(Int::from(-129).get(), data, 1, std::endian::little, Signedness::signed_).failed());
    clear_exception();
}

TEST(Int, RoundingToTensIsHalfToEven) {
    auto round = [](const char* value, int digits) {
        return shown(int_round(integer(value).get(), Int::from(digits).get()));
    };
    EXPECT_EQ(round("15", -1), "20");
    EXPECT_EQ(round("25", -1), "20");
    EXPECT_EQ(round("-25", -1), "-20");
    EXPECT_EQ(round("12345", 2), "12345");
    EXPECT_EQ(round("5", -1000000), "0");
}

}  // namespace minipy::test
