// SPDX-License-Identifier: MIT
// Walking over what is shown. Next: snapshot.cpp, which copies the same.
#include "trace/fingerprint.hpp"

#include <algorithm>
#include <bit>
#include <climits>

#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/functions/cell.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"
#include "runtime/types/instance.hpp"
#include "trace/attributes.hpp"

namespace minipy::trace {

namespace {

std::uint64_t address(const void* object) { return reinterpret_cast<std::uintptr_t>(object); }

}  // namespace

bool Fingerprint::can_take(Object* object) {
    if (is_exact<List>(object) || is_exact<Tuple>(object) || is_exact<Dict>(object) || is_exact<Set>(object) ||
        is_exact<FrozenSet>(object) || is_exact<Cell>(object))
        return true;
    const Type* type = object->type;
    return type->has(TypeFlag::heap) && type->layout == &object_type && !type->has(TypeFlag::type_subclass) &&
           !type->has(TypeFlag::exception_subclass);
}

void Fingerprint::add_item(Object* item) {
    if (item == nullptr || item == &None || item == &True || item == &False) return add(address(item));
    const Type* type = item->type;
    if (type == &Int::type_object && cast<Int>(item)->is_small()) return add(std::uint64_t(cast<Int>(item)->small));
    if (type == &Float::type_object) return add(std::bit_cast<std::uint64_t>(cast<Float>(item)->value) + 1);
    if (type == &Str::type_object) return add(std::uint64_t(str_hash(cast<Str>(item))) + 2);
    if (type == &Int::type_object) return add(std::uint64_t(int_hash(cast<Int>(item))) + 3);
    if (type == &Bytes::type_object) {
        for (char byte : cast<Bytes>(item)->view().substr(0, std::size_t(256))) add(std::uint8_t(byte));
        return add(std::uint64_t(cast<Bytes>(item)->view().size()));
    }
    add(address(item));
    parts_.push_back(item);
}

void Fingerprint::add_attributes(Object* object, int most) {
    int count = 0;
    auto add_attribute = [&](Object* name, Object* value) {
        if (++count > most) return;
        add_item(name);
        add_item(value);
    };
    each_attribute_outside_dict(object, add_attribute);
    if (Dict* dict = attribute_dict(object)) {
        Size position = 0;
        Object *name = nullptr, *value = nullptr;
        int total = count + int(std::min<Size>(dict->used, INT_MAX / 2));
        while (count < most && dict_next(dict, position, name, value)) add_attribute(name, value);
        count = total;
    }
    add(std::uint64_t(count));
}

std::uint64_t Fingerprint::take(Object* object, bool with_items) {
    hash_ = address(object->type);
    add(with_items);
    auto most = Size(most_items_);
    if (is_exact<List>(object) || is_exact<Tuple>(object)) {
        Object** items = is_exact<List>(object) ? cast<List>(object)->items : cast<Tuple>(object)->items();
        Size length = is_exact<List>(object) ? cast<List>(object)->length : cast<Tuple>(object)->length;
        add(std::uint64_t(length));
        for (Size index = 0; with_items && index < std::min(length, most); ++index) add_item(items[index]);
    } else if (is_exact<Dict>(object)) {
        auto* dict = cast<Dict>(object);
        add(std::uint64_t(dict->used));
        Size position = 0;
        Object *key = nullptr, *value = nullptr;
        for (Size count = 0; with_items && count < most && dict_next(dict, position, key, value); ++count) {
            add_item(key);
            add_item(value);
        }
    } else if (is_exact<Cell>(object)) {
        if (with_items) add_item(cast<Cell>(object)->contents.borrow());
    } else if (is_exact<Set>(object) || is_exact<FrozenSet>(object)) {
        auto* set = cast<Set>(object);
        add(std::uint64_t(set->used));
        Size position = 0;
        Object* key = nullptr;
        Hash hash;
        for (Size count = 0; with_items && count < most && set_next(set, position, key, hash); ++count) add_item(key);
    } else if (with_items) {
        add_attributes(object, most_items_);
    } else {
        add_attributes(object, 0);
    }
    return hash_;
}

}  // namespace minipy::trace
