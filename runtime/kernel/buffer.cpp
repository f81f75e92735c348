// SPDX-License-Identifier: MIT
// Acquiring and releasing buffers. CPython: Objects/abstract.c (PyObject_GetBuffer).
#include "runtime/kernel/buffer.hpp"

#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/slot_gate.hpp"

namespace minipy {

Result<void> get_buffer(Object* object, BufferView& view, BufferAccess access) {
    BufferSlot slot = object->type->slots.get_buffer;
    if (slot == nullptr) return raise(TypeError, "a bytes-like object is required, not '{}'", type_name(object));
    TRY(call_slot(slot, object, view, access));
    if (!view.owner) view.owner = share(object);  // else that of another, whom the object has asked
    return {};
}

void release_buffer(BufferView& view) {
    if (!view.owner) return;
    ReleaseBufferSlot slot = view.owner->type->slots.release_buffer;
    if (slot != nullptr) slot(view.owner.get(), view);
    view.owner.reset();
}

Result<void> Buffer::acquire(Object* object, BufferAccess access) {
    TRY(get_buffer(object, view_, access));
    if (view_.is_contiguous()) return {};
    release();
    return raise(BufferError, "memoryview: underlying buffer is not C-contiguous");
}

void Buffer::release() { release_buffer(view_); }

}  // namespace minipy
