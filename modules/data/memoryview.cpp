// SPDX-License-Identifier: MIT
// memoryview: items of native formats, slices, casts, comparison, its type. Views have one dimension.
// CPython: Objects/memoryobject.c.
#include "modules/data/memoryview.hpp"

#include <algorithm>
#include <cstring>

#include "runtime/bytes/byteslike_methods.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/slice.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

namespace {

MemoryView* view_of(Object* self) { return static_cast<MemoryView*>(self); }

Result<void> check_released(const MemoryView* self) {
    if (self->released()) return raise(ValueError, "operation forbidden on released memoryview object");
    return {};
}

// ---------------------------------------------------------------- items

// The native format's single character; 0 when the format is no such.
char native_format(std::string_view format) {
    if (!format.empty() && format[0] == '@') format.remove_prefix(1);
    return format.size() == 1 && std::strchr("cbBhHiIlLqQnNfd?P", format[0]) != nullptr ? format[0] : char(0);
}

Size format_size(char format) {
    switch (format) {
        case 'h':
        case 'H': return sizeof(short);
        case 'i':
        case 'I':
        case 'f': return sizeof(int);
        case 'l':
        case 'L':
        case 'q':
        case 'Q':
        case 'n':
        case 'N':
        case 'd':
        case 'P': return 8;
        default: return 1;
    }
}

template <class T>
T read(const char* data) {
    T value;
    std::memcpy(&value, data, sizeof value);
    return value;
}

Result<Object> unpack(const char* data, std::string_view format) {
    switch (native_format(format)) {
        case 'B': return Int::from(read<unsigned char>(data));
        case 'b': return Int::from(read<signed char>(data));
        case 'c': return Bytes::copy({data, 1});
        case 'h': return Int::from(read<short>(data));
        case 'H': return Int::from(read<unsigned short>(data));
        case 'i': return Int::from(read<int>(data));
        case 'I': return Int::from(read<unsigned>(data));
        case 'l':
        case 'q':
        case 'n': return Int::from(read<std::int64_t>(data));
        case 'L':
        case 'Q':
        case 'N':
        case 'P': return Int::from_unsigned(read<std::uint64_t>(data));
        case 'f': return Float::from(double(read<float>(data)));
        case 'd': return Float::from(read<double>(data));
        case '?': return to_bool(*data != 0);
        default: return raise(NotImplementedError, "memoryview: format {} not supported", format);
    }
}

Failure invalid_type(char format) { return raise(TypeError, "memoryview: invalid type for format '{}'", format); }
Failure invalid_value(char format) { return raise(ValueError, "memoryview: invalid value for format '{}'", format); }

Result<void> pack_integer(char* data, char format, Object* value) {
    if (value->type->slots.index == nullptr) return invalid_type(format);
    Ref<Int> number = TRY(to_index(value));
    Signedness signedness = std::strchr("bhilqn", format) != nullptr ? Signedness::signed_ : Signedness::unsigned_;
    auto* bytes = reinterpret_cast<unsigned char*>(data);
    if (int_to_bytes(number.get(), bytes, format_size(format), std::endian::native, signedness).ok()) return {};
    clear_exception();
    return invalid_value(format);
}

Result<void> pack(char* data, std::string_view format_text, Object* value) {
    char format = native_format(format_text);
    switch (format) {
        case 0: return raise(NotImplementedError, "memoryview: format {} not supported", format_text);
        case 'c': {
            auto* bytes = as<Bytes>(value);
            if (bytes == nullptr) return invalid_type(format);
            if (bytes->length != 1) return invalid_value(format);
            *data = bytes->data()[0];
            return {};
        }
        case '?': *data = char(TRY(is_true(value))); return {};
        case 'f':
        case 'd': {
            Result<double> converted = to_double(value);
            if (converted.failed()) {
                if (catch_exception(TypeError)) return invalid_type(format);
                return Failure{};
            }
            double number = converted.take();
            auto single = float(number);
            if (format == 'd') {
                std::memcpy(data, &number, sizeof number);
            } else {
                std::memcpy(data, &single, sizeof single);
            }
            return {};
        }
        default: return pack_integer(data, format, value);
    }
}

// ---------------------------------------------------------------- making views

// A view with another export on the same owner and the same window.
Result<MemoryView> another(const BufferView& window) {
    Ref<MemoryView> made = create<MemoryView>();
    TRY(get_buffer(window.owner.get(), made->view, BufferAccess::read));
    Ref<Object> owner = made->view.owner;
    made->view = window;
    made->view.owner = owner;
    return made;
}

Result<Object> view_new(Type*, const Arguments& arguments) {
    Size given = arguments.positional + arguments.keyword_count();
    if (given == 0) return raise(TypeError, "memoryview() missing required argument 'object' (pos 1)");
    if (given > 1) return raise(TypeError, "memoryview() takes at most 1 argument ({} given)", given);
    if (arguments.positional == 0) {
        auto* name = cast<Str>((*arguments.names)[0]);
        if (!name->equals("object"))
            return raise(TypeError, "'{}' is an invalid keyword argument for memoryview()", name);
    }
    return MemoryView::make(arguments[0]);
}

Result<Object> view_repr(Object* self) {
    return Str::from(
        fmt::format("<{} at {}>", view_of(self)->released() ? "released memory" : "memory", address_of(self)));
}

// ---------------------------------------------------------------- subscripts

// Where an item or a slice lies: an __index__ may have released the view.
Result<Size> item_index(MemoryView* self, Object* key) {
    auto count = [self] { return self->view.count; };
    Size index = TRY(sequence_index(key, count, "index out of bounds on dimension 1"));
    TRY(check_released(self));
    return index;
}

Result<BufferView> sliced(MemoryView* self, Object* key) {
    SliceNumbers numbers = TRY(slice_numbers(key));
    TRY(check_released(self));
    const BufferView& view = self->view;
    SliceRange range = numbers.within(view.count);
    BufferView part = view;
    part.data = view.data + range.start * view.stride;
    part.count = range.count;
    // A view of one item is never moved along: the product of a huge step may be anything.
    part.stride = Size(std::size_t(view.stride) * std::size_t(range.step));
    return part;
}

Result<Size> view_length(Object* self) {
    TRY(check_released(view_of(self)));
    return view_of(self)->view.count;
}

Result<Object> view_get_item(Object* self, Object* key) {
    TRY(check_released(view_of(self)));
    if (key->type->slots.index != nullptr) {
        Size index = TRY(item_index(view_of(self), key));
        const BufferView& view = view_of(self)->view;
        return unpack(view.data + index * view.stride, view.format);
    }
    if (!is_exact<Slice>(key)) return raise(TypeError, "memoryview: invalid slice key");
    BufferView part = TRY(sliced(view_of(self), key));
    return another(part);
}

ByteString copy_items(const BufferView& view) {
    if (view.is_contiguous()) return ByteString(view.text());
    ByteString data;
    for (Size index = 0; index < view.count; ++index)
        data.append(view.data + index * view.stride, std::size_t(view.item_size));
    return data;
}

Result<void> assign_slice(MemoryView* self, Object* key, Object* value) {
    BufferView target = TRY(sliced(self, key));
    BufferView source;
    TRY(get_buffer(value, source, BufferAccess::read));
    ByteString data = copy_items(source);
    bool fits = source.count == target.count && source.format == target.format;
    release_buffer(source);
    if (data.failed()) return raise_no_memory();
    TRY(check_released(self));
    if (!fits) return raise(ValueError, "memoryview assignment: lvalue and rvalue have different structures");
    for (Size index = 0; index < target.count; ++index) {
        std::memcpy(target.data + index * target.stride, data.data() + index * target.item_size,
                    std::size_t(target.item_size));
    }
    return {};
}

Result<void> view_set_item(Object* self, Object* key, Object* value) {
    TRY(check_released(view_of(self)));
    if (view_of(self)->view.readonly) return raise(TypeError, "cannot modify read-only memory");
    if (value == nullptr) return raise(TypeError, "cannot delete memory");
    if (key->type->slots.index == nullptr) {
        if (is_exact<Slice>(key)) return assign_slice(view_of(self), key, value);
        return raise(TypeError, "memoryview: invalid slice key");
    }
    Size index = TRY(item_index(view_of(self), key));
    char item[8];
    std::string format = view_of(self)->view.format;
    TRY(pack(item, format, value));
    TRY(check_released(view_of(self)));  // converting the value may have run code that released the view
    BufferView& view = view_of(self)->view;
    std::memcpy(view.data + index * view.stride, item, std::size_t(view.item_size));
    return {};
}

// ---------------------------------------------------------------- comparison and hash

Result<bool> same_items(const BufferView& left, const BufferView& right) {
    if (left.count != right.count) return false;
    if (native_format(left.format) == 0 || native_format(right.format) == 0) return false;
    bool plain = left.format == right.format && left.item_size == 1;
    if (plain && left.is_contiguous() && right.is_contiguous()) return left.text() == right.text();
    for (Size index = 0; index < left.count; ++index) {
        Ref<Object> a = TRY(unpack(left.data + index * left.stride, left.format));
        Ref<Object> b = TRY(unpack(right.data + index * right.stride, right.format));
        if (!TRY(compare_bool(a.get(), b.get(), Comparison::equal))) return false;
    }
    return true;
}

Result<Object> view_compare(Object* left, Object* right, Comparison operation) {
    if (operation != Comparison::equal && operation != Comparison::not_equal) return not_implemented();
    bool answer_for_equal = operation == Comparison::equal;
    if (view_of(left)->released() || (is_exact<MemoryView>(right) && view_of(right)->released())) {
        return to_bool((left == right) == answer_for_equal);
    }
    if (!supports_buffer(right)) return not_implemented();
    BufferView other;
    if (get_buffer(right, other, BufferAccess::read).failed()) {
        clear_exception();
        return not_implemented();
    }
    Result<bool> same = same_items(view_of(left)->view, other);
    release_buffer(other);
    return to_bool(TRY(same) == answer_for_equal);
}

Result<Hash> view_hash(Object* self) {
    MemoryView* memory = view_of(self);
    if (memory->hash_value != -1) return memory->hash_value;
    TRY(check_released(memory));
    if (!memory->view.readonly) return raise(ValueError, "cannot hash writable memoryview object");
    char format = native_format(memory->view.format);
    if (format != 'B' && format != 'b' && format != 'c') {
        return raise(ValueError, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
    }
    Ref<Object> owner = memory->view.owner;
    TRY(hash(owner.get()));
    TRY(check_released(memory));  // the owner's __hash__ may have done it
    ByteString data = TRY(complete(copy_items(memory->view)));
    return memory->hash_value = hash_bytes(data.data(), Size(data.size()));
}

// ---------------------------------------------------------------- buffer

Result<void> view_get_buffer(Object* self, BufferView& view, BufferAccess access) {
    MemoryView* memory = view_of(self);
    TRY(check_released(memory));
    if (access == BufferAccess::write && memory->view.readonly)
        return raise(BufferError, "memoryview: underlying buffer is not writable");
    view = memory->view;
    view.owner.reset();
    ++memory->exports;
    return {};
}

void view_release_buffer(Object* self, BufferView&) { --view_of(self)->exports; }

// ---------------------------------------------------------------- methods

Result<void> release_method(MemoryView* self) {
    if (self->released()) return {};
    if (self->exports > 0) {
        return raise(BufferError, "memoryview has {} exported buffer{}", self->exports, self->exports == 1 ? "" : "s");
    }
    release_buffer(self->view);
    return {};
}

Result<Bytes> tobytes_method(MemoryView* self, Object* order) {
    TRY(check_released(self));
    if (!is_none(order)) {
        auto* text = as<Str>(order);
        if (text == nullptr)
            return raise(TypeError, "tobytes() argument 'order' must be str or None, not {}", type_name(order));
        if (!text->equals("C") && !text->equals("F") && !text->equals("A")) {
            return raise(ValueError, "order must be 'C', 'F' or 'A'");
        }
    }
    return Bytes::copy(copy_items(self->view));
}

Result<List> tolist_method(MemoryView* self) {
    TRY(check_released(self));
    Ref<List> list = List::create();
    for (Size index = 0; index < self->view.count; ++index) {
        TRY(list_append(list.get(), TRY(unpack(self->view.data + index * self->view.stride, self->view.format))));
    }
    return list;
}

Result<Str> hex_method(MemoryView* self, Object* separator, int group) {
    TRY(check_released(self));
    ByteString data = copy_items(self->view);
    return bytes_methods::to_hex(data, separator, group);
}

Result<MemoryView> toreadonly_method(MemoryView* self) {
    TRY(check_released(self));
    Ref<MemoryView> made = TRY(another(self->view));
    made->view.readonly = true;
    return made;
}

bool is_byte_format(char format) { return format == 'B' || format == 'b' || format == 'c'; }

Result<void> check_shape(Object* shape, Size count) {
    if (shape == nullptr) return {};
    if (!is<Tuple>(shape) && !is<List>(shape)) return raise(TypeError, "shape must be a list or a tuple");
    Ref<Tuple> sizes = is<List>(shape) ? TRY(list_to_tuple(cast<List>(shape))) : share(cast<Tuple>(shape));
    if (sizes->length != 1) {
        return raise(NotImplementedError, "memoryview: views with {} dimensions are not supported", sizes->length);
    }
    if (!is<Int>((*sizes)[0])) return raise(TypeError, "memoryview.cast(): elements of shape must be integers");
    Size wanted = TRY(to_size((*sizes)[0], &OverflowError));
    if (wanted <= 0) return raise(ValueError, "memoryview.cast(): elements of shape must be integers > 0");
    if (wanted != count) return raise(TypeError, "memoryview: product(shape) * itemsize != buffer size");
    return {};
}

Result<MemoryView> cast_method(MemoryView* self, Object* format, Object* shape) {
    TRY(check_released(self));
    if (!is<Str>(format))
        return raise(TypeError, "cast() argument 'format' must be str, not {}",
                     is_none(format) ? "None" : type_name(format));
    const BufferView& view = self->view;
    if (!view.is_contiguous()) return raise(TypeError, "memoryview: casts are restricted to C-contiguous views");
    std::string wanted = cast<Str>(format)->to_string();
    char to = native_format(wanted), from = native_format(view.format);
    if (to == 0) {
        return raise(
            ValueError,
            "memoryview: destination format must be a native single character format prefixed with an optional '@'");
    }
    if (!is_byte_format(to) && !is_byte_format(from)) {
        return raise(TypeError, "memoryview: cannot cast between two non-byte formats");
    }
    Size item_size = format_size(to), bytes = view.bytes();
    if (bytes % item_size != 0) return raise(TypeError, "memoryview: length is not a multiple of itemsize");
    TRY(check_shape(shape, bytes / item_size));
    Ref<MemoryView> made = TRY(another(view));
    made->view.format = wanted;
    made->view.item_size = made->view.stride = item_size;
    made->view.count = bytes / item_size;
    return made;
}

Result<Object> enter_method(MemoryView* self) {
    TRY(check_released(self));
    return share<Object>(self);
}

Result<void> exit_method(MemoryView* self, Tuple*) { return release_method(self); }

// ---------------------------------------------------------------- attributes

template <class Read>
Result<Object> read_attribute(Object* self, Read read_it) {
    TRY(check_released(view_of(self)));
    return Ref<Object>(read_it(view_of(self)->view));
}

Ref<Tuple> one_number(Size number) { return Tuple::of({Int::from(number).get()}); }

Result<Object> get_obj(Object* self) {
    return read_attribute(self, [](const BufferView& view) { return view.owner; });
}
Result<Object> get_nbytes(Object* self) {
    return read_attribute(self, [](const BufferView& view) { return Int::from(view.bytes()); });
}
Result<Object> get_readonly(Object* self) {
    return read_attribute(self, [](const BufferView& view) { return to_bool(view.readonly); });
}
Result<Object> get_itemsize(Object* self) {
    return read_attribute(self, [](const BufferView& view) { return Int::from(view.item_size); });
}
Result<Object> get_format(Object* self) {
    return read_attribute(self, [](const BufferView& view) { return Str::from(view.format); });
}
Result<Object> get_ndim(Object* self) {
    return read_attribute(self, [](const BufferView&) { return Int::from(1); });
}
Result<Object> get_shape(Object* self) {
    return read_attribute(self, [](const BufferView& view) { return one_number(view.count); });
}
Result<Object> get_strides(Object* self) {
    return read_attribute(self, [](const BufferView& view) { return one_number(view.stride); });
}
Result<Object> get_suboffsets(Object* self) {
    return read_attribute(self, [](const BufferView&) { return Tuple::empty(); });
}
Result<Object> get_contiguous(Object* self) {
    return read_attribute(self, [](const BufferView& view) { return to_bool(view.is_contiguous()); });
}

// ---------------------------------------------------------------- iteration

Result<Object> view_iter(Object* self) {
    TRY(check_released(view_of(self)));
    return create<MemoryIterator>(share(view_of(self)));
}

Maybe<Object> iterator_next(Object* self) {
    auto* iterator = static_cast<MemoryIterator*>(self);
    if (!iterator->memory) return nothing;
    TRY(check_released(iterator->memory.get()));
    const BufferView& view = iterator->memory->view;
    if (iterator->index < view.count) return unpack(view.data + iterator->index++ * view.stride, view.format);
    iterator->memory.reset();
    return nothing;
}

Result<Object> iterator_itself(Object* self) { return share(self); }

const TypeSpec iterator_spec = {
    .name = "memory_iterator",
    .size = sizeof(MemoryIterator),
    .flags = TypeFlag::gc | TypeFlag::no_instantiation,
    .slots = {.deallocate = destroy<MemoryIterator>,
              .traverse = traverse_references<MemoryIterator>,
              .iter = iterator_itself,
              .next = iterator_next},
};

// ---------------------------------------------------------------- the type

void view_clear(Object* self) {
    if (view_of(self)->exports == 0) release_buffer(view_of(self)->view);
}

const Method methods[] = {
    {"release(self, /)", bind<release_method>,
     "Lets go of the buffer at once, so that its owner may change its length again."},
    {"tobytes(self, /, order='C')", bind<tobytes_method>,
     "Copies the bytes out, in order 'C', 'F' or, with 'A', as they lie there."},
    {"hex(self, /, sep=<absent>, bytes_per_sep=1)", bind<hex_method>,
     "Writes each byte as two hexadecimal digits; sep goes between groups of bytes_per_sep."},
    {"tolist(self, /)", bind<tolist_method>,
     "Reads the items out into a list, nested once for each further dimension."},
    {"cast(self, /, format, shape=<absent>)", bind<cast_method>,
     "Looks at the same bytes as items of another format or in another shape."},
    {"toreadonly(self, /)", bind<toreadonly_method>, "Looks at the same memory through a view that cannot write."},
    {"__enter__(self, /)", bind<enter_method>},
    {"__exit__(self, *exception)", bind<exit_method>},
};

const Getter getters[] = {
    {"obj", get_obj, nullptr, "Object that owns the memory."},
    {"nbytes", get_nbytes, nullptr, "Bytes that tobytes() would give."},
    {"readonly", get_readonly, nullptr, "Whether the view refuses to write."},
    {"itemsize", get_itemsize, nullptr, "Bytes of one item."},
    {"format", get_format, nullptr, "How an item is encoded, in the notation of the struct module."},
    {"ndim", get_ndim, nullptr, "Number of dimensions."},
    {"shape", get_shape, nullptr, "Number of items along each dimension."},
    {"strides", get_strides, nullptr, "Bytes from an item to the next, along each dimension."},
    {"suboffsets", get_suboffsets, nullptr, "Offsets behind pointers, for arrays of arrays; empty otherwise."},
    {"c_contiguous", get_contiguous, nullptr, "Whether items follow each other without gaps, the last index fastest."},
    {"f_contiguous", get_contiguous, nullptr, "Whether items follow each other without gaps, the first index fastest."},
    {"contiguous", get_contiguous, nullptr, "Whether items follow each other without gaps, in either order."},
};

const TypeSpec memoryview_spec = {
    .name = "memoryview",
    .doc = "A window on memory that belongs to another object: indexing and slicing copy nothing.",
    .size = sizeof(MemoryView),
    .flags = TypeFlag::gc | TypeFlag::sequence_pattern,
    .weakrefs_offset = offsetof(MemoryView, weakrefs),
    .slots = {.deallocate = destroy<MemoryView>,
              .traverse = traverse_references<MemoryView>,
              .clear = view_clear,
              .new_ = view_new,
              .repr = view_repr,
              .hash = view_hash,
              .compare = view_compare,
              .iter = view_iter,
              .length = view_length,
              .get_item = view_get_item,
              .set_item = view_set_item,
              .get_buffer = view_get_buffer,
              .release_buffer = view_release_buffer},
    .methods = methods,
    .getters = getters,
    .text_signature = "(object)",
};

}  // namespace

Result<MemoryView> MemoryView::make(Object* object) {
    if (is_exact<MemoryView>(object)) {
        TRY(check_released(view_of(object)));
        return another(view_of(object)->view);
    }
    if (!supports_buffer(object)) {
        return raise(TypeError, "memoryview: a bytes-like object is required, not '{}'", type_name(object));
    }
    Ref<MemoryView> made = create<MemoryView>();
    TRY(get_buffer(object, made->view, BufferAccess::read));
    return made;
}

Type MemoryView::type_object(memoryview_spec);
Type MemoryIterator::type_object(iterator_spec);

}  // namespace minipy
