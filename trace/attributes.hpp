// SPDX-License-Identifier: MIT
// The own attributes of an instance, read where they lie: values behind the object, __slots__, a __dict__. No property,
// no __getattr__ is asked. Next: attributes.cpp; runtime/types/instance.hpp has the picture.
#pragma once

#include <vector>

#include "runtime/containers/dict.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/types/instance.hpp"

namespace minipy::trace {

// Borrowed; good until the program goes on.
struct Attribute {
    Object* name;
    Object* value;
};

struct Attributes {
    std::vector<Attribute> first;  // as many as were asked for
    std::size_t total = 0;
};

Attributes attributes_of(Object* object, std::size_t most);
// The same without copying: what lies in __slots__, those of the base first, or in the object itself, in the order in
// which it was set; then what is in the dict, if there is one. visit(name, value)
template <class Visit>
void each_attribute_outside_dict(Object* object, Visit visit) {
    auto each_slot = [&](auto& self, Type* type) -> void {
        if (type->base != nullptr) self(self, type->base);
        auto** slots = reinterpret_cast<Object**>(reinterpret_cast<char*>(object) + type->slots_begin);
        for (Size index = 0; index < type->slots_count; ++index) {
            if (slots[index] != nullptr) visit((*type->slot_names)[index], slots[index]);
        }
    };
    each_slot(each_slot, object->type);
    if (!has_inline_values(object)) return;
    InlineValues* inlined = inline_values(object);
    for (int index = 0; index < inlined->size; ++index) {
        Size position = inlined->order()[index];
        Object* value = inlined->values()[position];
        if (value != nullptr) visit(object->type->shared_keys->key_at(position), value);
    }
}
// Null: there is none, or what it would contain lies in the object still.
Dict* attribute_dict(Object* object);

// The items of a named tuple, with the names that its class's _fields has. None: it is no named tuple.
Attributes fields_of_record(Object* object, std::size_t most);

}  // namespace minipy::trace
