// SPDX-License-Identifier: MIT
// staticmethod and classmethod. CPython: Objects/funcobject.c.
#include "runtime/functions/class_method.hpp"

#include "runtime/functions/method.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace {

template <class T>
Result<Object> wrapper_new(Type* type, const Arguments&) {
    return allocate_instance(type);
}

// functools.wraps in small: the wrapper shows its function's name and doc.
Result<void> copy_attributes(Object* self, Object* function) {
    for (Str* name : {names::dunder_module, names::dunder_name, names::dunder_qualname, names::dunder_doc,
                      names::dunder_annotations}) {
        Ref<Object> value = TRY(find_attribute(function, name));
        if (value) TRY(instance_set(self, name, value.get()));
    }
    return {};
}

template <class T>
Result<void> wrapper_init(Object* self, const Arguments& arguments) {
    const char* name = T::type_object.display_name();
    TRY(check_no_keywords(name, arguments));
    TRY(check_positional(name, arguments, 1, 1));
    static_cast<T*>(self)->callable = share(arguments[0]);
    return copy_attributes(self, arguments[0]);
}

template <class T>
Result<Object> wrapper_repr(Object* self) {
    auto* wrapper = static_cast<T*>(self);
    Ref<Object> callable = wrapper->callable.hold();
    Ref<Str> inner = TRY(repr(callable ? callable.get() : &None));
    return Str::from(format_text("<{}({})>", T::type_object.display_name(), inner.get()));
}

template <class T>
Result<Object> get_callable(Object* self) {
    Ref<Object> callable = static_cast<T*>(self)->callable.hold();
    return callable ? callable : none();
}

template <class T>
Result<Object> get_class_method_is_abstract(Object* self) {
    Ref<Object> callable = static_cast<T*>(self)->callable.hold();
    Ref<Object> flag = callable ? TRY(find_attribute(callable.get(), names::dunder_isabstractmethod)) : nullptr;
    return to_bool(flag && TRY(is_true(flag.get())));
}

Failure uninitialized(const char* what) { return raise(RuntimeError, "uninitialized {} object", what); }

Result<Object> static_method_get(Object* self, Object*, Object*) {
    Ref<Object> callable = static_cast<StaticMethod*>(self)->callable.hold();
    if (!callable) return uninitialized("staticmethod");
    return callable;
}

Result<Object> static_method_call(Object* self, const Arguments& arguments) {
    Ref<Object> callable = static_cast<StaticMethod*>(self)->callable.hold();
    if (!callable) return uninitialized("staticmethod");
    RecursionGuard guard(" while calling a Python object");
    if (guard.failed()) return Failure{};
    return call(callable.get(), arguments);
}

Result<Object> class_method_get(Object* self, Object* instance, Object* owner) {
    Ref<Object> callable = static_cast<ClassMethod*>(self)->callable.hold();
    while (callable && is_exact<ClassMethod>(callable.get()))
        callable = cast<ClassMethod>(callable.get())->callable.hold();
    if (!callable) return uninitialized("classmethod");
    Object* bound_to = owner != nullptr ? owner : instance->type;
    // 3.9 to 3.12: a class method around another descriptor (a property, say) asks that descriptor.
    if (callable->type->slots.descriptor_get != nullptr) {
        return call_slot(callable->type->slots.descriptor_get, callable.get(), bound_to, bound_to->type);
    }
    return create<BoundMethod>(callable, share(bound_to));
}

template <class T>
inline const Getter wrapper_getters[] = {
    {"__func__", get_callable<T>},
    {"__wrapped__", get_callable<T>},
    {"__isabstractmethod__", get_class_method_is_abstract<T>},
    {"__dict__", generic_get_dict, generic_set_dict},
};

const TypeSpec static_method_spec = {
    .name = "staticmethod",
    .doc = "A function in a class that gets neither the instance nor the class as an argument.",
    .size = sizeof(StaticMethod),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .dict_offset = offsetof(StaticMethod, dict),
    .slots = {.deallocate = destroy<StaticMethod>,
              .traverse = traverse_references<StaticMethod>,
              .clear = clear_references<StaticMethod>,
              .new_ = wrapper_new<StaticMethod>,
              .init = wrapper_init<StaticMethod>,
              .repr = wrapper_repr<StaticMethod>,
              .call = static_method_call,
              .descriptor_get = static_method_get},
    .getters = wrapper_getters<StaticMethod>,
};

const TypeSpec class_method_spec = {
    .name = "classmethod",
    .doc = "A function in a class that gets the class, or the subclass it was looked up in, as its first argument.",
    .size = sizeof(ClassMethod),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .dict_offset = offsetof(ClassMethod, dict),
    .slots = {.deallocate = destroy<ClassMethod>,
              .traverse = traverse_references<ClassMethod>,
              .clear = clear_references<ClassMethod>,
              .new_ = wrapper_new<ClassMethod>,
              .init = wrapper_init<ClassMethod>,
              .repr = wrapper_repr<ClassMethod>,
              .descriptor_get = class_method_get},
    .getters = wrapper_getters<ClassMethod>,
};

}  // namespace

Type StaticMethod::type_object(static_method_spec);
Type ClassMethod::type_object(class_method_spec);

}  // namespace minipy
