// SPDX-License-Identifier: MIT
// type, the class of classes: what can be done with a class as an object (calling it, its attributes, its end), and the
// type of types. CPython: Objects/typeobject.c (type_call, type_getattro …). Next: type_new.cpp, which makes classes.
#include "runtime/types/type.hpp"

#include <algorithm>

#include "runtime/containers/dict.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/functions/descriptors.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/format_text.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/text/str.hpp"
#include "runtime/types/instance.hpp"
#include "runtime/types/mro.hpp"
#include "runtime/types/type_attributes.hpp"
#include "runtime/types/type_new.hpp"
#include "runtime/types/type_slots.hpp"

namespace minipy {

const char* Type::display_name() const {
    if (native_name != nullptr) return native_name;
    return name == nullptr ? "?" : name->view().data();
}

// ---------------------------------------------------------------- slots

namespace {

// Data descriptors of the metatype, then attributes of the class and its bases, then the metatype's others.
Maybe<Object> type_get_attribute(Object* self, Str* name) {
    auto* type = static_cast<Type*>(self);
    Object* meta_attribute = lookup_in_type(type->type, name);
    bool has_get = meta_attribute != nullptr && meta_attribute->type->slots.descriptor_get != nullptr;
    if (has_get && is_data_descriptor(meta_attribute))
        return bind_attribute(meta_attribute, type, type->type);
    if (Object* attribute = lookup_in_type(type, name)) return bind_attribute(attribute, nullptr, type);
    if (meta_attribute != nullptr) return bind_attribute(meta_attribute, type, type->type);
    return nothing;
}

Result<void> type_set_attribute(Object* self, Str* name, Object* value) {
    auto* type = static_cast<Type*>(self);
    if (type->has(TypeFlag::immutable)) {
        return raise(TypeError, "cannot set '{}' attribute of immutable type '{}'", name, type->display_name());
    }
    Object* meta_attribute = lookup_in_type(type->type, name);
    if (meta_attribute != nullptr && is_data_descriptor(meta_attribute)) {
        Ref<Object> kept = share(meta_attribute);
        return call_slot(meta_attribute->type->slots.descriptor_set, meta_attribute, type, value);
    }
    Ref<Str> interned = intern(share(name));
    type_modified(type);
    dict_announce_change(type->dict);
    bool done = value == nullptr ? dict_delete_name(type->dict, interned.get())
                                 : (dict_set_name(type->dict, interned.get(), value), true);
    dict_watch(type->dict);
    if (!done) return raise_no_attribute(self, name);
    type_modified(type);
    if (interned->view().starts_with("__")) update_slots_for_name(type, interned.get());
    return {};
}

Result<Object> type_call(Object* self, const Arguments& arguments) {
    auto* type = static_cast<Type*>(self);
    if (type == &Type::type_object) {
        if (arguments.positional == 1) {
            TRY(check_no_keywords("type", arguments));
            return share(arguments[0]->type);
        }
        if (arguments.positional != 3) return raise(TypeError, "type() takes 1 or 3 arguments");
    }
    if (type->slots.new_ == nullptr || type->has(TypeFlag::no_instantiation)) {
        return raise(TypeError, "cannot create '{}' instances", type->display_name());
    }
    RecursionGuard guard(" while calling a Python object");
    if (guard.failed()) return Failure{};
    Ref<Object> object = TRY(call_slot(type->slots.new_, type, arguments));
    // What __new__ returned is initialised only if it is an instance of this class.
    if (!is_subtype(object->type, type) || object->type->slots.init == nullptr) return object;
    TRY(call_slot(object->type->slots.init, object.get(), arguments));
    return object;
}

// What the metaclass says is not asked for: it may say anything.
Result<Object> type_repr(Object* self) {
    auto* type = static_cast<Type*>(self);
    Result<Object> found = get_type_module(type);
    if (found.failed()) clear_exception();
    Ref<Object> module = found.ok() ? found.take() : nullptr;
    Ref<Object> qualname = TRY(get_type_qualname(type));
    auto* module_name = as<Str>(module.get());
    if (module_name == nullptr || module_name->equals("builtins"))
        return Str::from(format_text("<class '{}'>", type->display_name()));
    return Str::from(format_text("<class '{}.{}'>", module_name, cast<Str>(qualname.get())));
}

void type_traverse(Object* self, VisitFunction visit, void* argument) {
    auto* type = static_cast<Type*>(self);
    if (!type->has(TypeFlag::heap)) return;
    for (Object* reference : {static_cast<Object*>(type->base), static_cast<Object*>(type->bases),
                              static_cast<Object*>(type->mro), static_cast<Object*>(type->dict)}) {
        if (reference != nullptr) visit(reference, argument);
    }
}

void type_clear(Object* self) {
    auto* type = static_cast<Type*>(self);
    if (!type->has(TypeFlag::heap)) return;
    type_modified(type);
    if (type->dict != nullptr) dict_clear(type->dict);
    // The mro holds the type itself. The bases stay: a class needs them until it is freed.
    xdecref(std::exchange(type->mro, nullptr));
}

void type_deallocate(Object* self) {
    auto* type = static_cast<Type*>(self);
    type_modified(type);
    if (type->bases != nullptr) {
        for (Object* base : *type->bases) forget_subclass(cast<Type>(base), type);
    }
    xdecref(type->dict);
    xdecref(type->mro);
    xdecref(type->bases);
    xdecref(type->base);
    xdecref(type->subclasses);
    xdecref(type->slot_names);
    xdecref(type->name);
    xdecref(type->qualname);
    if (type->shared_keys != nullptr) release_keys(type->shared_keys);
    free_instance(self);
}

// ---------------------------------------------------------------- methods

Result<Object> type_mro(Type* self) { return List::from_iterable(TRY(compute_mro(self)).get()); }

Result<Object> type_subclasses(Type* self) {
    Ref<List> list = List::create();
    for (Type* type : ready_types()) {
        if (names_as_base(type, self)) TRY(list_append(list.get(), type));
    }
    Size position = 0;
    while (Ref<Type> subclass = next_subclass(self, position)) TRY(list_append(list.get(), subclass.get()));
    return list;
}

Result<Object> type_prepare(Object*, const Arguments&) { return Dict::create(); }
Result<bool> type_instancecheck(Type* self, Object* instance) { return is_real_instance(instance, self); }
Result<bool> type_subclasscheck(Type* self, Object* subclass) { return is_real_subclass(subclass, self); }

Result<Object> type_dir(Type* self) {
    Ref<Dict> all = Dict::create();
    TRY(merge_class_dict(all.get(), self));
    return dict_keys_list(all.get());
}

Result<Object> type_or(Object* left, Object* right) { return make_union(left, right); }

Result<void> type_init(Object*, const Arguments& arguments) {
    if (arguments.has_keywords() && arguments.positional == 1)
        return raise(TypeError, "type.__init__() takes no keyword arguments");
    if (arguments.positional != 1 && arguments.positional != 3)
        return raise(TypeError, "type.__init__() takes 1 or 3 arguments");
    return {};
}

const Method type_methods[] = {
    {"mro(self, /)", bind<type_mro>, "Works out the order in which classes are searched for attributes (C3)."},
    {"__subclasses__(self, /)", bind<type_subclasses>,
     "Lists the classes that name this one as a base and are still alive."},
    {"__prepare__(type, *args, **kwargs)", bind<type_prepare>, "Gives the namespace that a class body will run in.",
     MethodKind::class_method},
    {"__instancecheck__(self, instance, /)", bind<type_instancecheck>, "Answers isinstance(instance, self)."},
    {"__subclasscheck__(self, subclass, /)", bind<type_subclasscheck>, "Answers issubclass(subclass, self)."},
    {"__dir__(self, /)", bind<type_dir>,
     "Collects the names in the class and its bases, but not those of the metaclass."},
};

const TypeSpec type_spec = {
    .name = "type",
    .doc =
        "The class of classes. With one argument it tells the class of an object; with a name, bases and a dict it "
        "makes a new class.",
    .size = sizeof(Type),
    .flags = TypeFlag::gc | TypeFlag::base_type | TypeFlag::type_subclass,
    .weakrefs_offset = offsetof(Type, weakrefs),
    .slots = {.deallocate = type_deallocate,
              .traverse = type_traverse,
              .clear = type_clear,
              .new_ = type_new,
              .init = type_init,
              .repr = type_repr,
              .get_attribute = type_get_attribute,
              .set_attribute = type_set_attribute,
              .call = type_call,
              .or_ = type_or},
    .methods = type_methods,
    .getters = type_getters,
};

}  // namespace

Type Type::type_object(type_spec);

}  // namespace minipy
