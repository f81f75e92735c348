// SPDX-License-Identifier: MIT
// Module itertools: iterators made of iterators. Every type is a struct with what it remembers and one function `next`.
// CPython: Modules/itertoolsmodule.c.
// Next: itertools.cpp (the list, chain, count, cycle, repeat, islice …), grouping.cpp (groupby, tee), combinatoric.cpp.
#pragma once

#include "runtime/containers/tuple.hpp"
#include "runtime/object/type_spec.hpp"

namespace minipy {

inline Result<Object> itself(Object* self) { return share(self); }

// A spec with what all iterators have; T lists its references.
template <class T>
constexpr TypeSpec iterator_spec(const char* name, const char* doc, NewSlot make, NextSlot next, std::span<const Method> methods = {},
                                 UnarySlot repr = nullptr) {
    return {.name = name,
            .doc = doc,
            .size = sizeof(T),
            .flags = TypeFlag::gc | TypeFlag::base_type,
            .slots = {.deallocate = destroy<T>,
                      .traverse = traverse_references<T>,
                      .clear = clear_references<T>,
                      .new_ = make,
                      .repr = repr,
                      .iter = itself,
                      .next = next},
            .methods = methods};
}

// tee(iterable, n): a tuple of n independent iterators.
Result<Object> tee(Object* iterable, Size n);

extern Type groupby_type, grouper_type, tee_type, tee_data_type;
extern Type product_type, permutations_type, combinations_type, combinations_with_replacement_type;

}  // namespace minipy
