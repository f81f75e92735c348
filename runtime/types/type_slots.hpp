// SPDX-License-Identifier: MIT
// The table that relates slots and dunder names, and its two uses:
//
//   dunder → slot   a class defines __len__: its `length` slot becomes a C++ function that calls it (slot_calls.cpp)
//   slot → dunder   list fills `length`: list.__len__ is a SlotWrapper that calls the slot (type_slots.cpp)
//
// Several dunders can share a slot (__setitem__ and __delitem__; the six comparisons; __add__ and __radd__).
// CPython: Objects/typeobject.c (slotdefs, update_one_slot, add_operators). Next: type_slots.cpp, slot_calls.hpp.
#pragma once

#include "runtime/object/type.hpp"

namespace minipy {

using AnySlot = void (*)();  // any slot's function pointer; cast back before the call

struct SlotRow {
    Str** name;               // &names::dunder_…
    std::size_t offset;       // of the slot in Slots
    AnySlot python_function;  // calls the dunder method
    Result<Object> (*wrapper)(Object* self, AnySlot slot, const Arguments& arguments, const SlotRow& row);
    const char* signature;  // "($self, key, /)"
    const char* doc;
    int extra = 0;  // which comparison, which attribute of several
};

inline AnySlot& slot_at(Slots& slots, std::size_t offset) {
    return *reinterpret_cast<AnySlot*>(reinterpret_cast<char*>(&slots) + offset);
}

// Puts a SlotWrapper into the dict of a static type for each slot that its spec fills.
void add_slot_wrappers(Type* type);

// Sets all slots of a heap type from the dunder methods that its mro provides.
void set_slots_from_dunders(Type* type);
// After `name` changed in the type's dict: the same for that name, in the type and all its subclasses.
void update_slots_for_name(Type* type, Str* name);

// Fills empty slots from the base type (static types).
void inherit_slots(Type* type);

}  // namespace minipy
