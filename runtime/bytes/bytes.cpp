// SPDX-License-Identifier: MIT
// bytes: making them, operators, iteration, the type. CPython: Objects/bytesobject.c. Next: byteslike_methods.hpp.
#include "runtime/bytes/bytes.hpp"

#include <algorithm>
#include <cstring>

#include "runtime/bytes/buffer_text.hpp"
#include "runtime/bytes/byteslike_table.hpp"
#include "runtime/containers/slice.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/memory/byte_string.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/memory/observer.hpp"
#include "runtime/text/format_percent.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace {

// The empty bytes and those of one byte are shared, as in CPython.
Bytes* empty_bytes;
Bytes* one_byte[256];

std::size_t bytes_byte_size(Size length) { return sizeof(Bytes) + std::size_t(length) + 1; }

Result<Bytes> allocate_bytes(Size length) {
    if (length > PTRDIFF_MAX - Size(sizeof(Bytes)) - 1) return raise(OverflowError, "byte string is too large");
    auto* bytes = cast<Bytes>(allocate_object(&Bytes::type_object, bytes_byte_size(length)));
    if (bytes == nullptr) return raise_no_memory();
    bytes->length = length;
    bytes->hash_value = -1;
    bytes->data()[length] = 0;
    return adopt(bytes);
}

Result<Bytes> allocate_shared_bytes(Size length) {
    heap::InterpreterIsAtWork own_births;
    return allocate_bytes(length);
}

}  // namespace

Result<Bytes> Bytes::create(Size length) {
    if (length == 0) {
        if (empty_bytes == nullptr) empty_bytes = TRY(allocate_shared_bytes(0)).release();
        return share(empty_bytes);
    }
    return allocate_bytes(length);
}

Result<Bytes> Bytes::copy(std::string_view source) {
    if (source.size() == 1) {
        Bytes*& shared = one_byte[static_cast<unsigned char>(source[0])];
        if (shared == nullptr) {
            shared = TRY(allocate_shared_bytes(1)).release();
            shared->data()[0] = source[0];
        }
        return share(shared);
    }
    Ref<Bytes> bytes = TRY(Bytes::create(Size(source.size())));
    if (!source.empty()) std::memcpy(bytes->data(), source.data(), source.size());
    return bytes;
}

void finalize_shared_bytes() {
    xdecref(std::exchange(empty_bytes, nullptr));
    for (Bytes*& shared : one_byte) xdecref(std::exchange(shared, nullptr));
}

ByteString bytes_repr(std::string_view data) {
    bool double_quotes = data.find('\'') != std::string_view::npos && data.find('"') == std::string_view::npos;
    char quote = double_quotes ? '"' : '\'';
    ByteString text = "b";
    text += quote;
    for (char character : data) {
        auto byte = static_cast<unsigned char>(character);
        if (character == quote || character == '\\') {
            text += '\\';
            text += character;
        } else if (character == '\t' || character == '\n' || character == '\r') {
            text += '\\';
            text += character == '\t' ? 't' : character == '\n' ? 'n' : 'r';
        } else if (byte < ' ' || byte >= 127) {
            text += fmt::format("\\x{:02x}", byte);
        } else {
            text += character;
        }
    }
    text += quote;
    return text;
}

// ---------------------------------------------------------------- slots

namespace {

Bytes* bytes_of(Object* self) { return static_cast<Bytes*>(self); }

Result<Object> bytes_of_new_arguments(const Arguments& arguments) {
    // __bytes__ comes before everything else, when nothing but an object is given.
    if (arguments.positional == 1 && !arguments.has_keywords()) {
        Object* source = arguments[0];
        if (is_exact<Bytes>(source)) return share(source);
        if (!is_exact<Int>(source) && !is_exact<Str>(source)) {
            Ref<Object> made = TRY(call_special(source, names::dunder_bytes));
            if (made) {
                if (is<Bytes>(made.get())) return made;
                return raise(TypeError, "__bytes__ returned non-bytes (type {})", type_name(made.get()));
            }
        }
    }
    return Bytes::copy(TRY(bytes_methods::bytes_of_arguments(bytes_methods::making_bytes, arguments)));
}

Result<Object> bytes_new(Type* type, const Arguments& arguments) {
    Ref<Object> made = TRY(bytes_of_new_arguments(arguments));
    if (type == &Bytes::type_object) return made;
    Bytes* source = bytes_of(made.get());
    Ref<Object> object = TRY(allocate_instance(type, source->length + 1));
    bytes_of(object.get())->length = source->length;
    bytes_of(object.get())->hash_value = -1;
    std::memcpy(bytes_of(object.get())->data(), source->data(), std::size_t(source->length) + 1);
    return object;
}

void bytes_deallocate(Object* self) { free_object(self, bytes_byte_size(bytes_of(self)->length)); }

Result<Object> bytes_repr_slot(Object* self) { return Str::from_ascii(bytes_repr(bytes_of(self)->view())); }

Result<Hash> bytes_hash(Object* self) {
    Bytes* bytes = bytes_of(self);
    if (bytes->hash_value == -1) bytes->hash_value = hash_bytes(bytes->data(), bytes->length);
    return bytes->hash_value;
}

int order_of(std::string_view left, std::string_view right) {
    int order = left.compare(right);
    return (order > 0) - (order < 0);
}

Result<Object> bytes_compare(Object* left, Object* right, Comparison operation) {
    if (!is<Bytes>(left) || !is<Bytes>(right)) return not_implemented();
    return comparison_result(left == right ? 0 : order_of(bytes_of(left)->view(), bytes_of(right)->view()), operation);
}

Result<Size> bytes_length(Object* self) { return bytes_of(self)->length; }

Result<bool> bytes_contains(Object* self, Object* item) {
    bytes_methods::Pattern pattern;
    TRY(pattern.take(item, "a bytes-like object is required, not '{}'"));
    return bytes_methods::find(bytes_of(self)->view(), pattern.view(), 0, bytes_of(self)->length) >= 0;
}

Result<Object> bytes_concatenate(Object* left, Object* right) {
    if (!supports_buffer(right)) return raise(TypeError, "can't concat {} to {}", type_name(right), type_name(left));
    Buffer other;
    TRY(other.acquire(right));
    Bytes* self = bytes_of(left);
    if (self->length == 0 && is_exact<Bytes>(right)) return share(right);
    if (other.length() == 0 && is_exact<Bytes>(left)) return share(left);
    if (self->length > PTRDIFF_MAX - other.length()) return raise_no_memory();
    Ref<Bytes> both = TRY(Bytes::create(self->length + other.length()));
    std::memcpy(both->data(), self->data(), std::size_t(self->length));
    std::memcpy(both->data() + self->length, other.data(), std::size_t(other.length()));
    return both;
}

Result<Object> bytes_repeat(Object* self, Size count) {
    Bytes* bytes = bytes_of(self);
    if (count <= 0 && bytes->length > 0) return allocate_bytes(0);  // CPython's is a new one, too
    if (bytes->length == 0) return Bytes::create(0);
    if (count == 1 && is_exact<Bytes>(self)) return share(self);
    if (bytes->length > PTRDIFF_MAX / count) return raise(OverflowError, "repeated bytes are too long");
    Ref<Bytes> result = TRY(Bytes::create(bytes->length * count));
    if (bytes->length == 1) {
        std::memset(result->data(), bytes->data()[0], std::size_t(count));
        return result;
    }
    for (Size round = 0; round < count; ++round) {
        std::memcpy(result->data() + round * bytes->length, bytes->data(), std::size_t(bytes->length));
    }
    return result;
}

Result<Object> bytes_get_item(Object* self, Object* key) {
    Bytes* bytes = bytes_of(self);
    if (key->type->slots.index != nullptr) {
        Size index = TRY(sequence_index(key, bytes, "index out of range"));
        return Int::from(static_cast<unsigned char>(bytes->data()[index]));
    }
    if (!is_exact<Slice>(key))
        return raise(TypeError, "byte indices must be integers or slices, not {}", type_name(key));
    SliceRange range = TRY(slice_range(key, bytes));
    if (range.step == 1) {
        if (range.count == bytes->length && is_exact<Bytes>(self)) return share(self);
        return Bytes::copy({bytes->data() + range.start, std::size_t(range.count)});
    }
    Ref<Bytes> part = TRY(Bytes::create(range.count));
    for (Size index = 0; index < range.count; ++index)
        part->data()[index] = bytes->data()[range.start + index * range.step];
    return part;
}

Result<Object> bytes_remainder(Object* left, Object* right) {
    if (!is<Bytes>(left)) return not_implemented();
    return Bytes::copy(TRY(format_percent_bytes(bytes_of(left)->view(), right)));
}

Result<void> bytes_get_buffer(Object* self, BufferView& view, BufferAccess access) {
    if (access == BufferAccess::write) return raise(BufferError, "Object is not writable.");
    view.data = bytes_of(self)->data();
    view.count = bytes_of(self)->length;
    return {};
}

// ---------------------------------------------------------------- iteration

Result<Object> bytes_iter(Object* self) { return create<BytesIterator>(share(bytes_of(self))); }

const TypeSpec bytes_iterator_spec = index_iterator_spec<BytesIterator>("bytes_iterator");

// ---------------------------------------------------------------- the type

Result<Object> bytes_method(Bytes* self) {
    return is_exact<Bytes>(self) ? Result<Object>(share(self)) : Bytes::copy(self->view());
}
Result<Tuple> bytes_getnewargs_method(Bytes* self) {
    Ref<Bytes> copy = TRY(Bytes::copy(self->view()));
    return Tuple::of({copy.get()});
}
Result<Size> bytes_sizeof_method(Bytes* self) { return Size(bytes_byte_size(self->length)); }

const Method bytes_methods[] = {
    {"__getnewargs__(self, /)", bind<bytes_getnewargs_method>},
    {"__bytes__(self, /)", bind<bytes_method>, "Gives exact bytes, also for an instance of a subclass."},
    {"__sizeof__(self, /)", bind<bytes_sizeof_method>,
     "Tells how many bytes the object takes up, its header included."},
    BYTESLIKE_METHODS(Bytes),
};

const TypeSpec bytes_spec = {
    .name = "bytes",
    .doc =
        "A row of bytes that never changes. It is made from ints, from text and an encoding, from an object with a "
        "buffer, or from a length as so many zeros.",
    .size = sizeof(Bytes),
    .item_size = 1,
    .flags = TypeFlag::base_type | TypeFlag::bytes_subclass | TypeFlag::match_self,
    .slots = {.deallocate = bytes_deallocate,
              .new_ = bytes_new,
              .repr = bytes_repr_slot,
              .str = bytes_repr_slot,
              .hash = bytes_hash,
              .compare = bytes_compare,
              .iter = bytes_iter,
              .length = bytes_length,
              .get_item = bytes_get_item,
              .contains = bytes_contains,
              .concatenate = bytes_concatenate,
              .repeat = bytes_repeat,
              .remainder = bytes_remainder,
              .get_buffer = bytes_get_buffer},
    .methods = bytes_methods,
};

}  // namespace

Ref<Object> BytesIterator::item(const Bytes* bytes, Size index) {
    return Int::from(static_cast<unsigned char>(bytes->view()[std::size_t(index)]));
}
Ref<Object> BytesIterator::empty() { return Tuple::empty(); }

Type Bytes::type_object(bytes_spec);
Type BytesIterator::type_object(bytes_iterator_spec);

}  // namespace minipy
