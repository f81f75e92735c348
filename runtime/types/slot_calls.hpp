// SPDX-License-Identifier: MIT
// The slots of classes written in Python: each calls the dunder method found on the type.
// CPython: Objects/typeobject.c (slot_sq_length, slot_tp_call …). Next: slot_calls.cpp.
#pragma once

#include <initializer_list>

#include "runtime/object/type.hpp"

namespace minipy::slot_calls {

Result<Object> repr(Object* self);
Result<Object> str(Object* self);
Result<Hash> hash(Object* self);
Result<Object> compare(Object* left, Object* right, Comparison operation);
Maybe<Object> get_attribute(Object* self, Str* name);
Result<void> set_attribute(Object* self, Str* name, Object* value);
Result<Object> call(Object* self, const Arguments& arguments);
Result<Object> new_(Type* type, const Arguments& arguments);
Result<void> init(Object* self, const Arguments& arguments);
Result<Object> descriptor_get(Object* self, Object* instance, Object* owner);
Result<void> descriptor_set(Object* self, Object* instance, Object* value);
Result<Object> iter(Object* self);
Maybe<Object> next(Object* self);
Result<Object> await(Object* self);
Result<Object> async_iter(Object* self);
Result<Object> async_next(Object* self);
Result<Size> length(Object* self);
Result<Object> get_item(Object* self, Object* key);
Result<void> set_item(Object* self, Object* key, Object* value);
Result<bool> contains(Object* self, Object* item);
void finalize(Object* self);
Result<bool> bool_(Object* self);
Result<Object> index(Object* self);
Result<Object> power(Object* base, Object* exponent, Object* modulus);
Result<Object> inplace_power(Object* base, Object* exponent, Object* modulus);

// type(self).name(self, arguments…); nothing when there is no such method.
Maybe<Object> call_dunder(Object* self, Str* name, std::initializer_list<Object*> arguments);
// The same; AttributeError when there is none.
Result<Object> call_required(Object* self, Str* name, std::initializer_list<Object*> arguments);
Result<Object> call_or_not_implemented(Object* self, Str* name, Object* argument);
// left.name(right) or right.reflected(left), by the rules of the data model: a subclass on the right that overrides the
// reflected method goes first.
struct FromDunders {
    bool left, right;  // this operand's type got its slot from a dunder method
};
Result<Object> binary_by_dunders(Object* left, Object* right, Str* name, Str* reflected, FromDunders from_dunders);

// A unary operator's slot: calls the named dunder.
template <Str** name>
Result<Object> unary(Object* self) {
    return call_required(self, *name, {});
}

template <Str** name, Str** reflected, BinarySlot Slots::*slot>
Result<Object> binary(Object* left, Object* right) {
    BinarySlot own = &binary<name, reflected, slot>;
    return binary_by_dunders(left, right, *name, *reflected,
                             {.left = left->type->slots.*slot == own, .right = right->type->slots.*slot == own});
}

template <Str** name>
Result<Object> inplace(Object* left, Object* right) {
    return call_or_not_implemented(left, *name, right);
}

}  // namespace minipy::slot_calls
