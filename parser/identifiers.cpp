// SPDX-License-Identifier: MIT
//
// Linear probing over a power of two; see identifiers.hpp.
#include "parser/identifiers.hpp"

#include <cstring>

#include "lexer/unicode.hpp"
#include "parser/objects.hpp"

namespace minipy::parser {

namespace {
// Eight bytes at a time: names are short, and std::hash costs more to call than to compute.
std::size_t hash_of(std::string_view text) {
    constexpr std::size_t multiplier = 0x9E3779B97F4A7C15u;
    std::size_t hash = text.size() * multiplier;
    auto add = [&](std::size_t word) {
        hash = (hash ^ word) * multiplier;
        hash ^= hash >> 32;
    };
    const char *at = text.data(), *end = at + text.size();
    for (; end - at >= 8; at += 8) {
        std::size_t word;
        std::memcpy(&word, at, 8);
        add(word);
    }
    std::size_t rest = 0;
    while (at < end) rest = rest << 8 | static_cast<unsigned char>(*at++);
    add(rest);
    return hash;
}

bool is_ascii(std::string_view text) {
    for (char c : text) {
        if (static_cast<unsigned char>(c) >= 0x80) return false;
    }
    return true;
}
}  // namespace

Str* Identifiers::find(std::string_view text) {
    std::size_t hash = hash_of(text);
    std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    while (slots_[at].identifier) {
        if (slots_[at].hash == hash && slots_[at].text == text) return slots_[at].identifier;
        at = (at + 1) & mask;
    }
    Str* identifier =
        is_ascii(text) ? make_identifier(arena_, text) : make_identifier(arena_, lexer::normalise_identifier(text));
    slots_[at] = {text, hash, identifier};
    if (++used_ * 3 > slots_.size() * 2) grow();
    return identifier;
}

void Identifiers::grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    std::size_t mask = slots_.size() - 1;
    for (const Slot& slot : old) {
        if (!slot.identifier) continue;
        std::size_t at = slot.hash & mask;
        while (slots_[at].identifier) at = (at + 1) & mask;
        slots_[at] = slot;
    }
}

}  // namespace minipy::parser
