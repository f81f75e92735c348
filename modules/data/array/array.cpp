// SPDX-License-Identifier: MIT
// The type array.array: its memory, how arrays are made, subscripts, operators, its buffer; and the module.
// CPython: Modules/arraymodule.c. Next: array_methods.cpp.
#include "modules/data/array/array.hpp"

#include "modules/native.hpp"
#include "runtime/bytes/bytearray.hpp"
#include "runtime/containers/slice.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/modules/import.hpp"
#include "vm/audit_hooks.hpp"

namespace minipy {

namespace arrays {

// ---------------------------------------------------------------- memory

namespace {

std::size_t block_size(const Array* array) { return std::size_t(array->capacity) * array->kind->size; }

Result<void> reallocate(Array* array, Size capacity) {
    if (capacity > PTRDIFF_MAX / array->kind->size) return raise_no_memory();
    void* moved = heap::reallocate(array->block, block_size(array), std::size_t(capacity) * array->kind->size);
    if (moved == nullptr) return raise_no_memory();
    array->block = static_cast<char*>(moved);
    array->capacity = capacity;
    return {};
}

void free_block(Array* array) {
    heap::free(std::exchange(array->block, nullptr), block_size(array));
    array->capacity = 0;
}

}  // namespace

Array::~Array() {
    if (block != nullptr) free_block(this);
}

Result<void> Array::check_resizable() const {
    if (exports > 0) return raise(BufferError, "cannot resize an array that is exporting buffers");
    return {};
}

// Grows by a sixteenth more than needed, and gives memory back when it shrinks by sixteen items at once or more.
Result<void> Array::resize(Size count) {
    if (count == length) return {};
    TRY(check_resizable());
    bool fits = count <= capacity && count > length - 16;
    if (!fits && count == 0) {
        free_block(this);
    } else if (!fits) {
        if (count > PTRDIFF_MAX / 2) return raise_no_memory();
        TRY(reallocate(this, count + (count >> 4) + (length < 8 ? 3 : 7)));
    }
    length = count;
    return {};
}

Result<void> Array::append(const ItemBytes& item) { return append({item.bytes, kind->size}); }

Result<void> Array::append(std::string_view items) { return replace(length, length, items); }

Result<void> Array::replace(Size start, Size stop, std::string_view items) {
    Size added = Size(items.size()) / kind->size, behind = length - stop, size = kind->size;
    Size growth = added - (stop - start);
    if (growth < 0) {
        TRY(check_resizable());
        std::memmove(at(start + added), at(stop), std::size_t(behind * size));
        TRY(resize(length + growth));
    } else if (growth > 0) {
        if (growth > PTRDIFF_MAX - length) return raise_no_memory();
        TRY(resize(length + growth));
        std::memmove(at(start + added), at(stop), std::size_t(behind * size));
    }
    if (added > 0) std::memcpy(at(start), items.data(), items.size());
    return {};
}

Result<Array> Array::make(Type* type, const ItemKind& kind, Size capacity) {
    Ref<Object> object = TRY(allocate_instance(type));
    Array* array = array_of(object.get());
    array->kind = &kind;
    if (capacity > 0) TRY(reallocate(array, capacity));
    return ref_cast<Array>(std::move(object));
}

Result<Array> Array::copy(const ItemKind& kind, std::string_view items) {
    Size count = Size(items.size()) / kind.size;
    Ref<Array> array = TRY(make(&type_object, kind, count));
    if (count > 0) std::memcpy(array->block, items.data(), items.size());
    array->length = count;
    return array;
}

// ---------------------------------------------------------------- making

namespace {

// The items of a list or tuple, as many as there are now.
Result<void> fill_from_sequence(Array* self, Object* sequence) {
    Size count = is<List>(sequence) ? cast<List>(sequence)->length : cast<Tuple>(sequence)->length;
    if (count > 0) TRY(reallocate(self, count));
    for (Size index = 0; index < count; ++index) {
        Ref<Object> item = TRY(get_item(sequence, Int::from(index).get()));
        TRY(self->append(TRY(self->kind->convert(item.get()))));
    }
    return {};
}

Result<void> fill(Array* self, Object* initial) {
    if (is<List>(initial) || is<Tuple>(initial)) return fill_from_sequence(self, initial);
    if (is<Bytes>(initial) || is<ByteArray>(initial)) {
        Buffer buffer;
        TRY(buffer.acquire(initial));
        return append_bytes(self, buffer.text());
    }
    if (is<Str>(initial)) return append_text(self, cast<Str>(initial));
    return extend(self, initial);
}

// What an array of characters is made from must not become numbers by accident.
Result<void> check_text(Object* initial, CodePoint code) {
    if (code == 'u') return {};
    bool is_text_array = is<Array>(initial) && cast<Array>(initial)->kind->code == 'u';
    if (!is<Str>(initial) && !is_text_array) return {};
    return raise(TypeError, "cannot use a {} to initialize an array with typecode '{}'",
                 is_text_array ? "unicode array" : "str", Str::from_code_point(code).get());
}

// What the array is to be filled from: an iterator, if it is nothing that is known here.
Result<Object> source_of(Object* initial, CodePoint code) {
    bool is_same_kind = is<Array>(initial) && CodePoint(cast<Array>(initial)->kind->code) == code;
    if (is<List>(initial) || is<Tuple>(initial) || is<Bytes>(initial) || is<ByteArray>(initial) || is<Str>(initial) ||
        is_same_kind) {
        return share(initial);
    }
    return get_iterator(initial);
}

}  // namespace

Result<CodePoint> type_code(const char* what, Object* object) {
    auto* text = as<Str>(object);
    if (text != nullptr && text->length == 1) return (*text)[0];
    return raise(TypeError, "{} must be a unicode character, not {}", what, type_name(object));
}

Result<Object> array_new(Type* type, const Arguments& arguments) {
    if (type == &Array::type_object || type->slots.init == Array::type_object.slots.init)
        TRY(check_no_keywords("array.array", arguments));
    TRY(check_parsed("array", {arguments.values, arguments.positional, nullptr}, 1, 2));
    CodePoint code = TRY(type_code("array() argument 1", arguments[0]));
    Object* initial = arguments.positional > 1 ? arguments[1] : nullptr;
    TRY(audit("array.__new__", {arguments[0], initial == nullptr ? &None : initial}));
    Ref<Object> source;
    if (initial != nullptr) {
        TRY(check_text(initial, code));
        source = TRY(source_of(initial, code));
    }
    const ItemKind* kind = find_kind(code);
    if (kind == nullptr) return raise(ValueError, "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
    Ref<Array> made = TRY(Array::make(type, *kind, 0));
    if (source) TRY(fill(made.get(), source.get()));
    return made;
}

namespace {

// ---------------------------------------------------------------- subscripts

Failure not_an_index() { return raise(TypeError, "array indices must be integers"); }
bool has_index(Object* key) { return key->type->slots.index != nullptr; }

Result<Object> get_slice(Array* self, Object* slice) {
    SliceRange range = TRY(slice_range(slice, self));
    const ItemKind& kind = *self->kind;
    if (range.step == 1)
        return Array::copy(
            kind, self->view().substr(std::size_t(range.start * kind.size), std::size_t(range.count * kind.size)));
    Ref<Array> part = TRY(Array::make(&Array::type_object, kind, range.count));
    part->length = range.count;
    with_pieces(self, [&](auto* items) {
        auto* to = reinterpret_cast<decltype(items)>(part->block);
        for (Size index = 0; index < range.count; ++index) to[index] = items[range.start + index * range.step];
    });
    return part;
}

}  // namespace

Result<Object> array_subscript(Object* object, Object* key) {
    Array* self = array_of(object);
    if (has_index(key)) return self->read(TRY(sequence_index(key, self, "array index out of range")));
    if (is_exact<Slice>(key)) return get_slice(self, key);
    return not_an_index();
}

namespace {

Result<void> delete_places(Array* self, const SliceRange& range) {
    if (range.count == 0) return {};
    Size left = with_pieces(self, [&](auto* items) { return remove_places(items, self->length, range.ascending()); });
    return self->resize(left);
}

Result<void> set_places(Array* self, const SliceRange& range, std::string_view items) {
    Size count = Size(items.size()) / self->kind->size;
    if (range.count != count)
        return raise(ValueError, "attempt to assign array of size {} to extended slice of size {}", count, range.count);
    with_pieces(self, [&](auto* to) {
        for (Size index = 0; index < count; ++index)
            std::memcpy(to + range.start + index * range.step, items.data() + index * Size(sizeof *to), sizeof *to);
    });
    return {};
}

// Value null: deletes.
Result<void> set_slice(Array* self, Object* slice, Object* value) {
    if (value != nullptr && !is<Array>(value))
        return raise(TypeError, "can only assign array (not \"{}\") to array slice", type_name(value));
    SliceRange range = TRY(slice_range(slice, self));
    std::string_view items;
    ByteString own_items;
    if (value != nullptr) {
        auto* other = cast<Array>(value);
        if (other == self) own_items = TRY(complete(other->view()));
        if (other->kind != self->kind) return raise(TypeError, "bad argument type for built-in operation");
        items = other == self ? own_items.view() : other->view();
    }
    if (items.empty() || Size(items.size()) != range.count * self->kind->size) TRY(self->check_resizable());
    if (range.step == 1) return self->replace(range.start, std::max(range.start, range.stop), items);
    return items.empty() ? delete_places(self, range) : set_places(self, range, items);
}

Result<void> array_set_item(Object* object, Object* key, Object* value) {
    Array* self = array_of(object);
    if (!has_index(key)) {
        if (is_exact<Slice>(key)) return set_slice(self, key, value);
        return not_an_index();
    }
    constexpr const char* out_of_range = "array assignment index out of range";
    Size index = TRY(sequence_index(key, self, out_of_range));
    if (value == nullptr) return self->replace(index, index + 1, {});
    ItemBytes item = TRY(self->kind->convert(value));
    if (index >= self->length) return raise_message(IndexError, out_of_range);
    std::memcpy(self->at(index), item.bytes, self->kind->size);
    return {};
}

Result<Size> array_length(Object* self) { return array_of(self)->length; }

Result<bool> array_contains(Object* object, Object* value) {
    Array* self = array_of(object);
    for (Size index = 0; index < self->length; ++index) {
        Ref<Object> item = TRY(self->read(index));
        if (TRY(equal(item.get(), value))) return true;
    }
    return false;
}

// ---------------------------------------------------------------- operators

Result<Object> array_concatenate(Object* left, Object* right) {
    if (!is<Array>(right)) return raise(TypeError, "can only append array (not \"{}\") to array", type_name(right));
    Array *first = array_of(left), *second = array_of(right);
    if (first->kind != second->kind) return raise(TypeError, "bad argument type for built-in operation");
    if (first->length > PTRDIFF_MAX - second->length) return raise_no_memory();
    Ref<Array> both = TRY(Array::make(&Array::type_object, *first->kind, first->length + second->length));
    TRY(both->append(first->view()));
    TRY(both->append(second->view()));
    return both;
}

Result<Object> array_inplace_concatenate(Object* self, Object* other) {
    if (!is<Array>(other)) return raise(TypeError, "can only extend array with array (not \"{}\")", type_name(other));
    TRY(extend(array_of(self), other));
    return share(self);
}

// Behind `unit` items there is room for them `count` times in all.
void repeat_items(Array* array, Size unit, Size count) {
    Size bytes = unit * array->kind->size;
    for (Size round = 1; round < count; ++round)
        std::memcpy(array->block + round * bytes, array->block, std::size_t(bytes));
}

Result<Object> array_repeat(Object* object, Size count) {
    Array* self = array_of(object);
    count = std::max<Size>(count, 0);
    if (count > 0 && self->length > PTRDIFF_MAX / count) return raise_no_memory();
    Ref<Array> repeated = TRY(Array::make(&Array::type_object, *self->kind, self->length * count));
    if (repeated->capacity == 0) return repeated;
    TRY(repeated->append(self->view()));
    repeat_items(repeated.get(), self->length, count);
    repeated->length = self->length * count;
    return repeated;
}

Result<Object> array_inplace_repeat(Object* object, Size count) {
    Array* self = array_of(object);
    Size unit = self->length;
    count = std::max<Size>(count, 0);
    if (count > 0 && unit > PTRDIFF_MAX / self->kind->size / count) return raise_no_memory();
    TRY(self->resize(unit * count));
    if (unit > 0) repeat_items(self, unit, count);
    return share(object);
}

// The first items that differ decide, and between arrays of which one begins with the other their lengths.
Result<Object> compare_same_kind(Array* left, Array* right, Comparison operation) {
    auto* compare = left->kind->compare;
    Size shorter = std::min(left->length, right->length);
    for (Size index = 0; index < shorter; ++index) {
        if (!compare(left->at(index), right->at(index), Comparison::equal))
            return to_bool(compare(left->at(index), right->at(index), operation));
    }
    return comparison_result((left->length > right->length) - (left->length < right->length), operation);
}

Result<Object> array_compare(Object* left, Object* right, Comparison operation) {
    if (!is<Array>(left) || !is<Array>(right)) return not_implemented();
    Array *first = array_of(left), *second = array_of(right);
    bool asks_equality = operation == Comparison::equal || operation == Comparison::not_equal;
    if (asks_equality && first->length != second->length) return to_bool(operation == Comparison::not_equal);
    if (first->kind == second->kind) return compare_same_kind(first, second, operation);
    for (Size index = 0; index < std::min(first->length, second->length); ++index) {
        Ref<Object> a = TRY(first->read(index)), b = TRY(second->read(index));
        if (TRY(equal(a.get(), b.get()))) continue;
        return compare(a.get(), b.get(), operation);
    }
    return comparison_result((first->length > second->length) - (first->length < second->length), operation);
}

Result<Object> array_repr(Object* object) {
    Array* self = array_of(object);
    Str* name = self->type->name;
    if (self->length == 0) return Str::from(format_text("{}('{}')", name, self->kind->code));
    Ref<Object> items;
    if (self->kind->code == 'u') items = TRY(to_text(self));
    else items = TRY(to_list(self));
    return Str::from(format_text("{}('{}', {})", name, self->kind->code, TRY(repr(items.get())).get()));
}

// ---------------------------------------------------------------- buffer and iteration

char no_items[1];

Result<void> array_get_buffer(Object* object, BufferView& view, BufferAccess) {
    Array* self = array_of(object);
    view.data = self->block == nullptr ? no_items : self->block;
    view.count = self->length;
    view.item_size = view.stride = self->kind->size;
    view.format = self->kind->format;
    view.readonly = false;
    ++self->exports;
    return {};
}

void array_release_buffer(Object* self, BufferView&) { --array_of(self)->exports; }

Result<Object> array_iter(Object* self) { return create<ArrayIterator>(share(array_of(self))); }

Maybe<Object> array_iterator_next(Object* object) {
    auto* self = cast<ArrayIterator>(object);
    if (!self->sequence) return nothing;
    if (self->index < self->sequence->length) return self->sequence->read(self->index++);
    self->sequence.reset();
    return nothing;
}

const Method iterator_methods[] = {
    {"__reduce__(self, /)", bind<reduce_index<ArrayIterator>>, reduce_doc},
    {"__setstate__(self, state, /)", bind<set_index<ArrayIterator>>, set_index_doc},
};

const TypeSpec array_iterator_spec = {
    .name = "array.arrayiterator",
    .size = sizeof(ArrayIterator),
    .flags = TypeFlag::gc | TypeFlag::no_instantiation,
    .slots = {.deallocate = destroy<ArrayIterator>,
              .traverse = traverse_references<ArrayIterator>,
              .clear = clear_references<ArrayIterator>,
              .iter = iterator_itself,
              .next = array_iterator_next},
    .methods = iterator_methods,
};

// ---------------------------------------------------------------- the type

Result<Object> get_typecode(Object* self) { return Str::from_code_point(CodePoint(array_of(self)->kind->code)); }
Result<Object> get_array_itemsize(Object* self) { return Int::from(array_of(self)->kind->size); }

const Getter array_getters[] = {
    {"typecode", get_typecode, nullptr, "The letter that says what the items are."},
    {"itemsize", get_array_itemsize, nullptr, "Number of bytes of one item."},
};

// It has no references that the collector could follow. CPython's has: to its class, which is on the heap there. So
// arrays are tracked, as gc.is_tracked() and sys.getsizeof() tell.
void traverse_nothing(Object*, VisitFunction, void*) {}

const TypeSpec array_spec = {
    .name = "array.array",
    .doc =
        "array(typecode[, initializer]): numbers of one kind, as small as C has them. The letter says which: b B h H "
        "i I l L q Q are integers of 1, 2, 4, 8, 8 bytes with and without sign, f and d floats, u characters.",
    .size = sizeof(Array),
    .flags = TypeFlag::gc | TypeFlag::base_type | TypeFlag::sequence_pattern,
    .weakrefs_offset = offsetof(Array, weakrefs),
    .slots = {.deallocate = destroy<Array>,
              .traverse = traverse_nothing,
              .new_ = array_new,
              .repr = array_repr,
              .hash = hash_not_implemented,
              .compare = array_compare,
              .iter = array_iter,
              .length = array_length,
              .get_item = array_subscript,
              .set_item = array_set_item,
              .contains = array_contains,
              .concatenate = array_concatenate,
              .repeat = array_repeat,
              .inplace_concatenate = array_inplace_concatenate,
              .inplace_repeat = array_inplace_repeat,
              .get_buffer = array_get_buffer,
              .release_buffer = array_release_buffer},
    .methods = array_methods(),
    .getters = array_getters,
};

}  // namespace

Ref<Object> ArrayIterator::empty() { return Tuple::empty(); }
Type ArrayIterator::type_object(array_iterator_spec);
Type Array::type_object(array_spec);

// ---------------------------------------------------------------- the module

namespace {

const Method array_functions[] = {
    {"_array_reconstructor(arraytype, typecode, mformat_code, items, /)", bind<reconstruct>,
     "Makes an array of a pickle's bytes, whatever machine has written them."},
};

constexpr ModuleType array_types[] = {
    &Array::type_object, {&Array::type_object, "ArrayType"}, ModuleType::hidden(&ArrayIterator::type_object)};

Result<void> array_execute(Module* module) {
    std::string codes;
    for (const ItemKind& kind : item_kinds()) codes += kind.code;
    module->set("typecodes", Str::from(codes));
    Ref<Module> abstract = TRY(import_module("collections.abc"));
    Ref<Object> sequence = TRY(get_attribute(abstract.get(), Str::interned_from("MutableSequence").get()));
    TRY(call_method(sequence.get(), Str::interned_from("register").get(), {&Array::type_object}));
    return {};
}

}  // namespace

}  // namespace arrays

extern const ModuleSpec array_module = {
    .name = "array",
    .doc = "Rows of numbers of one kind, laid out as C does.",
    .functions = arrays::functions,
    .types = arrays::types,
    .exec = arrays::execute,
};

}  // namespace minipy
