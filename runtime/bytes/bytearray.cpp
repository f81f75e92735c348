// SPDX-License-Identifier: MIT
// bytearray: growth, slices, its own methods, its type. CPython: Objects/bytearrayobject.c.
#include "runtime/bytes/bytearray.hpp"

#include <algorithm>
#include <cstring>

#include "runtime/bytes/byteslike_table.hpp"
#include "runtime/containers/slice.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/text/format_percent.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace {

ByteArray* array_of(Object* self) { return static_cast<ByteArray*>(self); }

Result<void> check_resizable(ByteArray* array) {
    if (array->exports > 0) return raise(BufferError, "Existing exports of data: object cannot be re-sized");
    return {};
}

// Moves the data into a block of another size (a byte more than asked: a final zero).
Result<void> reallocate(ByteArray* array, Size capacity) {
    char* grown = heap::allocate_array<char>(std::size_t(capacity));
    if (grown == nullptr) return raise_no_memory();
    if (array->length > 0) std::memcpy(grown, array->data(), std::size_t(std::min(array->length, capacity)));
    heap::free_array(array->block, std::size_t(array->capacity));
    array->block = grown;
    array->capacity = capacity;
    array->start = 0;
    return {};
}

}  // namespace

ByteArray::~ByteArray() { heap::free_array(block, std::size_t(capacity)); }

Ref<ByteArray> ByteArray::create() { return minipy::create<ByteArray>(); }

Result<ByteArray> ByteArray::copy(std::string_view source) {
    Ref<ByteArray> array = ByteArray::create();
    TRY(bytearray_resize(array.get(), Size(source.size())));
    if (!source.empty()) std::memcpy(array->data(), source.data(), source.size());
    return array;
}

// Grows by an eighth more than needed; gives memory back when less than half is used.
Result<void> bytearray_resize(ByteArray* array, Size length) {
    if (length == array->length) return {};
    TRY(check_resizable(array));
    if (length > PTRDIFF_MAX - 64) return raise_no_memory();
    if (array->start + length + 1 > array->capacity) {
        Size capacity = length + 1;
        if (array->length > 0 && length <= array->capacity * 9 / 8 + 6)
            capacity = length + (length >> 3) + (length < 9 ? 3 : 6);
        TRY(reallocate(array, capacity));
    } else if (length + 1 < array->capacity / 2) {
        array->length = std::min(array->length, length);
        TRY(reallocate(array, length + 1));
    }
    array->length = length;
    array->data()[length] = 0;
    return {};
}

Result<void> bytearray_replace(ByteArray* array, Size start, Size stop, std::string_view data) {
    Size added = Size(data.size()), removed = stop - start, growth = added - removed;
    if (growth != 0) TRY(check_resizable(array));
    if (growth < 0 && start == 0) {  // the front goes: nothing has to move
        array->start -= growth;
        array->length += growth;
        if (array->length + 1 < array->capacity / 2) TRY(reallocate(array, array->length + 1));
        array->data()[array->length] = 0;
    } else if (growth < 0) {
        std::memmove(array->data() + start + added, array->data() + stop, std::size_t(array->length - stop));
        TRY(bytearray_resize(array, array->length + growth));
    } else if (growth > 0) {
        Size behind = array->length - stop;
        if (growth > PTRDIFF_MAX - array->length) return raise_no_memory();
        TRY(bytearray_resize(array, array->length + growth));
        std::memmove(array->data() + start + added, array->data() + stop, std::size_t(behind));
    }
    if (added > 0) std::memcpy(array->data() + start, data.data(), std::size_t(added));
    return {};
}

namespace {

// ---------------------------------------------------------------- construction

Result<Object> array_new(Type* type, const Arguments&) {
    if (type == &ByteArray::type_object) return ByteArray::create();
    return allocate_instance(type);
}

Result<void> array_init(Object* self, const Arguments& arguments) {
    ByteArray* array = array_of(self);
    if (array->length > 0) TRY(bytearray_resize(array, 0));
    ByteString data = TRY(bytes_methods::bytes_of_arguments(bytes_methods::making_bytearray, arguments));
    return bytearray_replace(array, 0, array->length, data);
}

// ---------------------------------------------------------------- operators

// Single quotes are escaped even between double ones.
Result<Object> array_repr(Object* self) {
    ByteString shown = bytes_repr(array_of(self)->view()), text;
    text.append(type_name(self)).append("(");
    bool double_quotes = shown.view().starts_with("b\"");
    for (char character : shown) {
        if (double_quotes && character == '\'') text += '\\';
        text += character;
    }
    return Str::from_ascii(text.append(")"));
}

Result<Object> array_compare(Object* left, Object* right, Comparison operation) {
    if (!supports_buffer(left) || !supports_buffer(right)) return not_implemented();
    Buffer a, b;
    for (auto [object, buffer] : {std::pair{left, &a}, std::pair{right, &b}}) {
        if (buffer->acquire(object).ok()) continue;
        clear_exception();
        return not_implemented();
    }
    int order = a.text().compare(b.text());
    return comparison_result((order > 0) - (order < 0), operation);
}

Result<Size> array_length(Object* self) { return array_of(self)->length; }

Result<bool> array_contains(Object* self, Object* item) {
    bytes_methods::Pattern pattern;
    TRY(pattern.take(item, "a bytes-like object is required, not '{}'"));
    return bytes_methods::find(array_of(self)->view(), pattern.view(), 0, array_of(self)->length) >= 0;
}

Result<Object> array_concatenate(Object* left, Object* right) {
    if (!supports_buffer(right)) return raise(TypeError, "can't concat {} to {}", type_name(right), type_name(left));
    Buffer other;
    TRY(other.acquire(right));
    Ref<ByteArray> both = TRY(ByteArray::copy(array_of(left)->view()));
    TRY(bytearray_replace(both.get(), both->length, both->length, other.text()));
    return both;
}

Result<Object> array_inplace_concatenate(Object* left, Object* right) {
    if (!supports_buffer(right)) return raise(TypeError, "can't concat {} to {}", type_name(right), type_name(left));
    ByteString data;
    {
        Buffer other;
        TRY(other.acquire(right));
        data = TRY(complete(other.text()));
    }
    ByteArray* self = array_of(left);
    TRY(bytearray_replace(self, self->length, self->length, data));
    return share(left);
}

Result<void> repeat_into(ByteArray* target, std::string_view data, Size count) {
    Size unit = Size(data.size());
    if (count <= 0 || unit == 0) return bytearray_resize(target, 0);
    if (unit > PTRDIFF_MAX / count) return raise_no_memory();
    ByteString copy = TRY(complete(data));
    TRY(bytearray_resize(target, unit * count));
    for (Size round = 0; round < count; ++round)
        std::memcpy(target->data() + round * unit, copy.data(), std::size_t(unit));
    return {};
}

Result<Object> array_repeat(Object* self, Size count) {
    Ref<ByteArray> result = ByteArray::create();
    TRY(repeat_into(result.get(), array_of(self)->view(), count));
    return result;
}

Result<Object> array_inplace_repeat(Object* self, Size count) {
    TRY(repeat_into(array_of(self), array_of(self)->view(), count));
    return share(self);
}

Result<Object> array_remainder(Object* left, Object* right) {
    if (!is<ByteArray>(left)) return not_implemented();
    ByteString format = TRY(complete(array_of(left)->view()));
    return ByteArray::copy(TRY(format_percent_bytes(format, right)));
}

// ---------------------------------------------------------------- subscripts

Result<Object> array_get_item(Object* self, Object* key) {
    ByteArray* array = array_of(self);
    if (key->type->slots.index != nullptr) {
        Size position = TRY(to_size(key, &IndexError));
        if (position < 0) position += array->length;
        if (position < 0 || position >= array->length) return raise(IndexError, "bytearray index out of range");
        return Int::from(static_cast<unsigned char>(array->data()[position]));
    }
    if (!is_exact<Slice>(key))
        return raise(TypeError, "bytearray indices must be integers or slices, not {}", type_name(key));
    SliceRange range = TRY(slice_range(key, array));
    if (range.step == 1)
        return ByteArray::copy(array->view().substr(std::size_t(range.start), std::size_t(range.count)));
    ByteString part;
    for (Size index = 0; index < range.count; ++index) part += array->data()[range.start + index * range.step];
    return ByteArray::copy(part);
}

Result<void> bytearray_delete_extended_slice(ByteArray* array, const SliceRange& slice) {
    TRY(check_resizable(array));
    if (slice.count == 0) return {};
    return bytearray_resize(array, remove_places(array->data(), array->length, slice.ascending()));
}

// The bytes that may be assigned to a slice.
Result<ByteString> slice_value(Object* value) {
    if (value == nullptr) return ByteString();
    if (supports_buffer(value)) {
        Buffer buffer;
        TRY(buffer.acquire(value));
        return complete(buffer.text());
    }
    bool iterable = value->type->slots.iter != nullptr || value->type->slots.get_item != nullptr;
    if (is<Str>(value) || value->type->slots.index != nullptr || !iterable) {
        return raise(TypeError, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
    }
    Arguments one{&value, 1, nullptr};
    return bytes_methods::bytes_of_arguments(bytes_methods::making_bytearray, one);
}

Result<void> set_slice(ByteArray* array, Object* key, Object* value) {
    ByteString data = TRY(slice_value(value));
    SliceRange range = TRY(slice_range(key, array));
    if (range.step == 1) return bytearray_replace(array, range.start, std::max(range.start, range.stop), data);
    if (data.empty()) return bytearray_delete_extended_slice(array, range);  // assigning nothing deletes as well
    if (Size(data.size()) != range.count) {
        return raise(ValueError, "attempt to assign bytes of size {} to extended slice of size {}", data.size(),
                     range.count);
    }
    for (Size index = 0; index < range.count; ++index)
        array->data()[range.start + index * range.step] = data[std::size_t(index)];
    return {};
}

Result<void> array_set_item(Object* self, Object* key, Object* value) {
    ByteArray* array = array_of(self);
    if (key->type->slots.index == nullptr) {
        if (is_exact<Slice>(key)) return set_slice(array, key, value);
        return raise(TypeError, "bytearray indices must be integers or slices, not {}", type_name(key));
    }
    Size position = TRY(to_size(key, &IndexError));
    char byte = value == nullptr ? char(0) : TRY(bytes_methods::byte_of(value));
    if (position < 0) position += array->length;
    if (position < 0 || position >= array->length) return raise(IndexError, "bytearray index out of range");
    if (value == nullptr) return bytearray_replace(array, position, position + 1, {});
    array->data()[position] = byte;
    return {};
}

// ---------------------------------------------------------------- buffer

char empty_block[1];

Result<void> array_get_buffer(Object* self, BufferView& view, BufferAccess) {
    ByteArray* array = array_of(self);
    view.data = array->block == nullptr ? empty_block : array->data();
    view.count = array->length;
    view.readonly = false;
    ++array->exports;
    return {};
}

void array_release_buffer(Object* self, BufferView&) { --array_of(self)->exports; }

// ---------------------------------------------------------------- methods

Result<void> bytearray_append_method(ByteArray* self, Object* item) {
    char byte = TRY(bytes_methods::byte_of(item));
    TRY(bytearray_resize(self, self->length + 1));
    self->data()[self->length - 1] = byte;
    return {};
}

Result<void> bytearray_extend_method(ByteArray* self, Object* items) {
    ByteString data;
    if (supports_buffer(items)) {
        Buffer buffer;
        TRY(buffer.acquire(items));
        data = TRY(complete(buffer.text()));
    } else {
        Result<Object> iterator = get_iterator(items);
        if (iterator.failed()) {
            if (!catch_exception(TypeError)) return Failure{};
            return raise(TypeError, "can't extend bytearray with {}", type_name(items));
        }
        Ref<Object> iterating = iterator.take();
        TRY(check_room(std::size_t(TRY(length_hint(items, 32)))));
        TRY(for_each_next(iterating.get(), [&](Ref<Object> item) -> Result<void> {
            data += TRY(bytes_methods::byte_of(item.get()));
            return {};
        }));
    }
    ByteString added = TRY(complete(std::move(data)));
    return bytearray_replace(self, self->length, self->length, added);
}

Result<void> bytearray_insert_method(ByteArray* self, Size index, Object* item) {
    char byte = TRY(bytes_methods::byte_of(item));
    if (index < 0) index = std::max<Size>(index + self->length, 0);
    index = std::min(index, self->length);
    return bytearray_replace(self, index, index, {&byte, 1});
}

Result<Object> bytearray_pop_method(ByteArray* self, Size index) {
    if (self->length == 0) return raise(IndexError, "pop from empty bytearray");
    if (index < 0) index += self->length;
    if (index < 0 || index >= self->length) return raise(IndexError, "pop index out of range");
    TRY(check_resizable(self));
    auto byte = static_cast<unsigned char>(self->data()[index]);
    TRY(bytearray_replace(self, index, index + 1, {}));
    return Int::from(byte);
}

Result<void> bytearray_remove_method(ByteArray* self, Object* value) {
    char byte = TRY(bytes_methods::byte_of(value));
    std::size_t position = self->view().find(byte);
    if (position == std::string_view::npos) return raise(ValueError, "value not found in bytearray");
    return bytearray_replace(self, Size(position), Size(position) + 1, {});
}

Result<void> bytearray_reverse_method(ByteArray* self) {
    std::reverse(self->data(), self->data() + self->length);
    return {};
}

Result<void> bytearray_clear_method(ByteArray* self) { return bytearray_resize(self, 0); }
Result<ByteArray> bytearray_copy_method(ByteArray* self) { return ByteArray::copy(self->view()); }
Result<Size> alloc_method(ByteArray* self) { return self->capacity; }
Result<Size> bytearray_sizeof_method(ByteArray* self) { return Size(sizeof(ByteArray)) + self->capacity; }

Result<Object> reduce_to(ByteArray* self, Ref<Tuple> arguments) {
    Ref<Object> state = TRY(call_method(self, names::dunder_getstate));
    return Tuple::of({self->type, arguments.get(), state.get()});
}

Result<Object> bytearray_reduce_method(ByteArray* self) {
    if (self->length == 0) return reduce_to(self, Tuple::empty());
    Ref<Str> text = TRY(decode_latin1(self->view())), encoding = Str::from("latin-1");
    return reduce_to(self, Tuple::of({text.get(), encoding.get()}));
}

Result<Object> reduce_ex_method(ByteArray* self, int protocol) {
    if (protocol < 3) return bytearray_reduce_method(self);
    if (self->length == 0) return reduce_to(self, Tuple::empty());
    Ref<Bytes> bytes = TRY(Bytes::copy(self->view()));
    return reduce_to(self, Tuple::of({bytes.get()}));
}

// ---------------------------------------------------------------- iteration

Result<Object> array_iter(Object* self) { return create<ByteArrayIterator>(share(array_of(self))); }

const TypeSpec bytearray_iterator_spec = index_iterator_spec<ByteArrayIterator>("bytearray_iterator");

// ---------------------------------------------------------------- the type

const Method bytearray_methods[] = {
    {"__alloc__(self, /)", bind<alloc_method>, "Tells how many bytes there is room for before it must move."},
    {"__reduce__(self, /)", bind<bytearray_reduce_method>, "Tells pickle and copy how to make it again."},
    {"__reduce_ex__(self, proto=0, /)", bind<reduce_ex_method>,
     "Tells pickle and copy how to make it again, as bytes from protocol 3 on."},
    {"__sizeof__(self, /)", bind<bytearray_sizeof_method>,
     "Tells how many bytes the object takes up, with the room to grow."},
    {"append(self, item, /)", bind<bytearray_append_method>, "Puts one byte at the end; amortised constant time."},
    {"clear(self, /)", bind<bytearray_clear_method>, "Takes all bytes out and gives the memory back."},
    {"copy(self, /)", bind<bytearray_copy_method>, "Makes another bytearray with the same bytes."},
    {"extend(self, iterable_of_ints, /)", bind<bytearray_extend_method>,
     "Puts bytes at the end, from any iterable of ints."},
    {"insert(self, index, item, /)", bind<bytearray_insert_method>,
     "Puts one byte in front of index; those behind move up."},
    {"pop(self, index=-1, /)", bind<bytearray_pop_method>, "Takes the byte at index out and gives it."},
    {"remove(self, value, /)", bind<bytearray_remove_method>,
     "Takes out the first byte of that value; ValueError if there is none."},
    {"reverse(self, /)", bind<bytearray_reverse_method>, "Turns the order around in place."},
    BYTESLIKE_METHODS(ByteArray),
};

const TypeSpec bytearray_spec = {
    .name = "bytearray",
    .doc =
        "A row of bytes that can change and grow, made from whatever makes bytes. While a memoryview looks at it, its "
        "length is fixed.",
    .size = sizeof(ByteArray),
    .flags = TypeFlag::base_type | TypeFlag::match_self,
    .slots = {.deallocate = destroy<ByteArray>,
              .new_ = array_new,
              .init = array_init,
              .repr = array_repr,
              .str = array_repr,
              .hash = hash_not_implemented,
              .compare = array_compare,
              .iter = array_iter,
              .length = array_length,
              .get_item = array_get_item,
              .set_item = array_set_item,
              .contains = array_contains,
              .concatenate = array_concatenate,
              .repeat = array_repeat,
              .inplace_concatenate = array_inplace_concatenate,
              .inplace_repeat = array_inplace_repeat,
              .remainder = array_remainder,
              .get_buffer = array_get_buffer,
              .release_buffer = array_release_buffer},
    .methods = bytearray_methods,
};

}  // namespace

Ref<Object> ByteArrayIterator::item(const ByteArray* bytes, Size index) {
    return Int::from(static_cast<unsigned char>(bytes->view()[std::size_t(index)]));
}
Ref<Object> ByteArrayIterator::empty() { return Tuple::empty(); }

Type ByteArray::type_object(bytearray_spec);
Type ByteArrayIterator::type_object(bytearray_iterator_spec);

}  // namespace minipy
