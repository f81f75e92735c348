// SPDX-License-Identifier: MIT
// A list whose items are found again by the object they stand for: the names of a code object, its constants, the
// symbols of a scope, each in order of first use and known by its index.
//
// Few items are searched one by one, which is all that most lists need. Once there are more, a table of indexes (open
// addressing, linear probing) finds them. Everything lies in the memory of the compilation or the code object that owns
// the list, which is freed at once.
//
// Next: unit.hpp, constants.hpp, symbols.hpp, which hold such lists.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <utility>
#include <vector>

#include "runtime/containers/tuple.hpp"
#include "runtime/text/str.hpp"

namespace minipy::compiler {

// The object that an item stands for, compared by identity.
inline Object* key_of(Str* name) { return name; }
inline Object* key_of(const Ref<Object>& constant) { return constant.get(); }

template <class Item>
class IndexedList {
public:
    explicit IndexedList(std::pmr::memory_resource* memory) : items_(memory), slots_(memory) {}

    // The index of the item with this key; −1: there is none.
    int find(const Object* key) const {
        if (!slots_.empty()) return slots_[place_of(key)] - 1;
        for (std::size_t index = 0; index < items_.size(); ++index) {
            if (key_of(items_[index]) == key) return static_cast<int>(index);
        }
        return -1;
    }

    // Appends an item whose key is new; returns its index.
    int append(Item item) {
        items_.push_back(std::move(item));
        if (items_.size() > searched && items_.size() * 2 > slots_.size()) {
            rebuild(items_.size() * 4);
        } else if (!slots_.empty()) {
            slots_[place_of(key_of(items_.back()))] = size();
        }
        return size() - 1;
    }

    // Drops all items from `size` on.
    void truncate(int size) {
        if (size >= this->size()) return;
        items_.erase(items_.begin() + size, items_.end());
        rebuild(slots_.size());
    }

    int size() const { return static_cast<int>(items_.size()); }
    const Item& operator[](int index) const { return items_[static_cast<std::size_t>(index)]; }
    Item& operator[](int index) { return items_[static_cast<std::size_t>(index)]; }
    auto begin() const { return items_.begin(); }
    auto end() const { return items_.end(); }

    // The keys in order.
    Result<Tuple> to_tuple() const {
        if (items_.empty()) return Tuple::empty();
        Ref<Tuple> tuple = TRY(Tuple::create(size()));
        for (int index = 0; index < size(); ++index) tuple->initialize(index, share(key_of((*this)[index])));
        return tuple->track();
    }

private:
    static constexpr std::size_t searched = 8;

    // Where `key` is, or would be.
    std::size_t place_of(const Object* key) const {
        std::size_t mask = slots_.size() - 1;
        std::size_t place = (reinterpret_cast<std::uintptr_t>(key) * 0x9E3779B97F4A7C15u >> 32) & mask;
        while (slots_[place] != 0 && key_of(items_[static_cast<std::size_t>(slots_[place]) - 1]) != key) {
            place = (place + 1) & mask;
        }
        return place;
    }

    void rebuild(std::size_t wanted) {
        std::size_t capacity = slots_.empty() ? 32 : slots_.size();
        while (capacity < wanted) capacity *= 2;
        slots_.assign(capacity, 0);
        for (int index = 0; index < size(); ++index) slots_[place_of(key_of((*this)[index]))] = index + 1;
    }

    std::pmr::vector<Item> items_;
    std::pmr::vector<int> slots_;  // index + 1, 0: free; a power of two, at most half full; empty for few items
};

}  // namespace minipy::compiler
