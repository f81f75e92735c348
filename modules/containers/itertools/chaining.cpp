// SPDX-License-Identifier: MIT
// Iterators over several others, or a part of one: chain, islice, zip_longest. CPython: Modules/itertoolsmodule.c.
#include "modules/containers/itertools/itertools.hpp"

#include "modules/native.hpp"
#include "runtime/containers/result_tuple.hpp"
#include "runtime/types/generic_alias.hpp"

namespace minipy {

namespace {

// ---------------------------------------------------------------- chain

struct Chain : Object {
    Ref<Object> source;  // of iterables; null: exhausted
    Ref<Object> active;
    static constexpr auto references = field_list<&Chain::source, &Chain::active>;
    static constexpr Type& type_object = chain_type;
};

Result<Object> make_chain(Type* type, Object* iterables) {
    Ref<Object> source = TRY(get_iterator(iterables));
    Ref<Object> object = TRY(allocate_instance(type));
    cast<Chain>(object.get())->source = std::move(source);
    return object;
}

Result<Object> chain_new(Type* type, const Arguments& arguments) {
    if (type->slots.init == object_type.slots.init) TRY(check_no_keywords("chain", arguments));
    return make_chain(type, TRY(positional_tuple(arguments)).get());
}

Maybe<Object> chain_next(Object* object) {
    auto* self = cast<Chain>(object);
    while (self->source) {
        if (!self->active) {
            Ref<Object> source = self->source;
            Ref<Object> iterable = TRY(next_item(source.get()));
            if (!iterable) {
                self->source.reset();
                return nothing;
            }
            Result<Object> iterator = get_iterator(iterable.get());
            if (iterator.failed()) {
                self->source.reset();
                return Failure{};
            }
            self->active = iterator.take();
        }
        Ref<Object> active = self->active;
        Ref<Object> item = TRY(next_item(active.get()));
        if (item) return item;
        self->active.reset();
    }
    return nothing;
}

Result<Object> chain_from_iterable(Type* type, Object* iterable) { return make_chain(type, iterable); }

Result<Object> chain_reduce(Chain* self) {
    if (!self->source) return reduced(self->type, {});
    Ref<Tuple> state =
        self->active ? Tuple::of({self->source.get(), self->active.get()}) : Tuple::of({self->source.get()});
    return reduced(self->type, {}, state.get());
}

Result<void> chain_setstate(Chain* self, Object* state) {
    Tuple* parts = TRY(state_tuple(state, 1, 2));
    for (Object* part : *parts) {
        if (!is_iterator(part)) return raise(TypeError, "Arguments must be iterators.");
    }
    Ref<Object> kept = share(state);
    self->source = share((*parts)[0]);
    self->active = parts->length == 2 ? share((*parts)[1]) : nullptr;
    return {};
}

const Method chain_methods[] = {
    {"__reduce__(self, /)", bind<chain_reduce>, reduce_doc},
    {"__setstate__(self, state, /)", bind<chain_setstate>, setstate_doc},
    {"from_iterable(type, iterable, /)", bind<chain_from_iterable>,
     "Makes a chain from one iterable of iterables, which is asked for the next only when its turn comes.",
     MethodKind::class_method},
    {"__class_getitem__(type, item, /)", bind<make_generic_alias>,
     "Makes an alias with type arguments, such as chain[int].", MethodKind::class_method},
};

const TypeSpec chain_spec = iterator_spec<Chain>("itertools.chain", "Gives the items of each iterable in turn.",
                                                 chain_new, chain_next, chain_methods);

// ---------------------------------------------------------------- islice

struct Slicing : Object {
    Ref<Object> iterator;  // null: exhausted
    Size next, stop, step, count;
    static constexpr auto references = field_list<&Slicing::iterator>;
    static constexpr Type& type_object = islice_type;
};

// A start, stop or step; −1 for None or what cannot be one.
Result<Size> slice_number(Object* object, Size otherwise) {
    if (is_none(object)) return otherwise;
    Result<Size> number = to_size(object, &OverflowError);
    if (number.failed()) clear_exception();
    return number.failed() ? -1 : number.take();
}

Result<Object> islice_new(Type* type, const Arguments& arguments) {
    if (type->slots.init == object_type.slots.init) TRY(check_no_keywords("islice", arguments));
    TRY(check_positional("islice", arguments, 2, 4));
    Size start = 0, stop = -1, step = 1;
    if (arguments.positional == 2) {
        stop = TRY(slice_number(arguments[1], -1));
        if (stop < 0 && !is_none(arguments[1])) {
            return raise(ValueError, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
        }
    } else {
        start = TRY(slice_number(arguments[1], 0));
        stop = TRY(slice_number(arguments[2], -1));
        if (stop < 0 && !is_none(arguments[2])) {
            return raise(ValueError, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
        }
        if (start < 0)
            return raise(ValueError, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    }
    if (arguments.positional == 4) step = TRY(slice_number(arguments[3], 1));
    if (step < 1) return raise(ValueError, "Step for islice() must be a positive integer or None.");
    Ref<Object> iterator = TRY(get_iterator(arguments[0]));
    Ref<Object> object = TRY(allocate_instance(type));
    auto* self = cast<Slicing>(object.get());
    self->iterator = std::move(iterator);
    self->next = start;
    self->stop = stop;
    self->step = step;
    return object;
}

Maybe<Object> islice_next(Object* object) {
    auto* self = cast<Slicing>(object);
    Ref<Object> iterator = self->iterator;
    if (!iterator) return nothing;
    auto end = [&]() -> Maybe<Object> {
        self->iterator.reset();
        return nothing;
    };
    // __setstate__ may have set any count: it goes on below zero behind the greatest number.
    auto count_item = [&] { self->count = Size(std::size_t(self->count) + 1); };
    for (; self->count < self->next; count_item()) {
        if (!TRY(next_item(iterator.get()))) return end();
    }
    if (self->stop >= 0 && self->count >= self->stop) return end();
    Ref<Object> item = TRY(next_item(iterator.get()));
    if (!item) return end();
    count_item();
    bool overflow = __builtin_add_overflow(self->next, self->step, &self->next);
    // A step beyond all numbers leads, without a stop, to −1: every item from there on, as in CPython.
    if (overflow || (self->stop >= 0 && self->next > self->stop)) self->next = self->stop;
    return item;
}

Result<Object> islice_reduce(Slicing* self) {
    Ref<Object> stop = self->stop < 0 ? none() : Ref<Object>(Int::from(self->stop));
    if (!self->iterator) {
        Ref<Object> exhausted = TRY(get_iterator(List::create().get()));
        return reduced(self->type, {exhausted.get(), &shared_ints[0]}, &shared_ints[0]);
    }
    Ref<Int> next = Int::from(self->next), step = Int::from(self->step), count = Int::from(self->count);
    return reduced(self->type, {self->iterator.get(), next.get(), stop.get(), step.get()}, count.get());
}
Result<void> islice_setstate(Slicing* self, Object* state) {
    self->count = TRY(index_from_state(state));
    return {};
}
const Method islice_methods[] = {
    {"__reduce__(self, /)", bind<islice_reduce>, reduce_doc},
    {"__setstate__(self, state, /)", bind<islice_setstate>, setstate_doc},
};

const TypeSpec islice_spec = iterator_spec<Slicing>(
    "itertools.islice", "Gives the items a slice would give, by walking: so the bounds must not be negative.",
    islice_new, islice_next, islice_methods);

// ---------------------------------------------------------------- zip_longest

struct ZipLongest : Object {
    Ref<Object> fill;
    Ref<Tuple> kept;       // result_tuple.hpp
    Ref<Tuple> iterators;  // None for an exhausted one
    Size active;
    static constexpr auto references = field_list<&ZipLongest::iterators, &ZipLongest::kept, &ZipLongest::fill>;
    static constexpr Type& type_object = zip_longest_type;
};

Result<Object> zip_longest_new(Type* type, const Arguments& arguments) {
    Object* fill = &None;
    for (Size index = 0; index < arguments.keyword_count(); ++index) {
        auto* keyword = cast<Str>((*arguments.names)[index]);
        if (!keyword->equals("fillvalue")) return raise(TypeError, "zip_longest() got an unexpected keyword argument");
        fill = arguments[arguments.positional + index];
    }
    Ref<Tuple> iterators = TRY(Tuple::create(arguments.positional));
    for (Size index = 0; index < arguments.positional; ++index)
        iterators->initialize(index, TRY(get_iterator(arguments[index])));
    Ref<Tuple> kept = TRY(ResultTuple::make(arguments.positional));
    Ref<Object> object = TRY(allocate_instance(type));
    auto* self = cast<ZipLongest>(object.get());
    self->iterators = iterators->track();
    self->kept = std::move(kept);
    self->fill = share(fill);
    self->active = arguments.positional;
    return object;
}

Maybe<Object> zip_longest_next(Object* object) {
    auto* self = cast<ZipLongest>(object);
    Ref<Tuple> iterators = self->iterators;
    if (!iterators || iterators->length == 0 || self->active == 0) return nothing;
    ResultTuple items = TRY(ResultTuple::begin(self->kept.get(), iterators->length));
    for (Size index = 0; index < iterators->length; ++index) {
        Object*& iterator = iterators->items()[index];
        if (is_none(iterator)) {
            items.put(index, self->fill);
            continue;
        }
        Ref<Object> kept = share(iterator);
        Maybe<Object> found = next_item(kept.get());
        if (found.failed()) {
            self->active = 0;
            return Failure{};
        }
        Ref<Object> item = found.take();
        if (!item) {
            if (--self->active == 0) return nothing;
            Ref<Object> exhausted = adopt(std::exchange(iterator, none().release()));
            item = self->fill;
        }
        items.put(index, std::move(item));
    }
    return items.give();
}

// An exhausted iterator is pickled as an empty tuple.
Result<Object> zip_longest_reduce(ZipLongest* self) {
    Ref<Tuple> arguments = TRY(Tuple::create(self->iterators->length));
    for (Size index = 0; index < arguments->length; ++index) {
        Object* iterator = (*self->iterators)[index];
        arguments->initialize(index, is_none(iterator) ? Ref<Object>(Tuple::empty()) : share(iterator));
    }
    return Tuple::of({self->type, arguments->track().get(), self->fill.get()});
}
Result<void> zip_longest_setstate(ZipLongest* self, Object* state) {
    self->fill = share(state);
    return {};
}
const Method zip_longest_methods[] = {
    {"__reduce__(self, /)", bind<zip_longest_reduce>, reduce_doc},
    {"__setstate__(self, state, /)", bind<zip_longest_setstate>, setstate_doc},
};

const TypeSpec zip_longest_spec = iterator_spec<ZipLongest>(
    "itertools.zip_longest",
    "Gives tuples with an item of each iterable until the longest ends; fillvalue stands in for the others.",
    zip_longest_new, zip_longest_next, zip_longest_methods);

}  // namespace

Type chain_type(chain_spec);
Type islice_type(islice_spec);
Type zip_longest_type(zip_longest_spec);

}  // namespace minipy
