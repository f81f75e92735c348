// SPDX-License-Identifier: MIT
// Instructions that make containers of what lies on the stack, and fill them. Filling may run Python (__hash__, an
// append() of a class): keys and values are held, and the stack is asked how much is left each time.
// CPython: Modules/_pickle.c (load_tuple … load_additems). Next: load_objects.cpp.
#include "modules/data/pickle/unpickler.hpp"
#include "runtime/containers/set.hpp"

namespace minipy::pickles {

Result<void> load_mark(Unpickler* self) { return self->stack.push_mark(); }

// ---------------------------------------------------------------- tuples and lists

Result<void> load_empty_tuple(Unpickler* self) { return self->stack.push(Tuple::empty()); }

Result<void> load_tuple(Unpickler* self) {
    Size mark = TRY(self->stack.pop_mark());
    return self->stack.push(TRY(self->stack.pop_tuple(mark)));
}

Result<void> load_tuple_of(Unpickler* self, Size count) {
    if (self->stack.size() - self->stack.fence() < count) return self->stack.underflow();
    return self->stack.push(TRY(self->stack.pop_tuple(self->stack.size() - count)));
}

Result<void> load_empty_list(Unpickler* self) { return self->stack.push(List::create()); }

Result<void> load_list(Unpickler* self) {
    Size mark = TRY(self->stack.pop_mark());
    return self->stack.push(TRY(self->stack.pop_list(mark)));
}

namespace {

// Calls method(object) for what lies on the stack from `start` on, which is gone afterwards.
Result<void> call_for_each(Unpickler* self, Object* method, Size start) {
    ObjectStack& stack = self->stack;
    Result<void> result;
    for (Size index = start; result.ok() && index < stack.size(); ++index) {
        Ref<Object> item = share(stack[index]);
        if (call(method, {item.get()}).failed()) result = Failure{};
    }
    PreserveException pending;
    if (stack.size() > start) stack.cut(start);
    return result;
}

Result<void> extend_object(Unpickler* self, Object* target, Size start) {
    Ref<Object> extend = TRY(find_attribute(target, names::extend));
    if (extend) {
        Ref<List> items = TRY(self->stack.pop_list(start));
        TRY(call(extend.get(), {items.get()}));
        return {};
    }
    Ref<Object> append = TRY(get_attribute(target, names::append));
    return call_for_each(self, append.get(), start);
}

// The objects from `start` on belong to the list below them.
Result<void> append_from(Unpickler* self, Size start) {
    ObjectStack& stack = self->stack;
    if (start > stack.size() || start <= stack.fence()) return stack.underflow();
    if (start == stack.size()) return {};
    Ref<Object> target = share(stack[start - 1]);
    if (!is_exact<List>(target.get())) return extend_object(self, target.get(), start);
    auto* list = cast<List>(target.get());
    if (stack.size() - start == 1) return list_append(list, TRY(stack.pop()));
    Ref<List> items = TRY(stack.pop_list(start));
    if (list->items != nullptr || list->capacity != 0) return list_extend(list, items.get());
    std::swap(list->items, items->items);
    std::swap(list->length, items->length);
    std::swap(list->capacity, items->capacity);
    return {};
}

}  // namespace

Result<void> load_append(Unpickler* self) { return append_from(self, self->stack.size() - 1); }
Result<void> load_appends(Unpickler* self) { return append_from(self, TRY(self->stack.pop_mark())); }

// ---------------------------------------------------------------- dicts

namespace {

// Puts keys and values from `start` on into a mapping.
Result<void> set_pairs(Unpickler* self, Object* mapping, Size start) {
    ObjectStack& stack = self->stack;
    bool is_dict = is_exact<Dict>(mapping);
    for (Size index = start; index + 1 < stack.size(); index += 2) {
        Ref<Object> key = share(stack[index]), value = share(stack[index + 1]);
        TRY(is_dict ? dict_set(cast<Dict>(mapping), key.get(), value.get())
                    : set_item(mapping, key.get(), value.get()));
    }
    stack.cut(start);
    return {};
}

Result<void> set_items_from(Unpickler* self, Size start) {
    ObjectStack& stack = self->stack;
    if (start > stack.size() || start <= stack.fence()) return stack.underflow();
    if (start == stack.size()) return {};
    if ((stack.size() - start) % 2 != 0) return raise(unpickling_error(), "odd number of items for SETITEMS");
    Ref<Object> mapping = share(stack[start - 1]);
    return set_pairs(self, mapping.get(), start);
}

}  // namespace

Result<void> load_empty_dict(Unpickler* self) { return self->stack.push(Dict::create()); }

Result<void> load_dict(Unpickler* self) {
    Size mark = TRY(self->stack.pop_mark());
    if ((self->stack.size() - mark) % 2 != 0) return raise(unpickling_error(), "odd number of items for DICT");
    Ref<Dict> dict = Dict::create();
    TRY(set_pairs(self, dict.get(), mark));
    return self->stack.push(std::move(dict));
}

Result<void> load_set_item(Unpickler* self) { return set_items_from(self, self->stack.size() - 2); }
Result<void> load_set_items(Unpickler* self) { return set_items_from(self, TRY(self->stack.pop_mark())); }

// ---------------------------------------------------------------- sets

Result<void> load_empty_set(Unpickler* self) { return self->stack.push(Set::create()); }

Result<void> load_frozenset(Unpickler* self) {
    Size mark = TRY(self->stack.pop_mark());
    Ref<Tuple> items = TRY(self->stack.pop_tuple(mark));
    return self->stack.push(TRY(FrozenSet::from_iterable(items.get())));
}

Result<void> load_add_items(Unpickler* self) {
    ObjectStack& stack = self->stack;
    Size mark = TRY(stack.pop_mark());
    if (mark > stack.size() || mark <= stack.fence()) return stack.underflow();
    if (mark == stack.size()) return {};
    Ref<Object> target = share(stack[mark - 1]);
    if (is<Set>(target.get())) {
        for (Size index = mark; index < stack.size(); ++index) {
            Ref<Object> key = share(stack[index]);
            TRY(set_add(cast<Set>(target.get()), key.get()));
        }
        stack.cut(mark);
        return {};
    }
    Ref<Object> add = TRY(get_attribute(target.get(), Str::interned_from("add").get()));
    return call_for_each(self, add.get(), mark);
}

}  // namespace minipy::pickles
