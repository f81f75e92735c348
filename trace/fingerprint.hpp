// SPDX-License-Identifier: MIT
// A number that says what is shown of an object at its own level: its length, the first items or attributes. Two of
// them are compared where copying twice would take too long. Numbers and texts count by what they are, other objects by
// their address: who compares must know that the object there is still the same.
//
// Next: fingerprint.cpp, shapes.cpp.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/object/object.hpp"

namespace minipy::trace {

class Fingerprint {
public:
    // At most so many items or attributes are shown.
    explicit Fingerprint(int most_items) : most_items_(most_items) {}

    // Of a list, tuple, set, dict or cell, or an instance of a class that has nothing but attributes. False: of
    // anything else. With its items, or only with how many there are.
    static bool can_take(Object* object);
    std::uint64_t take(Object* object, bool with_items);
    // Items that are neither numbers nor texts, of all that was taken: the last one's lie at the end. Who has looked at
    // them takes them off.
    std::vector<Object*>& parts() { return parts_; }

private:
    void add(std::uint64_t number) {
        hash_ = (hash_ ^ number) * 0x9E3779B97F4A7C15;
        hash_ ^= hash_ >> 29;
    }
    void add_item(Object* item);
    void add_attributes(Object* object, int most);

    const int most_items_;
    std::uint64_t hash_ = 0;
    std::vector<Object*> parts_;
};

}  // namespace minipy::trace
