// SPDX-License-Identifier: MIT
// range and its iterators. All arithmetic is on int objects, so that ranges of any size work; iteration uses 64-bit
// numbers where start, stop and step fit. CPython: Objects/rangeobject.c.
#include "runtime/containers/range.hpp"

#include <algorithm>

#include "runtime/containers/slice.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/index_iterator.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/modules/import.hpp"

namespace minipy {

namespace {

Range* range_of(Object* self) { return static_cast<Range*>(self); }

// max(0, ceil((stop − start) / step))
Result<Int> compute_length(const Int* start, const Int* stop, const Int* step) {
    Ref<Int> zero = Int::from(0), one = Int::from(1);
    bool forwards = int_compare(step, zero.get()) > 0;
    const Int* low = forwards ? start : stop;
    const Int* high = forwards ? stop : start;
    if (int_compare(low, high) >= 0) return zero;
    Ref<Int> stride = forwards ? int_add(step, zero.get()) : int_subtract(zero.get(), step);
    Ref<Int> distance = int_subtract(high, low);
    Ref<Int> last = int_subtract(distance.get(), one.get());
    Ref<Int> steps = TRY(int_floor_divide(last.get(), stride.get()));
    return int_add(steps.get(), one.get());
}

Result<Range> make_range(Ref<Int> start, Ref<Int> stop, Ref<Int> step) {
    Ref<Int> count = TRY(compute_length(start.get(), stop.get(), step.get()));
    return create<Range>(std::move(start), std::move(stop), std::move(step), std::move(count));
}

// start + index · step
Result<Int> item_at(Range* range, const Int* index) {
    Ref<Int> offset = TRY(int_multiply(index, range->step.get()));
    return int_add(range->start.get(), offset.get());
}

Result<Object> range_new(Type*, const Arguments& arguments) {
    TRY(check_no_keywords("range", arguments));
    TRY(check_positional("range", arguments, 1, 3));
    if (arguments.positional == 1) return make_range(Int::from(0), TRY(to_index(arguments[0])), Int::from(1));
    Ref<Int> start = TRY(to_index(arguments[0])), stop = TRY(to_index(arguments[1]));
    Ref<Int> step = arguments.positional == 3 ? TRY(to_index(arguments[2])) : Int::from(1);
    if (step->is_zero()) return raise(ValueError, "range() arg 3 must not be zero");
    return make_range(std::move(start), std::move(stop), std::move(step));
}

Result<Object> range_repr(Object* self) {
    Range* range = range_of(self);
    Ref<Str> start = TRY(repr(range->start.get())), stop = TRY(repr(range->stop.get())),
             step = TRY(repr(range->step.get()));
    if (step->equals("1")) return Str::from(format_text("range({}, {})", start.get(), stop.get()));
    return Str::from(format_text("range({}, {}, {})", start.get(), stop.get(), step.get()));
}

Result<Size> range_length(Object* self) {
    Int* length = range_of(self)->length.get();
    if (!length->is_small()) return raise(OverflowError, "Python int too large to convert to C ssize_t");
    return Size(length->small);
}
Result<bool> range_bool(Object* self) { return !range_of(self)->length->is_zero(); }

Result<Object> range_slice(Range* range, Slice* slice) {
    // On huge ranges only what fits a Size can be asked for.
    Size count = TRY(range_length(range));
    SliceRange bounds = TRY(slice_numbers(slice)).within(count);
    Ref<Int> first = Int::from(bounds.start), last = Int::from(bounds.stop), by = Int::from(bounds.step);
    Ref<Int> start = TRY(item_at(range, first.get())), stop = TRY(item_at(range, last.get()));
    return make_range(std::move(start), std::move(stop), TRY(int_multiply(range->step.get(), by.get())));
}

Result<Object> range_get_item(Object* self, Object* key) {
    Range* range = range_of(self);
    if (is_exact<Slice>(key)) return range_slice(range, cast<Slice>(key));
    if (key->type->slots.index == nullptr) {
        return raise(TypeError, "range indices must be integers or slices, not {}", type_name(key));
    }
    Ref<Int> index = TRY(to_index(key));
    if (index->is_negative()) index = int_add(index.get(), range->length.get());
    if (index->is_negative() || int_compare(index.get(), range->length.get()) >= 0) {
        return raise(IndexError, "range object index out of range");
    }
    return item_at(range, index.get());
}

// The position of an int in the range, null when it is not in it.
Result<Ref<Int>> position_of(Range* range, const Int* value) {
    Ref<Int> zero = Int::from(0);
    bool forwards = int_compare(range->step.get(), zero.get()) > 0;
    bool inside = forwards ? int_compare(range->start.get(), value) <= 0 && int_compare(value, range->stop.get()) < 0
                           : int_compare(range->start.get(), value) >= 0 && int_compare(value, range->stop.get()) > 0;
    if (!inside) return Ref<Int>();
    Ref<Int> distance = int_subtract(value, range->start.get());
    Ref<Int> rest = TRY(int_remainder(distance.get(), range->step.get()));
    if (!rest->is_zero()) return Ref<Int>();
    return Ref<Int>(TRY(int_floor_divide(distance.get(), range->step.get())));
}

bool is_plain_int(Object* object) { return is_exact<Int>(object) || is_exact<Bool>(object); }

Result<bool> range_contains(Object* self, Object* item) {
    if (!is_plain_int(item)) return contains_by_iteration(self, item);
    return static_cast<bool>(TRY(position_of(range_of(self), cast<Int>(item))));
}

// Equal as sequences: same length, and if not empty same start, and if longer than one same step.
Result<bool> same_sequence(Range* left, Range* right) {
    if (int_compare(left->length.get(), right->length.get()) != 0) return false;
    if (left->length->is_zero()) return true;
    if (int_compare(left->start.get(), right->start.get()) != 0) return false;
    bool single = left->length->is_small() && left->length->small == 1;
    return single || int_compare(left->step.get(), right->step.get()) == 0;
}

Result<Object> range_compare(Object* left, Object* right, Comparison operation) {
    bool asks_equality = operation == Comparison::equal || operation == Comparison::not_equal;
    if (!asks_equality || !is<Range>(left) || !is<Range>(right)) return not_implemented();
    return to_bool(TRY(same_sequence(range_of(left), range_of(right))) == (operation == Comparison::equal));
}

Result<Hash> range_hash(Object* self) {
    Range* range = range_of(self);
    bool empty = range->length->is_zero();
    bool single = range->length->is_small() && range->length->small == 1;
    Ref<Tuple> key = Tuple::of({range->length.get(), empty ? static_cast<Object*>(&None) : range->start.get(),
                                empty || single ? static_cast<Object*>(&None) : range->step.get()});
    return hash(key.get());
}

// ---------------------------------------------------------------- iteration

Result<Object> make_iterator(const Ref<Int>& start, const Ref<Int>& step, const Ref<Int>& count) {
    bool fits = start->is_small() && step->is_small() && count->is_small();
    std::int64_t span = 0, end = 0;
    fits = fits && !__builtin_mul_overflow(step->small, count->small, &span) &&
           !__builtin_add_overflow(start->small, span, &end);
    if (fits) return create<RangeIterator>(start->small, step->small, count->small);
    return create<LongRangeIterator>(start, step, count);
}

Result<Object> range_iter(Object* self) {
    return make_iterator(range_of(self)->start, range_of(self)->step, range_of(self)->length);
}

Result<Object> range_reversed(Range* self) {
    Ref<Int> zero = Int::from(0), one = Int::from(1);
    Ref<Int> last_index = int_subtract(self->length.get(), one.get());
    Ref<Int> last = TRY(item_at(self, last_index.get()));
    return make_iterator(last, int_subtract(zero.get(), self->step.get()), self->length);
}

Result<Size> range_count(Range* self, Object* value) {
    if (is_plain_int(value)) return Size(TRY(range_contains(self, value)));
    Size count = 0;
    TRY(for_each(self, [&](Ref<Object> item) -> Result<void> {
        count += TRY(equal(item.get(), value));
        return {};
    }));
    return count;
}

Result<Object> range_index(Range* self, Object* value) {
    if (is_plain_int(value)) {
        if (Ref<Int> position = TRY(position_of(self, cast<Int>(value)))) return position;
        Ref<Str> shown = TRY(repr(value));
        return raise(ValueError, "{} is not in range", shown.get());
    }
    Size index = 0;
    Ref<Object> iterator = TRY(range_iter(self));
    while (Ref<Object> item = TRY(next_item(iterator.get()))) {
        if (TRY(equal(item.get(), value))) return Int::from(index);
        ++index;
    }
    return raise(ValueError, "sequence.index(x): x not in sequence");
}

Result<Object> range_reduce(Range* self) {
    Ref<Tuple> arguments = Tuple::of({self->start.get(), self->stop.get(), self->step.get()});
    return Tuple::of({self->type, arguments.get()});
}

const Method range_methods[] = {
    {"__reversed__(self, /)", bind<range_reversed>, "Walks over the numbers from the end."},
    {"__reduce__(self, /)", bind<range_reduce>},
    {"count(self, value, /)", bind<range_count>,
     "Counts the items equal to value; for an int it is arithmetic, no search."},
    {"index(self, value, /)", bind<range_index>,
     "Finds value; for an int it is arithmetic, no search. ValueError if it is not there."},
};

const Member range_members[] = {
    member<&Range::start>("start"),
    member<&Range::stop>("stop"),
    member<&Range::step>("step"),
};

const TypeSpec range_spec = {
    .name = "range",
    .doc =
        "The ints from start, by step, as long as they lie before stop. None of them is stored, so a huge one costs "
        "nothing.",
    .size = sizeof(Range),
    .flags = TypeFlag::sequence_pattern,
    .slots = {.deallocate = destroy<Range>,
              .new_ = range_new,
              .repr = range_repr,
              .hash = range_hash,
              .compare = range_compare,
              .iter = range_iter,
              .length = range_length,
              .get_item = range_get_item,
              .contains = range_contains,
              .bool_ = range_bool},
    .methods = range_methods,
    .members = range_members,
};

Maybe<Object> range_iterator_next(Object* self) {
    auto* iterator = static_cast<RangeIterator*>(self);
    if (iterator->remaining <= 0) return nothing;
    return Int::from(iterator->take_next());
}

Result<Size> range_iterator_length(RangeIterator* self) { return self->remaining; }

// Pickled as iter(range(start, stop, step)) and how many items it has passed.
Result<Object> reduce_as_range(const Ref<Int>& start, const Ref<Int>& step, const Ref<Int>& length,
                               const Ref<Int>& passed) {
    Ref<Int> distance = TRY(int_multiply(step.get(), length.get())), stop = int_add(start.get(), distance.get());
    Ref<Object> range = TRY(call(&Range::type_object, {start.get(), stop.get(), step.get()}));
    Ref<Object> iter = TRY(builtin_function("iter"));
    Ref<Tuple> arguments = Tuple::of({range.get()});
    return Tuple::of({iter.get(), arguments.get(), passed.get()});
}
// The distance may be beyond 64 bits although both ends are not: unsigned numbers wrap, and come back.
std::int64_t at_distance(std::int64_t from, Size steps, std::int64_t step) {
    return std::int64_t(std::uint64_t(from) + std::uint64_t(steps) * std::uint64_t(step));
}
std::int64_t start_of(const RangeIterator* iterator) {
    return at_distance(iterator->next, iterator->remaining - iterator->length, iterator->step);
}
Result<Object> range_iterator_reduce(RangeIterator* self) {
    return reduce_as_range(Int::from(start_of(self)), Int::from(self->step), Int::from(self->length),
                           Int::from(self->length - self->remaining));
}
Result<void> range_iterator_setstate(RangeIterator* self, Size state) {
    Size passed = std::clamp<Size>(state, 0, self->length);
    self->next = at_distance(start_of(self), passed, self->step);
    self->remaining = self->length - passed;
    return {};
}

const Method range_iterator_methods[] = {
    {"__reduce__(self, /)", bind<range_iterator_reduce>, "Tells pickle and copy how to make it again."},
    {"__setstate__(self, state, /)", bind<range_iterator_setstate>, "Moves to the position that __reduce__ has noted."},
    {"__length_hint__(self, /)", bind<range_iterator_length>, "Tells how many items are still to come."},
};

const TypeSpec range_iterator_spec = {
    .name = "range_iterator",
    .size = sizeof(RangeIterator),
    .slots = {.deallocate = destroy<RangeIterator>, .iter = iterator_itself, .next = range_iterator_next},
    .methods = range_iterator_methods,
};

Maybe<Object> long_range_iterator_next(Object* self) {
    auto* iterator = static_cast<LongRangeIterator*>(self);
    if (iterator->remaining->is_zero()) return nothing;
    Ref<Int> one = Int::from(1);
    Ref<Int> value = iterator->next;
    iterator->next = int_add(value.get(), iterator->step.get());
    iterator->remaining = int_subtract(iterator->remaining.get(), one.get());
    return value;
}

Result<Object> long_range_iterator_length(LongRangeIterator* self) { return self->remaining; }

Result<void> long_range_iterator_setstate(LongRangeIterator* self, Int* state) {
    Ref<Int> passed = state->is_negative()                         ? Int::from(0)
                      : int_compare(state, self->length.get()) > 0 ? self->length
                                                                   : exact_int(state);
    Ref<Int> distance = TRY(int_multiply(passed.get(), self->step.get()));
    self->next = int_add(self->start.get(), distance.get());
    self->remaining = int_subtract(self->length.get(), passed.get());
    return {};
}
Result<Object> long_range_iterator_reduce(LongRangeIterator* self) {
    Ref<Int> passed = int_subtract(self->length.get(), self->remaining.get());
    return reduce_as_range(self->start, self->step, self->length, passed);
}

const Method long_range_iterator_methods[] = {
    {"__reduce__(self, /)", bind<long_range_iterator_reduce>, "Tells pickle and copy how to make it again."},
    {"__setstate__(self, state, /)", bind<long_range_iterator_setstate>,
     "Moves to the position that __reduce__ has noted."},
    {"__length_hint__(self, /)", bind<long_range_iterator_length>, "Tells how many items are still to come."},
};

const TypeSpec long_range_iterator_spec = {
    .name = "longrange_iterator",
    .size = sizeof(LongRangeIterator),
    .slots = {.deallocate = destroy<LongRangeIterator>, .iter = iterator_itself, .next = long_range_iterator_next},
    .methods = long_range_iterator_methods,
};

}  // namespace

Type Range::type_object(range_spec);
Type RangeIterator::type_object(range_iterator_spec);
Type LongRangeIterator::type_object(long_range_iterator_spec);

}  // namespace minipy
