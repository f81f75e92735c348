// SPDX-License-Identifier: MIT
// The kinds of items that an array can have: for each letter its size, and how an item becomes an object and back.
// What does not fit is an OverflowError, and CPython's words for it tell the C type that it went through first.
// CPython: Modules/arraymodule.c. Next: array.cpp.
#include <bit>
#include <limits>

#include "modules/data/array/array.hpp"
#include "modules/native.hpp"
#include "runtime/numbers/float.hpp"

namespace minipy::arrays {

namespace {

template <class T>
T load(const char* item) {
    T value;
    std::memcpy(&value, item, sizeof value);
    return value;
}

template <class T>
ItemBytes store(T value) {
    ItemBytes item;
    std::memcpy(item.bytes, &value, sizeof value);
    return item;
}

template <class T>
bool compare_as(const char* left, const char* right, Comparison operation) {
    T a = load<T>(left), b = load<T>(right);
    switch (operation) {
        case Comparison::less: return a < b;
        case Comparison::less_equal: return a <= b;
        case Comparison::equal: return a == b;
        case Comparison::not_equal: return a != b;
        case Comparison::greater: return a > b;
        default: return a >= b;
    }
}

// ---------------------------------------------------------------- integers

template <class T>
Result<Object> read_int(const char* item) {
    if constexpr (std::is_signed_v<T>) {
        return Int::from(load<T>(item));
    } else {
        return Int::from_unsigned(load<T>(item));
    }
}

template <class T>
Result<std::int64_t> within(std::int64_t value, const char* type) {
    if (value < std::int64_t(std::numeric_limits<T>::min()))
        return raise(OverflowError, "{} is less than minimum", type);
    if (value > std::int64_t(std::numeric_limits<T>::max()))
        return raise(OverflowError, "{} is greater than maximum", type);
    return value;
}

Result<ItemBytes> convert_b(Object* value) {
    std::int64_t number = TRY(within<short>(TRY(to_int64(value)), "signed short integer"));
    return store(static_cast<signed char>(TRY(within<signed char>(number, "signed char"))));
}
Result<ItemBytes> convert_B(Object* value) {
    return store(static_cast<unsigned char>(TRY(within<unsigned char>(TRY(to_int64(value)), "unsigned byte integer"))));
}
Result<ItemBytes> convert_h(Object* value) {
    return store(short(TRY(within<short>(TRY(to_int64(value)), "signed short integer"))));
}
Result<ItemBytes> convert_H(Object* value) {
    std::int64_t number = TRY(within<int>(TRY(to_int64(value)), "signed integer"));
    return store(static_cast<unsigned short>(TRY(within<unsigned short>(number, "unsigned short"))));
}
Result<ItemBytes> convert_i(Object* value) {
    return store(int(TRY(within<int>(TRY(to_int64(value)), "signed integer"))));
}
Result<ItemBytes> convert_l(Object* value) { return store(TRY(to_int64(value))); }

Result<ItemBytes> convert_q(Object* value) {
    Ref<Int> number = TRY(to_index(value));
    if (!number->is_small()) return raise(OverflowError, "int too big to convert");
    return store(number->small);
}

Result<std::uint64_t> to_unsigned(Object* value, const char* negative, const char* too_large) {
    Ref<Int> number = TRY(to_index(value));
    if (number->is_negative()) return raise_message(OverflowError, negative);
    if (number->is_small()) return std::uint64_t(number->small);
    if (number->big_size > 1) return raise_message(OverflowError, too_large);
    return std::uint64_t(number->limbs[0]);
}
constexpr const char* negative_text = "can't convert negative value to unsigned int";
constexpr const char* too_large_text = "Python int too large to convert to C unsigned long";

Result<ItemBytes> convert_I(Object* value) {
    std::uint64_t number = TRY(to_unsigned(value, negative_text, too_large_text));
    if (number > std::numeric_limits<unsigned>::max())
        return raise(OverflowError, "unsigned int is greater than maximum");
    return store(unsigned(number));
}
Result<ItemBytes> convert_L(Object* value) { return store(TRY(to_unsigned(value, negative_text, too_large_text))); }
Result<ItemBytes> convert_Q(Object* value) {
    return store(TRY(to_unsigned(value, "can't convert negative int to unsigned", "int too big to convert")));
}

// ---------------------------------------------------------------- floats and characters

template <class T>
Result<Object> read_float(const char* item) {
    return Float::from(double(load<T>(item)));
}
template <class T>
Result<ItemBytes> convert_float(Object* value) {
    return store(T(TRY(to_double(value))));
}

// Any four bytes can have been put into the array.
Result<Object> read_character(const char* item) {
    auto character = load<CodePoint>(item);
    if (character > largest_code_point) return raise(ValueError, "chr() arg not in range(0x110000)");
    return Str::from_code_point(character);
}

Result<ItemBytes> convert_character(Object* value) {
    auto* text = as<Str>(value);
    if (text == nullptr || text->length != 1) return raise(TypeError, "array item must be unicode character");
    return store((*text)[0]);
}

// ---------------------------------------------------------------- the table

static_assert(std::endian::native == std::endian::little, "the machine formats below say so");

template <class T>
constexpr ItemKind integer(char code, const char* format, MachineFormat machine,
                           Result<ItemBytes> (*convert)(Object*)) {
    return {code, sizeof(T), format, machine, read_int<T>, convert, compare_as<T>};
}
template <class T>
constexpr ItemKind floating(char code, const char* format, MachineFormat machine) {
    return {code, sizeof(T), format, machine, read_float<T>, convert_float<T>, compare_as<T>};
}

constexpr ItemKind kinds[] = {
    integer<signed char>('b', "b", MachineFormat::int8, convert_b),
    integer<unsigned char>('B', "B", MachineFormat::uint8, convert_B),
    {'u', sizeof(CodePoint), "w", MachineFormat::utf32, read_character, convert_character, compare_as<CodePoint>},
    integer<short>('h', "h", MachineFormat::int16, convert_h),
    integer<unsigned short>('H', "H", MachineFormat::uint16, convert_H),
    integer<int>('i', "i", MachineFormat::int32, convert_i),
    integer<unsigned>('I', "I", MachineFormat::uint32, convert_I),
    integer<std::int64_t>('l', "l", MachineFormat::int64, convert_l),
    integer<std::uint64_t>('L', "L", MachineFormat::uint64, convert_L),
    integer<std::int64_t>('q', "q", MachineFormat::int64, convert_q),
    integer<std::uint64_t>('Q', "Q", MachineFormat::uint64, convert_Q),
    floating<float>('f', "f", MachineFormat::float32),
    floating<double>('d', "d", MachineFormat::float64),
};

}  // namespace

std::span<const ItemKind> item_kinds() { return kinds; }

const ItemKind* find_kind(CodePoint code) {
    for (const ItemKind& kind : kinds) {
        if (CodePoint(kind.code) == code) return &kind;
    }
    return nullptr;
}

}  // namespace minipy::arrays
