// SPDX-License-Identifier: MIT
// property. CPython: Objects/descrobject.c (propertyobject).
#include "runtime/functions/property.hpp"

#include "runtime/functions/constructor.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace {

Property* property_of(Object* self) { return static_cast<Property*>(self); }

Ref<Object> given(Object* value) { return value == nullptr || is_none(value) ? nullptr : share(value); }

Result<Object> property_new(Type* type, const Arguments&) { return allocate_instance(type); }

Result<void> property_initialize(Property* self, Object* getter, Object* setter, Object* deleter, Object* doc) {
    self->getter = given(getter);
    self->setter = given(setter);
    self->deleter = given(deleter);
    self->doc = given(doc);
    self->doc_from_getter = false;
    if (Ref<Object> function = self->getter.hold(); function && !self->doc) {
        Ref<Object> found = TRY(find_attribute(function.get(), names::dunder_doc));
        if (found && !is_none(found.get())) {
            self->doc = found;
            self->doc_from_getter = true;
            // A subclass has its doc in the instance: the class's own __doc__ would hide it.
            if (!is_exact<Property>(self)) TRY(set_attribute(self, names::dunder_doc, found.get()));
        }
    }
    return {};
}

// "property 'x' of 'C' object has no setter"
Failure missing(Property* self, Object* instance, const char* what) {
    Type* type = instance->type;
    Ref<Str> qualname = share(type->qualname != nullptr ? type->qualname : type->name);
    Ref<Object> given = self->name.hold();
    if (!given) return raise(AttributeError, "property of '{}' object has no {}", qualname.get(), what);
    Result<Str> shown = repr(given.get());
    if (shown.failed()) {
        clear_exception();
        return raise_bare(AttributeError);
    }
    return raise(AttributeError, "property {} of '{}' object has no {}", shown.take().get(), qualname.get(), what);
}

Result<Object> property_get(Object* self, Object* instance, Object*) {
    if (instance == nullptr || is_none(instance)) return share(self);
    Ref<Object> getter = property_of(self)->getter.hold();
    if (!getter) return missing(property_of(self), instance, "getter");
    return call(getter.get(), {instance});
}

Result<void> property_set(Object* self, Object* instance, Object* value) {
    Property* property = property_of(self);
    Ref<Object> function = value == nullptr ? property->deleter.hold() : property->setter.hold();
    if (!function) return missing(property, instance, value == nullptr ? "deleter" : "setter");
    if (value == nullptr) {
        TRY(call(function.get(), {instance}));
    } else {
        TRY(call(function.get(), {instance, value}));
    }
    return {};
}

// @x.setter: a copy with one function replaced.
Result<Object> copy_with(Property* self, Object* getter, Object* setter, Object* deleter) {
    Ref<Object> fields[4] = {getter != nullptr ? share(getter) : self->getter.hold(),
                             setter != nullptr ? share(setter) : self->setter.hold(),
                             deleter != nullptr ? share(deleter) : self->deleter.hold(),
                             self->doc_from_getter ? nullptr : self->doc.hold()};
    for (Ref<Object>& field : fields) {
        if (!field) field = none();
    }
    Ref<Object> copy = TRY(call(self->type, {fields[0].get(), fields[1].get(), fields[2].get(), fields[3].get()}));
    if (is<Property>(copy.get())) property_of(copy.get())->name = self->name.hold();
    return copy;
}

Result<Object> getter_method(Property* self, Object* function) { return copy_with(self, function, nullptr, nullptr); }
Result<Object> setter_method(Property* self, Object* function) { return copy_with(self, nullptr, function, nullptr); }
Result<Object> deleter_method(Property* self, Object* function) { return copy_with(self, nullptr, nullptr, function); }

Result<void> set_name_method(Property* self, Object*, Object* name) {
    self->name = share(name);
    return {};
}

Result<Object> get_property_is_abstract(Object* self) {
    Property* property = property_of(self);
    for (const Ref<Object>& function : {property->getter.hold(), property->setter.hold(), property->deleter.hold()}) {
        if (!function) continue;
        Ref<Object> flag = TRY(find_attribute(function.get(), names::dunder_isabstractmethod));
        if (flag && TRY(is_true(flag.get()))) return to_bool(true);
    }
    return to_bool(false);
}

const Method property_methods[] = {
    {"getter(self, fget, /)", bind<getter_method>, "Makes the same property with another function for reading."},
    {"setter(self, fset, /)", bind<setter_method>, "Makes the same property with another function for assignment."},
    {"deleter(self, fdel, /)", bind<deleter_method>, "Makes the same property with another function for del."},
    {"__set_name__(self, owner, name, /)", bind<set_name_method>,
     "Notes the name that the class body gave it, for error messages."},
};

const Getter property_getters[] = {{"__isabstractmethod__", get_property_is_abstract}};

const Member property_members[] = {
    member<&Property::getter>("fget"),
    member<&Property::setter>("fset"),
    member<&Property::deleter>("fdel"),
    writable_member<&Property::doc>("__doc__"),
};

const TypeSpec property_spec = {
    .name = "property",
    .doc =
        "An attribute that runs functions: one when it is read, others when it is assigned or deleted, if there are "
        "any.",
    .size = sizeof(Property),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .slots =
        {.deallocate = destroy<Property>,
         .traverse = traverse_references<Property>,
         .clear = clear_references<Property>,
         .new_ = property_new,
         .init = init_by_signature<"property(self, /, fget=None, fset=None, fdel=None, doc=None)", property_initialize>,
         .descriptor_get = property_get,
         .descriptor_set = property_set},
    .methods = property_methods,
    .getters = property_getters,
    .members = property_members,
    .text_signature = "(fget=None, fset=None, fdel=None, doc=None)",
};

}  // namespace

Type Property::type_object(property_spec);

}  // namespace minipy
