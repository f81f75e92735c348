// SPDX-License-Identifier: MIT
// The names of an enumeration's members as C++ spells them, asked of the compiler: there is no second list of them that
// could be forgotten. The members count up from 0.
//
// CPython: none. Next: json_view.cpp and json_schema.cpp, which write them.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace minipy::trace {

// A word that C++ keeps for itself has a _ behind it.
constexpr std::string_view spelled(std::string_view name) {
    return name.ends_with('_') ? name.substr(0, name.size() - 1) : name;
}

// Within its own signature a function has its arguments as text: `value = minipy::trace::Outcome::jumped`, or
// `value = (minipy::trace::Outcome)9` where no member has that number. Empty: the latter.
template <auto value>
constexpr std::string_view spelling_of() {
    std::string_view text = __PRETTY_FUNCTION__;
    text.remove_prefix(text.find("value = ") + 8);
    text = text.substr(0, text.find_first_of(";]"));
    return text.starts_with('(') ? std::string_view() : spelled(text.substr(text.rfind(':') + 1));
}

// consteval: a search of all spellings, which must not be made again wherever an event is read.
template <class Enum>
consteval std::size_t count_members() {
    constexpr std::size_t most = 64;
    return []<std::size_t... index>(std::index_sequence<index...>) {
        std::size_t count = 0;
        ((count += count == index && !spelling_of<static_cast<Enum>(index)>().empty()), ...);
        return count;
    }
    (std::make_index_sequence<most>());
}

template <class Enum>
inline constexpr auto enumerators = []<std::size_t... index>(std::index_sequence<index...>) {
    return std::array<std::string_view, sizeof...(index)>{spelling_of<static_cast<Enum>(index)>()...};
}
(std::make_index_sequence<count_members<Enum>()>());

}  // namespace minipy::trace
