// SPDX-License-Identifier: MIT
//
// Linear probing over a power of two; see identifiers.hpp.
#include "parser/identifiers.hpp"

#include <cstdint>
#include <cstring>

#include "lexer/unicode.hpp"
#include "parser/objects.hpp"

namespace minipy::parser {

namespace {
template <class Word>
std::size_t word_at(const char* at) {
    Word word;
    std::memcpy(&word, at, sizeof word);
    return word;
}

// Eight bytes at a time, the last ones perhaps twice: names are short, and std::hash costs more to call than to
// compute.
std::size_t hash_of(std::string_view text) {
    constexpr std::size_t multiplier = 0x9E3779B97F4A7C15u;
    std::size_t hash = text.size() * multiplier;
    auto add = [&](std::size_t word) {
        hash = (hash ^ word) * multiplier;
        hash ^= hash >> 32;
    };
    const char *start = text.data(), *end = start + text.size();
    if (text.size() >= 8) {
        for (; end - start > 8; start += 8) add(word_at<std::uint64_t>(start));
        add(word_at<std::uint64_t>(end - 8));
    } else if (text.size() >= 4) {
        add(word_at<std::uint32_t>(start) << 32 | word_at<std::uint32_t>(end - 4));
    } else if (!text.empty()) {
        add(word_at<std::uint8_t>(start) << 16 | word_at<std::uint8_t>(start + text.size() / 2) << 8 |
            word_at<std::uint8_t>(end - 1));
    }
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
