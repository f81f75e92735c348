// SPDX-License-Identifier: MIT
// product, permutations, combinations, combinations_with_replacement: tuples of items chosen by an array of indices
// that counts like an odometer. CPython: Modules/itertoolsmodule.c.
#include <algorithm>
#include <numeric>

#include "modules/containers/itertools/itertools.hpp"
#include "runtime/containers/result_tuple.hpp"
#include "runtime/functions/constructor.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/memory/fixed_array.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace {

using Indices = FixedArray<Size>;

struct Choosing : Object {
    Ref<Tuple> kept;  // what was given last (result_tuple.hpp); null: nothing yet
    Ref<Tuple> pool;  // of items; of pools for product
    Indices indices;
    Indices cycles;  // permutations
    Size length;     // of each result
    bool started, stopped;
    static constexpr auto references = field_list<&Choosing::pool, &Choosing::kept>;
};

Choosing* choosing(Object* self) { return static_cast<Choosing*>(self); }

Result<void> make_indices(Indices& indices, Size count) {
    if (!indices.allocate(std::size_t(count))) return raise_no_memory();
    return {};
}

Result<Object> allocate(Type* type, Ref<Tuple> pool, Size length, Size index_count) {
    Ref<Object> object = TRY(allocate_instance(type));
    Choosing* self = choosing(object.get());
    self->pool = std::move(pool);
    self->length = length;
    TRY(make_indices(self->indices, index_count));
    return object;
}

// The result with item_at(place) at each place.
template <class ItemAt>
Result<Object> chosen(Choosing* self, ItemAt item_at) {
    ResultTuple result = TRY(ResultTuple::begin(self->kept.get(), self->length));
    for (Size place = 0; place < self->length; ++place) result.put(place, share(item_at(place)));
    Ref<Tuple> given = result.give();
    self->kept = given;
    return given;
}

// The next state by `advance`, which says whether there is one; the first result needs no advance.
template <class Advance>
Maybe<Object> next_choice(Choosing* self, Advance advance) {
    if (self->stopped || !self->pool) return nothing;
    if (self->started) self->stopped = !advance();
    self->started = true;
    if (self->stopped) return nothing;
    return chosen(self, [self](Size place) { return (*self->pool)[self->indices[std::size_t(place)]]; });
}

// ---------------------------------------------------------------- pickling: the pool, and the indices once it has
// started

Result<Tuple> as_tuple(const Indices& indices) {
    Ref<Tuple> tuple = TRY(Tuple::create(Size(indices.size())));
    for (std::size_t place = 0; place < indices.size(); ++place)
        tuple->initialize(Size(place), Int::from(indices[place]));
    return tuple->track();
}

// Takes indices from a state, each brought between a least and a most.
template <class Least, class Most>
Result<void> take_indices(Indices& indices, Object* state, Least least, Most most) {
    auto* tuple = as<Tuple>(state);
    if (tuple == nullptr || tuple->length != Size(indices.size())) return raise(ValueError, "invalid arguments");
    for (Size place = 0; place < tuple->length; ++place) {
        Size index = TRY(index_from_state((*tuple)[place]));
        indices[std::size_t(place)] = std::max(std::min(index, most(place)), least(place));
    }
    return {};
}
Size zero(Size) { return 0; }

Result<Size> choosing_sizeof(Choosing* self) {
    return Size(sizeof(Choosing) + (self->indices.size() + self->cycles.size()) * sizeof(Size));
}

Result<Object> choosing_reduce(Choosing* self) {
    Ref<Int> length = Int::from(self->length);
    Ref<Tuple> nothing_left = Tuple::empty();
    if (self->started && self->stopped) return reduced(self->type, {nothing_left.get(), length.get()});
    if (!self->started) return reduced(self->type, {self->pool.get(), length.get()});
    Ref<Tuple> state = TRY(as_tuple(self->indices));
    if (!self->cycles.empty()) state = Tuple::of({state.get(), TRY(as_tuple(self->cycles)).get()});
    return reduced(self->type, {self->pool.get(), length.get()}, state.get());
}

template <auto setstate, auto combinatorics_reduce = choosing_reduce>
const Method choosing_methods[] = {
    {"__reduce__(self, /)", bind<combinatorics_reduce>, reduce_doc},
    {"__setstate__(self, state, /)", bind<setstate>, setstate_doc},
    {"__sizeof__(self, /)", bind<choosing_sizeof>, "Tells how many bytes it takes up, its tables included."},
};

// ---------------------------------------------------------------- product

Result<Object> product_new(Type* type, const Arguments& arguments) {
    Size repeat = 1;
    for (Size index = 0; index < arguments.keyword_count(); ++index) {
        auto* keyword = cast<Str>((*arguments.names)[index]);
        if (!keyword->equals("repeat"))
            return raise(TypeError, "'{}' is an invalid keyword argument for product()", keyword);
        repeat = TRY(to_size(arguments[arguments.positional + index], &OverflowError));
        if (repeat < 0) return raise(ValueError, "repeat argument cannot be negative");
    }
    Size count = repeat == 0 ? 0 : arguments.positional, total;
    if (__builtin_mul_overflow(count, repeat, &total) || total > PTRDIFF_MAX / Size(sizeof(Size))) {
        return raise(OverflowError, "repeat argument too large");
    }
    Ref<Tuple> pools = TRY(Tuple::create(total));
    for (Size index = 0; index < count; ++index) pools->initialize(index, TRY(Tuple::from_iterable(arguments[index])));
    for (Size index = count; index < total; ++index) pools->initialize(index, share((*pools)[index - count]));
    return allocate(type, pools->track(), total, total);
}

Maybe<Object> product_next(Object* object) {
    Choosing* self = choosing(object);
    if (self->stopped || !self->pool) return nothing;
    bool nothing_yet = !self->started;
    auto pool_at = [&](Size place) { return cast<Tuple>((*self->pool)[place]); };
    if (!self->started) {
        self->started = true;
        for (Size place = 0; place < self->length; ++place) self->stopped |= pool_at(place)->length == 0;
    } else {
        // Like an odometer: the last place that can go on does, those behind it start again.
        Size place = self->length;
        for (; place > 0; --place) {
            Size& index = self->indices[std::size_t(place - 1)];
            if (++index < pool_at(place - 1)->length) break;
            index = 0;
        }
        self->stopped = place == 0;
    }
    if (self->stopped && nothing_yet) return nothing;
    // When all places have started again, the tuple that is kept is filled once more, and not given.
    Ref<Object> result =
        TRY(chosen(self, [&](Size place) { return (*pool_at(place))[self->indices[std::size_t(place)]]; }));
    if (self->stopped) return nothing;
    return result;
}

Result<Object> product_reduce(Choosing* self) {
    Ref<Tuple> empty = Tuple::empty();
    if (self->started && self->stopped) return reduced(self->type, {empty.get()});
    if (!self->started) return Tuple::of({self->type, self->pool.get()});
    return Tuple::of({self->type, self->pool.get(), TRY(as_tuple(self->indices)).get()});
}

Result<void> product_setstate(Choosing* self, Object* state) {
    for (Object* pool : *self->pool) {
        if (cast<Tuple>(pool)->length > 0) continue;
        self->started = self->stopped = true;
        return {};
    }
    auto last = [&](Size place) { return cast<Tuple>((*self->pool)[place])->length - 1; };
    TRY(take_indices(self->indices, state, zero, last));
    self->started = true;
    return {};
}

// ---------------------------------------------------------------- permutations

Result<Object> make_permutations(Type* type, Object* iterable, Object* length) {
    Ref<Tuple> pool = TRY(Tuple::from_iterable(iterable));
    Size count = pool->length, wanted = count;
    if (!is_none(length)) {
        if (!is<Int>(length)) return raise(TypeError, "Expected int as r");
        wanted = TRY(to_size(length, &OverflowError));
        if (wanted < 0) return raise(ValueError, "r must be non-negative");
    }
    Ref<Object> object = TRY(allocate(type, std::move(pool), wanted, count));
    Choosing* self = choosing(object.get());
    std::iota(self->indices.begin(), self->indices.end(), Size(0));
    self->stopped = wanted > count;
    TRY(make_indices(self->cycles, wanted));
    for (Size place = 0; place < wanted; ++place) self->cycles[std::size_t(place)] = count - place;
    return object;
}

Maybe<Object> permutations_next(Object* object) {
    Choosing* self = choosing(object);
    return next_choice(self, [self] {
        Indices& indices = self->indices;
        Size count = Size(indices.size());
        for (Size place = self->length; place-- > 0;) {
            auto here = indices.begin() + place;
            Size& cycle = self->cycles[std::size_t(place)];
            if (--cycle == 0) {  // this place has had every item: back to the start
                std::rotate(here, here + 1, indices.end());
                cycle = count - place;
            } else {
                std::swap(*here, *(indices.end() - cycle));
                return true;
            }
        }
        return false;
    });
}

Result<void> permutations_setstate(Choosing* self, Object* state) {
    Tuple* parts = TRY(state_tuple(state, 2, 2));
    for (Size place = 0; place < 2; ++place) {
        Object* part = (*parts)[place];
        if (!is<Tuple>(part)) return raise(TypeError, "argument {} must be tuple, not {}", place + 1, type_name(part));
    }
    if (self->stopped) return raise(ValueError, "invalid arguments");
    Size count = self->pool->length;
    Indices indices, cycles;
    TRY(make_indices(indices, Size(self->indices.size())));
    TRY(make_indices(cycles, Size(self->cycles.size())));
    TRY(take_indices(indices, (*parts)[0], zero, [=](Size) { return count - 1; }));
    TRY(take_indices(
        cycles, (*parts)[1], [](Size) { return Size(1); }, [=](Size place) { return count - place; }));
    self->indices = std::move(indices);
    self->cycles = std::move(cycles);
    self->started = true;
    return {};
}

// ---------------------------------------------------------------- combinations

Result<Object> allocate_combinations(Type* type, Object* iterable, Size length) {
    Ref<Tuple> pool = TRY(Tuple::from_iterable(iterable));
    if (length < 0) return raise(ValueError, "r must be non-negative");
    return allocate(type, std::move(pool), length, length);
}

Result<Object> make_combinations(Type* type, Object* iterable, Size length) {
    Ref<Object> object = TRY(allocate_combinations(type, iterable, length));
    Choosing* self = choosing(object.get());
    std::iota(self->indices.begin(), self->indices.end(), Size(0));
    self->stopped = length > self->pool->length;
    return object;
}

Maybe<Object> combinations_next(Object* object) {
    Choosing* self = choosing(object);
    return next_choice(self, [self] {
        Indices& indices = self->indices;
        Size place = self->length - 1, count = self->pool->length;
        while (place >= 0 && indices[std::size_t(place)] == place + count - self->length) --place;
        if (place < 0) return false;
        std::iota(indices.begin() + place, indices.end(), indices[std::size_t(place)] + 1);
        return true;
    });
}

Result<void> combinations_setstate(Choosing* self, Object* state) {
    Size count = self->pool->length, length = self->length;
    TRY(take_indices(self->indices, state, zero, [=](Size place) { return place + count - length; }));
    self->started = true;
    return {};
}

Result<Object> make_with_replacement(Type* type, Object* iterable, Size length) {
    Ref<Object> object = TRY(allocate_combinations(type, iterable, length));
    Choosing* self = choosing(object.get());
    self->stopped = self->pool->length == 0 && length > 0;
    return object;
}

Maybe<Object> with_replacement_next(Object* object) {
    Choosing* self = choosing(object);
    return next_choice(self, [self] {
        Indices& indices = self->indices;
        Size place = self->length - 1, last = self->pool->length - 1;
        while (place >= 0 && indices[std::size_t(place)] == last) --place;
        if (place < 0) return false;
        std::fill(indices.begin() + place, indices.end(), indices[std::size_t(place)] + 1);
        return true;
    });
}

Result<void> with_replacement_setstate(Choosing* self, Object* state) {
    Size last = self->pool->length - 1;
    TRY(take_indices(self->indices, state, zero, [=](Size) { return last; }));
    self->started = true;
    return {};
}

const TypeSpec product_spec = iterator_spec<Choosing>(
    "itertools.product",
    "Gives each way to take one item from each iterable, as nested loops do, the last turning fastest.", product_new,
    product_next, choosing_methods<product_setstate, product_reduce>);
const TypeSpec permutations_spec =
    iterator_spec<Choosing>("itertools.permutations", "Gives each way to put r of the items in a row.",
                            new_by_signature<"permutations(type, /, iterable, r=None)", make_permutations>,
                            permutations_next, choosing_methods<permutations_setstate>);
const TypeSpec combinations_spec =
    iterator_spec<Choosing>("itertools.combinations", "Gives each way to pick r of the items, in their order.",
                            new_by_signature<"combinations(type, /, iterable, r)", make_combinations>,
                            combinations_next, choosing_methods<combinations_setstate>);
const TypeSpec with_replacement_spec = iterator_spec<Choosing>(
    "itertools.combinations_with_replacement", "Gives each way to pick r items where one may be picked again.",
    new_by_signature<"combinations_with_replacement(type, /, iterable, r)", make_with_replacement>,
    with_replacement_next, choosing_methods<with_replacement_setstate>);

}  // namespace

Type product_type(product_spec);
Type permutations_type(permutations_spec);
Type combinations_type(combinations_spec);
Type combinations_with_replacement_type(with_replacement_spec);

}  // namespace minipy
