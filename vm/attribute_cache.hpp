// SPDX-License-Identifier: MIT
// Where the instances of a class keep an attribute, and which method a name is: by class and name, for all
// instructions.
//
//      LOAD_ATTR x ─▶ inline cache: is it the class that I know?  ──yes──▶ inline value, slot, module entry
//                          │ no, or generic
//                          ▼
//                     attribute_forms[version, name]: has anybody asked this class for this name? ──yes──▶ the same
//                          │ no
//                          ▼
//                     get_attribute(): mro, descriptors, dict (kernel/attributes.hpp)
//
// An inline cache knows the one class that its instruction has seen last. An instruction that sees several (a
// megamorphic site) would look names up in the class and in the shared names again and again; it asks this table first.
//
// Why what it says is true:
//
//   1  `version` belongs to one class, and to one state of it and its bases: whoever changes a dict or a mro drops it
//      (type_modified()). So as long as it is equal, no data descriptor of this name has come or gone.
//   2  A shared name keeps its position for ever; names are only added. So `load` and `store` stay right. That there is
//      *no* such shared name may change, without a new version: hence `names`, and is_current().
//   3  A position says where a value would be. Whether it is there, and whether this instance still keeps its values
//      inline, is asked of the instance each time (inline_place() in ops_attributes.hpp).
//   4  `method` is borrowed from a class's dict: the version says that it is still there.
//   5  `name` is owned: no other str can take its address.
//
// CPython has no such table, but one for lookups in classes: Objects/typeobject.c (_PyType_Lookup). Next:
// ops_attributes.hpp.
#pragma once

#include "runtime/types/instance.hpp"

namespace minipy {

struct AttributeForm {
    std::uint32_t version = 0;  // of the class
    std::int8_t load = -1;      // position among the inline values, for reading; −1: found in another way
    std::int8_t store = -1;     // and for setting
    std::uint8_t names = 0;     // how many shared names the class had, plus 1; 0: its instances have no own attributes
    Str* name = nullptr;        // owned; null: empty
    Object* method = nullptr;   // borrowed from the class: a method descriptor that no shared name hides; or null

    // A name that is shared since then may be this one.
    bool is_current(const Type* type) const {
        return load >= 0 || type->shared_keys == nullptr || type->shared_keys->entry_count + 1 == names;
    }
};

inline constexpr std::size_t attribute_forms_count = 4096;
inline AttributeForm attribute_forms[attribute_forms_count];

// Looks up what a table entry is to hold. Runs no Python code.
const AttributeForm& find_attribute_form(AttributeForm& entry, Type* type, Str* name);

// `name` is interned. The form is good until the next call.
inline const AttributeForm& attribute_form(Type* type, Str* name) {
    // Versions follow each other, and so do names in memory: the factor keeps the one from undoing the other.
    std::size_t hash = (type->version * 2654435761U) ^ (reinterpret_cast<std::uintptr_t>(name) >> 4);
    AttributeForm& entry = attribute_forms[hash % attribute_forms_count];
    if (entry.version == type->version && entry.name == name && entry.is_current(type)) [[likely]]
        return entry;
    return find_attribute_form(entry, type, name);
}

}  // namespace minipy
