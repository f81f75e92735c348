// SPDX-License-Identifier: MIT
// Attributes of instances: values inline behind the object, their names shared by all instances of the class.
//
//      instance                                              class
//      ┌─────────────────┬───────────────┐                   ┌──────────────────────────┐
//      │ ManagedHead     │ dict: null    │                   │ shared_keys ─▶ DictKeys  │
//      │ GcHead          │               │                   │   0: "name"  1: "age" …  │
//      │ Object header   │               │                   └──────────────────────────┘
//      │ __slots__, …    │               │    basic_size
//      ├─────────────────┴───────────────┤ ◀─────────────
//      │ InlineValues: capacity, size,   │    `order` remembers in which order the attributes were set, because that is
//      │   order │ 0 │ 1 │ …             │    what __dict__ and vars() must show.
//      │   values│ ● │ ● │ …             │
//      └─────────────────────────────────┘
//
// When someone asks for __dict__, or an attribute does not fit (the shared names are full), the values move into a real
// dict: ManagedHead.dict is set, `valid` becomes false, and the object never goes back.
// CPython 3.11 keeps the values in a block of their own: Objects/dictobject.c (_PyObject_InitializeDict …); 3.13
// inlines them.
#pragma once

#include "runtime/containers/dict.hpp"
#include "runtime/memory/gc.hpp"

namespace minipy {

// Most attributes an instance keeps inline (CPython's SHARED_KEYS_MAX_SIZE).
inline constexpr Size most_inline_values = 30;

struct InlineValues {
    std::uint8_t capacity;  // slots in `values`
    std::uint8_t size;      // attributes that are set
    bool valid;             // false: moved into a dict
    std::uint8_t unused[5];
    // `capacity` pointers follow, then `capacity` bytes of order

    Object** values() { return reinterpret_cast<Object**>(this + 1); }
    std::uint8_t* order() { return reinterpret_cast<std::uint8_t*>(values() + capacity); }
    static Size bytes(Size capacity) { return Size(sizeof(InlineValues)) + capacity * Size(sizeof(Object*) + 1); }
};

inline InlineValues* inline_values(Object* object) {
    return reinterpret_cast<InlineValues*>(reinterpret_cast<char*>(object) + object->type->basic_size);
}
// Does `object` keep its attributes inline now?
inline bool has_inline_values(Object* object) {
    return object->type->has(TypeFlag::inline_values) && inline_values(object)->valid;
}

// How many values a new instance of the class gets room for.
Size inline_capacity(const Type* type);
void initialize_inline_values(Object* object, Size capacity);

// An instance of a class made in Python (or a subclassable built-in): all fields behind the header zero. Tracked.
// `extra_items` for types with a variable part.
Result<Object> allocate_instance(Type* type, Size extra_items = 0);
Result<Object> allocate_instance_with_tail(Type* type, Size tail);  // bytes, of a type that declares no item size

// Reads an own attribute: borrowed, null when not set. Cannot fail.
Object* instance_get(Object* object, const Str* name);
// Sets (value null: deletes) an own attribute. False: it was to be deleted but is not there.
Result<bool> instance_set(Object* object, Str* name, Object* value);
// Does the object have a place for own attributes at all?
bool has_instance_dict(const Object* object);
// The __dict__, made now if need be; nothing when the type has none.
Maybe<Dict> instance_dict(Object* object);
// Replaces the __dict__.
void replace_instance_dict(Object* object, Ref<Dict> dict);
// The attribute __dict__ of built-in types (PyObject_GenericGetDict, PyObject_GenericSetDict). It cannot be deleted.
Result<Object> generic_get_dict(Object* self);
Result<void> generic_set_dict(Object* self, Object* value);

// Where the object keeps its dict pointer; null when it has none.
Dict** dict_slot(Object* object);
// Where the object keeps its first weak reference; null when it cannot be weakly referenced.
inline Object** weakrefs_slot(Object* object) {
    Type* type = object->type;
    if (type->has(TypeFlag::managed_weakrefs)) return &managed_head(object)->weakrefs;
    if (type->weakrefs_offset == 0) return nullptr;
    return reinterpret_cast<Object**>(reinterpret_cast<char*>(object) + type->weakrefs_offset);
}

// For inline caches: the position of `name` in the class's shared keys, or −1.
Size shared_key_position(Type* type, const Str* name);

}  // namespace minipy
