// SPDX-License-Identifier: MIT
// Converting arguments as CPython's formats do; parsed_arguments.hpp has the idea. CPython: Python/getargs.c.
#include "runtime/functions/parsed_arguments.hpp"

#include <climits>
#include <cstring>

#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/text/codecs.hpp"

namespace minipy {

Result<void> check_arguments(const char* name, const Arguments& arguments, Size least, Size most) {
    TRY(check_no_keywords(name, arguments));
    const char* dot = std::strrchr(name, '.');
    return check_parsed(dot == nullptr ? name : dot + 1, arguments, least, most);
}

Result<int> parse_int(Object* object) {
    std::int64_t number = TRY(to_int64(object));
    if (number > INT_MAX) return raise(OverflowError, "signed integer is greater than maximum");
    if (number < INT_MIN) return raise(OverflowError, "signed integer is less than minimum");
    return int(number);
}
Result<int> parse_int(const Arguments& arguments, Size index, int when_absent) {
    return index < arguments.positional ? parse_int(arguments[index]) : Result<int>(when_absent);
}

Result<Size> parse_size(Object* object) {
    Ref<Int> number = TRY(to_index(object));
    if (!number->is_small()) return raise(OverflowError, "Python int too large to convert to C ssize_t");
    return Size(number->small);
}
Result<Size> parse_size(const Arguments& arguments, Size index, Size when_absent) {
    return index < arguments.positional ? parse_size(arguments[index]) : Result<Size>(when_absent);
}

// Of a number that is too large the lowest bits count.
Result<std::uint64_t> parse_bits(Object* object) {
    Ref<Int> number = TRY(to_index(object));
    if (number->is_small()) return std::uint64_t(number->small);
    std::uint64_t lowest = number->limbs[0];
    return number->is_negative() ? std::uint64_t(0) - lowest : lowest;
}
Result<std::uint64_t> parse_bits(Tuple* tuple, Size index, std::uint64_t when_absent) {
    return index < tuple->length ? parse_bits((*tuple)[index]) : Result<std::uint64_t>(when_absent);
}

Result<Bytes> parse_text(Object* object, std::string_view expected) {
    auto* text = as<Str>(object);
    if (text == nullptr) return raise_message(TypeError, expected);
    Ref<Bytes> bytes = TRY(encode_utf8(text, "strict"));
    if (bytes->view().find('\0') != std::string_view::npos) return raise(ValueError, "embedded null character");
    return bytes;
}

Result<Bytes> parse_text_argument(std::string_view function, const Arguments& arguments, Size index) {
    Object* object = arguments[index];
    if (is<Str>(object)) return parse_text(object, "");
    return raise(TypeError, "{}() argument {} must be str, not {}", function, index + 1,
                 is_none(object) ? "None" : type_name(object));
}

Result<std::uint64_t> parse_unsigned(Int* number) {
    if (number->is_negative()) return raise(OverflowError, "can't convert negative value to unsigned int");
    if (!number->is_small() && (number->big_size > 1)) {
        return raise(OverflowError, "Python int too large to convert to C unsigned long");
    }
    return number->is_small() ? std::uint64_t(number->small) : std::uint64_t(number->limbs[0]);
}

}  // namespace minipy
