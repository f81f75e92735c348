// SPDX-License-Identifier: MIT
// Iterators that choose among the items of another, or look at neighbours: dropwhile, takewhile, filterfalse, starmap,
// compress, pairwise, cycle. CPython: Modules/itertoolsmodule.c.
#include <climits>

#include "modules/containers/itertools/itertools.hpp"

#include "modules/native.hpp"

namespace minipy {

namespace {

// ---------------------------------------------------------------- dropwhile, takewhile, filterfalse, starmap

// A function that is asked about each item, and whether the answer that changes everything has come.
struct Filtering : Object {
    Ref<Object> function, iterator;
    bool passed;
    static constexpr auto references = field_list<&Filtering::function, &Filtering::iterator>;
    static bool is_layout_of(const Type* type, std::type_identity<Filtering>) {
        return is_subtype(type, &dropwhile_type) || is_subtype(type, &takewhile_type) ||
               is_subtype(type, &filterfalse_type) || is_subtype(type, &starmap_type);
    }
};

Result<Object> make_filtering(Type* type, const Arguments& arguments) {
    Object* function = arguments[0];
    Ref<Object> iterator = TRY(get_iterator(arguments[1]));
    Ref<Object> object = TRY(allocate_instance(type));
    auto* self = cast<Filtering>(object.get());
    self->function = share(function);
    self->iterator = std::move(iterator);
    return object;
}

Result<bool> ask(Filtering* self, Object* item) { return is_true(TRY(call(self->function.get(), {item})).get()); }

Maybe<Object> dropwhile_next(Object* object) {
    auto* self = cast<Filtering>(object);
    for (;;) {
        Ref<Object> item = TRY(next_item(self->iterator.get()));
        if (!item) return nothing;
        if (!self->passed) self->passed = !TRY(ask(self, item.get()));
        if (self->passed) return item;
    }
}

Maybe<Object> takewhile_next(Object* object) {
    auto* self = cast<Filtering>(object);
    if (self->passed) return nothing;
    Ref<Object> item = TRY(next_item(self->iterator.get()));
    if (!item) return nothing;
    if (TRY(ask(self, item.get()))) return item;
    self->passed = true;
    return nothing;
}

Maybe<Object> filterfalse_next(Object* object) {
    auto* self = cast<Filtering>(object);
    return next_filtered(self->iterator.get(), self->function.get(), false);
}

Maybe<Object> starmap_next(Object* object) {
    auto* self = cast<Filtering>(object);
    Ref<Object> arguments = TRY(next_item(self->iterator.get()));
    if (!arguments) return nothing;
    Ref<Tuple> tuple = is_exact<Tuple>(arguments.get()) ? ref_cast<Tuple>(std::move(arguments))
                                                        : TRY(Tuple::from_iterable(arguments.get()));
    return call_with(self->function.get(), tuple.get(), nullptr);
}

Result<Object> filtering_reduce(Filtering* self) {
    return reduced(self->type, {self->function.get(), self->iterator.get()});
}
Result<Object> passing_reduce(Filtering* self) {
    return reduced(self->type, {self->function.get(), self->iterator.get()}, Int::from(self->passed ? 1 : 0).get());
}
Result<void> passing_setstate(Filtering* self, Object* state) {
    self->passed = TRY(is_true(state));
    return {};
}
const Method filtering_methods[] = {{"__reduce__(self, /)", bind<filtering_reduce>, reduce_doc}};
const Method passing_methods[] = {
    {"__reduce__(self, /)", bind<passing_reduce>, reduce_doc},
    {"__setstate__(self, state, /)", bind<passing_setstate>, setstate_doc},
};

const TypeSpec dropwhile_spec =
    iterator_spec<Filtering>("itertools.dropwhile", "Skips items while predicate says yes, then gives all the rest.",
                             new_by_position<"dropwhile", 2, 2, make_filtering>, dropwhile_next, passing_methods);
const TypeSpec takewhile_spec = iterator_spec<Filtering>(
    "itertools.takewhile", "Gives items while predicate says yes, then ends; the first refused one is lost.",
    new_by_position<"takewhile", 2, 2, make_filtering>, takewhile_next, passing_methods);
const TypeSpec filterfalse_spec = iterator_spec<Filtering>(
    "itertools.filterfalse", "Gives the items for which function says no; without one, those that are false.",
    new_by_position<"filterfalse", 2, 2, make_filtering>, filterfalse_next, filtering_methods);
const TypeSpec starmap_spec =
    iterator_spec<Filtering>("itertools.starmap", "Gives function(*item) for each item.",
                             new_by_position<"starmap", 2, 2, make_filtering>, starmap_next, filtering_methods);

// ---------------------------------------------------------------- compress, pairwise, cycle

// Two objects and a list of remembered items serve several types.
struct Pairing : Object {
    Ref<Object> first, second;
    static constexpr auto references = field_list<&Pairing::first, &Pairing::second>;
    static bool is_layout_of(const Type* type, std::type_identity<Pairing>) {
        return is_subtype(type, &compress_type) || is_subtype(type, &pairwise_type);
    }
};

Result<Object> make_compress(Type* type, Object* data, Object* selectors) {
    Ref<Object> items = TRY(get_iterator(data)), flags = TRY(get_iterator(selectors));
    Ref<Object> object = TRY(allocate_instance(type));
    cast<Pairing>(object.get())->first = std::move(items);
    cast<Pairing>(object.get())->second = std::move(flags);
    return object;
}

Maybe<Object> compress_next(Object* object) {
    auto* self = cast<Pairing>(object);
    for (;;) {
        Ref<Object> item = TRY(next_item(self->first.get()));
        if (!item) return nothing;
        Ref<Object> selector = TRY(next_item(self->second.get()));
        if (!selector) return nothing;
        if (TRY(is_true(selector.get()))) return item;
    }
}

Result<Object> compress_reduce(Pairing* self) { return reduced(self->type, {self->first.get(), self->second.get()}); }
const Method compress_methods[] = {{"__reduce__(self, /)", bind<compress_reduce>, reduce_doc}};

Result<Object> make_pairwise(Type* type, const Arguments& arguments) {
    Ref<Object> iterator = TRY(get_iterator(arguments[0]));
    Ref<Object> object = TRY(allocate_instance(type));
    cast<Pairing>(object.get())->first = std::move(iterator);
    return object;
}

// `first` is the iterator, `second` the item before.
Maybe<Object> pairwise_next(Object* object) {
    auto* self = cast<Pairing>(object);
    Ref<Object> iterator = self->first;
    if (!iterator) return nothing;
    Ref<Object> before = self->second;
    if (!before) {
        before = TRY(next_item(iterator.get()));
        if (!before) self->first.reset();
        if (!before || !self->first) return nothing;
        self->second = before;
    }
    Ref<Object> next = TRY(next_item(iterator.get()));
    if (!next) {
        self->first.reset();
        self->second.reset();
        return nothing;
    }
    self->second = next;
    return Tuple::of({before.get(), next.get()});
}

const TypeSpec compress_spec = iterator_spec<Pairing>(
    "itertools.compress", "Gives the items of data whose selector is true.",
    new_by_signature<"compress(type, /, data, selectors)", make_compress>, compress_next, compress_methods);
const TypeSpec pairwise_spec =
    iterator_spec<Pairing>("itertools.pairwise", "Gives each item together with the next one.",
                           new_by_position<"pairwise", 1, 1, make_pairwise>, pairwise_next);

struct Cycle : Object {
    Ref<Object> iterator;  // null: the items are taken from `saved`
    Ref<List> saved;
    Size index;
    bool all_saved;  // the iterator's items are in `saved` already: unpickled in the midst of the first round
    static constexpr auto references = field_list<&Cycle::iterator, &Cycle::saved>;
    static constexpr Type& type_object = cycle_type;
};

Result<Object> make_cycle(Type* type, const Arguments& arguments) {
    Ref<Object> iterator = TRY(get_iterator(arguments[0]));
    Ref<Object> object = TRY(allocate_instance(type));
    cast<Cycle>(object.get())->iterator = std::move(iterator);
    cast<Cycle>(object.get())->saved = List::create();
    return object;
}

Maybe<Object> cycle_next(Object* object) {
    auto* self = cast<Cycle>(object);
    if (Ref<Object> iterator = self->iterator) {
        Ref<Object> item = TRY(next_item(iterator.get()));
        if (item) {
            if (!self->all_saved) TRY(list_append(self->saved.get(), item.get()));
            return item;
        }
        self->iterator.reset();
    }
    // DANGER: __reduce__ and __setstate__ share the list with the program, which may shorten it.
    if (!self->saved || self->saved->length == 0) return nothing;
    if (self->index >= self->saved->length) self->index = 0;
    Ref<Object> item = share((*self->saved)[self->index++]);
    if (self->index >= self->saved->length) self->index = 0;
    return item;
}

Result<Object> cycle_reduce(Cycle* self) {
    Ref<Object> iterator = self->iterator;
    bool all_saved = !iterator;
    if (all_saved) {
        iterator = TRY(get_iterator(self->saved.get()));
        if (self->index > 0) TRY(call_method(iterator.get(), names::dunder_setstate, {Int::from(self->index).get()}));
    }
    Ref<Tuple> state = Tuple::of({self->saved.get(), all_saved ? &True : static_cast<Object*>(&False)});
    return reduced(self->type, {iterator.get()}, state.get());
}

Result<void> cycle_setstate(Cycle* self, Object* state) {
    Tuple* parts = TRY(state_tuple(state, 2, 2));
    List* saved = TRY(expect<List>((*parts)[0], "argument 1"));
    std::int64_t all_saved = TRY(to_int64((*parts)[1]));
    if (all_saved > INT_MAX) return raise(OverflowError, "signed integer is greater than maximum");
    if (all_saved < INT_MIN) return raise(OverflowError, "signed integer is less than minimum");
    self->saved = share(saved);
    self->all_saved = all_saved != 0;
    self->index = 0;
    return {};
}

const Method cycle_methods[] = {
    {"__reduce__(self, /)", bind<cycle_reduce>, reduce_doc},
    {"__setstate__(self, state, /)", bind<cycle_setstate>, setstate_doc},
};

const TypeSpec cycle_spec =
    iterator_spec<Cycle>("itertools.cycle", "Gives the items, keeps them, and gives them again without end.",
                         new_by_position<"cycle", 1, 1, make_cycle>, cycle_next, cycle_methods);

}  // namespace

Type dropwhile_type(dropwhile_spec);
Type takewhile_type(takewhile_spec);
Type filterfalse_type(filterfalse_spec);
Type starmap_type(starmap_spec);
Type compress_type(compress_spec);
Type pairwise_type(pairwise_spec);
Type cycle_type(cycle_spec);

}  // namespace minipy
