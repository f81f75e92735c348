// SPDX-License-Identifier: MIT
// Slots that call dunder methods written in Python. CPython: Objects/typeobject.c.
#include "runtime/types/slot_calls.hpp"

#include "runtime/containers/iterators.hpp"
#include "runtime/containers/tuple.hpp"
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
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"

namespace minipy::slot_calls {

namespace {

constexpr Size most_dunder_arguments = 3;

// Does the right operand's type provide another `reflected` method than the left one's type?
bool overrides_reflected(Object* left, Object* right, Str* reflected) {
    return lookup_in_type(left->type, reflected) != lookup_in_type(right->type, reflected);
}

bool is_answered(const Ref<Object>& result) { return result && result.get() != &NotImplemented; }

}  // namespace

namespace {

// A method as it was found on the type, and what binding made of it.
struct DunderMethod {
    Ref<Object> function;
    bool takes_self = false;  // was left unbound

    Result<void> bind(Object* self) {
        takes_self = function->type->has(TypeFlag::method_descriptor);
        if (takes_self || function->type->slots.descriptor_get == nullptr) return {};
        function = TRY(call_slot(function->type->slots.descriptor_get, function.get(), self, self->type));
        return {};
    }

    Result<Object> call(Object* self, std::initializer_list<Object*> arguments) const {
        if (!takes_self)
            return minipy::call(function.get(), Arguments{arguments.begin(), Size(arguments.size()), nullptr});
        Object* values[most_dunder_arguments + 1];
        values[0] = self;
        std::copy(arguments.begin(), arguments.end(), values + 1);
        return minipy::call(function.get(), Arguments{values, Size(arguments.size()) + 1, nullptr});
    }
};

Result<Object> call_found(Ref<Object> found, Object* self, std::initializer_list<Object*> arguments) {
    DunderMethod method{std::move(found)};
    TRY(method.bind(self));
    return method.call(self, arguments);
}

// For the slots that can do without: a method whose __get__ raises is as good as none.
Maybe<Object> call_if_bound(Object* self, Str* name, std::initializer_list<Object*> arguments) {
    Object* found = lookup_in_type(self->type, name);
    if (found == nullptr) return nothing;
    DunderMethod method{share(found)};
    if (method.bind(self).failed()) {
        clear_exception();
        return nothing;
    }
    return method.call(self, arguments);
}

Result<Object> call_asynchronous(Object* self, Str* name) {
    Ref<Object> result = TRY(call_if_bound(self, name, {}));
    if (!result) return raise(AttributeError, "object {} does not have {} method", type_name(self), name);
    return result;
}

}  // namespace

Maybe<Object> call_dunder(Object* self, Str* name, std::initializer_list<Object*> arguments) {
    Object* found = lookup_in_type(self->type, name);
    if (found == nullptr) return nothing;
    return call_found(share(found), self, arguments);
}

Result<Object> call_required(Object* self, Str* name, std::initializer_list<Object*> arguments) {
    Ref<Object> result = TRY(call_dunder(self, name, arguments));
    if (!result) return raise_object(AttributeError, name);
    return result;
}

Result<Object> call_or_not_implemented(Object* self, Str* name, Object* argument) {
    Ref<Object> result = TRY(call_dunder(self, name, {argument}));
    return result ? result : not_implemented();
}

Result<Object> binary_by_dunders(Object* left, Object* right, Str* name, Str* reflected, FromDunders from_dunders) {
    bool ask_right = left->type != right->type && from_dunders.right;
    if (from_dunders.left) {
        if (ask_right && is_subtype(right->type, left->type) && overrides_reflected(left, right, reflected)) {
            Ref<Object> result = TRY(call_dunder(right, reflected, {left}));
            if (is_answered(result)) return result;
            ask_right = false;
        }
        Ref<Object> result = TRY(call_dunder(left, name, {right}));
        if (is_answered(result)) return result;
    }
    return ask_right ? call_or_not_implemented(right, reflected, left) : not_implemented();
}

Result<Object> repr(Object* self) {
    Ref<Object> result = TRY(call_if_bound(self, names::dunder_repr, {}));
    return result ? result : Str::from(format_text("<{} object at {}>", self->type->display_name(), address_of(self)));
}
Result<Object> str(Object* self) { return call_required(self, names::dunder_str, {}); }

Result<Hash> hash(Object* self) {
    Object* method = lookup_in_type(self->type, names::dunder_hash);
    if (method == nullptr || is_none(method)) return hash_not_implemented(self);
    Ref<Object> result = TRY(call_if_bound(self, names::dunder_hash, {}));
    if (!result) return hash_not_implemented(self);
    auto* number = as<Int>(result.get());
    if (number == nullptr) return raise(TypeError, "__hash__ method should return an integer");
    // A value out of Hash's range is reduced as int's own hash is.
    if (!number->is_small()) return int_hash(number);
    return number->small == -1 ? -2 : number->small;
}

Result<Object> compare(Object* left, Object* right, Comparison operation) {
    Str* const dunders[] = {names::dunder_lt, names::dunder_le, names::dunder_eq,
                            names::dunder_ne, names::dunder_gt, names::dunder_ge};
    Ref<Object> result = TRY(call_if_bound(left, dunders[int(operation)], {right}));
    return result ? result : not_implemented();
}

Maybe<Object> get_attribute(Object* self, Str* name) {
    Object* getattribute = lookup_in_type(self->type, names::dunder_getattribute);
    bool plain = getattribute == lookup_in_type(&object_type, names::dunder_getattribute);
    // The __getattr__ that is there before the look-up starts, even if the class has another one when it ends.
    Ref<Object> fallback = share(lookup_in_type(self->type, names::dunder_getattr));
    Maybe<Object> found = plain ? generic_get_attribute(self, name)
                                : Maybe<Object>(call_dunder(self, names::dunder_getattribute, {name}));
    bool absent = found.ok() && !found.found();
    if (!fallback) return found;
    if (found.failed() && exception_matches(AttributeError)) {
        clear_exception();
        absent = true;
    }
    if (!absent) return found;
    return call_found(std::move(fallback), self, {name});
}

namespace {

// self.setter(key, value), or self.deleter(key) when the value is null.
Result<void> set_or_delete(Object* self, Str* setter, Str* deleter, Object* key, Object* value) {
    if (value == nullptr) {
        TRY(call_required(self, deleter, {key}));
    } else {
        TRY(call_required(self, setter, {key, value}));
    }
    return {};
}

}  // namespace

Result<void> set_attribute(Object* self, Str* name, Object* value) {
    return set_or_delete(self, names::dunder_setattr, names::dunder_delattr, name, value);
}

Result<Object> call(Object* self, const Arguments& arguments) {
    RecursionGuard guard(" while calling a Python object");
    if (guard.failed()) return Failure{};
    bool unbound = false;
    Object* found = lookup_in_type(self->type, names::dunder_call);
    if (found == nullptr) return raise(TypeError, "'{}' object is not callable", type_name(self));
    Ref<Object> method = share(found);
    unbound = method->type->has(TypeFlag::method_descriptor);
    if (!unbound && method->type->slots.descriptor_get != nullptr) {
        method = TRY(call_slot(method->type->slots.descriptor_get, method.get(), self, self->type));
    }
    return unbound ? call_with_self(method.get(), self, arguments) : minipy::call(method.get(), arguments);
}

Result<Object> new_(Type* type, const Arguments& arguments) {
    Ref<Object> function = TRY(minipy::get_attribute(type, names::dunder_new));
    return call_with_self(function.get(), type, arguments);
}

Result<void> init(Object* self, const Arguments& arguments) {
    Object* found = lookup_in_type(self->type, names::dunder_init);
    if (found == nullptr) return raise(AttributeError, "'{}' object has no attribute '__init__'", type_name(self));
    Ref<Object> method = share(found);
    Ref<Object> result;
    if (method->type->has(TypeFlag::method_descriptor)) {
        result = TRY(call_with_self(method.get(), self, arguments));
    } else {
        if (method->type->slots.descriptor_get != nullptr) {
            method = TRY(call_slot(method->type->slots.descriptor_get, method.get(), self, self->type));
        }
        result = TRY(minipy::call(method.get(), arguments));
    }
    if (!is_none(result.get()))
        return raise(TypeError, "__init__() should return None, not '{}'", type_name(result.get()));
    return {};
}

Result<Object> descriptor_get(Object* self, Object* instance, Object* owner) {
    // As it was found on the type, not bound by its own __get__: that would ask for ever.
    Ref<Object> get = share(lookup_in_type(self->type, names::dunder_get));
    if (!get) return share(self);
    return minipy::call(get.get(), {self, instance != nullptr ? instance : &None, owner != nullptr ? owner : &None});
}

Result<void> descriptor_set(Object* self, Object* instance, Object* value) {
    return set_or_delete(self, names::dunder_set, names::dunder_delete, instance, value);
}

Result<Object> iter(Object* self) {
    Object* method = lookup_in_type(self->type, names::dunder_iter);
    if (method != nullptr && is_none(method)) return raise(TypeError, "'{}' object is not iterable", type_name(self));
    if (Ref<Object> iterator = TRY(call_if_bound(self, names::dunder_iter, {}))) return iterator;
    // The old protocol: __getitem__ with 0, 1, 2 …
    if (lookup_in_type(self->type, names::dunder_getitem) == nullptr) {
        return raise(TypeError, "'{}' object is not iterable", type_name(self));
    }
    return make_sequence_iterator(self);
}

// A StopIteration stays pending, with its value: next_item() takes it, next() and `yield from` want it.
Maybe<Object> next(Object* self) { return call_required(self, names::dunder_next, {}); }

Result<Object> await(Object* self) { return call_asynchronous(self, names::dunder_await); }
Result<Object> async_iter(Object* self) { return call_asynchronous(self, names::dunder_aiter); }
Result<Object> async_next(Object* self) { return call_asynchronous(self, names::dunder_anext); }

Result<Size> length(Object* self) {
    Ref<Object> result = TRY(call_required(self, names::dunder_len, {}));
    Ref<Int> index = TRY(to_index(result.get()));
    if (index->is_negative()) return raise(ValueError, "__len__() should return >= 0");
    return to_size(index.get(), &OverflowError);
}

Result<Object> get_item(Object* self, Object* key) { return call_required(self, names::dunder_getitem, {key}); }

Result<void> set_item(Object* self, Object* key, Object* value) {
    return set_or_delete(self, names::dunder_setitem, names::dunder_delitem, key, value);
}

Result<bool> contains(Object* self, Object* item) {
    Object* method = lookup_in_type(self->type, names::dunder_contains);
    if (method != nullptr && is_none(method))
        return raise(TypeError, "'{}' object is not a container", type_name(self));
    if (method == nullptr) return contains_by_iteration(self, item);
    Ref<Object> result = TRY(call_required(self, names::dunder_contains, {item}));
    return is_true(result.get());
}

void finalize(Object* self) {
    PreserveException preserved;
    Object* method = lookup_in_type(self->type, names::dunder_del);
    if (method == nullptr) return;
    Ref<Object> kept = share(method);
    if (call_dunder(self, names::dunder_del, {}).failed()) write_unraisable(kept.get());
}

Result<bool> bool_(Object* self) {
    Object* method = lookup_in_type(self->type, names::dunder_bool);
    if (method == nullptr) {
        if (lookup_in_type(self->type, names::dunder_len) == nullptr) return true;
        return TRY(slot_calls::length(self)) != 0;
    }
    Ref<Object> result = TRY(call_required(self, names::dunder_bool, {}));
    if (!is_exact<Bool>(result.get())) {
        return raise(TypeError, "__bool__ should return bool, returned {}", type_name(result.get()));
    }
    return result.get() == &True;
}

Result<Object> index(Object* self) { return call_required(self, names::dunder_index, {}); }

Result<Object> power(Object* base, Object* exponent, Object* modulus) {
    if (is_none(modulus)) {
        return binary_by_dunders(
            base, exponent, names::dunder_pow, names::dunder_rpow,
            {.left = base->type->slots.power == power, .right = exponent->type->slots.power == power});
    }
    if (base->type->slots.power != power) return not_implemented();
    Ref<Object> result = TRY(call_dunder(base, names::dunder_pow, {exponent, modulus}));
    return result ? result : not_implemented();
}

Result<Object> inplace_power(Object* base, Object* exponent, Object*) {
    Ref<Object> result = TRY(call_dunder(base, names::dunder_ipow, {exponent}));
    return result ? result : not_implemented();
}

}  // namespace minipy::slot_calls
