// SPDX-License-Identifier: MIT
// The table of slots and dunder names (type_slots.hpp) and what is derived from it: slot wrappers for built-in types,
// slots for classes written in Python, inheritance. CPython: Objects/typeobject.c.
#include "runtime/types/type_slots.hpp"

#include <type_traits>
#include <utility>

#include "runtime/containers/dict.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/functions/descriptors.hpp"
#include "runtime/functions/native_function.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/modules/weakref.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/types/slot_calls.hpp"

namespace minipy {

namespace {

// ---------------------------------------------------------------- wrappers: a dunder's arguments to a slot's

Result<void> expect(const Arguments& arguments, Size count) {
    if (arguments.has_keywords()) return raise(TypeError, "wrapper() takes no keyword arguments");
    if (arguments.positional != count) {
        return raise(TypeError, "expected {} argument{}, got {}", count, count == 1 ? "" : "s", arguments.positional);
    }
    return {};
}

Result<Str*> expect_name(Object* object) {
    auto* name = as<Str>(object);
    if (name == nullptr) return raise(TypeError, "attribute name must be string, not '{}'", type_name(object));
    return name;
}

template <class Slot>
Slot slot_as(AnySlot slot) {
    return reinterpret_cast<Slot>(slot);
}

Result<Object> wrap_unary(Object* self, AnySlot slot, const Arguments& arguments, const SlotRow&) {
    TRY(expect(arguments, 0));
    return slot_as<UnarySlot>(slot)(self);
}
Result<Object> wrap_binary(Object* self, AnySlot slot, const Arguments& arguments, const SlotRow&) {
    TRY(expect(arguments, 1));
    return slot_as<BinarySlot>(slot)(self, arguments[0]);
}
Result<Object> wrap_reflected(Object* self, AnySlot slot, const Arguments& arguments, const SlotRow&) {
    TRY(expect(arguments, 1));
    return slot_as<BinarySlot>(slot)(arguments[0], self);
}
Result<Object> wrap_power(Object* self, AnySlot slot, const Arguments& arguments, const SlotRow&) {
    TRY(check_positional("__pow__", arguments, 1, 2));
    return slot_as<TernarySlot>(slot)(self, arguments[0], arguments.positional == 2 ? arguments[1] : &None);
}
Result<Object> wrap_reflected_power(Object* self, AnySlot slot, const Arguments& arguments, const SlotRow&) {
    TRY(check_positional("__rpow__", arguments, 1, 2));
    return slot_as<TernarySlot>(slot)(arguments[0], self, arguments.positional == 2 ? arguments[1] : &None);
}
Result<Object> wrap_predicate(Object* self, AnySlot slot, const Arguments& arguments, const SlotRow&) {
    TRY(expect(arguments, 0));
    return to_bool(TRY(slot_as<PredicateSlot>(slot)(self)));
}
Result<Object> wrap_hash(Object* self, AnySlot slot, const Arguments& arguments, const SlotRow&) {
    TRY(expect(arguments, 0));
    return Int::from(TRY(slot_as<HashSlot>(slot)(self)));
}
Result<Object> wrap_length(Object* self, AnySlot slot, const Arguments& arguments, const SlotRow&) {
    TRY(expect(arguments, 0));
    return Int::from(TRY(slot_as<SizeSlot>(slot)(self)));
}
Result<Object> wrap_contains(Object* self, AnySlot slot, const Arguments& arguments, const SlotRow&) {
    TRY(expect(arguments, 1));
    return to_bool(TRY(slot_as<ContainsSlot>(slot)(self, arguments[0])));
}
Result<Object> wrap_repeat(Object* self, AnySlot slot, const Arguments& arguments, const SlotRow&) {
    TRY(expect(arguments, 1));
    return slot_as<RepeatSlot>(slot)(self, TRY(to_size(arguments[0], &OverflowError)));
}
// Of items and of descriptors.
template <class Slot>
Result<Object> wrap_set(Object* self, AnySlot slot, const Arguments& arguments, const SlotRow&) {
    TRY(expect(arguments, 2));
    TRY(slot_as<Slot>(slot)(self, arguments[0], arguments[1]));
    return none();
}
template <class Slot>
Result<Object> wrap_delete(Object* self, AnySlot slot, const Arguments& arguments, const SlotRow&) {
    TRY(expect(arguments, 1));
    TRY(slot_as<Slot>(slot)(self, arguments[0], nullptr));
    return none();
}
Result<Object> wrap_get_attribute(Object* self, AnySlot slot, const Arguments& arguments, const SlotRow&) {
    TRY(expect(arguments, 1));
    Str* name = TRY(expect_name(arguments[0]));
    Ref<Object> found = TRY(slot_as<GetAttributeSlot>(slot)(self, name));
    if (!found) return raise_no_attribute(self, name);
    return found;
}

// object.__setattr__(instance, …) must not go round a built-in type's own __setattr__.
Result<void> check_set_attribute_allowed(Object* self, AnySlot slot, const char* what) {
    const Type* native = self->type;
    while (native != nullptr && native->has(TypeFlag::heap)) native = native->base;
    if (native != nullptr && native->slots.set_attribute != slot_as<SetAttributeSlot>(slot) &&
        native->slots.set_attribute != slot_calls::set_attribute) {
        return raise(TypeError, "can't apply this {} to {} object", what, type_name(self));
    }
    return {};
}

Result<Object> wrap_set_attribute(Object* self, AnySlot slot, const Arguments& arguments, const SlotRow&) {
    TRY(expect(arguments, 2));
    TRY(check_set_attribute_allowed(self, slot, "__setattr__"));
    TRY(slot_as<SetAttributeSlot>(slot)(self, TRY(expect_name(arguments[0])), arguments[1]));
    return none();
}
Result<Object> wrap_delete_attribute(Object* self, AnySlot slot, const Arguments& arguments, const SlotRow&) {
    TRY(expect(arguments, 1));
    TRY(check_set_attribute_allowed(self, slot, "__delattr__"));
    TRY(slot_as<SetAttributeSlot>(slot)(self, TRY(expect_name(arguments[0])), nullptr));
    return none();
}
Result<Object> wrap_compare(Object* self, AnySlot slot, const Arguments& arguments, const SlotRow& row) {
    TRY(expect(arguments, 1));
    return slot_as<CompareSlot>(slot)(self, arguments[0], static_cast<Comparison>(row.extra));
}
Result<Object> wrap_next(Object* self, AnySlot slot, const Arguments& arguments, const SlotRow&) {
    TRY(expect(arguments, 0));
    Ref<Object> item = TRY(slot_as<NextSlot>(slot)(self));
    if (!item) return raise_bare(StopIteration);
    return item;
}
Result<Object> wrap_descriptor_get(Object* self, AnySlot slot, const Arguments& arguments, const SlotRow&) {
    TRY(check_positional("", arguments, 1, 2));  // CPython names no function here
    Object* instance = is_none(arguments[0]) ? nullptr : arguments[0];
    Object* owner = arguments.positional == 2 && !is_none(arguments[1]) ? arguments[1] : nullptr;
    if (instance == nullptr && owner == nullptr) return raise(TypeError, "__get__(None, None) is invalid");
    return slot_as<DescriptorGetSlot>(slot)(self, instance, owner);
}
Result<Object> wrap_call(Object* self, AnySlot slot, const Arguments& arguments, const SlotRow&) {
    return slot_as<CallSlot>(slot)(self, arguments);
}
Result<Object> wrap_init(Object* self, AnySlot slot, const Arguments& arguments, const SlotRow&) {
    TRY(slot_as<InitSlot>(slot)(self, arguments));
    return none();
}
Result<Object> wrap_finalize(Object* self, AnySlot slot, const Arguments& arguments, const SlotRow&) {
    TRY(expect(arguments, 0));
    slot_as<FinalizeSlot>(slot)(self);
    return none();
}

// ---------------------------------------------------------------- the table

template <class Function>
AnySlot any(Function* function) {
    return reinterpret_cast<AnySlot>(function);
}

#define SLOT(field) offsetof(Slots, field)
#define UNARY(dunder, field, doc) \
    { &names::dunder, SLOT(field), any(slot_calls::unary<&names::dunder>), wrap_unary, "($self, /)", doc }

// What operators need to become rows: those with two operands, and power, which may be given a third.
template <class Slot>
struct OperatorForm;
template <>
struct OperatorForm<BinarySlot> {
    static constexpr auto wrap = wrap_binary, wrap_other_way_round = wrap_reflected;
    static constexpr const char* signature = "($self, value, /)";
    template <Str** name, Str** reflected, BinarySlot Slots::*slot>
    static constexpr BinarySlot call = slot_calls::binary<name, reflected, slot>;
    template <Str** name>
    static constexpr BinarySlot call_inplace = slot_calls::inplace<name>;
};
template <>
struct OperatorForm<TernarySlot> {
    static constexpr auto wrap = wrap_power, wrap_other_way_round = wrap_reflected_power;
    static constexpr const char* signature = "($self, value, mod=None, /)";
    template <Str** name, Str** reflected, TernarySlot Slots::*slot>
    static constexpr TernarySlot call = slot_calls::power;
    template <Str** name>
    static constexpr TernarySlot call_inplace = slot_calls::inplace_power;
};
template <auto slot>
using FormOf = OperatorForm<std::remove_reference_t<decltype(std::declval<Slots>().*slot)>>;

const SlotRow rows[] = {
    {&names::dunder_getattribute, SLOT(get_attribute), any(slot_calls::get_attribute), wrap_get_attribute,
     "($self, name, /)", "Looks an attribute up; every self.name comes through here."},
    {&names::dunder_getattr, SLOT(get_attribute), any(slot_calls::get_attribute), nullptr, nullptr, nullptr},
    {&names::dunder_setattr, SLOT(set_attribute), any(slot_calls::set_attribute), wrap_set_attribute,
     "($self, name, value, /)", "Does self.name = value."},
    {&names::dunder_delattr, SLOT(set_attribute), any(slot_calls::set_attribute), wrap_delete_attribute,
     "($self, name, /)", "Does del self.name."},
    {&names::dunder_repr, SLOT(repr), any(slot_calls::repr), wrap_unary, "($self, /)",
     "Writes self out for a programmer."},
    {&names::dunder_str, SLOT(str), any(slot_calls::str), wrap_unary, "($self, /)", "Writes self out for a reader."},
    {&names::dunder_hash, SLOT(hash), any(slot_calls::hash), wrap_hash, "($self, /)",
     "Condenses self to an int; equal objects must agree on it."},
    {&names::dunder_call, SLOT(call), any(slot_calls::call), wrap_call, "($self, /, *args, **kwargs)",
     "Runs self with the given arguments."},
#define COMPARISON(name, Node, symbol, method)                         \
    {&names::dunder_##method,  SLOT(compare),                          \
     any(slot_calls::compare), wrap_compare,                           \
     "($self, value, /)",      "Tells whether self " symbol " value.", \
     int(Comparison::name)},
#include "runtime/object/operators.def"
    {&names::dunder_iter, SLOT(iter), any(slot_calls::iter), wrap_unary, "($self, /)", "Starts a walk over the items."},
    {&names::dunder_next, SLOT(next), any(slot_calls::next), wrap_next, "($self, /)",
     "Gives the next item, or raises StopIteration behind the last."},
    {&names::dunder_get, SLOT(descriptor_get), any(slot_calls::descriptor_get), wrap_descriptor_get,
     "($self, instance, owner=None, /)", "Decides what instance.name gives where the class holds self as that name."},
    {&names::dunder_set, SLOT(descriptor_set), any(slot_calls::descriptor_set), wrap_set<DescriptorSetSlot>,
     "($self, instance, value, /)", "Decides what instance.name = value does where the class holds self as that name."},
    {&names::dunder_delete, SLOT(descriptor_set), any(slot_calls::descriptor_set), wrap_delete<DescriptorSetSlot>,
     "($self, instance, /)", "Decides what del instance.name does where the class holds self as that name."},
    {&names::dunder_init, SLOT(init), any(slot_calls::init), wrap_init, "($self, /, *args, **kwargs)",
     "Fills in a new object; it gets the arguments that the class was called with."},
    {&names::dunder_new, SLOT(new_), any(slot_calls::new_), nullptr, nullptr, nullptr},
    {&names::dunder_del, SLOT(finalize), any(slot_calls::finalize), wrap_finalize, "($self, /)", nullptr},
    {&names::dunder_await, SLOT(await), any(slot_calls::await), wrap_unary, "($self, /)",
     "Gives the iterator that `await` drives."},
    {&names::dunder_aiter, SLOT(async_iter), any(slot_calls::async_iter), wrap_unary, "($self, /)",
     "Starts a walk with `async for`."},
    {&names::dunder_anext, SLOT(async_next), any(slot_calls::async_next), wrap_unary, "($self, /)",
     "Gives an awaitable for the next item of an `async for`."},
#define BINARY_OPERATOR(name, Node, symbol, precedence, method, slot, inplace_slot)                        \
    {&names::dunder_##method,                                                                              \
     SLOT(slot),                                                                                           \
     any(FormOf<&Slots::slot>::call<&names::dunder_##method, &names::dunder_r##method, &Slots::slot>),     \
     FormOf<&Slots::slot>::wrap,                                                                           \
     FormOf<&Slots::slot>::signature,                                                                      \
     "Computes self " symbol " value."},                                                                   \
        {&names::dunder_r##method,                                                                         \
         SLOT(slot),                                                                                       \
         any(FormOf<&Slots::slot>::call<&names::dunder_##method, &names::dunder_r##method, &Slots::slot>), \
         FormOf<&Slots::slot>::wrap_other_way_round,                                                       \
         FormOf<&Slots::slot>::signature,                                                                  \
         "Computes value " symbol " self, when value itself knows no answer."},                            \
        {&names::dunder_i##method,                                                                         \
         SLOT(inplace_slot),                                                                               \
         any(FormOf<&Slots::slot>::call_inplace<&names::dunder_i##method>),                                \
         FormOf<&Slots::slot>::wrap,                                                                       \
         "($self, value, /)",                                                                              \
         "Does self " symbol "= value, in place where that works."},
#include "runtime/object/operators.def"
    {&names::dunder_divmod, SLOT(divmod),
     any(slot_calls::binary<&names::dunder_divmod, &names::dunder_rdivmod, &Slots::divmod>), wrap_binary,
     "($self, value, /)", "Divides self by value; gives the quotient and the remainder."},
    {&names::dunder_rdivmod, SLOT(divmod),
     any(slot_calls::binary<&names::dunder_divmod, &names::dunder_rdivmod, &Slots::divmod>), wrap_reflected,
     "($self, value, /)", "Divides value by self, when value itself knows no answer."},
    UNARY(dunder_neg, negative, "Computes -self."),
    UNARY(dunder_pos, positive, "Computes +self; for most numbers self as it is."),
    UNARY(dunder_abs, absolute, "Gives the distance from zero."),
    {&names::dunder_bool, SLOT(bool_), any(slot_calls::bool_), wrap_predicate, "($self, /)",
     "Tells whether self counts as true."},
    UNARY(dunder_invert, invert, "Computes ~self: all bits flipped."),
    UNARY(dunder_int, int_, "Cuts off what is behind the point."),
    UNARY(dunder_float, float_, "Gives the float nearest to self."),
    {&names::dunder_index, SLOT(index), any(slot_calls::index), wrap_unary, "($self, /)",
     "Gives the exact int that self stands for; slices and hex() ask so."},
    {&names::dunder_len, SLOT(length), any(slot_calls::length), wrap_length, "($self, /)", "Counts the items."},
    {&names::dunder_getitem, SLOT(get_item), any(slot_calls::get_item), wrap_binary, "($self, key, /)",
     "Gives what self holds under the key."},
    {&names::dunder_setitem, SLOT(set_item), any(slot_calls::set_item), wrap_set<SetItemSlot>, "($self, key, value, /)",
     "Does self[key] = value."},
    {&names::dunder_delitem, SLOT(set_item), any(slot_calls::set_item), wrap_delete<SetItemSlot>, "($self, key, /)",
     "Does del self[key]."},
    {&names::dunder_contains, SLOT(contains), any(slot_calls::contains), wrap_contains, "($self, key, /)",
     "Tells whether the key is in there."},
    // Sequences: the same dunder names over slots that have no Python form of their own.
    {&names::dunder_add, SLOT(concatenate), nullptr, wrap_binary, "($self, value, /)",
     "Joins self and value into a new sequence."},
    {&names::dunder_mul, SLOT(repeat), nullptr, wrap_repeat, "($self, value, /)", "Repeats the items value times."},
    {&names::dunder_rmul, SLOT(repeat), nullptr, wrap_repeat, "($self, value, /)", "Repeats the items value times."},
    {&names::dunder_iadd, SLOT(inplace_concatenate), nullptr, wrap_binary, "($self, value, /)",
     "Takes the items of value in at the end."},
    {&names::dunder_imul, SLOT(inplace_repeat), nullptr, wrap_repeat, "($self, value, /)",
     "Repeats the items in place."},
};

#undef SLOT
#undef UNARY

// ---------------------------------------------------------------- slots of heap types

// What `row` contributes to its slot in `type`: nothing, a built-in's own slot function, or the function that calls a
// method written in Python.
struct Contribution {
    AnySlot function = nullptr;
    bool from_python = false;
};

Contribution contribution_of(Type* type, const SlotRow& row) {
    Object* found = lookup_in_type(type, *row.name);
    if (found == nullptr) return {};
    if (is_exact<SlotWrapper>(found)) {
        auto* wrapper = cast<SlotWrapper>(found);
        bool same_slot = wrapper->row->offset == row.offset && wrapper->row->wrapper == row.wrapper;
        if (same_slot && is_subtype(type, wrapper->owner)) return {slot_at(wrapper->owner->slots, row.offset), false};
        if (row.python_function == nullptr) return {};
        // Instances of list join through a slot without a Python form: they keep it, and have no number's addition.
        bool without_form = wrapper->row->python_function == nullptr;
        if (without_form && slot_at(type->base->slots, wrapper->row->offset) != nullptr) return {};
    }
    if (row.name == &names::dunder_new) {
        // Whose __new__ it is does not count: the slot stays, also one that calls methods written in Python. So after
        // `del C.__new__` object.__new__ still minds arguments that __init__ takes.
        NewSlot present = type->slots.new_ != nullptr ? type->slots.new_ : type->base->slots.new_;
        if (native_new_owner(found) != nullptr) return {reinterpret_cast<AnySlot>(present), false};
    }
    if (row.name == &names::dunder_hash && is_none(found)) {
        return {reinterpret_cast<AnySlot>(&hash_not_implemented), false};
    }
    return {row.python_function, row.python_function != nullptr};
}

void set_slot(Type* type, std::size_t offset) {
    AnySlot chosen = nullptr;
    bool from_python = false;
    for (const SlotRow& row : rows) {
        if (row.offset != offset) continue;
        Contribution contribution = contribution_of(type, row);
        if (contribution.function == nullptr) continue;
        // Two different built-in functions under one slot: only the general function can serve both names.
        bool conflict =
            chosen != nullptr && chosen != contribution.function && !from_python && !contribution.from_python;
        if (contribution.from_python || conflict) {
            chosen = row.python_function;
            from_python = true;
        } else if (!from_python) {
            chosen = contribution.function;
        }
    }
    slot_at(type->slots, offset) = chosen;
}

// Slots without a dunder come from the type whose layout the instances have.
void copy_layout_slots(Type* type) {
    const Slots& base = type->base->slots;
    Slots& slots = type->slots;
    slots.deallocate = base.deallocate;
    slots.traverse = base.traverse;
    slots.clear = base.clear;
    slots.finalize = base.finalize;
    slots.send = base.send;
    slots.get_buffer = base.get_buffer;
    slots.release_buffer = base.release_buffer;
}

}  // namespace

void set_slots_from_dunders(Type* type) {
    copy_layout_slots(type);
    std::size_t done = SIZE_MAX;
    for (const SlotRow& row : rows) {
        if (row.offset == done) continue;  // rows of one slot mostly stand together
        done = row.offset;
        set_slot(type, row.offset);
    }
    if (type->slots.finalize == nullptr) type->slots.finalize = type->base->slots.finalize;
}

void update_slots_for_name(Type* type, Str* name) {
    for (const SlotRow& row : rows) {
        if (*row.name == name && type->has(TypeFlag::heap)) set_slot(type, row.offset);
    }
    Size position = 0;
    while (Ref<Type> derived = next_subclass(type, position)) {
        if (dict_get_name(type_dict(derived.get()), name) == nullptr) update_slots_for_name(derived.get(), name);
    }
}

void add_slot_wrappers(Type* type) {
    Slots own = type->spec->slots;
    for (const SlotRow& row : rows) {
        if (row.wrapper == nullptr || slot_at(own, row.offset) == nullptr) continue;
        if (dict_get_name(type->dict, *row.name) != nullptr) continue;
        if (row.name == &names::dunder_hash && own.hash == hash_not_implemented) {
            dict_set_name(type->dict, *row.name, &None);
            continue;
        }
        Ref<SlotWrapper> wrapper = create<SlotWrapper>(type, &row);
        dict_set_name(type->dict, *row.name, wrapper.get());
    }
    if (own.compare != nullptr && own.hash == nullptr && dict_get_name(type->dict, names::dunder_hash) == nullptr) {
        dict_set_name(type->dict, names::dunder_hash, &None);
    }
}

void inherit_slots(Type* type) {
    const Type* base = type->base;
    Slots& slots = type->slots;
    // __eq__ without __hash__ makes instances unhashable; both are inherited together or not at all.
    if (slots.compare != nullptr && slots.hash == nullptr) slots.hash = hash_not_implemented;
    NewSlot own_new = slots.new_;
    for (std::size_t offset = 0; offset < sizeof(Slots); offset += sizeof(AnySlot)) {
        AnySlot& slot = slot_at(slots, offset);
        if (slot == nullptr) slot = slot_at(const_cast<Slots&>(base->slots), offset);
    }
    // object.__new__ would make instances without the fields of a built-in type.
    if (own_new == nullptr && base == &object_type) slots.new_ = nullptr;
}

}  // namespace minipy
