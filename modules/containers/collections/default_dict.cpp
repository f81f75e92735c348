// SPDX-License-Identifier: MIT
// collections.defaultdict: a dict that makes the values of missing keys. CPython: Modules/_collectionsmodule.c.
#include "modules/containers/collections/collections.hpp"
#include "modules/native.hpp"
#include "runtime/containers/dict_access.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/object/replaceable.hpp"
#include "runtime/types/generic_alias.hpp"

namespace minipy {

namespace {

struct DefaultDict : Dict {
    Replaceable<Object> factory;  // null: none
    static Type type_object;
};

DefaultDict* default_dict(Object* self) { return static_cast<DefaultDict*>(self); }

Ref<Object> factory_or_none(DefaultDict* self) { return self->factory ? self->factory.hold() : none(); }

Result<void> default_dict_init(Object* self, const Arguments& arguments) {
    Object* factory = arguments.positional > 0 ? arguments[0] : &None;
    if (!is_none(factory) && factory->type->slots.call == nullptr)
        return raise(TypeError, "first argument must be callable or None");
    default_dict(self)->factory = share(factory);
    Arguments rest = arguments.positional > 0 ? arguments.skip(1) : arguments;
    return call_slot(Dict::type_object.slots.init, self, rest);
}

Result<Object> missing(DefaultDict* self, Object* key) {
    Ref<Object> factory = self->factory.hold();
    if (!factory || is_none(factory.get())) return raise_key_error(key);
    Ref<Object> value = TRY(call(factory.get()));
    TRY(set_item(self, key, value.get()));
    return value;
}

Result<Object> default_dict_copy(DefaultDict* self) {
    Ref<Object> factory = factory_or_none(self);
    return call(self->type, {factory.get(), self});
}

Result<Object> default_dict_reduce(DefaultDict* self) {
    Ref<Object> factory = factory_or_none(self);
    Ref<Tuple> arguments = is_none(factory.get()) ? Tuple::empty() : Tuple::of({factory.get()});
    Ref<Object> items = TRY(call_method(self, names::items));
    Ref<Object> iterator = TRY(get_iterator(items.get()));
    return Tuple::of({self->type, arguments.get(), &None, &None, iterator.get()});
}

Result<Object> default_dict_repr(Object* object) {
    DefaultDict* self = default_dict(object);
    Ref<Object> items = TRY(call_slot(Dict::type_object.slots.repr, object));
    Ref<Str> factory = Str::from("None");
    if (Ref<Object> held = self->factory.hold()) {
        ReprGuard guard(held.get());
        factory = guard.entered_before() ? Str::from("...") : TRY(repr(held.get()));
    }
    return Str::from(format_text("{}({}, {})", self->type->name, factory.get(), cast<Str>(items.get())));
}

// The result takes after the operand that is a defaultdict.
Result<Object> default_dict_or(Object* left, Object* right) {
    bool left_is = is_subtype(left->type, &DefaultDict::type_object);
    DefaultDict* self = default_dict(left_is ? left : right);
    if (!is<Dict>(left_is ? right : left)) return not_implemented();
    Ref<Object> factory = factory_or_none(self);
    Ref<Object> both = TRY(call(self->type, {factory.get(), left}));
    if (!is<Dict>(both.get())) return not_implemented();
    TRY(dict_update(cast<Dict>(both.get()), right));
    return both;
}

void default_dict_traverse(Object* self, VisitFunction visit, void* argument) {
    if (default_dict(self)->factory) visit(default_dict(self)->factory.borrow(), argument);
    traverse_dict(self, visit, argument);
}
void default_dict_clear(Object* self) {
    default_dict(self)->factory.reset();
    clear_dict(self);
}

const Method default_dict_methods[] = {
    {"__missing__(self, key, /)", bind<missing>,
     "Answers d[key] for a new key: calls the factory and keeps its result; KeyError without one."},
    {"copy(self, /)", bind<default_dict_copy>, "Makes another one with the same factory and items."},
    {"__copy__(self, /)", bind<default_dict_copy>, "Makes another one with the same factory and items."},
    {"__reduce__(self, /)", bind<default_dict_reduce>, "Tells pickle and copy how to make it again."},
    {"__class_getitem__(type, item, /)", bind<make_generic_alias>,
     "Makes an alias with type arguments, such as defaultdict[str, int].", MethodKind::class_method},
};

const Member members[] = {
    writable_member<&DefaultDict::factory>("default_factory",
                                           "Function that makes a value for a key that is missing, or None."),
};

const TypeSpec default_dict_spec = {
    .name = "collections.defaultdict",
    .doc =
        "A dict that fills gaps: d[key] for a new key calls the factory and keeps its result. get() and `in` fill "
        "nothing.",
    .size = sizeof(DefaultDict),
    .flags = TypeFlag::gc | TypeFlag::base_type | TypeFlag::dict_subclass | TypeFlag::mapping_pattern,
    .base = &Dict::type_object,
    .slots = {.deallocate = destroy<DefaultDict>,
              .traverse = default_dict_traverse,
              .clear = default_dict_clear,
              .init = default_dict_init,
              .repr = default_dict_repr,
              .or_ = default_dict_or},
    .methods = default_dict_methods,
    .members = members,
};

}  // namespace

Type DefaultDict::type_object(default_dict_spec);
Type& default_dict_type = DefaultDict::type_object;

}  // namespace minipy
