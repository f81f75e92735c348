// SPDX-License-Identifier: MIT
// tuple: an immutable array of references, inline behind the header.
// CPython: Objects/tupleobject.c. Next: tuple.cpp.
#pragma once

#include <initializer_list>
#include <span>

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

struct Tuple : Object {
    Size length;
    // items follow

    Object** items() { return reinterpret_cast<Object**>(this + 1); }
    Object* const* items() const { return reinterpret_cast<Object* const*>(this + 1); }
    Object* operator[](Size index) const { return items()[index]; }
    Object* const* begin() const { return items(); }
    Object* const* end() const { return items() + length; }
    std::span<Object* const> span() const { return {items(), std::size_t(length)}; }

    // A tuple under construction: items are null, it is not tracked; the maker fills them and then calls track(). There
    // is only one without items.
    static Result<Tuple> create(Size length);
    void initialize(Size index, Ref<Object> item) { items()[index] = item.release(); }
    Ref<Tuple> track();  // consumes nothing: returns a new reference to this, now visible to the collector

    static Ref<Tuple> empty();
    static Result<Tuple> copy(std::span<Object* const> items);   // shares the items
    static Ref<Tuple> of(std::initializer_list<Object*> items);  // a few borrowed items
    static Result<Tuple> from_iterable(Object* iterable);

    static constexpr TypeFlag subclass_flag = TypeFlag::tuple_subclass;
    static Type type_object;
};

}  // namespace minipy
