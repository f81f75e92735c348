// SPDX-License-Identifier: MIT
// count, repeat and accumulate, and the module. CPython: Modules/itertoolsmodule.c.
#include "modules/containers/itertools/itertools.hpp"

#include "modules/native.hpp"
#include "runtime/numbers/complex.hpp"

namespace minipy {

extern Type count_type, repeat_type, accumulate_type;

namespace {

// ---------------------------------------------------------------- count, repeat

struct Count : Object {
    Ref<Object> number, step;
    static constexpr auto references = field_list<&Count::number, &Count::step>;
    static constexpr Type& type_object = count_type;
};

bool is_number(Object* object) {
    const Slots& slots = object->type->slots;
    return slots.index != nullptr || slots.int_ != nullptr || slots.float_ != nullptr || is<Complex>(object);
}

Result<Object> make_count(Type* type, Object* start, Object* step) {
    if (!is_number(start) || !is_number(step)) return raise(TypeError, "a number is required");
    Ref<Object> object = TRY(allocate_instance(type));
    cast<Count>(object.get())->number = share(start);
    cast<Count>(object.get())->step = share(step);
    return object;
}

Maybe<Object> count_next(Object* object) {
    auto* self = cast<Count>(object);
    Ref<Object> number = self->number;
    self->number = TRY(add(number.get(), self->step.get()));
    return number;
}

bool is_one(Object* object) {
    return is_exact<Int>(object) && cast<Int>(object)->is_small() && cast<Int>(object)->small == 1;
}

Result<Object> count_repr(Object* object) {
    auto* self = cast<Count>(object);
    Ref<Str> number = TRY(repr(self->number.get()));
    if (is_one(self->step.get())) return Str::from(format_text("count({})", number.get()));
    return Str::from(format_text("count({}, {})", number.get(), TRY(repr(self->step.get())).get()));
}

Result<Object> count_reduce(Count* self) {
    Ref<Tuple> arguments =
        is_one(self->step.get()) ? Tuple::of({self->number.get()}) : Tuple::of({self->number.get(), self->step.get()});
    return Tuple::of({self->type, arguments.get()});
}
const Method count_methods[] = {
    {"__reduce__(self, /)", bind<count_reduce>, "Tells pickle and copy how to make it again."}};

const TypeSpec count_spec = iterator_spec<Count>("itertools.count", "Counts from start by step, without end.",
                                                 new_by_signature<"count(type, /, start=0, step=1)", make_count>,
                                                 count_next, count_methods, count_repr);

struct Repeat : Object {
    Ref<Object> element;
    Size remaining;  // −1: for ever
    static constexpr auto references = field_list<&Repeat::element>;
    static constexpr Type& type_object = repeat_type;
};

Result<Object> make_repeat(Type* type, Object* element, Object* times) {
    Size count = times == nullptr ? -1 : TRY(to_size(times, &OverflowError));
    Ref<Object> object = TRY(allocate_instance(type));
    cast<Repeat>(object.get())->element = share(element);
    cast<Repeat>(object.get())->remaining = times != nullptr && count < 0 ? 0 : count;
    return object;
}

Maybe<Object> repeat_next(Object* object) {
    auto* self = cast<Repeat>(object);
    if (self->remaining == 0) return nothing;
    if (self->remaining > 0) --self->remaining;
    return self->element;
}

Result<Object> repeat_repr(Object* object) {
    auto* self = cast<Repeat>(object);
    Ref<Str> element = TRY(repr(self->element.get()));
    if (self->remaining < 0) return Str::from(format_text("repeat({})", element.get()));
    return Str::from(format_text("repeat({}, {})", element.get(), self->remaining));
}

Result<Size> repeat_length_hint(Repeat* self) {
    if (self->remaining < 0) return raise(TypeError, "len() of unsized object");
    return self->remaining;
}
Result<Object> repeat_reduce(Repeat* self) {
    Ref<Int> count = Int::from(self->remaining);
    Ref<Tuple> arguments =
        self->remaining < 0 ? Tuple::of({self->element.get()}) : Tuple::of({self->element.get(), count.get()});
    return Tuple::of({self->type, arguments.get()});
}
const Method repeat_methods[] = {
    {"__length_hint__(self, /)", bind<repeat_length_hint>, "Tells how many items are still to come."},
    {"__reduce__(self, /)", bind<repeat_reduce>, "Tells pickle and copy how to make it again."},
};

const TypeSpec repeat_spec = iterator_spec<Repeat>(
    "itertools.repeat", "Gives the same object over and over, or as often as times says.",
    new_by_signature<"repeat(type, /, object, times=<absent>)", make_repeat>, repeat_next, repeat_methods, repeat_repr);

// ---------------------------------------------------------------- accumulate

struct Accumulate : Object {
    Ref<Object> iterator, function, total, initial;  // function null: +
    static constexpr auto references =
        field_list<&Accumulate::iterator, &Accumulate::function, &Accumulate::total, &Accumulate::initial>;
    static constexpr Type& type_object = accumulate_type;
};

Result<Object> make_accumulate(Type* type, Object* iterable, Object* function, Object* initial) {
    Ref<Object> iterator = TRY(get_iterator(iterable));
    Ref<Object> object = TRY(allocate_instance(type));
    auto* self = cast<Accumulate>(object.get());
    self->iterator = std::move(iterator);
    if (!is_none(function)) self->function = share(function);
    if (!is_none(initial)) self->initial = share(initial);
    return object;
}

Maybe<Object> accumulate_next(Object* object) {
    auto* self = cast<Accumulate>(object);
    if (self->initial) {
        self->total = std::move(self->initial);
        return self->total;
    }
    Ref<Object> item = TRY(next_item(self->iterator.get()));
    if (!item) return nothing;
    if (self->total) {
        Ref<Object> total = self->total;
        item = self->function ? TRY(call(self->function.get(), {total.get(), item.get()}))
                              : TRY(add(total.get(), item.get()));
    }
    self->total = item;
    return item;
}

// What comes first is put in front of the rest by a chain. A total of None would be taken for no state: it goes in
// front too, and the first result is passed over.
Result<Object> accumulate_reduce(Accumulate* self) {
    Object* function = self->function ? self->function.get() : &None;
    Object* first = self->initial ? self->initial.get() : self->total && is_none(self->total.get()) ? &None : nullptr;
    if (first == nullptr)
        return reduced(self->type, {self->iterator.get(), function}, self->total ? self->total.get() : &None);
    Ref<Tuple> front = Tuple::of({first});
    Ref<Object> rest = TRY(call(&chain_type, {front.get(), self->iterator.get()}));
    if (self->initial) return reduced(self->type, {rest.get(), function}, &None);
    Ref<Object> again = TRY(call(self->type, {rest.get(), function}));
    return reduced(&islice_type, {again.get(), &shared_ints[1], &None});
}
Result<void> accumulate_setstate(Accumulate* self, Object* state) {
    self->total = share(state);
    return {};
}
const Method accumulate_methods[] = {
    {"__reduce__(self, /)", bind<accumulate_reduce>, reduce_doc},
    {"__setstate__(self, state, /)", bind<accumulate_setstate>, setstate_doc},
};

const TypeSpec accumulate_spec = iterator_spec<Accumulate>(
    "itertools.accumulate", "Gives running totals; another function than addition may combine.",
    new_by_signature<"accumulate(type, /, iterable, func=None, *, initial=None)", make_accumulate>, accumulate_next,
    accumulate_methods);

}  // namespace

Type count_type(count_spec);
Type repeat_type(repeat_spec);
Type accumulate_type(accumulate_spec);

namespace {

// ---------------------------------------------------------------- the module

Result<Object> tee_function(Object* iterable, Size n) { return tee(iterable, n); }

const Method itertools_functions[] = {
    {"tee(iterable, n=2, /)", bind<tee_function>,
     "Makes n walks out of one; what one of them has seen is kept until all have."},
};

constexpr ModuleType itertools_types[] = {
    &accumulate_type,  &chain_type,        &combinations_type, &combinations_with_replacement_type,
    &compress_type,    &count_type,        &cycle_type,        &dropwhile_type,
    &filterfalse_type, &groupby_type,      &grouper_type,      &islice_type,
    &pairwise_type,    &permutations_type, &product_type,      &repeat_type,
    &starmap_type,     &takewhile_type,    &tee_type,          &tee_data_type,
    &zip_longest_type};

}  // namespace

extern const ModuleSpec itertools_module = {
    .name = "itertools",
    .doc =
        "Walks made from walks: combined, cut, grouped, repeated. Each works item by item and keeps as little as it "
        "can.",
    .functions = itertools_functions,
    .types = itertools_types,
};

}  // namespace minipy
