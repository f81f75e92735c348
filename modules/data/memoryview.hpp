// SPDX-License-Identifier: MIT
// memoryview: an object that shows another object's buffer: sliced, cast to other item formats, written through.
//
//      MemoryView │ view: owner ─┼─▶ bytearray (exports + 1)
//                 │       data ──┼──────▶ somewhere in its bytes; count items, stride bytes apart
//
// Each view holds an export of its own on the owner, so views of views can be released in any order.
// CPython: Objects/memoryobject.c. Next: memoryview.cpp, kernel/buffer.hpp.
#pragma once

#include "runtime/kernel/buffer.hpp"

namespace minipy {

struct MemoryView : Object {
    BufferView view;
    Size exports = 0;  // buffers that others hold on this view
    Hash hash_value = -1;
    Object* weakrefs = nullptr;
    explicit MemoryView(Type* view_type) : Object(view_type) {}
    ~MemoryView() { release_buffer(view); }
    bool released() const { return !view.owner; }
    template <class Visit>
    void each_reference(Visit visit) {
        visit(view.owner);
    }
    // A view of any object that supports the buffer protocol.
    static Result<MemoryView> make(Object* object);
    static Type type_object;
};

struct MemoryIterator : Object {
    Ref<MemoryView> memory;  // null: exhausted
    Size index = 0;
    MemoryIterator(Type* iterator_type, Ref<MemoryView> view) : Object(iterator_type), memory(std::move(view)) {}
    static constexpr auto references = field_list<&MemoryIterator::memory>;
    static Type type_object;
};

}  // namespace minipy
