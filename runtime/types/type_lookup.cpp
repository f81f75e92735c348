// SPDX-License-Identifier: MIT
// Looking attributes up along the mro. What has been found is remembered under the version of the type; a change of a
// type takes the versions of the type and of all its subclasses away.
// CPython: Objects/typeobject.c (_PyType_Lookup, PyType_Modified, assign_version_tag). Next: type_attributes.cpp.
#include <algorithm>
#include <utility>

#include "runtime/containers/dict.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/modules/weakref.hpp"
#include "runtime/text/str.hpp"
#include "runtime/types/type.hpp"

namespace minipy {

// ---------------------------------------------------------------- along the mro

bool comes_from(const Type* type, const Type* ancestor) {
    while (type != nullptr && type != ancestor) type = type->base;
    return type != nullptr;
}

bool is_subtype(const Type* type, const Type* base) {
    if (type == base) return true;
    if (type->mro == nullptr)  // a class that is still being made
        return comes_from(type, base) || base == &object_type;
    return std::find(type->mro->begin(), type->mro->end(), base) != type->mro->end();
}

namespace {

// The method cache: (version, name) → attribute, borrowed from the type's mro. A change of the type drops its version,
// so entries never need to be searched for. CPython: Objects/typeobject.c (type_cache).
struct CacheEntry {
    std::uint32_t version = 0;
    Str* name = nullptr;      // owned while the entry is in use
    Object* value = nullptr;  // borrowed; null: nobody has the name
};
constexpr std::size_t cache_size = 4096;
CacheEntry type_cache[cache_size];
std::uint32_t last_version = 0;

CacheEntry& cache_entry(std::uint32_t version, const Str* name) {
    return type_cache[(version ^ (reinterpret_cast<std::uintptr_t>(name) >> 4)) % cache_size];
}

Object* search_mro(Type* type, Str* name) {
    for (Object* item : *type->mro) {
        if (Object* found = dict_get_name(type_dict(cast<Type>(item)), name)) return found;
    }
    return nullptr;
}

// An mro() of its own may list classes that are no bases: their changes would not reach the type.
bool can_have_version(const Type* type) {
    return type->mro != nullptr && last_version != UINT32_MAX && !type->has(TypeFlag::custom_mro);
}

}  // namespace

std::uint32_t type_version(Type* type) {
    if (type->version == 0 && can_have_version(type)) {
        // A change of a base must reach this type: so bases have versions too (type_modified walks down from them).
        for (Object* base : *type->bases) {
            if (type_version(cast<Type>(base)) == 0) return 0;
        }
        type->version = ++last_version;
    }
    return type->version;
}

Object* lookup_in_type(Type* type, Str* name) {
    if (type->mro == nullptr) return nullptr;
    if (type->version != 0) {
        CacheEntry& entry = cache_entry(type->version, name);
        if (entry.version == type->version && entry.name == name) return entry.value;
    }
    Object* found = search_mro(type, name);
    if (name->interned && type_version(type) != 0) {
        CacheEntry& entry = cache_entry(type->version, name);
        incref(name);
        xdecref(std::exchange(entry.name, name));
        entry.version = type->version;
        entry.value = found;
    }
    return found;
}

void clear_type_cache() {
    for (CacheEntry& entry : type_cache) {
        xdecref(std::exchange(entry.name, nullptr));
        entry = {};
    }
}

void type_modified(Type* type) {
    if (type->version == 0) return;
    type->version = 0;
    if (!type->has(TypeFlag::heap)) {
        for (Type* other : ready_types()) {
            if (names_as_base(other, type)) type_modified(other);
        }
    }
    Size position = 0;
    while (Ref<Type> subclass = next_subclass(type, position)) type_modified(subclass.get());
}

bool names_as_base(const Type* type, const Type* base) {
    return type->bases != nullptr && std::find(type->bases->begin(), type->bases->end(), base) != type->bases->end();
}

Ref<Type> next_subclass(const Type* type, Size& position) {
    Object *key, *value;
    while (type->subclasses != nullptr && dict_next(type->subclasses, position, key, value)) {
        if (Ref<Object> subclass = weak_referent(cast<WeakReference>(value)))
            return ref_cast<Type>(std::move(subclass));
    }
    return nullptr;
}

Result<Object> bind_attribute(Object* attribute, Object* instance, Object* owner) {
    DescriptorGetSlot get = attribute->type->slots.descriptor_get;
    Ref<Object> kept = share(attribute);  // __get__ may delete the attribute that it was found under
    if (get == nullptr) return kept;
    return call_slot(get, attribute, instance, owner);
}

}  // namespace minipy
