// SPDX-License-Identifier: MIT
// slice: start:stop:step. Its arithmetic is slice_numbers() in kernel/items.hpp. CPython: Objects/sliceobject.c.
#pragma once

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

struct Slice : Object {
    Ref<Object> stop, start, step;  // None when not given; they die in the opposite order, as in CPython
    Slice(Type* slice_type, Ref<Object> from, Ref<Object> to, Ref<Object> by)
        : Object(slice_type), stop(std::move(to)), start(std::move(from)), step(std::move(by)) {}
    static constexpr auto references = field_list<&Slice::start, &Slice::stop, &Slice::step>;
    static Type type_object;
};

}  // namespace minipy
