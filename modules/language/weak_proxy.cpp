// SPDX-License-Identifier: MIT
// weakref.proxy: stands for an object without keeping it alive; every operation goes to the object, or raises
// ReferenceError when it is gone. CPython: Objects/weakrefobject.c (proxy_*).
#include "modules/language/weak_proxy.hpp"

#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

namespace {

// The object behind a proxy; any other object is itself.
Result<Object> unwrapped(Object* object) {
    if (!is_exact<WeakProxy>(object) && !is_exact<CallableWeakProxy>(object)) return share(object);
    Ref<Object> referent = weak_referent(cast<WeakReference>(object));
    if (!referent) return raise(ReferenceError, "weakly-referenced object no longer exists");
    return referent;
}

template <UnaryOperator operation>
Result<Object> weak_proxy_unary(Object* self) {
    return unary_operation(operation, TRY(unwrapped(self)).get());
}
template <BinaryOperator operation>
Result<Object> weak_proxy_binary(Object* left, Object* right) {
    Ref<Object> first = TRY(unwrapped(left)), second = TRY(unwrapped(right));
    return binary_operation(operation, first.get(), second.get());
}
template <BinaryOperator operation>
Result<Object> weak_proxy_inplace(Object* left, Object* right) {
    Ref<Object> first = TRY(unwrapped(left)), second = TRY(unwrapped(right));
    return inplace_operation(operation, first.get(), second.get());
}
template <Result<Object> (*convert)(Object*)>
Result<Object> converted(Object* self) {
    return convert(TRY(unwrapped(self)).get());
}

Result<Object> proxy_divmod(Object* left, Object* right) {
    Ref<Object> first = TRY(unwrapped(left)), second = TRY(unwrapped(right));
    return divide_modulo(first.get(), second.get());
}
Result<Object> proxy_power(Object* base, Object* exponent, Object* modulus) {
    Ref<Object> first = TRY(unwrapped(base)), second = TRY(unwrapped(exponent)), third = TRY(unwrapped(modulus));
    return power(first.get(), second.get(), third.get());
}
Result<Object> proxy_inplace_power(Object* base, Object* exponent, Object*) {
    return weak_proxy_inplace<BinaryOperator::power>(base, exponent);
}

Result<Object> proxy_str(Object* self) { return to_str(TRY(unwrapped(self)).get()); }
Result<Object> proxy_repr(Object* self) {
    Ref<Object> referent = weak_referent(static_cast<WeakReference*>(self));
    Object* shown = referent ? referent.get() : &None;
    return Str::from(
        format_text("<weakproxy at {} to {} at {}>", address_of(self), type_name(shown), address_of(shown)));
}
Result<Object> proxy_compare(Object* left, Object* right, Comparison operation) {
    Ref<Object> first = TRY(unwrapped(left)), second = TRY(unwrapped(right));
    return compare(first.get(), second.get(), operation);
}
Maybe<Object> proxy_get_attribute(Object* self, Str* name) { return get_attribute(TRY(unwrapped(self)).get(), name); }
Result<void> proxy_set_attribute(Object* self, Str* name, Object* value) {
    Ref<Object> object = TRY(unwrapped(self));
    return value == nullptr ? delete_attribute(object.get(), name) : set_attribute(object.get(), name, value);
}
Result<Object> proxy_call(Object* self, const Arguments& arguments) {
    return call(TRY(unwrapped(self)).get(), arguments);
}
Result<Object> proxy_iter(Object* self) { return get_iterator(TRY(unwrapped(self)).get()); }
Maybe<Object> proxy_next(Object* self) {
    Ref<Object> object = TRY(unwrapped(self));
    if (!is_iterator(object.get()))
        return raise(TypeError, "Weakref proxy referenced a non-iterator '{}' object", type_name(object.get()));
    return next_item(object.get());
}
Result<Size> proxy_length(Object* self) { return length(TRY(unwrapped(self)).get()); }
Result<bool> proxy_contains(Object* self, Object* item) { return contains(TRY(unwrapped(self)).get(), item); }
Result<Object> proxy_get_item(Object* self, Object* key) { return get_item(TRY(unwrapped(self)).get(), key); }
Result<void> proxy_set_item(Object* self, Object* key, Object* value) {
    Ref<Object> object = TRY(unwrapped(self));
    return value == nullptr ? delete_item(object.get(), key) : set_item(object.get(), key, value);
}
Result<bool> proxy_bool(Object* self) { return is_true(TRY(unwrapped(self)).get()); }
Result<Object> proxy_index(Object* self) {
    Ref<Object> object = TRY(unwrapped(self));
    return to_index(object.get());
}
Result<Object> proxy_bytes(WeakReference* self) { return call_method(TRY(unwrapped(self)).get(), names::dunder_bytes); }
Result<Object> proxy_reversed(WeakReference* self) {
    return call_method(TRY(unwrapped(self)).get(), names::dunder_reversed);
}

const Method weak_proxy_methods[] = {
    {"__bytes__(self, /)", bind<proxy_bytes>},
    {"__reversed__(self, /)", bind<proxy_reversed>},
};

constexpr Slots proxy_slots(CallSlot call_slot) {
    return {.deallocate = destroy<WeakReference>,
            .traverse = traverse_references<WeakReference>,
            .clear = clear_references<WeakReference>,
            .repr = proxy_repr,
            .str = proxy_str,
            .hash = hash_not_implemented,
            .compare = proxy_compare,
            .get_attribute = proxy_get_attribute,
            .set_attribute = proxy_set_attribute,
            .call = call_slot,
            .iter = proxy_iter,
            .next = proxy_next,
            .length = proxy_length,
            .get_item = proxy_get_item,
            .set_item = proxy_set_item,
            .contains = proxy_contains,
            .add = weak_proxy_binary<BinaryOperator::add>,
            .subtract = weak_proxy_binary<BinaryOperator::subtract>,
            .multiply = weak_proxy_binary<BinaryOperator::multiply>,
            .matrix_multiply = weak_proxy_binary<BinaryOperator::matrix_multiply>,
            .true_divide = weak_proxy_binary<BinaryOperator::true_divide>,
            .floor_divide = weak_proxy_binary<BinaryOperator::floor_divide>,
            .remainder = weak_proxy_binary<BinaryOperator::remainder>,
            .divmod = proxy_divmod,
            .power = proxy_power,
            .lshift = weak_proxy_binary<BinaryOperator::lshift>,
            .rshift = weak_proxy_binary<BinaryOperator::rshift>,
            .and_ = weak_proxy_binary<BinaryOperator::and_>,
            .xor_ = weak_proxy_binary<BinaryOperator::xor_>,
            .or_ = weak_proxy_binary<BinaryOperator::or_>,
            .inplace_add = weak_proxy_inplace<BinaryOperator::add>,
            .inplace_subtract = weak_proxy_inplace<BinaryOperator::subtract>,
            .inplace_multiply = weak_proxy_inplace<BinaryOperator::multiply>,
            .inplace_matrix_multiply = weak_proxy_inplace<BinaryOperator::matrix_multiply>,
            .inplace_true_divide = weak_proxy_inplace<BinaryOperator::true_divide>,
            .inplace_floor_divide = weak_proxy_inplace<BinaryOperator::floor_divide>,
            .inplace_remainder = weak_proxy_inplace<BinaryOperator::remainder>,
            .inplace_power = proxy_inplace_power,
            .inplace_lshift = weak_proxy_inplace<BinaryOperator::lshift>,
            .inplace_rshift = weak_proxy_inplace<BinaryOperator::rshift>,
            .inplace_and = weak_proxy_inplace<BinaryOperator::and_>,
            .inplace_xor = weak_proxy_inplace<BinaryOperator::xor_>,
            .inplace_or = weak_proxy_inplace<BinaryOperator::or_>,
            .negative = weak_proxy_unary<UnaryOperator::negative>,
            .positive = weak_proxy_unary<UnaryOperator::positive>,
            .absolute = converted<absolute>,
            .invert = weak_proxy_unary<UnaryOperator::invert>,
            .bool_ = proxy_bool,
            .int_ = converted<convert_to_int>,
            .float_ = converted<convert_to_float>,
            .index = proxy_index};
}

const TypeSpec proxy_spec = {
    .name = "weakref.ProxyType",
    .size = sizeof(WeakProxy),
    .flags = TypeFlag::gc,
    .slots = proxy_slots(nullptr),
    .methods = weak_proxy_methods,
};
const TypeSpec callable_proxy_spec = {
    .name = "weakref.CallableProxyType",
    .size = sizeof(CallableWeakProxy),
    .flags = TypeFlag::gc,
    .slots = proxy_slots(proxy_call),
    .methods = weak_proxy_methods,
};

}  // namespace

Result<WeakReference> weak_proxy(Object* object, Object* callback) {
    TRY(check_weakly_referable(object));
    if (callback != nullptr && is_none(callback)) callback = nullptr;
    if (callback == nullptr) {
        if (WeakReference* existing = shared_proxy(object)) return share(existing);
    }
    Ref<WeakReference> proxy;
    if (object->type->slots.call != nullptr) proxy = create<CallableWeakProxy>(object, share(callback));
    else proxy = create<WeakProxy>(object, share(callback));
    link_weak_reference(object, proxy.get());
    return proxy;
}

Type WeakProxy::type_object(proxy_spec);
Type CallableWeakProxy::type_object(callable_proxy_spec);

}  // namespace minipy
