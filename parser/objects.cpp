// SPDX-License-Identifier: MIT
//
// Constants and identifiers as runtime objects; see objects.hpp.
//
// Text that may hold lone surrogates is not UTF-8, so it is counted and copied here character by character; everything
// else takes the runtime's quick way.
//
// Next: runtime/text/str.hpp.
#include "parser/objects.hpp"

#include <charconv>

#include "lexer/encoding.hpp"
#include "lexer/unicode.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/numbers/complex.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/character_names.hpp"
#include "runtime/text/str.hpp"

namespace minipy::parser {

namespace {

template <class T>
T* keep(ast::Arena& arena, Result<T> result) {
    return result.ok() ? arena.keep(result.take().release()) : nullptr;
}

// Surrogates are the three-byte sequences that start with ED A0 … ED BF.
bool has_surrogates(std::string_view text) {
    for (std::size_t at = text.find('\xED'); at != std::string_view::npos; at = text.find('\xED', at + 1)) {
        if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xA0) return true;
    }
    return false;
}

template <class F>
void for_each_code_point(std::string_view text, F f) {
    for (std::size_t i = 0; i < text.size(); i += lexer::utf8_length(static_cast<unsigned char>(text[i]))) {
        f(lexer::decode_utf8(text.data() + i, text.data() + text.size()));
    }
}

template <class Character>
void store(Str* string, std::string_view text) {
    auto* out = reinterpret_cast<Character*>(string->data());
    for_each_code_point(text, [&](char32_t c) { *out++ = static_cast<Character>(c); });
}

Result<Str> text_with_surrogates(std::string_view text) {
    Size length = 0;
    char32_t largest = 0;
    for_each_code_point(text, [&](char32_t c) {
        ++length;
        largest = std::max(largest, c);
    });
    Ref<Str> string = TRY(Str::create(length, largest));
    if (string->kind == 2) {
        store<std::uint16_t>(string.get(), text);
    } else {
        store<char32_t>(string.get(), text);
    }
    return string;
}

double to_double(std::string_view digits) {
    double value = 0;
    parse_double(digits, value);
    return value;
}

}  // namespace

Str* make_identifier(ast::Arena& arena, std::string_view utf8) {
    return arena.keep(Str::interned_from(utf8).release());
}

Object* make_text(ast::Arena& arena, std::string_view text) {
    if (has_surrogates(text)) return keep(arena, text_with_surrogates(text));
    return arena.keep(Str::from(text).release());
}

Object* make_bytes(ast::Arena& arena, std::string_view bytes) { return keep(arena, Bytes::copy(bytes)); }

Object* make_integer(ast::Arena& arena, std::string_view digits, int base) {
    std::int64_t small = 0;
    auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), small, base);
    if (problem == std::errc() && end == digits.data() + digits.size()) return arena.keep(Int::from(small).release());
    return keep(arena, Int::from_digits(digits, base));
}

Object* make_float(ast::Arena& arena, std::string_view digits) {
    return arena.keep(Float::from(to_double(digits)).release());
}

Object* make_imaginary(ast::Arena& arena, std::string_view digits) {
    return arena.keep(Complex::from(0.0, to_double(digits)).release());
}

bool append_named_character(std::string_view name, std::string& utf8) {
    char32_t character = 0;
    if (!character_by_name(name, character)) return false;
    lexer::append_utf8(utf8, character);
    return true;
}

Object* constant_none() { return &None; }
Object* constant_true() { return &True; }
Object* constant_false() { return &False; }
Object* constant_ellipsis() { return &Ellipsis; }

std::string_view text_of(const Str* identifier) { return identifier->view(); }
bool is_text(const Object* object) { return object->type == &Str::type_object; }
bool is_bytes(const Object* object) { return object->type == &Bytes::type_object; }
bool is_complex(const Object* object) { return object->type == &Complex::type_object; }

std::string repr_of(const Object* object) { return repr_for_display(const_cast<Object*>(object)); }

std::string take_message() {
    Ref<Object> error = take_exception();
    Result<Str> text = to_str(error.get());
    if (text.ok()) return text.get()->to_string();
    clear_exception();
    return "invalid literal";
}

void release_object(Object* object) { decref(object); }

}  // namespace minipy::parser
