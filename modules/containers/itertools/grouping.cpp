// SPDX-License-Identifier: MIT
// groupby, and tee. CPython: Modules/itertoolsmodule.c.
//
// groupby and its groups share one iterator: a group ends when the key changes, or when groupby itself goes on.
// The iterators that tee() makes read from a chain of blocks, which dies block by block behind the slowest of them:
//
//      tee ─┐                 ┌─ tee
//           ▼                 ▼
//         block ──▶ block ──▶ block ──▶ …        57 items each
#include "modules/containers/itertools/itertools.hpp"
#include "modules/native.hpp"
#include "runtime/modules/import.hpp"

namespace minipy {

namespace {

// ---------------------------------------------------------------- groupby

struct GroupBy : Object {
    Ref<Object> iterator, key_function;
    Ref<Object> target_key;  // of the group given out last
    Ref<Object> current_key, current_value;
    Object* current_group;  // borrowed: the group that may still read
    static constexpr auto references = field_list<&GroupBy::iterator, &GroupBy::key_function, &GroupBy::target_key,
                                                  &GroupBy::current_key, &GroupBy::current_value>;
    static constexpr Type& type_object = groupby_type;
};

struct Grouper : Object {
    Ref<Object> parent, key;
    static constexpr auto references = field_list<&Grouper::parent, &Grouper::key>;
    static constexpr Type& type_object = grouper_type;
};

Result<Object> make_groupby(Type* type, Object* iterable, Object* key) {
    Ref<Object> iterator = TRY(get_iterator(iterable));
    Ref<Object> object = TRY(allocate_instance(type));
    cast<GroupBy>(object.get())->iterator = std::move(iterator);
    cast<GroupBy>(object.get())->key_function = share(key);
    return object;
}

// Reads one more item; false: there is none.
Result<bool> step(GroupBy* self) {
    Ref<Object> value = TRY(next_item(self->iterator.get()));
    if (!value) return false;
    Ref<Object> key = is_none(self->key_function.get()) ? value : TRY(call(self->key_function.get(), {value.get()}));
    self->current_value = std::move(value);
    self->current_key = std::move(key);
    return true;
}

Result<Object> make_grouper(GroupBy* parent, Ref<Object> key) {
    Ref<Object> object = TRY(allocate_instance(&grouper_type));
    cast<Grouper>(object.get())->parent = share<Object>(parent);
    cast<Grouper>(object.get())->key = std::move(key);
    parent->current_group = object.get();
    return object;
}

Maybe<Object> groupby_next(Object* object) {
    auto* self = cast<GroupBy>(object);
    self->current_group = nullptr;
    // Skip what is left of the group given out last.
    for (;;) {
        if (self->current_key) {
            if (!self->target_key) break;
            Ref<Object> target = self->target_key, current = self->current_key;
            if (!TRY(equal(target.get(), current.get()))) break;
        }
        if (!TRY(step(self))) return nothing;
    }
    self->target_key = self->current_key;
    Ref<Object> group = TRY(make_grouper(self, self->target_key));
    return Tuple::of({self->current_key.get(), group.get()});
}

Maybe<Object> grouper_next(Object* object) {
    auto* self = cast<Grouper>(object);
    Ref<Object> kept = self->parent;
    auto* parent = cast<GroupBy>(kept.get());
    if (parent->current_group != object) return nothing;
    if (!parent->current_value && !TRY(step(parent))) return nothing;
    Ref<Object> key = self->key, current = parent->current_key;
    if (!TRY(equal(key.get(), current.get()))) return nothing;
    return std::move(parent->current_value);
}

Result<Object> grouper_new(Type*, const Arguments& arguments) {
    TRY(check_positional("_grouper", arguments, 2, 2));
    GroupBy* parent = TRY(expect<GroupBy>(arguments[0], "_grouper() argument 1"));
    return make_grouper(parent, share(arguments[1]));
}

Result<Object> groupby_reduce(GroupBy* self) {
    std::initializer_list<Object*> arguments = {self->iterator.get(), self->key_function.get()};
    if (!self->target_key || !self->current_key || !self->current_value) return reduced(self->type, arguments);
    Ref<Tuple> state = Tuple::of({self->current_key.get(), self->current_value.get(), self->target_key.get()});
    return reduced(self->type, arguments, state.get());
}

Result<void> groupby_setstate(GroupBy* self, Object* state) {
    Tuple* parts = TRY(state_tuple(state, 3, 3));
    Ref<Object> kept = share(state);
    self->current_key = share((*parts)[0]);
    self->current_value = share((*parts)[1]);
    self->target_key = share((*parts)[2]);
    return {};
}

// A group that cannot read any more is pickled as an empty iterator.
Result<Object> grouper_reduce(Grouper* self) {
    if (cast<GroupBy>(self->parent.get())->current_group == self)
        return reduced(self->type, {self->parent.get(), self->key.get()});
    Ref<Module> builtins = TRY(import_module("builtins"));
    Ref<Object> iter = TRY(import_from(builtins.get(), names::iter));
    Ref<Tuple> empty = Tuple::empty();
    return reduced(iter.get(), {empty.get()});
}

const Method groupby_methods[] = {
    {"__reduce__(self, /)", bind<groupby_reduce>, reduce_doc},
    {"__setstate__(self, state, /)", bind<groupby_setstate>, setstate_doc},
};
const Method grouper_methods[] = {{"__reduce__(self, /)", bind<grouper_reduce>, reduce_doc}};

const TypeSpec groupby_spec = iterator_spec<GroupBy>(
    "itertools.groupby",
    "Gives (key, group) for each run of neighbours with one key; sort first to have each key once.",
    new_by_signature<"groupby(type, /, iterable, key=None)", make_groupby>, groupby_next, groupby_methods);
const TypeSpec grouper_spec =
    iterator_spec<Grouper>("itertools._grouper", nullptr, grouper_new, grouper_next, grouper_methods);

// ---------------------------------------------------------------- tee

constexpr int block_length = 57;

struct TeeBlock : Object {
    Ref<Object> iterator;
    Object* items[block_length];  // owned, `count` of them
    int count;
    bool running;
    Ref<TeeBlock> next;

    ~TeeBlock() {
        for (int index = 0; index < count; ++index) decref(items[index]);
        // A long chain is freed block by block.
        Ref<TeeBlock> rest = std::move(next);
        while (rest && rest->reference_count == 1) rest = std::move(rest->next);
    }
    static constexpr Type& type_object = tee_data_type;
};

struct Tee : Object {
    Ref<TeeBlock> block;
    int index;
    Object* weakrefs;
    static constexpr auto references = field_list<&Tee::block>;
    static constexpr Type& type_object = tee_type;
};

void block_traverse(Object* object, VisitFunction visit, void* argument) {
    auto* block = cast<TeeBlock>(object);
    if (block->iterator) visit(block->iterator.get(), argument);
    for (int index = 0; index < block->count; ++index) visit(block->items[index], argument);
    if (block->next) visit(block->next.get(), argument);
}

void block_clear(Object* object) {
    auto* block = cast<TeeBlock>(object);
    block->iterator.reset();
    for (int count = std::exchange(block->count, 0), index = 0; index < count; ++index) decref(block->items[index]);
    Ref<TeeBlock> rest = std::move(block->next);
}

Result<TeeBlock> make_block(Ref<Object> iterator) {
    Ref<Object> object = TRY(allocate_instance(&tee_data_type));
    cast<TeeBlock>(object.get())->iterator = std::move(iterator);
    return ref_cast<TeeBlock>(std::move(object));
}

// The item at `index`, read now if nobody has read it yet.
Maybe<Object> block_item(TeeBlock* block, int index) {
    if (index < block->count) return share(block->items[index]);
    if (block->running) return raise(RuntimeError, "cannot re-enter the tee iterator");
    block->running = true;
    Maybe<Object> found = next_item(block->iterator.get());
    block->running = false;
    Ref<Object> item = TRY(std::move(found));
    if (item) block->items[block->count++] = share(item.get()).release();
    return item;
}

Maybe<Object> tee_next(Object* object) {
    auto* self = cast<Tee>(object);
    if (!self->block) return nothing;
    if (self->index >= block_length) {
        if (!self->block->next) self->block->next = TRY(make_block(self->block->iterator));
        self->block = share(self->block->next.get());
        self->index = 0;
    }
    Ref<TeeBlock> block = self->block;
    Ref<Object> item = TRY(block_item(block.get(), self->index));
    if (item) ++self->index;
    return item;
}

Result<Object> make_tee(Ref<TeeBlock> block, int index) {
    Ref<Object> object = TRY(allocate_instance(&tee_type));
    cast<Tee>(object.get())->block = std::move(block);
    cast<Tee>(object.get())->index = index;
    return object;
}

Result<Object> tee_copy(Tee* self) { return make_tee(self->block, self->index); }

Result<Object> make_tee_of(Type*, Object* iterable) {
    Ref<Object> iterator = TRY(get_iterator(iterable));
    if (iterator->type == &tee_type) return tee_copy(cast<Tee>(iterator.get()));
    return make_tee(TRY(make_block(std::move(iterator))), 0);
}

// Pickling: _tee(()), then the block and the place in it. A block: its iterator, the items read, and the block behind
// it.
Result<Object> tee_reduce(Tee* self) {
    Ref<Tuple> empty = Tuple::empty();
    Ref<Tuple> state = Tuple::of({self->block.get(), Int::from(self->index).get()});
    return reduced(self->type, {empty.get()}, state.get());
}

Result<void> tee_setstate(Tee* self, Object* state) {
    Tuple* parts = TRY(state_tuple(state, 2, 2));
    if ((*parts)[0]->type != &tee_data_type)
        return raise(TypeError, "argument 1 must be itertools._tee_dataobject, not {}", type_name((*parts)[0]));
    Size index = TRY(to_size((*parts)[1], &OverflowError));
    if (index < 0 || index > block_length) return raise(ValueError, "Index out of range");
    self->block = share(cast<TeeBlock>((*parts)[0]));
    self->index = int(index);
    return {};
}

Result<Object> block_reduce(TeeBlock* self) {
    Ref<List> items = TRY(List::copy({self->items, std::size_t(self->count)}));
    return reduced(self->type,
                   {self->iterator.get(), items.get(), self->next ? self->next.get() : static_cast<Object*>(&None)});
}

Result<Object> new_block(Type*, Object* iterator, List* values, Object* next) {
    bool full = values->length == block_length;
    if (values->length > block_length || (!is_none(next) && (!full || next->type != &tee_data_type)))
        return raise(ValueError, "Invalid arguments");
    if (!is_iterator(iterator)) return raise(TypeError, "'{}' object is not an iterator", type_name(iterator));
    Ref<TeeBlock> block = TRY(make_block(share(iterator)));
    for (Size index = 0; index < values->length; ++index)
        block->items[block->count++] = share((*values)[index]).release();
    if (!is_none(next)) block->next = share(cast<TeeBlock>(next));
    return block;
}
const Method block_methods[] = {{"__reduce__(self, /)", bind<block_reduce>, reduce_doc}};

const Method tee_methods[] = {
    {"__reduce__(self, /)", bind<tee_reduce>, reduce_doc},
    {"__setstate__(self, state, /)", bind<tee_setstate>, setstate_doc},
    {"__copy__(self, /)", bind<tee_copy>, "Makes another walk that goes on from here by itself."},
};

const TypeSpec tee_spec = {
    .name = "itertools._tee",
    .doc = "One of the walks that tee() made; they share what not all have seen.",
    .size = sizeof(Tee),
    .flags = TypeFlag::gc,
    .weakrefs_offset = offsetof(Tee, weakrefs),
    .slots = {.deallocate = destroy<Tee>,
              .traverse = traverse_references<Tee>,
              .clear = clear_references<Tee>,
              .new_ = new_by_signature<"_tee(type, iterable, /)", make_tee_of>,
              .iter = iterator_itself,
              .next = tee_next},
    .methods = tee_methods,
};

const TypeSpec tee_data_spec = {
    .name = "itertools._tee_dataobject",
    .doc = "A link of the chain of items that the walks of a tee() share.",
    .size = sizeof(TeeBlock),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<TeeBlock>,
              .traverse = block_traverse,
              .clear = block_clear,
              .new_ = new_by_signature<"teedataobject(type, iterable, values, next, /)", new_block>},
    .methods = block_methods,
};

}  // namespace

Type groupby_type(groupby_spec);
Type grouper_type(grouper_spec);
Type tee_type(tee_spec);
Type tee_data_type(tee_data_spec);

Result<Object> tee(Object* iterable, Size n) {
    if (n < 0) return raise(ValueError, "n must be >= 0");
    Ref<Tuple> result = TRY(Tuple::create(n));
    if (n == 0) return result->track();
    Ref<Object> iterator = TRY(get_iterator(iterable));
    // What can be copied is copied: an iterator of tee() itself, or one of the program's own.
    Ref<Object> copy = TRY(find_attribute(iterator.get(), names::dunder_copy));
    if (!copy) {
        iterator = TRY(make_tee_of(&tee_type, iterator.get()));
        copy = TRY(find_attribute(iterator.get(), names::dunder_copy));
    }
    result->initialize(0, iterator);
    for (Size index = 1; index < n; ++index) result->initialize(index, TRY(call(copy.get())));
    return result->track();
}

}  // namespace minipy
