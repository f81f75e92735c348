// SPDX-License-Identifier: MIT
// tuple: making tuples, its operations, its type. CPython: Objects/tupleobject.c.
#include "runtime/containers/tuple.hpp"

#include <algorithm>
#include <cstring>

#include "runtime/containers/list.hpp"
#include "runtime/containers/sequence_iterators.hpp"
#include "runtime/containers/slice.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/constructor_keywords.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str_builder.hpp"
#include "runtime/types/generic_alias.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace {

Tuple* empty_tuple;

std::size_t tuple_byte_size(Size length) { return sizeof(Tuple) + std::size_t(length) * sizeof(Object*); }

}  // namespace

// ---------------------------------------------------------------- making tuples

Size Arguments::count_names() const { return names->length; }

namespace {

Result<Tuple> tuple_make(Size length) {
    if (length > (PTRDIFF_MAX - Size(sizeof(Tuple))) / Size(sizeof(Object*)) - 16) return raise_no_memory();
    auto* tuple = cast<Tuple>(allocate_object(&Tuple::type_object, tuple_byte_size(length)));
    if (tuple == nullptr) return raise_no_memory();
    tuple->length = length;
    std::fill_n(tuple->items(), length, nullptr);
    return adopt(tuple);
}

}  // namespace

Result<Tuple> Tuple::create(Size length) {
    if (length == 0) return empty();
    return tuple_make(length);
}

Ref<Tuple> Tuple::track() {
    if (length > 0) gc::track(this);
    return share(this);
}

Ref<Tuple> Tuple::empty() {
    if (empty_tuple == nullptr) empty_tuple = tuple_make(0).take().release();
    return share(empty_tuple);
}

void finalize_empty_tuple() { xdecref(std::exchange(empty_tuple, nullptr)); }

Result<Tuple> Tuple::copy(std::span<Object* const> items) {
    if (items.empty()) return Tuple::empty();
    Ref<Tuple> tuple = TRY(Tuple::create(Size(items.size())));
    for (std::size_t index = 0; index < items.size(); ++index) tuple->initialize(Size(index), share(items[index]));
    return tuple->track();
}

Ref<Tuple> Tuple::of(std::initializer_list<Object*> items) { return Tuple::copy({items.begin(), items.size()}).take(); }

Result<Tuple> Tuple::from_iterable(Object* iterable) {
    if (is_exact<Tuple>(iterable)) return share(cast<Tuple>(iterable));
    if (is_exact<List>(iterable)) return list_to_tuple(cast<List>(iterable));
    Ref<List> list = TRY(List::from_iterable(iterable));
    return list_to_tuple(list.get());
}

namespace {

Tuple* tuple_of(Object* self) { return static_cast<Tuple*>(self); }

void tuple_deallocate(Object* self) {
    Tuple* tuple = tuple_of(self);
    for (Size index = tuple->length; index-- > 0;) xdecref(tuple->items()[index]);
    std::size_t size = tuple_byte_size(tuple->length);
    if (self->type == &Tuple::type_object) [[likely]]
        return free_exact(self, self->type, size);
    free_object(self, size);
}

void tuple_traverse(Object* self, VisitFunction visit, void* argument) {
    Tuple* tuple = tuple_of(self);
    for (Size index = tuple->length; index-- > 0;) {
        if (tuple->items()[index] != nullptr) visit(tuple->items()[index], argument);
    }
}

Result<Object> tuple_new(Type* type, const Arguments& arguments) {
    TRY(check_no_keywords_in_new(type, Tuple::type_object, "tuple", arguments));
    TRY(check_positional("tuple", arguments, 0, 1));
    Ref<Tuple> items = arguments.positional == 0 ? Tuple::empty() : TRY(Tuple::from_iterable(arguments[0]));
    if (type == &Tuple::type_object) return items;
    Ref<Object> object = TRY(allocate_instance(type, items->length));
    auto* tuple = cast<Tuple>(object.get());
    tuple->length = items->length;
    for (Size index = 0; index < items->length; ++index) tuple->initialize(index, share((*items)[index]));
    return object;
}

// ---------------------------------------------------------------- the sequence

Result<Object> tuple_repr(Object* self) {
    Tuple* tuple = tuple_of(self);
    if (tuple->length == 0) return Str::from("()");
    ReprGuard guard(self);
    if (guard.entered_before()) return Str::from("(...)");
    StrBuilder text;
    text.append('(');
    for (Size index = 0; index < tuple->length; ++index) {
        if (index > 0) text.append(", ");
        text.append(TRY(repr((*tuple)[index])).get());
    }
    text.append(tuple->length == 1 ? ",)" : ")");
    return text.finish();
}

// xxHash's mixing, as CPython has used since 3.8, so that hashes and with them the order of sets agree.
Result<Hash> tuple_hash(Object* self) {
    constexpr std::uint64_t prime1 = 11400714785074694791u, prime2 = 14029467366897019727u,
                            prime5 = 2870177450012600261u;
    Tuple* tuple = tuple_of(self);
    std::uint64_t accumulator = prime5;
    for (Object* item : *tuple) {
        accumulator += std::uint64_t(TRY(hash(item))) * prime2;
        accumulator = (accumulator << 31) | (accumulator >> 33);
        accumulator *= prime1;
    }
    accumulator += std::uint64_t(tuple->length) ^ (prime5 ^ 3527539u);
    return accumulator == std::uint64_t(-1) ? 1546275796 : Hash(accumulator);
}

Result<Object> tuple_compare(Object* left, Object* right, Comparison operation) {
    if (!is<Tuple>(left) || !is<Tuple>(right)) return not_implemented();
    return compare_sequences(tuple_of(left)->span(), tuple_of(right)->span(), operation);
}

Result<Size> tuple_length(Object* self) { return tuple_of(self)->length; }

Result<Object> tuple_get_item(Object* self, Object* key) {
    Tuple* tuple = tuple_of(self);
    if (key->type->slots.index != nullptr) {
        Size index = TRY(sequence_index(key, tuple, "tuple index out of range"));
        return share((*tuple)[index]);
    }
    if (!is_exact<Slice>(key))
        return raise(TypeError, "tuple indices must be integers or slices, not {}", type_name(key));
    SliceRange range = TRY(slice_range(key, tuple));
    if (range.count == tuple->length && range.step == 1 && is_exact<Tuple>(tuple)) return share(self);
    if (range.count == 0) return Tuple::empty();
    Ref<Tuple> part = TRY(Tuple::create(range.count));
    for (Size index = 0; index < range.count; ++index) {
        part->initialize(index, share((*tuple)[range.start + index * range.step]));
    }
    return part->track();
}

Result<bool> tuple_contains(Object* self, Object* item) {
    for (Object* candidate : *tuple_of(self)) {
        if (TRY(equal(candidate, item))) return true;
    }
    return false;
}

Result<Object> tuple_concatenate(Object* left, Object* right) {
    if (!is<Tuple>(right))
        return raise(TypeError, "can only concatenate tuple (not \"{}\") to tuple", type_name(right));
    Tuple *first = tuple_of(left), *second = tuple_of(right);
    if (first->length == 0 && is_exact<Tuple>(second)) return share(right);
    if (second->length == 0 && is_exact<Tuple>(first)) return share(left);
    Ref<Tuple> both = TRY(Tuple::create(first->length + second->length));
    for (Size index = 0; index < first->length; ++index) both->initialize(index, share((*first)[index]));
    for (Size index = 0; index < second->length; ++index)
        both->initialize(first->length + index, share((*second)[index]));
    return both->track();
}

Result<Object> tuple_repeat(Object* self, Size count) {
    Tuple* tuple = tuple_of(self);
    if (count == 1 && is_exact<Tuple>(tuple)) return share(self);
    if (count <= 0 || tuple->length == 0) return Tuple::empty();
    if (tuple->length > PTRDIFF_MAX / count) return raise_no_memory();
    Ref<Tuple> repeated = TRY(Tuple::create(tuple->length * count));
    for (Size index = 0; index < repeated->length; ++index)
        repeated->initialize(index, share((*tuple)[index % tuple->length]));
    return repeated->track();
}

Result<Object> tuple_iter(Object* self) { return create<TupleIterator>(share(tuple_of(self))); }

// ---------------------------------------------------------------- methods

Result<Size> tuple_index(Tuple* self, Object* value, Object* start, Object* stop) {
    SearchBounds bounds = TRY(search_bounds(start, stop, self));
    for (Size index = bounds.start; index < std::min(bounds.stop, self->length); ++index) {
        if (TRY(equal((*self)[index], value))) return index;
    }
    return raise(ValueError, "tuple.index(x): x not in tuple");
}

Result<Size> tuple_count(Tuple* self, Object* value) {
    Size count = 0;
    for (Object* item : *self) count += TRY(equal(item, value));
    return count;
}

Result<Object> tuple_getnewargs(Tuple* self) {
    Ref<Tuple> copy = TRY(Tuple::copy(self->span()));
    return Tuple::of({copy.get()});
}

const Method tuple_methods[] = {
    {"__getnewargs__(self, /)", bind<tuple_getnewargs>},
    {"index(self, value, start=0, stop=sys.maxsize, /)", bind<tuple_index>,
     "Finds the first item equal to value between start and stop; ValueError if there is none."},
    {"count(self, value, /)", bind<tuple_count>, "Counts the items equal to value."},
    {"__class_getitem__(type, item, /)", bind<make_generic_alias>,
     "Makes an alias with type arguments, such as tuple[int, str].", MethodKind::class_method},
};

const TypeSpec tuple_spec = {
    .name = "tuple",
    .doc =
        "A row of items that is fixed once and for all; the items themselves may change. Made from a tuple, it is that "
        "tuple.",
    .size = sizeof(Tuple),
    .item_size = sizeof(Object*),
    .flags = TypeFlag::gc | TypeFlag::base_type | TypeFlag::tuple_subclass | TypeFlag::sequence_pattern |
             TypeFlag::match_self,
    .slots = {.deallocate = tuple_deallocate,
              .traverse = tuple_traverse,
              .new_ = tuple_new,
              .repr = tuple_repr,
              .hash = tuple_hash,
              .compare = tuple_compare,
              .iter = tuple_iter,
              .length = tuple_length,
              .get_item = tuple_get_item,
              .contains = tuple_contains,
              .concatenate = tuple_concatenate,
              .repeat = tuple_repeat},
    .methods = tuple_methods,
    .text_signature = "(iterable=(), /)",
};

}  // namespace

Type Tuple::type_object(tuple_spec);

}  // namespace minipy
