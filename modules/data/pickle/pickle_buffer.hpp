// SPDX-License-Identifier: MIT
// PickleBuffer: says of an object with a buffer that its bytes may stay outside of a pickle (PEP 574). It holds a view
// of them until release(); whoever asks it for a buffer gets one of the object itself.
// CPython: Objects/picklebufobject.c. Next: pickle_buffer.cpp.
#pragma once

#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/type_spec.hpp"

namespace minipy::pickles {

struct PickleBuffer : Object {
    BufferView view;  // without owner: released
    Object* weakrefs = nullptr;
    explicit PickleBuffer(Type* buffer_type) : Object(buffer_type) {}
    ~PickleBuffer() { release_buffer(view); }
    template <class Visit>
    void each_reference(Visit visit) {
        visit(view.owner);
    }
    static Type type_object;
};

Result<void> check_not_released(PickleBuffer* self);  // ValueError

}  // namespace minipy::pickles
