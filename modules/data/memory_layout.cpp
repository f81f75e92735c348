// SPDX-License-Identifier: MIT
// Views of several dimensions: memory_layout.hpp has the picture. CPython: Objects/memoryobject.c.
// Next: memoryview.cpp.
#include "modules/data/memory_layout.hpp"

#include <algorithm>
#include <span>

#include "modules/data/memory_items.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy::memory_layout {

std::vector<Size> lengths(const BufferView& view) {
    if (view.is_single) return {};
    std::vector<Size> all{view.count};
    all.insert(all.end(), view.inner.begin(), view.inner.end());
    return all;
}

std::vector<Size> strides(const BufferView& view) {
    if (view.is_single) return {};
    std::vector<Size> all(view.inner.size() + 1);
    Size stride = view.item_size;
    for (std::size_t place = view.inner.size(); place > 0; --place) {
        all[place] = stride;
        stride *= view.inner[place - 1];
    }
    all[0] = view.stride;
    return all;
}

Size items(const BufferView& view) {
    return view.item_size == 0 ? view.count : view.count * (view.step_size() / view.item_size);
}

char* item(const BufferView& view, Size number) {
    if (view.inner.empty()) return view.data + number * view.stride;
    Size in_row = view.step_size() / view.item_size;
    return view.data + number / in_row * view.stride + number % in_row * view.item_size;
}

bool is_column_major(const BufferView& view) {
    std::vector<Size> shape = lengths(view);
    return view.is_contiguous() && (items(view) == 0 || std::ranges::count_if(shape, [](Size n) { return n > 1; }) < 2);
}

bool have_same_shape(const BufferView& left, const BufferView& right) {
    return left.count == right.count && left.inner == right.inner && left.is_single == right.is_single;
}

Result<Size> offset(const BufferView& view, Tuple* indices) {
    std::vector<Size> shape = lengths(view), steps = strides(view);
    Size dimensions = Size(shape.size());
    if (indices->length < dimensions) return raise(NotImplementedError, "sub-views are not implemented");
    if (indices->length > dimensions)
        return raise(TypeError, "cannot index {}-dimension view with {}-element tuple", dimensions, indices->length);
    Size sum = 0;
    for (Size place = 0; place < dimensions; ++place) {
        auto length = [&] { return shape[std::size_t(place)]; };
        std::string outside = format_text("index out of bounds on dimension {}", place + 1);
        sum += TRY(sequence_index((*indices)[place], length, outside.c_str())) * steps[std::size_t(place)];
    }
    return sum;
}

namespace {

Result<Object> lists(const char* data, std::string_view format, std::span<const Size> shape,
                     std::span<const Size> steps) {
    if (shape.empty()) return memory_items::unpack(data, format);
    Ref<List> list = List::create();
    for (Size index = 0; index < shape[0]; ++index)
        TRY(list_append(list.get(), TRY(lists(data + index * steps[0], format, shape.subspan(1), steps.subspan(1)))));
    return list;
}

}  // namespace

Result<Object> nested_lists(const BufferView& view) {
    return lists(view.data, view.format, lengths(view), strides(view));
}

ByteString copy(const BufferView& view) {
    if (view.is_contiguous()) return ByteString(view.text());
    ByteString data;
    for (Size index = 0; index < view.count; ++index)
        data.append(view.data + index * view.stride, std::size_t(view.step_size()));
    return data;
}

ByteString copy_column_major(const BufferView& view) {
    if (view.inner.empty()) return copy(view);
    std::vector<Size> shape = lengths(view), steps = strides(view);
    ByteString data;
    for (Size number = 0; number < items(view); ++number) {
        Size rest = number, place = 0;
        for (std::size_t dimension = 0; dimension < shape.size(); ++dimension) {
            place += rest % shape[dimension] * steps[dimension];
            rest /= shape[dimension];
        }
        data.append(view.data + place, std::size_t(view.item_size));
    }
    return data;
}

Result<void> reshape(BufferView& view, Tuple* shape) {
    std::vector<Size> all;
    Size product = 1, bytes = view.bytes();
    for (Size place = 0; place < shape->length; ++place) {
        if (!is<Int>((*shape)[place])) return raise(TypeError, "memoryview.cast(): elements of shape must be integers");
        Size length = TRY(to_size((*shape)[place], &OverflowError));
        if (length <= 0) return raise(ValueError, "memoryview.cast(): elements of shape must be integers > 0");
        if (__builtin_mul_overflow(product, length, &product))
            return raise(ValueError, "memoryview.cast(): product(shape) > SSIZE_MAX");
        all.push_back(length);
    }
    Size wanted;
    if (__builtin_mul_overflow(product, view.item_size, &wanted) || wanted != bytes)
        return raise(TypeError, "memoryview: product(shape) * itemsize != buffer size");
    view.is_single = all.empty();
    view.count = all.empty() ? 1 : all[0];
    if (!all.empty()) view.inner.assign(all.begin() + 1, all.end());
    view.stride = view.step_size();
    return {};
}

}  // namespace minipy::memory_layout
