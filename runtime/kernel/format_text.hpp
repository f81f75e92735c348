// SPDX-License-Identifier: MIT
// format_text(): fmt::format for messages, in which a Str* prints as its text. ({fmt} itself refuses pointers.)
// Only the light half of {fmt} is included, here and everywhere: format_to() would bring all of it into every file.
#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>
#include <type_traits>

#include "runtime/object/object.hpp"

namespace minipy {

std::string_view text_of(const Str* string);  // string->view(), for files that do not know Str

// What a value is formatted as.
template <class Value, class Plain = std::decay_t<const std::remove_reference_t<Value>>>
using Shown = std::conditional_t<std::is_same_v<Plain, Str*> || std::is_same_v<Plain, const Str*> ||
                                     std::is_same_v<Plain, std::string>,
                                 std::string_view, Plain>;

inline std::string_view shown(const Str* string) { return text_of(string); }
inline std::string_view shown(const std::string& text) { return text; }
template <class Value>
Shown<Value> shown(const Value& value) {
    return value;
}
inline std::string_view shown(Str* string) { return text_of(string); }

// Empty, and exhaustion is noted, when there is no memory for the text: a value may be as long as a program likes.
std::string format_values(fmt::string_view pattern, fmt::format_args values);

template <class... Values>
std::string format_text(fmt::format_string<Shown<Values>...> pattern, const Values&... values) {
    return [&](const Shown<Values>&... texts) {
        return format_values(fmt::string_view(pattern), fmt::make_format_args(texts...));
    }(shown(values)...);
}

inline const void* address_of(const void* object) { return object; }  // what an object's "at 0x…" is formatted from

}  // namespace minipy
