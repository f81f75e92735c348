// SPDX-License-Identifier: MIT
// The type of slices. CPython: Objects/sliceobject.c.
#include "runtime/containers/slice.hpp"

#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

namespace {

Slice* slice_of(Object* self) { return static_cast<Slice*>(self); }

Ref<Tuple> parts(Slice* slice) { return Tuple::of({slice->start.get(), slice->stop.get(), slice->step.get()}); }

Result<Object> slice_new(Type*, const Arguments& arguments) {
    TRY(check_no_keywords("slice", arguments));
    TRY(check_positional("slice", arguments, 1, 3));
    if (arguments.positional == 1) return create<Slice>(none(), share(arguments[0]), none());
    return create<Slice>(share(arguments[0]), share(arguments[1]),
                         arguments.positional == 3 ? share(arguments[2]) : none());
}

Result<Object> slice_repr(Object* self) {
    Ref<Str> start = TRY(repr(slice_of(self)->start.get()));
    Ref<Str> stop = TRY(repr(slice_of(self)->stop.get()));
    Ref<Str> step = TRY(repr(slice_of(self)->step.get()));
    return Str::from(format_text("slice({}, {}, {})", start.get(), stop.get(), step.get()));
}

Result<Object> slice_compare(Object* left, Object* right, Comparison operation) {
    if (!is<Slice>(left) || !is<Slice>(right)) return not_implemented();
    return compare(parts(slice_of(left)).get(), parts(slice_of(right)).get(), operation);
}

// slice.indices(length) for lengths that fit a Size; larger ones are rejected clearly.
Result<Object> slice_indices(Slice* self, Object* length_object) {
    Size sequence_length = TRY(to_size(length_object, &OverflowError));
    if (sequence_length < 0) return raise(ValueError, "length should not be negative");
    SliceRange range = TRY(slice_numbers(self)).within(sequence_length);
    Ref<Int> start = Int::from(range.start), stop = Int::from(range.stop), step = Int::from(range.step);
    return Tuple::of({start.get(), stop.get(), step.get()});
}

Result<Object> slice_reduce(Slice* self) {
    Ref<Tuple> arguments = parts(self);
    return Tuple::of({self->type, arguments.get()});
}

const Method slice_methods[] = {
    {"indices(self, object, /)", bind<slice_indices>,
     "Fits the slice to a sequence of length len: gives start, stop and step as numbers that need no more care."},
    {"__reduce__(self, /)", bind<slice_reduce>, "Tells pickle and copy how to make it again."},
};

const Member slice_members[] = {
    member<&Slice::start>("start"),
    member<&Slice::stop>("stop"),
    member<&Slice::step>("step"),
};

const TypeSpec slice_spec = {
    .name = "slice",
    .doc = "What stands between the brackets of a[start:stop:step], as an object.",
    .size = sizeof(Slice),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<Slice>,
              .traverse = traverse_references<Slice>,
              .new_ = slice_new,
              .repr = slice_repr,
              .hash = hash_not_implemented,
              .compare = slice_compare},
    .methods = slice_methods,
    .members = slice_members,
};

}  // namespace

Type Slice::type_object(slice_spec);

}  // namespace minipy
