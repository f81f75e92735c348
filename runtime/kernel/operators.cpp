// SPDX-License-Identifier: MIT
// Operators on any objects. The rule for a binary operator: the left operand's slot is asked first, then the right
// one's, unless the right operand is of a subclass with a slot of its own, then it goes first. A slot answers
// NotImplemented when it does not know the other operand. CPython: Objects/abstract.c.
#include "runtime/kernel/operators.hpp"

#include "runtime/containers/dict.hpp"
#include "runtime/functions/native_function.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

namespace {

struct OperatorSlots {
    BinarySlot Slots::*slot;
    BinarySlot Slots::*inplace_slot;
};

constexpr BinarySlot Slots::*binary_slot(BinarySlot Slots::*slot) { return slot; }
constexpr BinarySlot Slots::*binary_slot(TernarySlot Slots::*) { return nullptr; }  // power, which is handled apart

constexpr OperatorSlots operator_slots[] = {
#define BINARY_OPERATOR(name, Node, symbol, precedence, method, slot, inplace_slot) \
    {binary_slot(&Slots::slot), binary_slot(&Slots::inplace_slot)},
#include "runtime/object/operators.def"
};

// Asks the left operand, then the right one; the right one first if its type is a subclass. `rest` is what the slots
// take besides: the modulus of a power.
template <class Slot, class... Rest>
Result<Object> ask_both(Slot Slots::*slot, Object* left, Object* right, Rest*... rest) {
    Slot left_slot = left->type->slots.*slot;
    Slot right_slot = right->type != left->type ? right->type->slots.*slot : nullptr;
    if (right_slot == left_slot) right_slot = nullptr;
    if (left_slot != nullptr) {
        if (right_slot != nullptr && is_subtype(right->type, left->type)) {
            Result<Object> result = call_slot(right_slot, left, right, rest...);
            if (is_answer(result)) return result;
            right_slot = nullptr;
        }
        Result<Object> result = call_slot(left_slot, left, right, rest...);
        if (is_answer(result)) return result;
    }
    if (right_slot != nullptr) return call_slot(right_slot, left, right, rest...);
    return not_implemented();
}

Result<Object> ask_power(Object* base, Object* exponent, Object* modulus) {
    TernarySlot base_slot = base->type->slots.power, exponent_slot = exponent->type->slots.power;
    Result<Object> result = ask_both(&Slots::power, base, exponent, modulus);
    if (is_none(modulus) || is_answer(result)) return result;
    // Last comes the modulus, if its type has not been asked yet: by now an operand may have changed its class.
    TernarySlot modulus_slot = modulus->type->slots.power;
    if (modulus_slot == nullptr || modulus_slot == base_slot || modulus_slot == exponent_slot) return not_implemented();
    return call_slot(modulus_slot, base, exponent, modulus);
}

Failure unsupported(const char* symbol, Object* left, Object* right) {
    return raise(TypeError, "unsupported operand type(s) for {}: '{}' and '{}'", symbol, type_name(left),
                 type_name(right));
}

// The mistake of Python 2 programmers: print >> file.
Failure unsupported_binary(BinaryOperator operation, const char* symbol, Object* left, Object* right) {
    if (operation == BinaryOperator::rshift && is_exact<NativeFunction>(left) &&
        cast<NativeFunction>(left)->method->name()->equals("print")) {
        return raise(TypeError,
                     "unsupported operand type(s) for {}: '{}' and '{}'. Did you mean \"print(<message>, "
                     "file=<output_stream>)\"?",
                     symbol, type_name(left), type_name(right));
    }
    return unsupported(symbol, left, right);
}

Failure not_an_index(Object* object) {
    return raise(TypeError, "can't multiply sequence by non-int of type '{}'", type_name(object));
}

Result<Object> repeat(RepeatSlot slot, Object* sequence, Object* count) {
    if (count->type->slots.index == nullptr) return not_an_index(count);
    return call_slot(slot, sequence, TRY(to_size(count, &OverflowError)));
}

// Sequences' + and *, which come after the numeric slots.
Maybe<Object> sequence_operation(BinaryOperator operation, Object* left, Object* right) {
    if (operation == BinaryOperator::add && left->type->slots.concatenate != nullptr) {
        return call_slot(left->type->slots.concatenate, left, right);
    }
    if (operation == BinaryOperator::multiply) {
        if (left->type->slots.repeat != nullptr) return repeat(left->type->slots.repeat, left, right);
        if (right->type->slots.repeat != nullptr) return repeat(right->type->slots.repeat, right, left);
    }
    return nothing;
}

}  // namespace

Result<Object> binary_operation(BinaryOperator operation, Object* left, Object* right) {
    if (operation == BinaryOperator::power) return power(left, right, &None);
    const OperatorSlots& slots = operator_slots[int(operation)];
    Result<Object> result = ask_both(slots.slot, left, right);
    if (is_answer(result)) return result;
    Ref<Object> sequence = TRY(sequence_operation(operation, left, right));
    if (sequence) return sequence;
    return unsupported_binary(operation, binary_operators[int(operation)].symbol, left, right);
}

Result<Object> inplace_operation(BinaryOperator operation, Object* left, Object* right) {
    // Slots are looked up anew each time: an operand may get another class meanwhile, and the old one may die.
    if (operation == BinaryOperator::power) {
        if (TernarySlot slot = left->type->slots.inplace_power) {
            Result<Object> result = call_slot(slot, left, right, &None);
            if (is_answer(result)) return result;
        }
        Result<Object> result = ask_power(left, right, &None);
        if (is_answer(result)) return result;
        return unsupported(binary_operators[int(operation)].inplace_symbol, left, right);
    }
    const OperatorSlots& slots = operator_slots[int(operation)];
    if (BinarySlot inplace_slot = left->type->slots.*slots.inplace_slot) {
        Result<Object> result = call_slot(inplace_slot, left, right);
        if (is_answer(result)) return result;
    }
    Result<Object> result = ask_both(slots.slot, left, right);
    if (is_answer(result)) return result;
    if (operation == BinaryOperator::add && left->type->slots.inplace_concatenate != nullptr)
        return call_slot(left->type->slots.inplace_concatenate, left, right);
    if (operation == BinaryOperator::multiply && left->type->slots.inplace_repeat != nullptr)
        return repeat(left->type->slots.inplace_repeat, left, right);
    Ref<Object> sequence = TRY(sequence_operation(operation, left, right));
    if (sequence) return sequence;
    return unsupported(binary_operators[int(operation)].inplace_symbol, left, right);
}

Result<Object> power(Object* base, Object* exponent, Object* modulus) {
    Result<Object> result = ask_power(base, exponent, modulus);
    if (is_answer(result)) return result;
    if (is_none(modulus)) return unsupported("** or pow()", base, exponent);
    return raise(TypeError, "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'", type_name(base),
                 type_name(exponent), type_name(modulus));
}

Result<Object> divide_modulo(Object* left, Object* right) {
    Result<Object> result = ask_both(&Slots::divmod, left, right);
    if (is_answer(result)) return result;
    return unsupported("divmod()", left, right);
}

Result<Object> unary_operation(UnaryOperator operation, Object* operand) {
    if (operation == UnaryOperator::not_) return to_bool(!TRY(is_true(operand)));
    const Slots& slots = operand->type->slots;
    UnarySlot slot = operation == UnaryOperator::negative   ? slots.negative
                     : operation == UnaryOperator::positive ? slots.positive
                                                            : slots.invert;
    const char* symbol = operation == UnaryOperator::negative ? "-" : operation == UnaryOperator::positive ? "+" : "~";
    if (slot == nullptr) return raise(TypeError, "bad operand type for unary {}: '{}'", symbol, type_name(operand));
    return call_slot(slot, operand);
}

Result<Object> absolute(Object* operand) {
    UnarySlot slot = operand->type->slots.absolute;
    if (slot == nullptr) return raise(TypeError, "bad operand type for abs(): '{}'", type_name(operand));
    return call_slot(slot, operand);
}

Result<bool> is_true(Object* object) {
    if (object == &True) return true;
    if (object == &False || object == &None) return false;
    const Slots& slots = object->type->slots;
    if (slots.bool_ != nullptr) return call_slot(slots.bool_, object);
    if (slots.length != nullptr) return TRY(call_slot(slots.length, object)) != 0;
    return true;
}

}  // namespace minipy
