// SPDX-License-Identifier: MIT
// The buffer protocol: looking at the bytes inside an object without copying them.
//
//   Buffer buffer;
//   TRY(buffer.acquire(object));          TypeError: a bytes-like object is required, not 'int'
//   use(buffer.view().text());            the exporter cannot move its bytes until `buffer` is gone
//
// A view has one dimension: `count` items of `item_size` bytes, `stride` bytes apart. Only a memoryview has more, or
// none (modules/data/memory_layout.hpp). Exporters fill a BufferView in their `get_buffer` slot.
// CPython: Include/pybuffer.h, Objects/abstract.c. Next: modules/data/memoryview.cpp.
#pragma once

#include <functional>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/object/type.hpp"

namespace minipy {

struct BufferView {
    Ref<Object> owner;  // the exporter; null: nothing acquired
    char* data = nullptr;
    Size count = 0;
    Size item_size = 1;
    Size stride = 1;
    std::string format = "B";
    bool readonly = true;
    bool is_single = false;   // no dimension: one item
    std::vector<Size> inner;  // lengths of the dimensions behind the first

    // What lies at one place of the first dimension.
    Size step_size() const { return std::accumulate(inner.begin(), inner.end(), item_size, std::multiplies<>()); }
    bool is_contiguous() const { return stride == step_size() || count <= 1; }
    Size bytes() const { return count * step_size(); }
    std::string_view text() const { return {data, std::size_t(bytes())}; }  // contiguous views only
};

class Buffer {
public:
    Buffer() = default;
    ~Buffer() { release(); }
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;

    // A contiguous view of the object's bytes.
    Result<void> acquire(Object* object, BufferAccess access = BufferAccess::read);
    void release();
    const BufferView& view() const { return view_; }
    std::string_view text() const { return view_.text(); }
    char* data() const { return view_.data; }
    Size length() const { return view_.bytes(); }

private:
    BufferView view_;
};

inline bool supports_buffer(const Object* object) { return object->type->slots.get_buffer != nullptr; }

// Fills `view` by the exporter's slot; any layout. TypeError when the object exports none.
Result<void> get_buffer(Object* object, BufferView& view, BufferAccess access);
void release_buffer(BufferView& view);

}  // namespace minipy
