// SPDX-License-Identifier: MIT
// The table of interned strings: a str that is in it is the only one with its text. The table holds no counted references;
// a str leaves it when it is freed. CPython: Objects/unicodeobject.c (interned).
#include "runtime/text/str.hpp"

#include <unordered_set>

namespace minipy {

namespace {

struct HashText {
    std::size_t operator()(Str* string) const { return std::size_t(str_hash(string)); }
};
struct SameText {
    bool operator()(const Str* left, const Str* right) const { return str_equal(left, right); }
};

std::unordered_set<Str*, HashText, SameText>& table() {
    static auto* strings = new std::unordered_set<Str*, HashText, SameText>;
    return *strings;
}

}  // namespace

Ref<Str> intern(Ref<Str> string) {
    if (string->interned || !is_exact<Str>(string.get())) return string;
    auto [position, inserted] = table().insert(string.get());
    if (!inserted) return share(*position);
    string->interned = true;
    return string;
}

void forget_interned(Str* string) { table().erase(string); }

Ref<Str> Str::interned_from(std::string_view utf8_text) { return intern(Str::from(utf8_text)); }

}  // namespace minipy
