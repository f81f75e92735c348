// SPDX-License-Identifier: MIT
// A number that says what is shown of an object at its own level: its length, the first items or attributes. Two of
// them are compared where copying twice would take too long. Numbers and texts count by what they are, other objects by
// their address: who compares must know that the object there is still the same.
//
// Next: fingerprint.cpp, shapes.cpp.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "runtime/containers/list.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/functions/cell.hpp"
#include "trace/attributes.hpp"

#include "trace/options.hpp"
#include "trace/value.hpp"

namespace minipy::trace {

// What is shown of a list, tuple, set, dict or cell, or an instance of a class that has nothing but attributes, at its
// own level. visit.begins(kind, total, shown): how many items or attributes it has, how many follow; visit.name(str)
// before an attribute's value; visit.item(object), which may be null.
template <class Visit>
void walk_shown(Object* object, int most, Visit& visit);
// So many items or attributes of it, at most.
inline int most_shown_of(const Object* object, const Options& options) {
    bool is_container = is_exact<List>(object) || is_exact<Tuple>(object) || is_exact<Dict>(object) ||
                        is_exact<Set>(object) || is_exact<FrozenSet>(object);
    return std::min(options.max_items, is_container ? most_items_shown : most_shown);
}

class Fingerprint {
public:
    explicit Fingerprint(const Options& options) : options_(options) {}

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
    struct Walk;

    const Options& options_;
    std::uint64_t hash_ = 0;
    std::vector<Object*> parts_;
};

template <class Visit>
void walk_shown(Object* object, int most, Visit& visit) {
    auto shown_of = [&](Size total) { return int(std::min<Size>(total, most)); };
    if (is_exact<List>(object) || is_exact<Tuple>(object)) {
        bool is_list = is_exact<List>(object);
        Object** items = is_list ? cast<List>(object)->items : cast<Tuple>(object)->items();
        Size length = is_list ? cast<List>(object)->length : cast<Tuple>(object)->length;
        int shown = shown_of(length);
        visit.begins(is_list ? ValueKind::list : ValueKind::tuple, length, shown);
        for (int index = 0; index < shown; ++index) visit.item(items[index]);
    } else if (is_exact<Dict>(object)) {
        auto* dict = cast<Dict>(object);
        int shown = shown_of(dict->used);
        visit.begins(ValueKind::dict, dict->used, shown);
        Size position = 0;
        Object *key = nullptr, *value = nullptr;
        for (; shown > 0 && dict_next(dict, position, key, value); --shown) visit.item(key), visit.item(value);
    } else if (is_exact<Set>(object) || is_exact<FrozenSet>(object)) {
        auto* set = cast<Set>(object);
        int shown = shown_of(set->used);
        visit.begins(is_exact<Set>(object) ? ValueKind::set : ValueKind::frozenset, set->used, shown);
        Size position = 0;
        Object* key = nullptr;
        Hash hash;
        for (; shown > 0 && set_next(set, position, key, hash); --shown) visit.item(key);
    } else if (is_exact<Cell>(object)) {
        visit.begins(ValueKind::object, 0, most > 0);
        if (most > 0) visit.item(cast<Cell>(object)->contents.borrow());
    } else {
        Dict* dict = attribute_dict(object);
        Size total = dict == nullptr ? 0 : dict->used;
        each_attribute_outside_dict(object, [&](Object*, Object*) { ++total; });
        int shown = shown_of(total);
        visit.begins(ValueKind::instance, total, shown);
        auto add = [&](Object* name, Object* value) {
            if (shown-- > 0) visit.name(name), visit.item(value);
        };
        if (shown > 0) each_attribute_outside_dict(object, add);
        Size position = 0;
        Object *name = nullptr, *value = nullptr;
        while (shown > 0 && dict_next(dict, position, name, value)) add(name, value);
    }
}

}  // namespace minipy::trace
