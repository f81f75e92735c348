// SPDX-License-Identifier: MIT
// memoryview: slices, casts, comparison, its type. Dimensions: memory_layout.hpp; items: memory_items.hpp.
// CPython: Objects/memoryobject.c.
#include "modules/data/memoryview.hpp"

#include <algorithm>
#include <cstring>

#include "modules/data/memory_items.hpp"
#include "modules/data/memory_layout.hpp"
#include "runtime/bytes/byteslike_methods.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/slice.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

namespace {

using memory_items::format_size;
using memory_items::native_format;
using memory_items::pack;
using memory_items::unpack;

MemoryView* view_of(Object* self) { return static_cast<MemoryView*>(self); }

Result<void> check_released(const MemoryView* self) {
    if (self->released()) return raise(ValueError, "operation forbidden on released memoryview object");
    return {};
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

void narrow(BufferView& view, const SliceNumbers& numbers) {
    SliceRange range = numbers.within(view.count);
    view.data += range.start * view.stride;
    view.count = range.count;
    // A view of one item is never moved along: the product of a huge step may be anything.
    view.stride = Size(std::size_t(view.stride) * std::size_t(range.step));
}

Result<BufferView> sliced(MemoryView* self, Object* key) {
    SliceNumbers numbers = TRY(slice_numbers(key));
    TRY(check_released(self));
    BufferView part = self->view;
    narrow(part, numbers);
    return part;
}

Result<Size> view_length(Object* self) {
    TRY(check_released(view_of(self)));
    return view_of(self)->view.count;
}

Failure invalid_key(const MemoryView* self) {
    if (self->view.is_single) return raise(TypeError, "invalid indexing of 0-dim memory");
    return raise(TypeError, "memoryview: invalid slice key");
}

bool are_all(Object* key, bool (*is_such)(const Object*)) {
    auto* tuple = as<Tuple>(key);
    if (tuple == nullptr) return false;
    for (Size place = 0; place < tuple->length; ++place) {
        if (!is_such((*tuple)[place])) return false;
    }
    return true;
}
bool is_index(const Object* key) { return key->type->slots.index != nullptr; }
bool is_slice(const Object* key) { return is_exact<Slice>(key); }

// Where the item that the key names lies, from the start of the view.
Result<Size> item_offset(MemoryView* self, Object* key) {
    Ref<Object> kept = share(key);
    Size offset = is_index(key) ? TRY(item_index(self, key)) * self->view.stride
                                : TRY(memory_layout::offset(self->view, cast<Tuple>(key)));
    TRY(check_released(self));
    return offset;
}

Result<Object> view_get_item(Object* object, Object* key) {
    MemoryView* self = view_of(object);
    TRY(check_released(self));
    if (self->view.is_single && key == &Ellipsis) return share(object);
    bool names_item = self->view.is_single ? is<Tuple>(key) && cast<Tuple>(key)->length == 0
                                           : is_index(key) || are_all(key, is_index);
    if (names_item) {
        if (is_index(key) && !self->view.inner.empty())
            return raise(NotImplementedError, "multi-dimensional sub-views are not implemented");
        Size offset = TRY(item_offset(self, key));
        return unpack(self->view.data + offset, self->view.format);
    }
    if (self->view.is_single) return invalid_key(self);
    if (are_all(key, is_slice)) return raise(NotImplementedError, "multi-dimensional slicing is not implemented");
    if (!is_slice(key)) return invalid_key(self);
    // The new view has an export of its own before an __index__ of the slice may release this one.
    Ref<MemoryView> part = TRY(another(self->view));
    narrow(part->view, TRY(slice_numbers(key)));
    return part;
}

Result<void> assign_slice(MemoryView* self, Object* key, Object* value) {
    BufferView source;
    TRY(get_buffer(value, source, BufferAccess::read));
    ByteString data = memory_layout::copy(source);
    release_buffer(source);  // shape and format stay
    if (data.failed()) return raise_no_memory();
    BufferView target = TRY(sliced(self, key));
    if (!memory_layout::have_same_shape(source, target) || source.format != target.format)
        return raise(ValueError, "memoryview assignment: lvalue and rvalue have different structures");
    for (Size index = 0; index < target.count; ++index) {
        std::memcpy(target.data + index * target.stride, data.data() + index * target.item_size,
                    std::size_t(target.item_size));
    }
    return {};
}

Result<void> view_set_item(Object* object, Object* key, Object* value) {
    MemoryView* self = view_of(object);
    TRY(check_released(self));
    if (self->view.readonly) return raise(TypeError, "cannot modify read-only memory");
    if (value == nullptr) return raise(TypeError, "cannot delete memory");
    bool is_single = self->view.is_single, has_rows = !self->view.inner.empty();
    bool names_item = is_single ? key == &Ellipsis || (is<Tuple>(key) && cast<Tuple>(key)->length == 0)
                                : is_index(key) || are_all(key, is_index);
    if (!names_item) {
        if (is_single || !(is_slice(key) || are_all(key, is_slice))) return invalid_key(self);
        if (is_slice(key) && !has_rows) return assign_slice(self, key, value);
        return raise(NotImplementedError, "memoryview slice assignments are currently restricted to ndim = 1");
    }
    if (is_index(key) && has_rows) return raise(NotImplementedError, "sub-views are not implemented");
    Size offset = is_single ? 0 : TRY(item_offset(self, key));
    char item[8];
    std::string format = self->view.format;
    TRY(pack(item, format, value));
    TRY(check_released(self));  // converting the value may have run code that released the view
    std::memcpy(self->view.data + offset, item, std::size_t(self->view.item_size));
    return {};
}

// ---------------------------------------------------------------- comparison and hash

Result<bool> same_items(const BufferView& left, const BufferView& right) {
    if (!memory_layout::have_same_shape(left, right)) return false;
    if (native_format(left.format) == 0 || native_format(right.format) == 0) return false;
    bool plain = left.format == right.format && left.item_size == 1;
    if (plain && left.is_contiguous() && right.is_contiguous()) return left.text() == right.text();
    for (Size number = 0; number < memory_layout::items(left); ++number) {
        Ref<Object> a = TRY(unpack(memory_layout::item(left, number), left.format));
        Ref<Object> b = TRY(unpack(memory_layout::item(right, number), right.format));
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
    ByteString data = TRY(complete(memory_layout::copy(memory->view)));
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
        if (text->equals("F")) return Bytes::copy(TRY(complete(memory_layout::copy_column_major(self->view))));
    }
    return Bytes::copy(memory_layout::copy(self->view));
}

Result<Object> tolist_method(MemoryView* self) {
    TRY(check_released(self));
    return memory_layout::nested_lists(self->view);
}

Result<Str> hex_method(MemoryView* self, Object* separator, int group) {
    TRY(check_released(self));
    ByteString data = memory_layout::copy(self->view);
    return bytes_methods::to_hex(data, separator, group);
}

Result<MemoryView> toreadonly_method(MemoryView* self) {
    TRY(check_released(self));
    Ref<MemoryView> made = TRY(another(self->view));
    made->view.readonly = true;
    return made;
}

bool is_byte_format(char format) { return format == 'B' || format == 'b' || format == 'c'; }

// The lengths that cast() is given.
Result<Tuple> lengths_given(const BufferView& view, Object* shape) {
    if (!is<Tuple>(shape) && !is<List>(shape)) return raise(TypeError, "shape must be a list or a tuple");
    Ref<Tuple> sizes = is<List>(shape) ? TRY(list_to_tuple(cast<List>(shape))) : share(cast<Tuple>(shape));
    if (sizes->length > memory_layout::most_dimensions)
        return raise(ValueError, "memoryview: number of dimensions must not exceed 64");
    if (memory_layout::dimensions(view) != 1 && sizes->length != 1)
        return raise(TypeError, "memoryview: cast must be 1D -> ND or ND -> 1D");
    return sizes;
}

Result<MemoryView> cast_method(MemoryView* self, Object* format, Object* shape) {
    TRY(check_released(self));
    if (!is<Str>(format))
        return raise(TypeError, "cast() argument 'format' must be str, not {}",
                     is_none(format) ? "None" : type_name(format));
    const BufferView& view = self->view;
    if (!view.is_contiguous()) return raise(TypeError, "memoryview: casts are restricted to C-contiguous views");
    if ((shape != nullptr || memory_layout::dimensions(view) != 1) &&
        std::ranges::count(memory_layout::lengths(view), 0))
        return raise(TypeError, "memoryview: cannot cast view with zeros in shape or strides");
    Ref<Tuple> lengths;
    if (shape != nullptr) lengths = TRY(lengths_given(view, shape));
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
    Ref<MemoryView> made = TRY(another(view));
    made->view.format = wanted;
    made->view.item_size = made->view.stride = item_size;
    made->view.count = bytes / item_size;
    made->view.inner.clear();
    made->view.is_single = false;
    if (lengths) TRY(memory_layout::reshape(made->view, lengths.get()));
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

Result<Object> tuple_of(const std::vector<Size>& numbers) {
    Ref<List> list = List::create();
    for (Size number : numbers) TRY(list_append(list.get(), Int::from(number)));
    return list_to_tuple(list.get());
}

Result<Object> get_obj(Object* self) {
    return read_attribute(self, [](const BufferView& view) { return view.owner; });
}
Result<Object> get_nbytes(Object* self) {
    return read_attribute(self, [](const BufferView& view) { return Int::from(view.bytes()); });
}
Result<Object> get_readonly(Object* self) {
    return read_attribute(self, [](const BufferView& view) { return to_bool(view.readonly); });
}
Result<Object> get_memoryview_itemsize(Object* self) {
    return read_attribute(self, [](const BufferView& view) { return Int::from(view.item_size); });
}
Result<Object> get_memoryview_format(Object* self) {
    return read_attribute(self, [](const BufferView& view) { return Str::from(view.format); });
}
Result<Object> get_ndim(Object* self) {
    return read_attribute(self, [](const BufferView& view) { return Int::from(memory_layout::dimensions(view)); });
}
Result<Object> get_shape(Object* self) {
    TRY(check_released(view_of(self)));
    return tuple_of(memory_layout::lengths(view_of(self)->view));
}
Result<Object> get_strides(Object* self) {
    TRY(check_released(view_of(self)));
    return tuple_of(memory_layout::strides(view_of(self)->view));
}
Result<Object> get_suboffsets(Object* self) {
    return read_attribute(self, [](const BufferView&) { return Tuple::empty(); });
}
Result<Object> get_contiguous(Object* self) {
    return read_attribute(self, [](const BufferView& view) { return to_bool(view.is_contiguous()); });
}
Result<Object> get_column_major(Object* self) {
    return read_attribute(self, [](const BufferView& view) { return to_bool(memory_layout::is_column_major(view)); });
}

// ---------------------------------------------------------------- iteration

Result<Object> view_iter(Object* self) {
    TRY(check_released(view_of(self)));
    if (view_of(self)->view.is_single) return invalid_key(view_of(self));
    if (!view_of(self)->view.inner.empty())
        return raise(NotImplementedError, "multi-dimensional sub-views are not implemented");
    return create<MemoryIterator>(share(view_of(self)));
}

Maybe<Object> memoryview_iterator_next(Object* self) {
    auto* iterator = static_cast<MemoryIterator*>(self);
    if (!iterator->memory) return nothing;
    TRY(check_released(iterator->memory.get()));
    const BufferView& view = iterator->memory->view;
    if (iterator->index < view.count) return unpack(view.data + iterator->index++ * view.stride, view.format);
    iterator->memory.reset();
    return nothing;
}

const TypeSpec memoryview_iterator_spec = {
    .name = "memory_iterator",
    .size = sizeof(MemoryIterator),
    .flags = TypeFlag::gc | TypeFlag::no_instantiation,
    .slots = {.deallocate = destroy<MemoryIterator>,
              .traverse = traverse_references<MemoryIterator>,
              .iter = iterator_itself,
              .next = memoryview_iterator_next},
};

// ---------------------------------------------------------------- the type

void view_clear(Object* self) {
    if (view_of(self)->exports == 0) release_buffer(view_of(self)->view);
}

const Method memoryview_methods[] = {
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

const Getter memoryview_getters[] = {
    {"obj", get_obj, nullptr, "Object that owns the memory."},
    {"nbytes", get_nbytes, nullptr, "Bytes that tobytes() would give."},
    {"readonly", get_readonly, nullptr, "Whether the view refuses to write."},
    {"itemsize", get_memoryview_itemsize, nullptr, "Bytes of one item."},
    {"format", get_memoryview_format, nullptr, "How an item is encoded, in the notation of the struct module."},
    {"ndim", get_ndim, nullptr, "Number of dimensions."},
    {"shape", get_shape, nullptr, "Number of items along each dimension."},
    {"strides", get_strides, nullptr, "Bytes from an item to the next, along each dimension."},
    {"suboffsets", get_suboffsets, nullptr, "Offsets behind pointers, for arrays of arrays; empty otherwise."},
    {"c_contiguous", get_contiguous, nullptr, "Whether items follow each other without gaps, the last index fastest."},
    {"f_contiguous", get_column_major, nullptr,
     "Whether items follow each other without gaps, the first index fastest."},
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
    .methods = memoryview_methods,
    .getters = memoryview_getters,
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
Type MemoryIterator::type_object(memoryview_iterator_spec);

}  // namespace minipy
