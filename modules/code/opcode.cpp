// SPDX-License-Identifier: MIT
// Module _opcode: what an instruction does to the stack's depth. CPython: Modules/_opcode.c.
#include "runtime/bytecode/opcode.hpp"

#include <algorithm>

#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

namespace {

constexpr int first_with_operand = 90;  // dis.HAVE_ARGUMENT

Result<Size> stack_effect(int opcode, Object* oparg, Object* jump) {
    std::int64_t operand = 0;
    if (opcode >= first_with_operand) {
        if (is_none(oparg)) return raise(ValueError, "stack_effect: opcode requires oparg but oparg was not specified");
        operand = TRY(to_int64(oparg));
    } else if (!is_none(oparg)) {
        return raise(ValueError, "stack_effect: opcode does not permit oparg but oparg was specified");
    }
    if (!is_none(jump) && jump != &True && jump != &False)
        return raise(ValueError, "stack_effect: jump must be False, True or None");
    if (opcode < 0 || opcode > 255 || opcode_info(std::uint8_t(opcode)) == nullptr)
        return raise(ValueError, "invalid opcode or oparg");
    auto instruction = static_cast<Opcode>(opcode);
    std::int64_t staying = reported_stack_effect(instruction, operand, Jump::not_taken);
    std::int64_t jumping = reported_stack_effect(instruction, operand, Jump::taken);
    return Size(is_none(jump) ? std::max(staying, jumping) : jump == &True ? jumping : staying);
}

// CPython answers None too, unless it was built to count.
Result<Object> get_specialization_stats() { return none(); }

const Method functions[] = {
    {"stack_effect(opcode, oparg=None, /, *, jump=None)", bind<stack_effect>,
     "Tells by how many values an instruction makes the stack longer or, if negative, shorter."},
    {"get_specialization_stats()", bind<get_specialization_stats>, "Gives None: nothing is counted here."},
};

}  // namespace

extern const ModuleSpec opcode_module = {
    .name = "_opcode",
    .doc = "What the compiler knows about instructions.",
    .functions = functions,
};

}  // namespace minipy
