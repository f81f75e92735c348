// SPDX-License-Identifier: MIT
// Module itertools: iterators made of iterators. Every type is a struct with what it remembers and one function `next`.
// CPython: Modules/itertoolsmodule.c.
// Next: itertools.cpp (count, repeat, accumulate, the module), filtering.cpp, chaining.cpp, grouping.cpp (groupby,
// tee), combinatoric.cpp.
#pragma once

#include "runtime/containers/tuple.hpp"
#include "runtime/functions/constructor.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/index_iterator.hpp"
#include "runtime/kernel/type_spec.hpp"

namespace minipy {

// A spec with what all iterators have; T lists its references.
template <class T>
constexpr TypeSpec iterator_spec(const char* name, const char* doc, NewSlot make, NextSlot next,
                                 std::span<const Method> methods = {}, UnarySlot repr = nullptr) {
    return {.name = name,
            .doc = doc,
            .size = sizeof(T),
            .flags = TypeFlag::gc | TypeFlag::base_type,
            .slots = {.deallocate = destroy<T>,
                      .traverse = traverse_references<T>,
                      .clear = clear_references<T>,
                      .new_ = make,
                      .repr = repr,
                      .iter = iterator_itself,
                      .next = next},
            .methods = methods};
}

// The `new_` slot of a type that takes positional arguments only; a subclass with an __init__ of its own may take
// keywords.
template <SignatureText name, int least, int most, Result<Object> (*make)(Type*, const Arguments&)>
Result<Object> new_by_position(Type* type, const Arguments& arguments) {
    if (type->slots.init == object_type.slots.init) TRY(check_no_keywords(name.text, arguments));
    TRY(check_positional(name.text, arguments, least, most));
    return make(type, arguments);
}

// What __reduce__ returns: how to make the iterator again, and the state it gets back by __setstate__ (may be null).
inline Result<Object> reduced(Object* type, std::initializer_list<Object*> arguments, Object* state = nullptr) {
    Ref<Tuple> tuple = Tuple::of(arguments);
    if (state == nullptr) return Tuple::of({type, tuple.get()});
    return Tuple::of({type, tuple.get(), state});
}
inline constexpr const char* setstate_doc = "Takes over the state that __reduce__ has noted.";

// The state as a tuple of so many items; TypeErrors of CPython otherwise.
inline Result<Tuple*> state_tuple(Object* state, Size least, Size most) {
    auto* tuple = as<Tuple>(state);
    if (tuple == nullptr) return raise(TypeError, "state is not a tuple");
    if (tuple->length < least || tuple->length > most) {
        return raise(TypeError, "function takes {} {} argument{} ({} given)",
                     least == most           ? "exactly"
                     : tuple->length < least ? "at least"
                                             : "at most",
                     tuple->length < least ? least : most, (tuple->length < least ? least : most) == 1 ? "" : "s",
                     tuple->length);
    }
    return tuple;
}

// tee(iterable, n): a tuple of n independent iterators.
Result<Object> tee(Object* iterable, Size n);

extern Type dropwhile_type, takewhile_type, filterfalse_type, starmap_type, compress_type, pairwise_type, cycle_type;
extern Type chain_type, islice_type, zip_longest_type;
extern Type groupby_type, grouper_type, tee_type, tee_data_type;
extern Type product_type, permutations_type, combinations_type, combinations_with_replacement_type;

}  // namespace minipy
