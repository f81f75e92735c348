// SPDX-License-Identifier: MIT
// The table of interned strings: a str that is in it is the only one with its text. The table holds no counted
// references; a str leaves it when it is freed. CPython: Objects/unicodeobject.c (interned).
#include "runtime/text/str.hpp"

#include <cstddef>
#include <vector>

#include "runtime/memory/observer.hpp"
#include "runtime/memory/reserve.hpp"

namespace minipy {

namespace {

// Open addressing with linear probing; strs carry their hash.
class InternTable {
public:
    // The str with this text that is in the table: `string` itself if none was.
    Str* find_or_add(Str* string) {
        if (Str* known = slots_[place_of(string)]) return known;
        if ((used_ + 1) * 2 > slots_.size()) grow();
        slots_[place_of(string)] = string;
        ++used_;
        return string;
    }

    // What lies behind the hole and could have lain in it moves up, so that a search need never look past a free slot.
    void remove(Str* string) {
        std::size_t hole = place_of(string);
        if (slots_[hole] == nullptr) return;
        for (std::size_t place = next(hole); slots_[place] != nullptr; place = next(place)) {
            if (distance(home_of(slots_[place]), place) < distance(hole, place)) continue;
            slots_[hole] = slots_[place];
            hole = place;
        }
        slots_[hole] = nullptr;
        --used_;
    }

private:
    static constexpr std::size_t first_capacity = 4096;

    std::size_t mask() const { return slots_.size() - 1; }
    std::size_t next(std::size_t place) const { return (place + 1) & mask(); }
    std::size_t distance(std::size_t from, std::size_t to) const { return (to - from) & mask(); }
    std::size_t home_of(Str* string) const { return std::size_t(str_hash(string)) & mask(); }

    // Where a str with this text is, or would be.
    std::size_t place_of(Str* string) const {
        std::size_t place = home_of(string);
        while (slots_[place] != nullptr && !same_text(slots_[place], string)) place = next(place);
        return place;
    }
    static bool same_text(Str* left, Str* right) {
        return left->hash_value == right->hash_value && str_equal(left, right);
    }

    // Without memory the table gets fuller than it should be, which is slow and no harm, until it is nearly full: then
    // who added a str sees MemoryError.
    void grow() {
        std::size_t capacity = slots_.size();
        if (used_ + 1 < capacity && !heap::has_room(2 * capacity * sizeof(Str*))) {
            if (used_ > capacity / 4 * 3) heap::note_exhausted();
            return;
        }
        std::vector<Str*> old(slots_.size() * 2);
        old.swap(slots_);
        for (Str* string : old) {
            if (string != nullptr) slots_[place_of(string)] = string;
        }
    }

    std::vector<Str*> slots_ = std::vector<Str*>(first_capacity);  // a power of two, at most half full
    std::size_t used_ = 0;
};

InternTable& table() {
    static auto* strings = new InternTable;
    return *strings;
}

}  // namespace

Ref<Str> intern(Ref<Str> string) {
    if (string->interned || !is_exact<Str>(string.get())) return string;
    Str* unique = table().find_or_add(string.get());
    if (unique != string.get()) return share(unique);
    string->interned = true;
    if (heap::observer != nullptr) [[unlikely]]
        heap::observer->interned(string.get());
    return string;
}

void forget_interned(Str* string) { table().remove(string); }

Ref<Str> Str::interned_from(std::string_view utf8_text) { return intern(Str::from(utf8_text)); }

}  // namespace minipy
