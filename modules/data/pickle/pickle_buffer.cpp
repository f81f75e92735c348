// SPDX-License-Identifier: MIT
// The type PickleBuffer. CPython: Objects/picklebufobject.c.
#include "modules/data/pickle/pickle_buffer.hpp"

#include "modules/data/memoryview.hpp"
#include "modules/native.hpp"

namespace minipy::pickles {

Result<void> check_not_released(PickleBuffer* self) {
    if (!self->view.owner) return raise(ValueError, "operation forbidden on released PickleBuffer object");
    return {};
}

namespace {

Result<Object> new_pickle_buffer(Type*, const Arguments& arguments) {
    Size given = arguments.positional + arguments.keyword_count();
    if (given > 1) return raise(TypeError, "PickleBuffer() takes at most 1 argument ({} given)", given);
    if (arguments.positional != 1)
        return raise(TypeError, "PickleBuffer() takes exactly 1 positional argument ({} given)", arguments.positional);
    Ref<PickleBuffer> made = create<PickleBuffer>();
    TRY(get_buffer(arguments[0], made->view, BufferAccess::read));
    return made;
}

// A view of the bytes alone, whatever items they are.
Result<Object> pickle_buffer_raw(PickleBuffer* self) {
    TRY(check_not_released(self));
    if (!self->view.is_contiguous()) return raise(BufferError, "cannot extract raw buffer from non-contiguous buffer");
    Ref<MemoryView> raw = TRY(MemoryView::make(self));
    raw->view.count = raw->view.bytes();
    raw->view.item_size = raw->view.stride = 1;
    raw->view.format = "B";
    raw->view.inner.clear();
    raw->view.is_single = false;
    return raw;
}

Result<void> pickle_buffer_release(PickleBuffer* self) {
    release_buffer(self->view);
    return {};
}

Result<void> get_buffer_of_owner(Object* object, BufferView& view, BufferAccess access) {
    auto* self = cast<PickleBuffer>(object);
    TRY(check_not_released(self));
    Ref<Object> owner = self->view.owner;
    return get_buffer(owner.get(), view, access);
}

void clear_pickle_buffer(Object* self) { release_buffer(static_cast<PickleBuffer*>(self)->view); }

const Method pickle_buffer_methods[] = {
    {"raw(self, /)", bind<pickle_buffer_raw>, "Gives a memoryview of the bytes; BufferError if they have gaps."},
    {"release(self, /)", bind<pickle_buffer_release>, "Lets go of the object; no other method works afterwards."},
};

const TypeSpec pickle_buffer_spec = {
    .name = "pickle.PickleBuffer",
    .doc = "Marks an object with a buffer as one whose bytes may stay outside of a pickle.",
    .size = sizeof(PickleBuffer),
    .flags = TypeFlag::gc,
    .weakrefs_offset = offsetof(PickleBuffer, weakrefs),
    .slots = {.deallocate = destroy<PickleBuffer>,
              .traverse = traverse_references<PickleBuffer>,
              .clear = clear_pickle_buffer,
              .new_ = new_pickle_buffer,
              .get_buffer = get_buffer_of_owner},
    .methods = pickle_buffer_methods,
};

}  // namespace

Type PickleBuffer::type_object(pickle_buffer_spec);

}  // namespace minipy::pickles
