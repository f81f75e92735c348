// SPDX-License-Identifier: MIT
// Subscripts, displays, unpacking, f-string pieces. CPython: Python/ceval.c. Next: ops_flow.hpp.
#pragma once

#include "runtime/containers/dict_access.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/containers/slice.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/int.hpp"
#include "vm/build_containers.hpp"
#include "vm/caches.hpp"
#include "vm/call_function_ex.hpp"
#include "vm/format_value.hpp"
#include "vm/machine.hpp"
#include "vm/ops_operators.hpp"
#include "vm/quicken.hpp"
#include "vm/unpack_sequence.hpp"

namespace minipy::ops {

// ---------------------------------------------------------------- subscripts

MINIPY_INLINE Next BINARY_SUBSCR(Machine& m, int) {
    m.save();
    Object *container = m.peek(2), *key = m.peek(1);
    if (counts_down(m.cache<CounterCache>()->counter)) specialize_binary_subscript(container, key, m.current);
    Object* result = OP_TRY(get_item(container, key)).release();
    replace_two(m, result);
    m.skip_caches(4);
    return Next::go;
}

// The position that a small int means in a sequence, or −1.
MINIPY_INLINE Size small_position(Object* key, Size length) {
    if (!is_exact<Int>(key) || !cast<Int>(key)->is_small()) return -1;
    Size index = cast<Int>(key)->small;
    if (index < 0) index += length;
    return index >= 0 && index < length ? index : -1;
}

template <class Sequence>
MINIPY_INLINE Next subscript_sequence(Machine& m, int operand) {
    Object* container = m.peek(2);
    if (!is_exact<Sequence>(container)) [[unlikely]]
        return despecialize(m.current), BINARY_SUBSCR(m, operand);
    auto* sequence = cast<Sequence>(container);
    Size index = small_position(m.peek(1), sequence->length);
    if (index < 0) [[unlikely]]
        return BINARY_SUBSCR(m, operand);
    Object* item = (*sequence)[index];
    incref(item);
    replace_two(m, item);
    m.skip_caches(4);
    return Next::go;
}
MINIPY_INLINE Next BINARY_SUBSCR_LIST(Machine& m, int operand) { return subscript_sequence<List>(m, operand); }
MINIPY_INLINE Next BINARY_SUBSCR_TUPLE(Machine& m, int operand) { return subscript_sequence<Tuple>(m, operand); }

MINIPY_INLINE Next BINARY_SUBSCR_STR(Machine& m, int operand) {
    Object* container = m.peek(2);
    if (!is_exact<Str>(container)) [[unlikely]]
        return despecialize(m.current), BINARY_SUBSCR(m, operand);
    auto* text = cast<Str>(container);
    Size index = small_position(m.peek(1), text->length);
    if (index < 0) [[unlikely]]
        return BINARY_SUBSCR(m, operand);
    replace_two(m, Str::from_code_point((*text)[index]).release());
    m.skip_caches(4);
    return Next::go;
}

MINIPY_INLINE Next BINARY_SUBSCR_DICT(Machine& m, int operand) {
    Object *container = m.peek(2), *key = m.peek(1);
    if (!is_exact<Dict>(container)) [[unlikely]]
        return despecialize(m.current), BINARY_SUBSCR(m, operand);
    m.save();
    Ref<Object> value = OP_TRY(dict_get(cast<Dict>(container), key));
    if (!value) [[unlikely]]
        return (void)raise_key_error(key), Next::raise;
    replace_two(m, value.release());
    m.skip_caches(4);
    return Next::go;
}

MINIPY_INLINE Next STORE_SUBSCR(Machine& m, int) {
    m.save();
    Object *value = m.peek(3), *container = m.peek(2), *key = m.peek(1);
    if (counts_down(m.cache<CounterCache>()->counter)) specialize_store_subscript(container, key, m.current);
    OP_TRY(set_item(container, key, value));
    m.sp -= 3;
    decref(value);
    decref(container);
    decref(key);
    m.skip_caches(1);
    return Next::go;
}

MINIPY_INLINE Next STORE_SUBSCR_LIST(Machine& m, int operand) {
    Object *container = m.peek(2), *key = m.peek(1);
    if (!is_exact<List>(container)) [[unlikely]]
        return despecialize(m.current), STORE_SUBSCR(m, operand);
    auto* list = cast<List>(container);
    Size index = small_position(key, list->length);
    if (index < 0) [[unlikely]]
        return STORE_SUBSCR(m, operand);
    Object* old = list->items[index];
    list->items[index] = m.peek(3);
    m.sp -= 3;
    m.skip_caches(1);
    m.drop(old);
    m.drop(container);
    m.drop(key);
    return Next::go;
}

MINIPY_INLINE Next STORE_SUBSCR_DICT(Machine& m, int operand) {
    Object *value = m.peek(3), *container = m.peek(2), *key = m.peek(1);
    if (!is_exact<Dict>(container)) [[unlikely]]
        return despecialize(m.current), STORE_SUBSCR(m, operand);
    m.save();
    OP_TRY(dict_set(cast<Dict>(container), key, value));
    m.sp -= 3;
    decref(value);
    decref(container);
    decref(key);
    m.skip_caches(1);
    return Next::go;
}

MINIPY_INLINE Next DELETE_SUBSCR(Machine& m, int) {
    m.save();
    OP_TRY(delete_item(m.peek(2), m.peek(1)));
    decref(m.pop());
    decref(m.pop());
    return Next::go;
}

// ---------------------------------------------------------------- displays

// The topmost items give way to what has been made of them.
MINIPY_INLINE Next replace_items(Machine& m, int count, Object* made) {
    for (int index = 0; index < count; ++index) decref(m.pop());
    m.push(made);
    return Next::go;
}

// The n topmost items leave the stack for a container that takes their references over.
template <auto from_stack>
MINIPY_INLINE Next items_to_container(Machine& m, int count) {
    m.save();
    Object* container = OP_TRY(from_stack(m.sp - count, count)).release();
    m.sp -= count;
    m.push(container);
    return Next::go;
}

MINIPY_INLINE Next BUILD_TUPLE(Machine& m, int operand) { return items_to_container<tuple_from_stack>(m, operand); }
MINIPY_INLINE Next BUILD_LIST(Machine& m, int operand) { return items_to_container<list_from_stack>(m, operand); }

MINIPY_INLINE Next BUILD_SET(Machine& m, int operand) {
    m.save();
    Object* set = OP_TRY(set_from_stack(m.sp - operand, operand)).release();
    return replace_items(m, operand, set);
}

MINIPY_INLINE Next BUILD_MAP(Machine& m, int operand) {
    m.save();
    Object* dict = OP_TRY(dict_from_stack(m.sp - 2 * operand, operand)).release();
    return replace_items(m, 2 * operand, dict);
}

MINIPY_INLINE Next BUILD_CONST_KEY_MAP(Machine& m, int operand) {
    m.save();
    Object* dict = OP_TRY(dict_from_keys(cast<Tuple>(m.top()), m.sp - 1 - operand, operand)).release();
    return replace_items(m, operand + 1, dict);
}

MINIPY_INLINE Next BUILD_STRING(Machine& m, int operand) {
    m.save();
    Object* text = OP_TRY(join_pieces(m.sp - operand, operand)).release();
    return replace_items(m, operand, text);
}

MINIPY_INLINE Next BUILD_SLICE(Machine& m, int operand) {
    Ref<Object> step = operand == 3 ? adopt(m.pop()) : none();
    Ref<Object> stop = adopt(m.pop());
    Ref<Object> start = adopt(m.pop());
    m.push(create<Slice>(std::move(start), std::move(stop), std::move(step)).release());
    return Next::go;
}

MINIPY_INLINE Next LIST_TO_TUPLE(Machine& m, int) {
    m.save();
    Object* list = m.top();
    m.set_top(OP_TRY(list_to_tuple(cast<List>(list))).release());
    decref(list);
    return Next::go;
}

MINIPY_INLINE Next LIST_APPEND(Machine& m, int operand) {
    m.save();
    Ref<Object> item = adopt(m.pop());
    return m.check(list_append(cast<List>(m.peek(operand)), std::move(item)));
}

MINIPY_INLINE Next SET_ADD(Machine& m, int operand) {
    m.save();
    Ref<Object> item = adopt(m.pop());
    return m.check(set_add(cast<Set>(m.peek(operand)), item.get()));
}

MINIPY_INLINE Next MAP_ADD(Machine& m, int operand) {
    m.save();
    Ref<Object> value = adopt(m.pop());
    Ref<Object> key = adopt(m.pop());
    return m.check(dict_set(cast<Dict>(m.peek(operand)), key.get(), value.get()));
}

MINIPY_INLINE Next LIST_EXTEND(Machine& m, int operand) {
    m.save();
    Ref<Object> iterable = adopt(m.pop());
    return m.check(extend_display(cast<List>(m.peek(operand)), iterable.get()));
}

MINIPY_INLINE Next SET_UPDATE(Machine& m, int operand) {
    m.save();
    Ref<Object> iterable = adopt(m.pop());
    return m.check(set_update(cast<Set>(m.peek(operand)), iterable.get()));
}

MINIPY_INLINE Next DICT_UPDATE(Machine& m, int operand) {
    m.save();
    Ref<Object> mapping = adopt(m.pop());
    return m.check(update_display(cast<Dict>(m.peek(operand)), mapping.get()));
}

MINIPY_INLINE Next DICT_MERGE(Machine& m, int operand) {
    m.save();
    Ref<Object> mapping = adopt(m.pop());
    return m.check(dict_merge_keywords(cast<Dict>(m.peek(operand)), mapping.get(), m.peek(operand + 2)));
}

MINIPY_INLINE Next FORMAT_VALUE(Machine& m, int operand) {
    m.save();
    Ref<Object> specification = (operand & 4) != 0 ? adopt(m.pop()) : nullptr;
    Ref<Object> value = adopt(m.pop());
    return m.push_result(format_value(value.get(), operand & 3, specification.get()));
}

// ---------------------------------------------------------------- unpacking

MINIPY_INLINE Next UNPACK_SEQUENCE(Machine& m, int operand) {
    m.save();
    Object* sequence = m.top();
    if (counts_down(m.cache<CounterCache>()->counter)) specialize_unpack_sequence(sequence, m.current, operand);
    m.sp -= 1;
    Ref<Object> kept = adopt(sequence);
    OP_TRY(unpack_sequence(sequence, operand, m.sp));
    m.sp += operand;
    m.skip_caches(1);
    return Next::go;
}

// The sequence on top of the stack gives way to its items, the first on top.
MINIPY_INLINE Next unpack_top(Machine& m, Object* const* items, int count) {
    Object* sequence = m.pop();
    for (int index = count; index-- > 0;) {
        incref(items[index]);
        m.push(items[index]);
    }
    m.drop(sequence);
    m.skip_caches(1);
    return Next::go;
}

MINIPY_INLINE Next UNPACK_SEQUENCE_TUPLE(Machine& m, int operand) {
    Object* sequence = m.top();
    bool fits = is_exact<Tuple>(sequence) && cast<Tuple>(sequence)->length == operand;
    if (!fits) [[unlikely]]
        return despecialize(m.current), UNPACK_SEQUENCE(m, operand);
    return unpack_top(m, cast<Tuple>(sequence)->items(), operand);
}

MINIPY_INLINE Next UNPACK_SEQUENCE_LIST(Machine& m, int operand) {
    Object* sequence = m.top();
    bool fits = is_exact<List>(sequence) && cast<List>(sequence)->length == operand;
    if (!fits) [[unlikely]]
        return despecialize(m.current), UNPACK_SEQUENCE(m, operand);
    return unpack_top(m, cast<List>(sequence)->items, operand);
}

MINIPY_INLINE Next UNPACK_EX(Machine& m, int operand) {
    m.save();
    Ref<Object> iterable = adopt(m.pop());
    int before = operand & 0xFF, after = operand >> 8;
    OP_TRY(unpack_with_star(iterable.get(), before, after, m.sp));
    m.sp += before + 1 + after;
    return Next::go;
}

MINIPY_INLINE Next GET_LEN(Machine& m, int) {
    m.save();
    m.push(Int::from(OP_TRY(length(m.top()))).release());
    return Next::go;
}

}  // namespace minipy::ops
