// SPDX-License-Identifier: MIT
// The simpler iterators of itertools, and the module. CPython: Modules/itertoolsmodule.c.
#include "modules/itertools/itertools.hpp"

#include "runtime/containers/list.hpp"
#include "runtime/functions/constructor.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/object/errors.hpp"
#include "runtime/object/singletons.hpp"
#include "runtime/protocols/calls.hpp"
#include "runtime/protocols/iteration.hpp"
#include "runtime/protocols/operators.hpp"
#include "runtime/protocols/text.hpp"
#include "runtime/types/generic_alias.hpp"
#include "runtime/types/instance.hpp"
#include "runtime/types/type.hpp"

namespace minipy {

namespace {

// ---------------------------------------------------------------- dropwhile, takewhile, filterfalse, starmap

// A function that is asked about each item, and whether the answer that changes everything has come.
struct Filtering : Object {
    Ref<Object> function, iterator;
    bool passed;
    template <class Visit>
    void each_reference(Visit visit) {
        visit(function);
        visit(iterator);
    }
};

Result<Object> make_filtering(Type* type, Object* function, Object* iterable) {
    Ref<Object> iterator = TRY(get_iterator(iterable));
    Ref<Object> object = TRY(allocate_instance(type));
    auto* self = static_cast<Filtering*>(object.get());
    self->function = share(function);
    self->iterator = std::move(iterator);
    return object;
}

Result<bool> ask(Filtering* self, Object* item) { return is_true(TRY(call(self->function.get(), {item})).get()); }

Maybe<Object> dropwhile_next(Object* object) {
    auto* self = static_cast<Filtering*>(object);
    for (;;) {
        Ref<Object> item = TRY(next_item(self->iterator.get()));
        if (!item) return nothing;
        if (!self->passed) self->passed = !TRY(ask(self, item.get()));
        if (self->passed) return item;
    }
}

Maybe<Object> takewhile_next(Object* object) {
    auto* self = static_cast<Filtering*>(object);
    if (self->passed) return nothing;
    Ref<Object> item = TRY(next_item(self->iterator.get()));
    if (!item) return nothing;
    self->passed = !TRY(ask(self, item.get()));
    if (self->passed) return nothing;
    return item;
}

Maybe<Object> filterfalse_next(Object* object) {
    auto* self = static_cast<Filtering*>(object);
    bool by_truth = is_none(self->function.get()) || self->function.get() == &Bool::type_object;
    for (;;) {
        Ref<Object> item = TRY(next_item(self->iterator.get()));
        if (!item) return nothing;
        if (!(by_truth ? TRY(is_true(item.get())) : TRY(ask(self, item.get())))) return item;
    }
}

Maybe<Object> starmap_next(Object* object) {
    auto* self = static_cast<Filtering*>(object);
    Ref<Object> arguments = TRY(next_item(self->iterator.get()));
    if (!arguments) return nothing;
    Ref<Tuple> tuple = is_exact<Tuple>(arguments.get()) ? ref_cast<Tuple>(std::move(arguments)) : TRY(Tuple::from_iterable(arguments.get()));
    return call_with(self->function.get(), tuple.get(), nullptr);
}

const TypeSpec dropwhile_spec = iterator_spec<Filtering>(
    "itertools.dropwhile", "Drop items from the iterable while predicate(item) is true.\n\nAfterwards, return every element until the iterable is exhausted.",
    new_by_signature<"dropwhile(type, predicate, iterable, /)", make_filtering>, dropwhile_next);
const TypeSpec takewhile_spec = iterator_spec<Filtering>(
    "itertools.takewhile", "Return successive entries from an iterable as long as the predicate evaluates to true for each entry.",
    new_by_signature<"takewhile(type, predicate, iterable, /)", make_filtering>, takewhile_next);
const TypeSpec filterfalse_spec = iterator_spec<Filtering>(
    "itertools.filterfalse", "Return those items of iterable for which function(item) is false.\n\nIf function is None, return the items that are false.",
    new_by_signature<"filterfalse(type, function, iterable, /)", make_filtering>, filterfalse_next);
const TypeSpec starmap_spec = iterator_spec<Filtering>(
    "itertools.starmap", "Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence.",
    new_by_signature<"starmap(type, function, iterable, /)", make_filtering>, starmap_next);

Type dropwhile_type(dropwhile_spec);
Type takewhile_type(takewhile_spec);
Type filterfalse_type(filterfalse_spec);
Type starmap_type(starmap_spec);

// ---------------------------------------------------------------- compress, pairwise, cycle

// Two objects and a list of remembered items serve several types.
struct Pairing : Object {
    Ref<Object> first, second;
    template <class Visit>
    void each_reference(Visit visit) {
        visit(first);
        visit(second);
    }
};

Result<Object> make_compress(Type* type, Object* data, Object* selectors) {
    Ref<Object> items = TRY(get_iterator(data)), flags = TRY(get_iterator(selectors));
    Ref<Object> object = TRY(allocate_instance(type));
    static_cast<Pairing*>(object.get())->first = std::move(items);
    static_cast<Pairing*>(object.get())->second = std::move(flags);
    return object;
}

Maybe<Object> compress_next(Object* object) {
    auto* self = static_cast<Pairing*>(object);
    for (;;) {
        Ref<Object> item = TRY(next_item(self->first.get()));
        if (!item) return nothing;
        Ref<Object> selector = TRY(next_item(self->second.get()));
        if (!selector) return nothing;
        if (TRY(is_true(selector.get()))) return item;
    }
}

Result<Object> make_pairwise(Type* type, Object* iterable) {
    Ref<Object> iterator = TRY(get_iterator(iterable));
    Ref<Object> object = TRY(allocate_instance(type));
    static_cast<Pairing*>(object.get())->first = std::move(iterator);
    return object;
}

// `first` is the iterator, `second` the item before.
Maybe<Object> pairwise_next(Object* object) {
    auto* self = static_cast<Pairing*>(object);
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
    "itertools.compress", "Return data elements corresponding to true selector elements.",
    new_by_signature<"compress(type, /, data, selectors)", make_compress>, compress_next);
const TypeSpec pairwise_spec = iterator_spec<Pairing>(
    "itertools.pairwise", "Return an iterator of overlapping pairs taken from the input iterator.",
    new_by_signature<"pairwise(type, iterable, /)", make_pairwise>, pairwise_next);

Type compress_type(compress_spec);
Type pairwise_type(pairwise_spec);

struct Cycle : Object {
    Ref<Object> iterator;  // null: the items are taken from `saved`
    Ref<List> saved;
    Size index;
    template <class Visit>
    void each_reference(Visit visit) {
        visit(iterator);
        visit(saved);
    }
};

Result<Object> make_cycle(Type* type, Object* iterable) {
    Ref<Object> iterator = TRY(get_iterator(iterable));
    Ref<Object> object = TRY(allocate_instance(type));
    static_cast<Cycle*>(object.get())->iterator = std::move(iterator);
    static_cast<Cycle*>(object.get())->saved = List::create();
    return object;
}

Maybe<Object> cycle_next(Object* object) {
    auto* self = static_cast<Cycle*>(object);
    if (Ref<Object> iterator = self->iterator) {
        Ref<Object> item = TRY(next_item(iterator.get()));
        if (item) {
            TRY(list_append(self->saved.get(), item.get()));
            return item;
        }
        self->iterator.reset();
    }
    if (!self->saved || self->saved->length == 0) return nothing;
    Ref<Object> item = share((*self->saved)[self->index]);
    self->index = self->index + 1 < self->saved->length ? self->index + 1 : 0;
    return item;
}

const TypeSpec cycle_spec =
    iterator_spec<Cycle>("itertools.cycle", "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.",
                         new_by_signature<"cycle(type, iterable, /)", make_cycle>, cycle_next);
Type cycle_type(cycle_spec);

// ---------------------------------------------------------------- chain

struct Chain : Object {
    Ref<Object> source;  // of iterables; null: exhausted
    Ref<Object> active;
    template <class Visit>
    void each_reference(Visit visit) {
        visit(source);
        visit(active);
    }
};

Result<Object> make_chain(Type* type, Object* iterables) {
    Ref<Object> source = TRY(get_iterator(iterables));
    Ref<Object> object = TRY(allocate_instance(type));
    static_cast<Chain*>(object.get())->source = std::move(source);
    return object;
}

extern Type chain_type;

Result<Object> chain_new(Type* type, const Arguments& arguments) {
    if (type == &chain_type) TRY(check_no_keywords("chain", arguments));
    return make_chain(type, TRY(positional_tuple(arguments)).get());
}

Maybe<Object> chain_next(Object* object) {
    auto* self = static_cast<Chain*>(object);
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

const Method chain_methods[] = {
    {"from_iterable(type, iterable, /)", bind<chain_from_iterable>, "Alternative chain() constructor taking a single iterable argument that evaluates lazily.",
     MethodKind::class_method},
    {"__class_getitem__(type, item, /)", bind<make_generic_alias>, "See PEP 585", MethodKind::class_method},
};

const TypeSpec chain_spec = iterator_spec<Chain>(
    "itertools.chain", "Return a chain object whose .__next__() method returns elements from the first iterable until it is exhausted, then elements from the next\niterable, until all of the iterables are exhausted.",
    chain_new, chain_next, chain_methods);
Type chain_type(chain_spec);

// ---------------------------------------------------------------- count, repeat

struct Count : Object {
    Ref<Object> number, step;
    template <class Visit>
    void each_reference(Visit visit) {
        visit(number);
        visit(step);
    }
};

bool is_number(Object* object) {
    const Slots& slots = object->type->slots;
    return slots.index != nullptr || slots.int_ != nullptr || slots.float_ != nullptr;
}

Result<Object> make_count(Type* type, Object* start, Object* step) {
    if (!is_number(start) || !is_number(step)) return raise(TypeError, "a number is required");
    Ref<Object> object = TRY(allocate_instance(type));
    static_cast<Count*>(object.get())->number = share(start);
    static_cast<Count*>(object.get())->step = share(step);
    return object;
}

Maybe<Object> count_next(Object* object) {
    auto* self = static_cast<Count*>(object);
    Ref<Object> number = self->number;
    self->number = TRY(add(number.get(), self->step.get()));
    return number;
}

bool is_one(Object* object) { return is_exact<Int>(object) && static_cast<Int*>(object)->is_small() && static_cast<Int*>(object)->small == 1; }

Result<Object> count_repr(Object* object) {
    auto* self = static_cast<Count*>(object);
    Ref<Str> number = TRY(repr(self->number.get()));
    if (is_one(self->step.get())) return Str::from(format_text("count({})", number.get()));
    return Str::from(format_text("count({}, {})", number.get(), TRY(repr(self->step.get())).get()));
}

Result<Object> count_reduce(Count* self) {
    Ref<Tuple> arguments = is_one(self->step.get()) ? Tuple::of({self->number.get()}) : Tuple::of({self->number.get(), self->step.get()});
    return Tuple::of({self->type, arguments.get()});
}
const Method count_methods[] = {{"__reduce__(self, /)", bind<count_reduce>, "Return state information for pickling."}};

const TypeSpec count_spec =
    iterator_spec<Count>("itertools.count", "Return a count object whose .__next__() method returns consecutive values.",
                         new_by_signature<"count(type, /, start=0, step=1)", make_count>, count_next, count_methods, count_repr);
Type count_type(count_spec);

struct Repeat : Object {
    Ref<Object> element;
    Size remaining;  // −1: for ever
    template <class Visit>
    void each_reference(Visit visit) {
        visit(element);
    }
};

Result<Object> make_repeat(Type* type, Object* element, Object* times) {
    Size count = times == nullptr ? -1 : TRY(to_size(times, &OverflowError));
    Ref<Object> object = TRY(allocate_instance(type));
    static_cast<Repeat*>(object.get())->element = share(element);
    static_cast<Repeat*>(object.get())->remaining = times != nullptr && count < 0 ? 0 : count;
    return object;
}

Maybe<Object> repeat_next(Object* object) {
    auto* self = static_cast<Repeat*>(object);
    if (self->remaining == 0) return nothing;
    if (self->remaining > 0) --self->remaining;
    return self->element;
}

Result<Object> repeat_repr(Object* object) {
    auto* self = static_cast<Repeat*>(object);
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
    Ref<Tuple> arguments = self->remaining < 0 ? Tuple::of({self->element.get()}) : Tuple::of({self->element.get(), count.get()});
    return Tuple::of({self->type, arguments.get()});
}
const Method repeat_methods[] = {
    {"__length_hint__(self, /)", bind<repeat_length_hint>, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", bind<repeat_reduce>, "Return state information for pickling."},
};

const TypeSpec repeat_spec = iterator_spec<Repeat>(
    "itertools.repeat", "repeat(object [,times]) -> create an iterator which returns the object\nfor the specified number of times.  If not specified, returns the object\nendlessly.",
    new_by_signature<"repeat(type, /, object, times=<absent>)", make_repeat>, repeat_next, repeat_methods, repeat_repr);
Type repeat_type(repeat_spec);

// ---------------------------------------------------------------- accumulate

struct Accumulate : Object {
    Ref<Object> iterator, function, total, initial;  // function null: +
    template <class Visit>
    void each_reference(Visit visit) {
        visit(iterator);
        visit(function);
        visit(total);
        visit(initial);
    }
};

Result<Object> make_accumulate(Type* type, Object* iterable, Object* function, Object* initial) {
    Ref<Object> iterator = TRY(get_iterator(iterable));
    Ref<Object> object = TRY(allocate_instance(type));
    auto* self = static_cast<Accumulate*>(object.get());
    self->iterator = std::move(iterator);
    if (!is_none(function)) self->function = share(function);
    if (!is_none(initial)) self->initial = share(initial);
    return object;
}

Maybe<Object> accumulate_next(Object* object) {
    auto* self = static_cast<Accumulate*>(object);
    if (self->initial) {
        self->total = std::move(self->initial);
        return self->total;
    }
    Ref<Object> item = TRY(next_item(self->iterator.get()));
    if (!item) return nothing;
    if (self->total) {
        Ref<Object> total = self->total;
        item = self->function ? TRY(call(self->function.get(), {total.get(), item.get()})) : TRY(add(total.get(), item.get()));
    }
    self->total = item;
    return item;
}

const TypeSpec accumulate_spec = iterator_spec<Accumulate>(
    "itertools.accumulate", "Return series of accumulated sums.",
    new_by_signature<"accumulate(type, /, iterable, func=None, *, initial=None)", make_accumulate>, accumulate_next);
Type accumulate_type(accumulate_spec);

// ---------------------------------------------------------------- islice

struct Slicing : Object {
    Ref<Object> iterator;  // null: exhausted
    Size next, stop, step, count;
    template <class Visit>
    void each_reference(Visit visit) {
        visit(iterator);
    }
};

// A start, stop or step; −1 for None or what cannot be one.
Result<Size> slice_number(Object* object, Size otherwise) {
    if (is_none(object)) return otherwise;
    Result<Size> number = to_size(object, &OverflowError);
    if (number.failed()) clear_exception();
    return number.failed() ? -1 : number.take();
}

extern Type islice_type;

Result<Object> islice_new(Type* type, const Arguments& arguments) {
    if (type == &islice_type) TRY(check_no_keywords("islice", arguments));
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
        if (start < 0) return raise(ValueError, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    }
    if (arguments.positional == 4) step = TRY(slice_number(arguments[3], 1));
    if (step < 1) return raise(ValueError, "Step for islice() must be a positive integer or None.");
    Ref<Object> iterator = TRY(get_iterator(arguments[0]));
    Ref<Object> object = TRY(allocate_instance(type));
    auto* self = static_cast<Slicing*>(object.get());
    self->iterator = std::move(iterator);
    self->next = start;
    self->stop = stop;
    self->step = step;
    return object;
}

Maybe<Object> islice_next(Object* object) {
    auto* self = static_cast<Slicing*>(object);
    Ref<Object> iterator = self->iterator;
    if (!iterator) return nothing;
    auto end = [&]() -> Maybe<Object> {
        self->iterator.reset();
        return nothing;
    };
    for (; self->count < self->next; ++self->count) {
        if (!TRY(next_item(iterator.get()))) return end();
    }
    if (self->stop >= 0 && self->count >= self->stop) return end();
    Ref<Object> item = TRY(next_item(iterator.get()));
    if (!item) return end();
    ++self->count;
    Size before = self->next;
    bool overflow = __builtin_add_overflow(self->next, self->step, &self->next);
    if (overflow || self->next < before || (self->stop >= 0 && self->next > self->stop)) self->next = self->stop >= 0 ? self->stop : PTRDIFF_MAX;
    return item;
}

const TypeSpec islice_spec = iterator_spec<Slicing>(
    "itertools.islice", "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\nReturn an iterator whose next() method returns selected values from an\niterable.",
    islice_new, islice_next);
Type islice_type(islice_spec);

// ---------------------------------------------------------------- zip_longest

struct ZipLongest : Object {
    Ref<Tuple> iterators;  // None for an exhausted one
    Ref<Object> fill;
    Size active;
    template <class Visit>
    void each_reference(Visit visit) {
        visit(iterators);
        visit(fill);
    }
};

Result<Object> zip_longest_new(Type* type, const Arguments& arguments) {
    Object* fill = &None;
    for (Size index = 0; index < arguments.keyword_count(); ++index) {
        auto* keyword = static_cast<Str*>((*arguments.names)[index]);
        if (!keyword->equals("fillvalue")) return raise(TypeError, "zip_longest() got an unexpected keyword argument");
        fill = arguments[arguments.positional + index];
    }
    Ref<Tuple> iterators = TRY(Tuple::create(arguments.positional));
    for (Size index = 0; index < arguments.positional; ++index) iterators->initialize(index, TRY(get_iterator(arguments[index])));
    Ref<Object> object = TRY(allocate_instance(type));
    auto* self = static_cast<ZipLongest*>(object.get());
    self->iterators = iterators->track();
    self->fill = share(fill);
    self->active = arguments.positional;
    return object;
}

Maybe<Object> zip_longest_next(Object* object) {
    auto* self = static_cast<ZipLongest*>(object);
    Ref<Tuple> iterators = self->iterators;
    if (!iterators || iterators->length == 0 || self->active == 0) return nothing;
    Ref<Tuple> items = TRY(Tuple::create(iterators->length));
    for (Size index = 0; index < iterators->length; ++index) {
        Object*& iterator = iterators->items()[index];
        if (is_none(iterator)) {
            items->initialize(index, self->fill);
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
        items->initialize(index, std::move(item));
    }
    return items->track();
}

const TypeSpec zip_longest_spec = iterator_spec<ZipLongest>(
    "itertools.zip_longest", "zip_longest(iter1 [,iter2 [...]], [fillvalue=None]) --> zip_longest object", zip_longest_new, zip_longest_next);
Type zip_longest_type(zip_longest_spec);

// ---------------------------------------------------------------- the module

Result<Object> tee_function(Object* iterable, Size n) { return tee(iterable, n); }

const Method functions[] = {
    {"tee(iterable, n=2, /)", bind<tee_function>, "Returns a tuple of n independent iterators."},
};

Result<void> initialize(Module* module) {
    for (Type* type : {&accumulate_type, &chain_type, &combinations_type, &combinations_with_replacement_type, &compress_type, &count_type,
                       &cycle_type, &dropwhile_type, &filterfalse_type, &groupby_type, &grouper_type, &islice_type, &pairwise_type,
                       &permutations_type, &product_type, &repeat_type, &starmap_type, &takewhile_type, &tee_type, &tee_data_type,
                       &zip_longest_type}) {
        ready_type(type);
        module->set(type->name->view().data(), type);
    }
    return {};
}

}  // namespace

extern const ModuleSpec itertools_module = {
    .name = "itertools",
    .doc = "Functional tools for creating and using iterators.",
    .functions = functions,
    .initialize = initialize,
};

}  // namespace minipy
