// SPDX-License-Identifier: MIT
// Specialisation: which form fits which operands, and what its cache must hold. quicken.hpp has the idea.
#include "vm/quicken.hpp"

#include <array>
#include <vector>

#include "runtime/bytecode/opcode.hpp"
#include "runtime/containers/dict_access.hpp"
#include "runtime/containers/range.hpp"
#include "runtime/containers/sequence_iterators.hpp"
#include "runtime/functions/descriptors.hpp"
#include "runtime/functions/method.hpp"
#include "runtime/functions/native_function.hpp"
#include "runtime/generators/generator.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/types/instance.hpp"
#include "runtime/types/super.hpp"
#include "vm/verify.hpp"

namespace minipy {

namespace {

// For each opcode number, the generic form: itself unless it is a specialised one.
constexpr std::array<std::uint8_t, 256> make_generic_table() {
    std::array<std::uint8_t, 256> table{};
    for (int number = 0; number < 256; ++number) table[std::size_t(number)] = static_cast<std::uint8_t>(number);
#define SPECIALIZED(name, number, generic, sentence) table[number] = static_cast<std::uint8_t>(Opcode::generic);
#include "vm/specialized.def"
#undef SPECIALIZED
    return table;
}
constexpr auto generic_table = make_generic_table();

template <class Cache>
Cache* cache_of(const CodeUnit* instruction) {
    return reinterpret_cast<Cache*>(const_cast<CodeUnit*>(instruction + 1));
}

bool is(const CodeUnit& unit, Opcode opcode) { return unit.opcode == static_cast<std::uint8_t>(opcode); }

// ---------------------------------------------------------------- fusing

// A pair that runs as one instruction. The second one stays in place: a jump to it still works.
bool fuse_pair(CodeUnit& first, const CodeUnit& second) {
    if (is(first, Opcode::LOAD_FAST) && is(second, Opcode::LOAD_FAST))
        set_opcode(&first, Special::LOAD_FAST__LOAD_FAST);
    else if (is(first, Opcode::LOAD_FAST) && is(second, Opcode::LOAD_CONST))
        set_opcode(&first, Special::LOAD_FAST__LOAD_CONST);
    else if (is(first, Opcode::STORE_FAST) && is(second, Opcode::LOAD_FAST))
        set_opcode(&first, Special::STORE_FAST__LOAD_FAST);
    else if (is(first, Opcode::STORE_FAST) && is(second, Opcode::STORE_FAST))
        set_opcode(&first, Special::STORE_FAST__STORE_FAST);
    else return false;
    return true;
}

// Chooses what may run as one: instructions are added in order.
class Fuser {
public:
    void add(CodeUnit& unit, bool has_prefix) {
        if (has_prefix || is(unit, Opcode::EXTENDED_ARG)) {
            flush();
            return;
        }
        if (int loads = loads_in_front(unit)) {
            cache_of<CounterCache>(&unit)->counter |= static_cast<std::uint16_t>(loads << loads_shift);
            if (loads == 2) fuse_pair(*waiting_[waiting_.size() - 2], *waiting_.back());
            waiting_.resize(waiting_.size() - static_cast<std::size_t>(loads));
            flush();
        } else if (is(unit, Opcode::LOAD_FAST) || is(unit, Opcode::LOAD_CONST) || is(unit, Opcode::STORE_FAST)) {
            waiting_.push_back(&unit);
        } else {
            flush();
        }
    }
    void finish() { flush(); }

private:
    int loads_in_front(const CodeUnit& unit) const {
        bool is_operator =
            is(unit, Opcode::BINARY_OP) || is(unit, Opcode::COMPARE_OP) || is(unit, Opcode::BINARY_SUBSCR);
        if (waiting_.empty() || is(*waiting_.back(), Opcode::STORE_FAST)) return 0;
        if (is(unit, Opcode::LOAD_ATTR)) return is(*waiting_.back(), Opcode::LOAD_FAST) ? 1 : 0;
        if (!is_operator) return 0;
        return waiting_.size() >= 2 && is(*waiting_[waiting_.size() - 2], Opcode::LOAD_FAST) ? 2 : 1;
    }

    // Those that no operator has taken become pairs.
    void flush() {
        std::size_t index = 0;
        while (index + 1 < waiting_.size()) index += fuse_pair(*waiting_[index], *waiting_[index + 1]) ? 2 : 1;
        waiting_.clear();
    }

    std::vector<CodeUnit*> waiting_;  // loads and stores directly in front, without prefixes
};

// The forms that an operator and the loads in front of it become, when the operator has the form `form`.
struct FusedForms {
    Special form, fast_fast, fast_const, stack_fast, stack_const;
};
constexpr FusedForms fused_forms[] = {
#define SPECIALIZED(name, number, generic, sentence)
#define FUSED(name, form, number)                                                                         \
    {Special::form, Special::FAST_FAST__##name, Special::FAST_CONST__##name, Special::STACK_FAST__##name, \
     Special::STACK_CONST__##name},
#include "vm/specialized.def"
#undef SPECIALIZED
};

std::uint8_t generic_opcode(const CodeUnit* unit) { return generic_table[unit->opcode]; }
bool loads_fast(const CodeUnit* unit) { return generic_opcode(unit) == static_cast<std::uint8_t>(Opcode::LOAD_FAST); }

// Null: there is none.
const FusedForms* fused_forms_of(Special form) {
    for (const FusedForms& row : fused_forms) {
        if (row.form == form) return &row;
    }
    return nullptr;
}

// An operator takes a form; so do the loads in front of it.
void set_form(const CodeUnit* instruction, Special form) {
    set_opcode(instruction, form);
    int loads = cache_of<CounterCache>(instruction)->counter >> loads_shift;
    if (loads == 0) return;
    const CodeUnit* first = instruction - loads;
    const FusedForms* forms = fused_forms_of(form);
    if (form == Special::LOAD_ATTR_INSTANCE) {
        set_opcode(first, Special::FAST__LOAD_ATTR_INSTANCE);
    } else if (forms == nullptr) {
        const_cast<CodeUnit*>(first)->opcode = generic_opcode(first);
    } else if (loads == 2) {
        set_opcode(first, loads_fast(first + 1) ? forms->fast_fast : forms->fast_const);
    } else {
        set_opcode(first, loads_fast(first) ? forms->stack_fast : forms->stack_const);
    }
}

}  // namespace

Result<void> prepare_executable(Code* code) {
    TRY(verify(*code));
    auto* units = heap::allocate_array<CodeUnit>(std::size_t(code->unit_count));
    if (units == nullptr) return raise_no_memory();
    std::memcpy(static_cast<void*>(units), code->units(), std::size_t(code->unit_count) * sizeof(CodeUnit));
    Fuser fuser;
    bool has_prefix = false;
    for (int index = 0; index < code->unit_count;) {
        CodeUnit& unit = units[index];
        int caches = caches_of(unit.opcode);
        // Cache units start empty whatever the file held.
        for (int cache = 1; cache <= caches && index + cache < code->unit_count; ++cache) units[index + cache] = {};
        if (caches > 0 && index + 1 < code->unit_count) cache_of<CounterCache>(&unit)->counter = first_warmup;
        fuser.add(unit, has_prefix);
        has_prefix = is(unit, Opcode::EXTENDED_ARG);
        if (is(unit, Opcode::RESUME) && code->first_traceable == 0) code->first_traceable = index;
        index += 1 + caches;
    }
    fuser.finish();
    code->executable = units;
    return {};
}

void despecialize(const CodeUnit* instruction) {
    auto* unit = const_cast<CodeUnit*>(instruction);
    unit->opcode = generic_table[unit->opcode];
    back_off(instruction);
}

void back_off(const CodeUnit* instruction) {
    if (caches_of(generic_opcode(instruction)) == 0) return;
    std::uint16_t& counter = cache_of<CounterCache>(instruction)->counter;
    counter = static_cast<std::uint16_t>((counter & ~counter_mask) | later_warmup);
}

// ---------------------------------------------------------------- names and attributes

void specialize_load_global(Frame* frame, const CodeUnit* instruction, int operand) {
    auto* cache = cache_of<GlobalCache>(instruction);
    Str* name = cast<Str>((*frame->code->parts.names)[operand >> 1]);
    back_off(instruction);
    if (!is_exact<Dict>(frame->globals) || !is_exact<Dict>(frame->builtins)) return;
    DictKeys* globals = frame->globals->keys;
    DictKeys* builtins = cast<Dict>(frame->builtins)->keys;
    if (globals->kind != KeysKind::str || builtins->kind != KeysKind::str) return;
    std::uint32_t globals_version = dict_keys_version(frame->globals);
    if (globals_version == 0) return;
    Size entry = find_name(globals, name);
    if (entry >= 0 && entry <= UINT16_MAX) {
        cache->index = static_cast<std::uint16_t>(entry);
        cache->globals_version.set(globals_version);
        set_opcode(instruction, Special::LOAD_GLOBAL_MODULE);
        return;
    }
    entry = entry < 0 ? find_name(builtins, name) : -1;
    std::uint32_t builtins_version = dict_keys_version(cast<Dict>(frame->builtins));
    if (entry < 0 || entry > UINT16_MAX || builtins_version == 0 || builtins_version > UINT16_MAX) return;
    cache->index = static_cast<std::uint16_t>(entry);
    cache->globals_version.set(globals_version);
    cache->builtins_version = static_cast<std::uint16_t>(builtins_version);
    set_opcode(instruction, Special::LOAD_GLOBAL_BUILTIN);
}

namespace {

// A plain instance attribute of `owner` that sits inline: its position, or −1.
Size inline_position(Object* owner, Str* name) {
    if (!has_inline_values(owner)) return -1;
    Size position = shared_key_position(owner->type, name);
    return position < inline_values(owner)->capacity ? position : -1;
}

// The offset of a __slots__ member in instances of `type`; 0 when the descriptor is none. A class can borrow the
// descriptor of another one, whose instances look different.
Size slot_offset(const Type* type, Object* descriptor) {
    if (!is_exact<MemberDescriptor>(descriptor)) return 0;
    auto* member = cast<MemberDescriptor>(descriptor);
    if (!is_subtype(type, member->owner.get())) return 0;
    bool plain = member->kind == MemberKind::object_or_error && member->access == MemberAccess::read_write;
    return plain && member->offset > 0 && member->offset <= UINT16_MAX ? member->offset : 0;
}

bool set_attribute_cache(const CodeUnit* instruction, std::uint32_t version, Size index, Special form) {
    if (version == 0 || index < 0 || index > UINT16_MAX) return false;
    auto* cache = cache_of<AttributeCache>(instruction);
    cache->version.set(version);
    cache->index = static_cast<std::uint16_t>(index);
    set_form(instruction, form);
    return true;
}

// An attribute that the instance itself has: inline, or in a slot.
void specialize_own_attribute(Object* owner, const CodeUnit* instruction, Str* name, Special inlined, Special slot) {
    Type* type = owner->type;
    Object* on_type = lookup_in_type(type, name);
    if (stays_hidden(on_type)) {
        set_attribute_cache(instruction, type_version(type), inline_position(owner, name), inlined);
    } else if (Size offset = slot_offset(type, on_type)) {
        set_attribute_cache(instruction, type_version(type), offset, slot);
    }
}

}  // namespace

void specialize_load_attribute(Object* owner, const CodeUnit* instruction, Str* name) {
    back_off(instruction);
    Type* type = owner->type;
    if (is_exact<Module>(owner)) {
        auto* module = cast<Module>(owner);
        if (module->dict->keys->kind != KeysKind::str || lookup_in_type(type, name) != nullptr) return;
        set_attribute_cache(instruction, dict_keys_version(module->dict.get()), find_name(module->dict->keys, name),
                            Special::LOAD_ATTR_MODULE);
        return;
    }
    if (type->slots.get_attribute == generic_get_attribute)
        specialize_own_attribute(owner, instruction, name, Special::LOAD_ATTR_INSTANCE, Special::LOAD_ATTR_SLOT);
}

void specialize_store_attribute(Object* owner, const CodeUnit* instruction, Str* name) {
    back_off(instruction);
    if (owner->type->slots.set_attribute == generic_set_attribute)
        specialize_own_attribute(owner, instruction, name, Special::STORE_ATTR_INSTANCE, Special::STORE_ATTR_SLOT);
}

void specialize_load_method(Object* owner, const CodeUnit* instruction, Str* name) {
    back_off(instruction);
    auto* cache = cache_of<MethodCache>(instruction);
    Type* type = owner->type;
    if (is_exact<Module>(owner)) {
        auto* module = cast<Module>(owner);
        if (module->dict->keys->kind != KeysKind::str || lookup_in_type(type, name) != nullptr) return;
        Size entry = find_name(module->dict->keys, name);
        std::uint32_t version = dict_keys_version(module->dict.get());
        if (entry < 0 || entry > UINT16_MAX || version == 0) return;
        cache->keys_version.set(version);
        cache->index = static_cast<std::uint16_t>(entry);
        set_opcode(instruction, Special::LOAD_METHOD_MODULE);
        return;
    }
    if (type->slots.get_attribute != generic_get_attribute) return;
    Object* method = lookup_in_type(type, name);
    if (method == nullptr || !method->type->has(TypeFlag::method_descriptor)) return;
    std::uint32_t version = type_version(type);
    if (version == 0) return;
    // An instance attribute of this name would hide the method. Inline instances: it must not be among the shared names
    // (a new shared name changes the keys' version). Others must have no dict.
    std::uint32_t keys_version = 0;
    if (type->has(TypeFlag::inline_values)) {
        if (!has_inline_values(owner) || shared_key_position(type, name) >= 0) return;
        keys_version = 1 + std::uint32_t(type->shared_keys->entry_count);
    } else if (has_instance_dict(owner)) {
        return;
    }
    cache->version.set(version);
    cache->keys_version.set(keys_version);
    cache->method.set(method);
    set_opcode(instruction, Special::LOAD_METHOD_TYPE);
}

// ---------------------------------------------------------------- operators and items

namespace {

bool both_small_ints(Object* left, Object* right) {
    return is_exact<Int>(left) && is_exact<Int>(right) && cast<Int>(left)->is_small() && cast<Int>(right)->is_small();
}
bool both_floats(Object* left, Object* right) { return is_exact<Float>(left) && is_exact<Float>(right); }

}  // namespace

void specialize_binary_op(Object* left, Object* right, const CodeUnit* instruction, int operand) {
    back_off(instruction);
    auto operation = static_cast<BinaryOperator>(operand % binary_operator_count);
    if (both_small_ints(left, right)) {
        switch (operation) {
            case BinaryOperator::add: set_form(instruction, Special::BINARY_OP_ADD_INT); break;
            case BinaryOperator::subtract: set_form(instruction, Special::BINARY_OP_SUBTRACT_INT); break;
            case BinaryOperator::multiply: set_form(instruction, Special::BINARY_OP_MULTIPLY_INT); break;
            case BinaryOperator::floor_divide:
            case BinaryOperator::remainder:
            case BinaryOperator::and_:
            case BinaryOperator::or_:
            case BinaryOperator::xor_:
            case BinaryOperator::rshift: set_form(instruction, Special::BINARY_OP_INT); break;
            default: break;
        }
    } else if (both_floats(left, right)) {
        switch (operation) {
            case BinaryOperator::add: set_form(instruction, Special::BINARY_OP_ADD_FLOAT); break;
            case BinaryOperator::subtract: set_form(instruction, Special::BINARY_OP_SUBTRACT_FLOAT); break;
            case BinaryOperator::multiply: set_form(instruction, Special::BINARY_OP_MULTIPLY_FLOAT); break;
            default: break;
        }
    } else if (operation == BinaryOperator::add && is_exact<Str>(left) && is_exact<Str>(right)) {
        set_form(instruction, Special::BINARY_OP_ADD_STR);
    }
}

namespace {

// False: no conditional jump follows the comparison, or one that goes too far for a single operand.
bool set_jump_cache(const CodeUnit* comparison) {
    const CodeUnit* jump = comparison + 1 + caches_of(Opcode::COMPARE_OP);
    int distance = jump->operand;
    switch (static_cast<Opcode>(jump->opcode)) {
        case Opcode::POP_JUMP_FORWARD_IF_FALSE: distance = 2 * distance; break;
        case Opcode::POP_JUMP_FORWARD_IF_TRUE: distance = 2 * distance | 1; break;
        case Opcode::POP_JUMP_BACKWARD_IF_FALSE: distance = -2 * distance; break;
        case Opcode::POP_JUMP_BACKWARD_IF_TRUE: distance = -2 * distance | 1; break;
        default: return false;
    }
    cache_of<CompareJumpCache>(comparison)->jump = static_cast<std::int16_t>(distance);
    return true;
}

}  // namespace

void specialize_compare_op(Object* left, Object* right, const CodeUnit* instruction, int operand) {
    back_off(instruction);
    auto operation = static_cast<Comparison>(operand);
    bool equality = operation == Comparison::equal || operation == Comparison::not_equal;
    bool jumps = set_jump_cache(instruction);
    if (both_small_ints(left, right))
        set_form(instruction, jumps ? Special::COMPARE_OP_INT_JUMP : Special::COMPARE_OP_INT);
    else if (both_floats(left, right))
        set_form(instruction, jumps ? Special::COMPARE_OP_FLOAT_JUMP : Special::COMPARE_OP_FLOAT);
    else if (equality && is_exact<Str>(left) && is_exact<Str>(right))
        set_form(instruction, jumps ? Special::COMPARE_OP_STR_JUMP : Special::COMPARE_OP_STR);
}

void specialize_binary_subscript(Object* container, Object* key, const CodeUnit* instruction) {
    back_off(instruction);
    if (is_exact<List>(container) && is_exact<Int>(key)) set_form(instruction, Special::BINARY_SUBSCR_LIST);
    else if (is_exact<Tuple>(container) && is_exact<Int>(key)) set_form(instruction, Special::BINARY_SUBSCR_TUPLE);
    else if (is_exact<Str>(container) && is_exact<Int>(key)) set_form(instruction, Special::BINARY_SUBSCR_STR);
    else if (is_exact<Dict>(container)) set_form(instruction, Special::BINARY_SUBSCR_DICT);
}

void specialize_store_subscript(Object* container, Object* key, const CodeUnit* instruction) {
    back_off(instruction);
    if (is_exact<List>(container) && is_exact<Int>(key)) set_opcode(instruction, Special::STORE_SUBSCR_LIST);
    else if (is_exact<Dict>(container)) set_opcode(instruction, Special::STORE_SUBSCR_DICT);
}

// FOR_ITER has no cache and no counter: its form is chosen at the first run.
void specialize_for_iter(Object* iterator, const CodeUnit* instruction) {
    bool stores = generic_opcode(instruction + 1) == static_cast<std::uint8_t>(Opcode::STORE_FAST);
    if (is_exact<RangeIterator>(iterator))
        set_opcode(instruction, stores ? Special::FOR_ITER_RANGE__STORE_FAST : Special::FOR_ITER_RANGE);
    else if (is_exact<ListIterator>(iterator))
        set_opcode(instruction, stores ? Special::FOR_ITER_LIST__STORE_FAST : Special::FOR_ITER_LIST);
    else if (is_exact<TupleIterator>(iterator)) set_opcode(instruction, Special::FOR_ITER_TUPLE);
    else if (is_exact<Generator>(iterator)) set_opcode(instruction, Special::FOR_ITER_GENERATOR);
}

void specialize_unpack_sequence(Object* sequence, const CodeUnit* instruction, int count) {
    back_off(instruction);
    if (is_exact<Tuple>(sequence) && cast<Tuple>(sequence)->length == count) {
        set_opcode(instruction, Special::UNPACK_SEQUENCE_TUPLE);
    } else if (is_exact<List>(sequence) && cast<List>(sequence)->length == count) {
        set_opcode(instruction, Special::UNPACK_SEQUENCE_LIST);
    }
}

// ---------------------------------------------------------------- calls

void specialize_call(Object* callable, const CodeUnit* instruction, Size argument_count, bool has_keywords) {
    back_off(instruction);
    if (has_keywords) return;
    if (is_exact<Function>(callable)) {
        auto* function = cast<Function>(callable);
        const CodeParts& parts = function->code.borrow()->parts;
        bool simple = (parts.flags & (code_varargs | code_varkeywords | code_optimized)) == code_optimized &&
                      parts.keyword_only_count == 0 && parts.argument_count == argument_count;
        std::uint32_t version = simple ? function_version(function) : 0;
        if (version == 0) return;
        cache_of<CallCache>(instruction)->version.set(version);
        set_opcode(instruction, Special::CALL_PYTHON);
    } else if (is_exact<MethodDescriptor>(callable)) {
        set_opcode(instruction, Special::CALL_METHOD_DESCRIPTOR);
    } else if (is_exact<NativeFunction>(callable)) {
        set_opcode(instruction, Special::CALL_NATIVE);
    }
}

}  // namespace minipy
