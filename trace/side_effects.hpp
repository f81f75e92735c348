// SPDX-License-Identifier: MIT
// What an instruction may do to objects that exist: how much must be looked at behind it. Python code that it runs is
// not meant, for its instructions are looked at themselves.
//
//      quiet       LOAD_FAST, POP_TOP, jumps, the specialised operators …
//      makes       BUILD_LIST, LOAD_ATTR, a + b …                      new objects, nothing else
//      changes     STORE_SUBSCR, STORE_ATTR, LIST_APPEND, xs.sort()    one object, of which it is known which
//      appends     xs.append()                                         a list, which has one more item
//      anything    a call of C++ code that is not known, an import
//
// Of a call, of `in`, of the next item it depends on what they work on.
//
// CPython: none. Next: side_effects.cpp, recording_loop.cpp.
#pragma once

#include <span>

#include "runtime/containers/list.hpp"
#include "runtime/object/object.hpp"
#include "trace/fingerprint.hpp"
#include "vm/threaded_loop.hpp"

namespace minipy::trace {

enum class SideEffect : std::uint8_t { quiet, makes, changes, appends, anything };

// Of a call of `callable` with these arguments, the first of which is self, if it is a method. `changes`: the first.
SideEffect side_effect_of_call(Object* callable, std::span<Object* const> arguments);
// Of an iterator's next item; of going through all items; of `in`, which goes through what has no way of its own.
SideEffect side_effect_of_next(Object* iterator);
SideEffect side_effect_of_walk(const Object* items);
inline SideEffect side_effect_of_search(const Object* container) {
    const Type* type = container->type;
    bool is_quiet = type->has(TypeFlag::heap) ? type->layout == &object_type : type->slots.contains != nullptr;
    return is_quiet ? SideEffect::makes : SideEffect::anything;
}

// It depends on what it works on.
constexpr bool depends_on_operands(int number) {
    using enum Opcode;
    auto opcode = Opcode(generic_opcode(number));
    return opcode == CALL || opcode == CONTAINS_OP || opcode == LIST_EXTEND || opcode == SET_UPDATE ||
           opcode == DICT_UPDATE ||
           (opcode == FOR_ITER && (number == int(opcode) || number == int(Special::FOR_ITER_GENERATOR)));
}

// Of a handler (see threaded_loop.hpp): the most that is possible, if it depends on operands.
constexpr SideEffect side_effect_of(int number) {
    using enum Opcode;
    using enum SideEffect;
    auto opcode = Opcode(generic_opcode(number));
    bool is_special = number != int(opcode);
    switch (opcode) {
        case NOP:
        case POP_TOP:
        case PUSH_NULL:
        case SWAP:
        case COPY:
        case LOAD_CONST:
        case LOAD_FAST:
        case STORE_FAST:
        case DELETE_FAST:
        case LOAD_GLOBAL:
        case LOAD_NAME:
        case LOAD_DEREF:
        case LOAD_CLOSURE:
        case LOAD_CLASSDEREF:
        case IS_OP:
        case UNARY_NOT:
        case JUMP_FORWARD:
        case JUMP_BACKWARD:
        case JUMP_BACKWARD_NO_INTERRUPT:
        case POP_JUMP_FORWARD_IF_NONE:
        case POP_JUMP_FORWARD_IF_NOT_NONE:
        case POP_JUMP_BACKWARD_IF_NONE:
        case POP_JUMP_BACKWARD_IF_NOT_NONE:
        case POP_JUMP_FORWARD_IF_FALSE:
        case POP_JUMP_FORWARD_IF_TRUE:
        case POP_JUMP_BACKWARD_IF_FALSE:
        case POP_JUMP_BACKWARD_IF_TRUE:
        case JUMP_IF_FALSE_OR_POP:
        case JUMP_IF_TRUE_OR_POP:
        case PRECALL:
        case KW_NAMES:
        case RESUME:
        case LOAD_ASSERTION_ERROR:
        case LOAD_BUILD_CLASS: return quiet;

        case COMPARE_OP:
        case LOAD_ATTR:
        case LOAD_METHOD: return is_special ? quiet : makes;
        case FOR_ITER: return is_special && number != int(Special::FOR_ITER_GENERATOR) ? quiet : anything;
        case BINARY_OP: return is_special ? quiet : changes;
        case BINARY_SUBSCR: return is_special ? quiet : changes;
        case UNPACK_SEQUENCE: return is_special ? quiet : anything;

        case UNARY_POSITIVE:
        case UNARY_NEGATIVE:
        case UNARY_INVERT:
        case LIST_TO_TUPLE:
        case BUILD_TUPLE:
        case BUILD_LIST:
        case BUILD_SET:
        case BUILD_MAP:
        case BUILD_CONST_KEY_MAP:
        case BUILD_SLICE:
        case BUILD_STRING:
        case FORMAT_VALUE:
        case MAKE_FUNCTION:
        case MAKE_CELL:
        case COPY_FREE_VARS:
        case GET_ITER:
        case GET_YIELD_FROM_ITER:
        case GET_LEN:
        case MATCH_CLASS:
        case MATCH_KEYS:
        case MATCH_MAPPING:
        case MATCH_SEQUENCE:
        case PUSH_EXC_INFO:
        case POP_EXCEPT:
        case CHECK_EXC_MATCH: return makes;

        case STORE_SUBSCR:
        case DELETE_SUBSCR:
        case STORE_ATTR:
        case DELETE_ATTR:
        case LIST_APPEND:
        case SET_ADD:
        case MAP_ADD:
        case STORE_DEREF:
        case DELETE_DEREF:
        case STORE_NAME:
        case DELETE_NAME:
        case STORE_GLOBAL:
        case DELETE_GLOBAL: return changes;
        default: return anything;
    }
}

// What it changes; null: nothing.
template <Opcode opcode>
MINIPY_INLINE Object* changed_by(const Machine& m, int operand) {
    using enum Opcode;
    if constexpr (opcode == STORE_SUBSCR || opcode == DELETE_SUBSCR) {
        return m.peek(2);
    } else if constexpr (opcode == BINARY_OP) {
        return operand >= binary_operator_count ? m.peek(2) : nullptr;
    } else if constexpr (opcode == BINARY_SUBSCR) {
        Object* container = m.peek(2);  // may have a __missing__
        bool is_plain = is_exact<List>(container) || is_exact<Tuple>(container) || is_exact<Dict>(container);
        return is_plain ? nullptr : container;
    } else if constexpr (opcode == STORE_ATTR || opcode == DELETE_ATTR) {
        return m.peek(1);
    } else if constexpr (opcode == LIST_APPEND || opcode == SET_ADD) {
        return m.peek(operand + 1);
    } else if constexpr (opcode == MAP_ADD) {
        return m.peek(operand + 2);
    } else if constexpr (opcode == STORE_DEREF || opcode == DELETE_DEREF) {
        return m.locals[operand];
    } else if constexpr (opcode == STORE_NAME || opcode == DELETE_NAME) {
        return m.frame->namespace_;
    } else if constexpr (opcode == STORE_GLOBAL || opcode == DELETE_GLOBAL) {
        return m.frame->globals;
    } else {
        return nullptr;
    }
}

// Which part of that, see ShownParts::part_of(), before it runs, in whatever form.
template <int number>
MINIPY_INLINE Size part_changed_by(const Machine& m, int operand) {
    constexpr auto opcode = Opcode(generic_opcode(number));
    if constexpr (opcode == Opcode::STORE_ATTR) {
        Type* type = m.peek(1)->type;
        if constexpr (number == int(Special::STORE_ATTR_INSTANCE)) {
            auto* cache = m.cache<AttributeCache>();
            if (type->version == cache->version.get()) return cache->index;
        }
        return attribute_form(type, m.name(operand)).store;
    }
    constexpr bool stores = opcode == Opcode::STORE_SUBSCR, appends = opcode == Opcode::LIST_APPEND;
    if constexpr (stores || appends) {
        Object* object = m.peek(stores ? 2 : operand + 1);
        if (!is_exact<List>(object)) return any_part;
        Size length = cast<List>(object)->length;
        return stores ? ops::small_position(m.peek(1), length) : length;
    }
    return any_part;
}

}  // namespace minipy::trace
