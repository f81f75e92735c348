// SPDX-License-Identifier: MIT
// bool: the two ints True and False, and &, | and ^ that stay among them. CPython: Objects/boolobject.c.
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

namespace {

Result<Object> bool_new(Type*, const Arguments& arguments) {
    TRY(check_no_keywords("bool", arguments));
    TRY(check_positional("bool", arguments, 0, 1));
    return to_bool(arguments.positional > 0 && TRY(is_true(arguments[0])));
}

Result<Object> bool_repr(Object* self) { return Str::from_ascii(self == &True ? "True" : "False"); }

template <BinarySlot Slots::*int_slot, class Operation>
Result<Object> logical(Object* left, Object* right) {
    if (!is_exact<Bool>(left) || !is_exact<Bool>(right))
        return call_slot(Int::type_object.slots.*int_slot, left, right);
    return to_bool(Operation()(left == &True, right == &True));
}

struct And {
    bool operator()(bool left, bool right) const { return left && right; }
};
struct Or {
    bool operator()(bool left, bool right) const { return left || right; }
};
struct Xor {
    bool operator()(bool left, bool right) const { return left != right; }
};

const TypeSpec bool_spec = {
    .name = "bool",
    .doc =
        "A truth value. There are just two, True and False, which count as 1 and 0 in arithmetic; no class can derive "
        "from bool.",
    .size = sizeof(Bool),
    .item_size = sizeof(mp_limb_t),
    .flags = TypeFlag::int_subclass | TypeFlag::match_self,
    .base = &Int::type_object,
    .slots = {.new_ = bool_new,
              .repr = bool_repr,
              .and_ = logical<&Slots::and_, And>,
              .xor_ = logical<&Slots::xor_, Xor>,
              .or_ = logical<&Slots::or_, Or>},
};

}  // namespace

Type Bool::type_object(bool_spec);

}  // namespace minipy
