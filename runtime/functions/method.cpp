// SPDX-License-Identifier: MIT
// The type of bound methods. CPython: Objects/classobject.c.
#include "runtime/functions/method.hpp"

#include "runtime/functions/descriptors.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

namespace {

Result<Object> method_new(Type*, const Arguments& arguments) {
    TRY(check_no_keywords("method", arguments));
    TRY(check_positional("method", arguments, 2, 2));
    if (!TRY(is_callable(arguments[0]))) return raise(TypeError, "first argument must be callable");
    if (is_none(arguments[1])) return raise(TypeError, "instance must not be None");
    return create<BoundMethod>(share(arguments[0]), share(arguments[1]));
}

Result<Object> method_call(Object* self, const Arguments& arguments) {
    auto* method = static_cast<BoundMethod*>(self);  // the caller holds it, and its fields never change
    return call_with_self(method->function.get(), method->self.get(), arguments);
}

// Attributes that a method does not have itself are its function's.
Maybe<Object> method_get_attribute(Object* self, Str* name) {
    if (lookup_in_type(self->type, name) != nullptr) return generic_get_attribute(self, name);
    // Methods of methods of methods: a loop, however many there are.
    Ref<Object> function = static_cast<BoundMethod*>(self)->function;
    while (is_exact<BoundMethod>(function.get())) function = cast<BoundMethod>(function.get())->function;
    return get_attribute(function.get(), name);
}

Result<Object> method_repr(Object* self) {
    auto* method = static_cast<BoundMethod*>(self);
    Ref<Object> name = TRY(find_attribute(method->function.get(), names::dunder_qualname));
    if (!name) name = TRY(find_attribute(method->function.get(), names::dunder_name));
    auto* text = as<Str>(name.get());
    Ref<Str> instance = TRY(repr(method->self.get()));
    return Str::from(format_text("<bound method {} of {}>", text == nullptr ? "?" : text->view(), instance.get()));
}

Result<Object> method_compare(Object* left, Object* right, Comparison operation) {
    bool asks_equality = operation == Comparison::equal || operation == Comparison::not_equal;
    if (!asks_equality || !is<BoundMethod>(left) || !is<BoundMethod>(right)) return not_implemented();
    auto* first = cast<BoundMethod>(left);
    auto* second = cast<BoundMethod>(right);
    bool same = first->self.get() == second->self.get() && TRY(equal(first->function.get(), second->function.get()));
    return to_bool(same == (operation == Comparison::equal));
}

Result<Hash> method_hash(Object* self) {
    auto* method = static_cast<BoundMethod*>(self);
    Hash value = hash_pointer(method->self.get());
    while (is_exact<BoundMethod>(method->function.get())) {
        method = cast<BoundMethod>(method->function.get());
        value ^= hash_pointer(method->self.get());
    }
    value ^= TRY(hash(method->function.get()));
    return value == -1 ? -2 : value;
}

Result<Object> method_get(Object* self, Object*, Object*) { return share(self); }

Result<Object> method_doc(Object* self) {
    return get_attribute(static_cast<BoundMethod*>(self)->function.get(), names::dunder_doc);
}

Result<Object> method_reduce(BoundMethod* self) {
    Ref<Object> instance = self->self, function = self->function;
    Ref<Object> name = TRY(get_attribute(function.get(), names::dunder_name));
    return reduce_to_attribute(instance.get(), name.get());
}
const Method method_methods[] = {{"__reduce__(self, /)", bind<method_reduce>}};

const Getter method_getters[] = {{"__doc__", method_doc}};

const Member method_members[] = {
    member<&BoundMethod::function>("__func__", "Callable behind the method."),
    member<&BoundMethod::self>("__self__", "Object that becomes the first argument."),
};

const TypeSpec method_spec = {
    .name = "method",
    .doc = "A function together with its first argument, as obj.name gives it; made anew each time one asks.",
    .size = sizeof(BoundMethod),
    .flags = TypeFlag::gc,
    .weakrefs_offset = offsetof(BoundMethod, weakrefs),
    .slots = {.deallocate = destroy<BoundMethod>,
              .traverse = traverse_references<BoundMethod>,
              .clear = clear_references<BoundMethod>,
              .new_ = method_new,
              .repr = method_repr,
              .hash = method_hash,
              .compare = method_compare,
              .get_attribute = method_get_attribute,
              .call = method_call,
              .descriptor_get = method_get},
    .methods = method_methods,
    .getters = method_getters,
    .members = method_members,
};

}  // namespace

Type BoundMethod::type_object(method_spec);

}  // namespace minipy
