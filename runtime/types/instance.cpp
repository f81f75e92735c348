// SPDX-License-Identifier: MIT
// Instances' own attributes: inline values, and the move into a dict. The picture is in instance.hpp.
#include "runtime/types/instance.hpp"

#include <algorithm>
#include <cstring>

#include "runtime/kernel/errors.hpp"

namespace minipy {

Size inline_capacity(const Type* type) {
    DictKeys* keys = type->shared_keys;
    if (keys == nullptr) return 0;
    // Room for the names known so far and a few more; never more than the shared table takes. The first instances show
    // which names there are, so they get plenty.
    Size wanted = std::max<Size>(keys->entry_count + type->spare_values, 4);
    return std::min({wanted, keys->entry_count + keys->usable, most_inline_values});
}

void initialize_inline_values(Object* object, Size capacity) {
    InlineValues* inlined = inline_values(object);
    std::memset(static_cast<void*>(inlined), 0, std::size_t(InlineValues::bytes(capacity)));
    inlined->capacity = static_cast<std::uint8_t>(capacity);
    inlined->valid = true;
}

Result<Object> allocate_instance(Type* type, Size extra_items) {
    return allocate_instance_with_tail(type, extra_items * type->item_size);
}

Result<Object> allocate_instance_with_tail(Type* type, Size tail) {
    Size size = type->basic_size + tail;
    Size capacity = 0;
    Size total = size;
    if (type->has(TypeFlag::inline_values)) {
        capacity = inline_capacity(type);
        if (type->spare_values > 2) --type->spare_values;
        total += InlineValues::bytes(capacity);
    }
    Object* object = allocate_object(type, std::size_t(total));
    if (object == nullptr) return raise_no_memory();
    std::memset(reinterpret_cast<char*>(object) + sizeof(Object), 0, std::size_t(size) - sizeof(Object));
    if (type->has(TypeFlag::inline_values)) initialize_inline_values(object, capacity);
    if (type->has(TypeFlag::gc)) gc::track(object);
    return adopt(object);
}

Dict** dict_slot(Object* object) {
    Type* type = object->type;
    if (type->has(TypeFlag::managed_dict)) return &managed_head(object)->dict;
    if (type->dict_offset != 0) return reinterpret_cast<Dict**>(reinterpret_cast<char*>(object) + type->dict_offset);
    return nullptr;
}

bool has_instance_dict(const Object* object) {
    return object->type->has(TypeFlag::managed_dict) || object->type->dict_offset != 0;
}

Size shared_key_position(Type* type, const Str* name) {
    return type->shared_keys == nullptr ? -1 : find_name(type->shared_keys, name);
}

Object* instance_get(Object* object, const Str* name) {
    if (has_inline_values(object)) {
        InlineValues* inlined = inline_values(object);
        Size position = find_name(object->type->shared_keys, name);
        return position >= 0 && position < inlined->capacity ? inlined->values()[position] : nullptr;
    }
    Dict** slot = dict_slot(object);
    return slot == nullptr || *slot == nullptr ? nullptr : dict_get_name(*slot, name);
}

namespace {

// Moves inline values into a new dict, in the order in which they were set.
Ref<Dict> dict_from_inline_values(Object* object) {
    InlineValues* inlined = inline_values(object);
    DictKeys* keys = object->type->shared_keys;
    Ref<Dict> dict = Dict::create();
    for (int index = 0; index < inlined->size; ++index) {
        Size position = inlined->order()[index];
        Ref<Object> value = adopt(inlined->values()[position]);
        dict_set_name(dict.get(), cast<Str>(keys->key_at(position)), value.get());
    }
    inlined->size = 0;
    inlined->valid = false;
    return dict;
}

Dict* materialize_dict(Object* object) {
    Dict** slot = dict_slot(object);
    if (*slot == nullptr) {
        *slot = (has_inline_values(object) ? dict_from_inline_values(object) : Dict::create()).release();
    }
    return *slot;
}

void remove_inline_value(InlineValues* inlined, Size position) {
    std::uint8_t* order = inlined->order();
    std::uint8_t* found = std::find(order, order + inlined->size, static_cast<std::uint8_t>(position));
    std::copy(found + 1, order + inlined->size, found);
    --inlined->size;
    Ref<Object> old = adopt(std::exchange(inlined->values()[position], nullptr));
}

// Where a name's value goes, adding the name to the shared ones if there is room; −1: it does not fit inline.
Size position_for(Object* object, InlineValues* inlined, Str* name) {
    DictKeys* keys = object->type->shared_keys;
    Size position = find_name(keys, name);
    if (position < 0 && name->type == &Str::type_object && keys->usable > 0 && keys->entry_count < most_inline_values) {
        position = add_name(keys, name);
    }
    return position < inlined->capacity ? position : -1;
}

}  // namespace

Result<bool> instance_set(Object* object, Str* name, Object* value) {
    if (has_inline_values(object)) {
        InlineValues* inlined = inline_values(object);
        if (value == nullptr) {
            Size position = find_name(object->type->shared_keys, name);
            if (position < 0 || position >= inlined->capacity || inlined->values()[position] == nullptr) return false;
            remove_inline_value(inlined, position);
            return true;
        }
        Size position = position_for(object, inlined, name);
        if (position >= 0) {
            Object*& slot = inlined->values()[position];
            if (slot == nullptr) inlined->order()[inlined->size++] = static_cast<std::uint8_t>(position);
            incref(value);
            xdecref(std::exchange(slot, value));
            return true;
        }
    }
    if (value == nullptr) {
        Dict** slot = dict_slot(object);
        if (slot == nullptr || *slot == nullptr) return false;
        Ref<Dict> dict = share(*slot);
        return dict_delete(dict.get(), name);
    }
    Ref<Dict> dict = share(materialize_dict(object));
    TRY(dict_set(dict.get(), name, value));
    return true;
}

Maybe<Dict> instance_dict(Object* object) {
    if (dict_slot(object) == nullptr) return nothing;
    return share(materialize_dict(object));
}

void replace_instance_dict(Object* object, Ref<Dict> dict) {
    if (has_inline_values(object)) Ref<Dict> discarded = dict_from_inline_values(object);
    Ref<Dict> old = adopt(std::exchange(*dict_slot(object), dict.release()));
}

Result<Object> generic_get_dict(Object* self) {
    Ref<Dict> dict = TRY(instance_dict(self));
    if (!dict) return raise(AttributeError, "This object has no __dict__");
    return dict;
}

Result<void> generic_set_dict(Object* self, Object* value) {
    if (value == nullptr) return raise(TypeError, "cannot delete __dict__");
    auto* dict = as<Dict>(value);
    if (dict == nullptr) return raise(TypeError, "__dict__ must be set to a dictionary, not a '{}'", type_name(value));
    replace_instance_dict(self, share(dict));
    return {};
}

}  // namespace minipy
