// SPDX-License-Identifier: MIT
// What every Python value starts with: a reference count and a type.
//
//      ┌──────────────────┬──────────────────┬───────────────────────────┐
//      │ reference_count  │ type ────────────┼──▶ Type                   │
//      ├──────────────────┴──────────────────┴───────────────────────────┤
//      │ the fields of the concrete type (Int, List, Function …)         │
//      └─────────────────────────────────────────────────────────────────┘
//
// Objects that can be part of a reference cycle carry a GcHead in front of this header, and instances of classes that
// have a __dict__ or __weakref__ carry a ManagedHead in front of that: see runtime/memory/gc.hpp.
//
// Ownership: `Ref<T>` (ref.hpp) owns a reference, a plain pointer parameter borrows one. docs/ownership.md says where
// references lie outside a Ref, so that incref and decref are called by hand.
//
// CPython: Include/object.h. Next: ref.hpp, result.hpp, type.hpp.
#pragma once

#include <cstddef>
#include <cstdint>

namespace minipy {

using Size = std::ptrdiff_t;  // lengths and indexes, signed as Python's are
using Hash = std::int64_t;    // −1 is never a hash value

struct Type;
struct Str;
struct Bytes;
struct Tuple;
struct List;
struct Dict;

struct Object {
    Size reference_count;
    Type* type;

    // Static storage only (types, singletons); everything else comes from allocate<T>() in memory/gc.hpp.
    constexpr explicit Object(Type* object_type) : reference_count(1), type(object_type) {}
};

// Frees an object whose count has reached zero: finalizer, weak references, its own references, its memory.
// Chains of any length are freed without deep native recursion.
void deallocate(Object* object);

inline void incref(Object* object) { ++object->reference_count; }

inline void decref(Object* object) {
    if (--object->reference_count == 0) deallocate(object);
}

inline void xdecref(Object* object) {
    if (object != nullptr) decref(object);
}

}  // namespace minipy
