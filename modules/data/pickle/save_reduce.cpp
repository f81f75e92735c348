// SPDX-License-Identifier: MIT
// Objects of all other types: dispatch_table, __reduce_ex__() or reducer_override tell how to make them again, in a
// tuple of two to six:
//
//      (callable, arguments, state, list items, dict items, state setter)
//
// Most instances of plain classes would be reduced by object.__reduce_ex__() to copyreg.__newobj__ and their __dict__;
// what that writes is written without making the tuple (is_plain_instance()).
// CPython: Modules/_pickle.c (save, save_reduce). Next: save_global.cpp.
#include "modules/data/pickle/pickler.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/functions/function.hpp"

namespace minipy::pickles {

// ---------------------------------------------------------------- calls

namespace {

// What has just been made goes into the memo; or has, while its parts were written: then it is fetched from there.
Result<bool> remember_made(Pickler* self, Object* object) {
    if (object == nullptr) return false;
    if (TRY(save_get_if_known(self, object, Opcode::pop_, 1))) return true;
    TRY(memoize(self, object));
    return false;
}

}  // namespace

Result<void> save_call(Pickler* self, Object* callable, std::initializer_list<Object*> arguments, Object* object) {
    Ref<Tuple> tuple = Tuple::of(arguments);
    TRY(save(self, callable));
    TRY(save(self, tuple.get()));
    self->bytes.write(Opcode::reduce_);
    TRY(remember_made(self, object));
    return {};
}

// ---------------------------------------------------------------- what __reduce__() says

namespace {

struct ReducedParts {
    Object *callable, *arguments, *state, *list_items, *dict_items, *state_setter;  // null: none
};

Result<Object*> iterator_part(Object* part, const char* which) {
    if (part == nullptr || is_none(part)) return static_cast<Object*>(nullptr);
    if (is_iterator(part)) return part;
    return raise(pickling_error(), "{} element of the tuple returned by __reduce__ must be an iterator, not {}", which,
                 type_name(part));
}

// Borrowed from the tuple.
Result<ReducedParts> take_apart(Tuple* reduced) {
    if (reduced->length < 2 || reduced->length > 6)
        return raise(pickling_error(), "tuple returned by __reduce__ must contain 2 through 6 elements");
    auto part = [&](Size index) { return index < reduced->length ? (*reduced)[index] : nullptr; };
    ReducedParts parts{part(0), part(1), part(2), nullptr, nullptr, part(5)};
    if (!TRY(is_callable(parts.callable)))
        return raise(pickling_error(), "first item of the tuple returned by __reduce__ must be callable");
    if (!is<Tuple>(parts.arguments))
        return raise(pickling_error(), "second item of the tuple returned by __reduce__ must be a tuple");
    if (parts.state == &None) parts.state = nullptr;
    parts.list_items = TRY(iterator_part(part(3), "fourth"));
    parts.dict_items = TRY(iterator_part(part(4), "fifth"));
    if (parts.state_setter == &None) parts.state_setter = nullptr;
    if (parts.state_setter != nullptr && !TRY(is_callable(parts.state_setter)))
        return raise(pickling_error(), "sixth element of the tuple returned by __reduce__ must be a function, not {}",
                     type_name(parts.state_setter));
    return parts;
}

// cls.__new__(cls, *args) without keywords: its class and the other arguments are written.
Result<void> save_new_object(Pickler* self, Tuple* arguments, Object* object) {
    if (arguments->length < 1) return raise(pickling_error(), "__newobj__ arglist is empty");
    Object* class_object = (*arguments)[0];
    if (!is<Type>(class_object)) return raise(pickling_error(), "args[0] from __newobj__ args is not a type");
    if (object != nullptr) {
        Ref<Object> own_class = TRY(get_attribute(object, names::dunder_class));
        if (own_class.get() != class_object)
            return raise(pickling_error(), "args[0] from __newobj__ args has the wrong class");
    }
    TRY(save(self, class_object));
    Ref<Tuple> others = TRY(Tuple::copy(arguments->span().subspan(1)));
    TRY(save(self, others.get()));
    self->bytes.write(Opcode::new_object_);
    return {};
}

// Before protocol 4 there is no instruction with keywords: functools.partial(cls.__new__, cls, *args, **keywords)().
Result<void> save_as_partial(Pickler* self, Object* class_object, Tuple* positional, Dict* keywords) {
    Ref<Object> maker = TRY(get_attribute(class_object, names::dunder_new));
    Ref<Tuple> arguments = TRY(Tuple::create(positional->length + 2));
    arguments->initialize(0, maker);
    arguments->initialize(1, share(class_object));
    for (Size index = 0; index < positional->length; ++index)
        arguments->initialize(index + 2, share((*positional)[index]));
    arguments->track();
    Ref<Object> partial = state().partial;
    if (!partial) return raise(RuntimeError, "_pickle has been cleared");
    Ref<Object> callable = TRY(call_with(partial.get(), arguments.get(), keywords));
    TRY(save(self, callable.get()));
    TRY(save(self, Tuple::empty().get()));
    self->bytes.write(Opcode::reduce_);
    return {};
}

Result<void> save_new_object_with_keywords(Pickler* self, Tuple* arguments) {
    if (arguments->length != 3)
        return raise(pickling_error(), "length of the NEWOBJ_EX argument tuple must be exactly 3, not {}",
                     arguments->length);
    Object *class_object = (*arguments)[0], *positional = (*arguments)[1], *keywords = (*arguments)[2];
    if (!is<Type>(class_object))
        return raise(pickling_error(), "first item from NEWOBJ_EX argument tuple must be a class, not {}",
                     type_name(class_object));
    if (!is<Tuple>(positional))
        return raise(pickling_error(), "second item from NEWOBJ_EX argument tuple must be a tuple, not {}",
                     type_name(positional));
    if (!is<Dict>(keywords))
        return raise(pickling_error(), "third item from NEWOBJ_EX argument tuple must be a dict, not {}",
                     type_name(keywords));
    if (self->protocol < 4) return save_as_partial(self, class_object, cast<Tuple>(positional), cast<Dict>(keywords));
    TRY(save(self, class_object));
    TRY(save(self, positional));
    TRY(save(self, keywords));
    self->bytes.write(Opcode::new_object_with_keywords_);
    return {};
}

Result<void> save_making(Pickler* self, Object* callable, Tuple* arguments, Object* object) {
    if (self->protocol >= 2) {
        Ref<Object> name = TRY(find_attribute(callable, names::dunder_name));
        auto* text = as<Str>(name.get());
        if (text != nullptr && text->equals("__newobj_ex__")) return save_new_object_with_keywords(self, arguments);
        if (text != nullptr && text->equals("__newobj__")) return save_new_object(self, arguments, object);
    }
    TRY(save(self, callable));
    TRY(save(self, arguments));
    self->bytes.write(Opcode::reduce_);
    return {};
}

// A state setter is called with the object and its state, and what it gives is thrown away.
Result<void> save_state(Pickler* self, Object* object, Object* state, Object* setter) {
    if (setter == nullptr) {
        TRY(save(self, state));
        self->bytes.write(Opcode::build_);
        return {};
    }
    TRY(save(self, setter));
    TRY(save(self, object));
    TRY(save(self, state));
    for (Opcode opcode : {Opcode::tuple2_, Opcode::reduce_, Opcode::pop_}) self->bytes.write(opcode);
    return {};
}

}  // namespace

Result<void> save_reduced(Pickler* self, Tuple* reduced, Object* object) {
    ReducedParts parts = TRY(take_apart(reduced));
    TRY(save_making(self, parts.callable, cast<Tuple>(parts.arguments), object));
    if (TRY(remember_made(self, object))) return {};
    if (parts.list_items != nullptr) TRY(save_list_items(self, parts.list_items));
    if (parts.dict_items != nullptr) TRY(save_dict_items(self, parts.dict_items));
    if (parts.state == nullptr) return {};
    return save_state(self, object == nullptr ? &None : object, parts.state, parts.state_setter);
}

// ---------------------------------------------------------------- plain instances

namespace {

bool inherits_from_object(Type* type, Str* name) {
    return lookup_in_type(type, name) == lookup_in_type(&object_type, name);
}

// Is all that there is to say about the object its class and its __dict__, and would object.__reduce_ex__() say it?
bool is_plain_instance(Object* object) {
    Type* type = object->type;
    if (!type->has(TypeFlag::heap) || !type->has(TypeFlag::managed_dict) || type->layout != &object_type) return false;
    if (type->slots.get_attribute != generic_get_attribute || type->slots_in_front != 0) return false;
    for (Type* base = type; base != nullptr; base = base->base) {
        if (base->slots_count != 0) return false;
    }
    for (Str* name : {names::dunder_reduce_ex, names::dunder_reduce, names::dunder_getstate, names::dunder_class,
                      names::dunder_getnewargs, names::dunder_getnewargs_ex}) {
        if (!inherits_from_object(type, name)) return false;
    }
    for (Str* name :
         {names::dunder_reduce_ex, names::dunder_getstate, names::dunder_getnewargs, names::dunder_getnewargs_ex}) {
        if (instance_get(object, name) != nullptr) return false;
    }
    return true;
}

Result<void> save_plain_instance(Pickler* self, Object* object) {
    Ref<Dict> attributes = TRY(instance_dict(object));
    if (attributes && attributes->used == 0) attributes.reset();
    Ref<Type> type = share(object->type);
    TRY(save(self, type.get()));
    TRY(save(self, Tuple::empty().get()));
    self->bytes.write(Opcode::new_object_);
    if (TRY(remember_made(self, object)) || !attributes) return {};
    return save_state(self, object, attributes.get(), nullptr);
}

}  // namespace

// ---------------------------------------------------------------- who says it

namespace {

// The function for the type in the dispatch table: the pickler's own, or copyreg's.
Maybe<Object> registered_reducer(Pickler* self, Type* type) {
    if (!self->dispatch_table) return look_up(state().dispatch_table, type);
    Ref<Object> table = self->dispatch_table;
    Result<Object> found = get_item(table.get(), type);
    if (found.failed() && catch_exception(KeyError)) return nothing;
    return found;
}

Result<Object> reduce(Pickler* self, Object* object) {
    if (Ref<Object> method = TRY(find_attribute(object, names::dunder_reduce_ex)))
        return call(method.get(), {Int::from(self->protocol).get()});
    if (Ref<Object> method = TRY(find_attribute(object, names::dunder_reduce))) return call(method.get());
    Ref<Str> shown = TRY(repr(object));
    return raise(pickling_error(), "can't pickle '{}' object: {}", type_name(object), shown.get());
}

Result<void> save_answer(Pickler* self, Object* answer, Object* object) {
    if (is<Str>(answer)) return save_global(self, object, answer);
    if (!is<Tuple>(answer)) return raise(pickling_error(), "__reduce__ must return a string or tuple");
    return save_reduced(self, cast<Tuple>(answer), object);
}

}  // namespace

Result<void> save_by_reducing(Pickler* self, Object* object) {
    if (Ref<Object> override = self->reducer_override) {
        Ref<Object> answer = TRY(call(override.get(), {object}));
        if (answer.get() != &NotImplemented) return save_answer(self, answer.get(), object);
    }
    if (is_exact<Type>(object)) return save_type(self, object);
    if (is_exact<Function>(object)) return save_global(self, object, nullptr);
    Ref<Type> type = share(object->type);
    if (Ref<Object> reducer = TRY(registered_reducer(self, type.get()))) {
        Ref<Object> answer = TRY(call(reducer.get(), {object}));
        return save_answer(self, answer.get(), object);
    }
    if (is_subtype(type.get(), &Type::type_object)) return save_global(self, object, nullptr);
    if (self->protocol >= 2 && is_plain_instance(object)) return save_plain_instance(self, object);
    Ref<Object> answer = TRY(reduce(self, object));
    return save_answer(self, answer.get(), object);
}

}  // namespace minipy::pickles
