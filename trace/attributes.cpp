// SPDX-License-Identifier: MIT
// Walking over what an instance has.
#include "trace/attributes.hpp"

#include <algorithm>

#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/types/instance.hpp"

namespace minipy::trace {

namespace {

constexpr std::size_t usual_count = 8;

class Collector {
public:
    explicit Collector(std::size_t most) : most_(most) {}

    void add(Object* name, Object* value) {
        if (value == nullptr) return;  // not set
        if (result.total++ == 0) result.first.reserve(std::min(most_, usual_count));
        if (has_room()) result.first.push_back({name, value});
    }

    void add_dict(Dict* dict) {
        Size position = 0;
        Object *name = nullptr, *value = nullptr;
        std::size_t total = result.total + std::size_t(dict->used);
        while (has_room() && dict_next(dict, position, name, value)) add(name, value);
        result.total = total;
    }

    Attributes result;

private:
    bool has_room() const { return result.first.size() < most_; }
    std::size_t most_;
};

}  // namespace

Attributes attributes_of(Object* object, std::size_t most) {
    Collector collector(most);
    each_attribute_outside_dict(object, [&](Object* name, Object* value) { collector.add(name, value); });
    if (Dict* dict = attribute_dict(object)) collector.add_dict(dict);
    return collector.result;
}

Dict* attribute_dict(Object* object) {
    if (has_inline_values(object)) return nullptr;
    Dict** slot = dict_slot(object);
    return slot == nullptr ? nullptr : *slot;
}

Attributes fields_of_record(Object* object, std::size_t most) {
    auto* items = as<Tuple>(object);
    if (items == nullptr || !object->type->has(TypeFlag::heap)) return {};
    auto* fields = as<Tuple>(lookup_in_type(object->type, names::record_fields));
    if (fields == nullptr || fields->length != items->length) return {};
    Collector collector(most);
    for (Size index = 0; index < items->length; ++index) collector.add((*fields)[index], (*items)[index]);
    return collector.result;
}

}  // namespace minipy::trace
