// SPDX-License-Identifier: MIT
// Attributes and methods. CPython: Python/ceval.c. Next: ops_containers.hpp.
#pragma once

#include "runtime/kernel/attributes.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/types/instance.hpp"
#include "vm/attribute_cache.hpp"
#include "vm/caches.hpp"
#include "vm/machine.hpp"
#include "vm/quicken.hpp"

namespace minipy::ops {

MINIPY_INLINE Object*& slot_field(Object* owner, std::size_t offset) {
    return *reinterpret_cast<Object**>(reinterpret_cast<char*>(owner) + offset);
}

// ---------------------------------------------------------------- loading

// The value is counted before the owner dies, which may be all that holds it.
MINIPY_INLINE Next replace_owner(Machine& m, Object* borrowed_value, int caches) {
    Object* owner = m.top();
    incref(borrowed_value);
    m.set_top(borrowed_value);
    m.drop(owner);
    m.skip_caches(caches);
    return Next::go;
}

// The place of an attribute that is kept inline; null: it is not there, or not there now.
MINIPY_INLINE Object** inline_place(Object* owner, int position) {
    if (position < 0) return nullptr;
    InlineValues* inlined = inline_values(owner);
    return inlined->valid && position < inlined->capacity ? inlined->values() + position : nullptr;
}

MINIPY_INLINE Next LOAD_ATTR(Machine& m, int operand) {
    Object* owner = m.top();
    if (counts_down(m.cache<CounterCache>()->counter)) specialize_load_attribute(owner, m.current, m.name(operand));
    Object** place = inline_place(owner, attribute_form(owner->type, m.name(operand)).load);
    if (place != nullptr && *place != nullptr) return replace_owner(m, *place, 4);
    m.save();
    Object* value = OP_TRY(get_attribute(owner, m.name(operand))).release();
    m.set_top(value);
    decref(owner);
    m.skip_caches(4);
    return Next::go;
}

MINIPY_INLINE Next LOAD_ATTR_INSTANCE(Machine& m, int operand) {
    auto* cache = m.cache<AttributeCache>();
    Object* owner = m.top();
    if (owner->type->version != cache->version.get()) [[unlikely]]
        return despecialize(m.current), LOAD_ATTR(m, operand);
    Object** place = inline_place(owner, cache->index);
    if (place == nullptr) [[unlikely]]
        return despecialize(m.current), LOAD_ATTR(m, operand);
    if (*place == nullptr) [[unlikely]]
        return LOAD_ATTR(m, operand);
    return replace_owner(m, *place, 4);
}

MINIPY_INLINE Next LOAD_ATTR_SLOT(Machine& m, int operand) {
    auto* cache = m.cache<AttributeCache>();
    Object* owner = m.top();
    if (owner->type->version != cache->version.get()) [[unlikely]]
        return despecialize(m.current), LOAD_ATTR(m, operand);
    Object* value = slot_field(owner, cache->index);
    if (value == nullptr) [[unlikely]]
        return LOAD_ATTR(m, operand);
    return replace_owner(m, value, 4);
}

MINIPY_INLINE Next LOAD_ATTR_MODULE(Machine& m, int operand) {
    auto* cache = m.cache<AttributeCache>();
    Object* owner = m.top();
    if (!is_exact<Module>(owner)) [[unlikely]]
        return despecialize(m.current), LOAD_ATTR(m, operand);
    DictKeys* keys = cast<Module>(owner)->dict->keys;
    if (keys->version != cache->version.get()) [[unlikely]]
        return despecialize(m.current), LOAD_ATTR(m, operand);
    return replace_owner(m, keys->str_entries()[cache->index].value, 4);
}

// The owner on top of the stack becomes  method, self.
MINIPY_INLINE Next push_method(Machine& m, Object* borrowed_method) {
    Object* owner = m.top();
    incref(borrowed_method);
    m.set_top(borrowed_method);
    m.push(owner);
    m.skip_caches(10);
    return Next::go;
}

// Leaves  method, self  for a call that puts self in front, or  null, callable.
MINIPY_INLINE Next LOAD_METHOD(Machine& m, int operand) {
    Object* owner = m.top();
    if (counts_down(m.cache<MethodCache>()->counter)) specialize_load_method(owner, m.current, m.name(operand));
    const AttributeForm& form = attribute_form(owner->type, m.name(operand));
    if (form.method != nullptr && (form.names == 0 || inline_values(owner)->valid)) return push_method(m, form.method);
    m.save();
    bool unbound = false;
    Object* method = OP_TRY(load_method(owner, m.name(operand), unbound)).release();
    if (unbound) {
        m.set_top(method);
        m.push(owner);
    } else {
        m.set_top(nullptr);
        m.push(method);
        decref(owner);
    }
    m.skip_caches(10);
    return Next::go;
}

MINIPY_INLINE Next LOAD_METHOD_TYPE(Machine& m, int operand) {
    auto* cache = m.cache<MethodCache>();
    Object* owner = m.top();
    Type* type = owner->type;
    if (type->version != cache->version.get()) [[unlikely]]
        return despecialize(m.current), LOAD_METHOD(m, operand);
    if (std::uint32_t keys = cache->keys_version.get()) {
        bool unhidden = inline_values(owner)->valid && 1 + std::uint32_t(type->shared_keys->entry_count) == keys;
        if (!unhidden) [[unlikely]]
            return despecialize(m.current), LOAD_METHOD(m, operand);
    }
    return push_method(m, cache->method.get());
}

MINIPY_INLINE Next LOAD_METHOD_MODULE(Machine& m, int operand) {
    auto* cache = m.cache<MethodCache>();
    Object* owner = m.top();
    if (!is_exact<Module>(owner)) [[unlikely]]
        return despecialize(m.current), LOAD_METHOD(m, operand);
    DictKeys* keys = cast<Module>(owner)->dict->keys;
    if (keys->version != cache->keys_version.get()) [[unlikely]]
        return despecialize(m.current), LOAD_METHOD(m, operand);
    Object* function = keys->str_entries()[cache->index].value;
    incref(function);
    m.set_top(nullptr);
    m.push(function);
    m.drop(owner);
    m.skip_caches(10);
    return Next::go;
}

// ---------------------------------------------------------------- storing

// Sets an attribute that is kept inline at `position` to what lies below the owner on the stack.
MINIPY_INLINE Next store_inline(Machine& m, Object* owner, Object** place, int position) {
    Object* old = *place;
    if (old == nullptr) {
        InlineValues* inlined = inline_values(owner);
        inlined->order()[inlined->size++] = static_cast<std::uint8_t>(position);
    }
    *place = m.peek(2);
    m.sp -= 2;
    m.skip_caches(4);
    m.drop_if_any(old);  // last: its finalizer may set the attribute, or look at the owner
    m.drop(owner);
    return Next::go;
}

MINIPY_INLINE Next STORE_ATTR(Machine& m, int operand) {
    Object* owner = m.peek(1);
    if (counts_down(m.cache<CounterCache>()->counter)) specialize_store_attribute(owner, m.current, m.name(operand));
    int position = attribute_form(owner->type, m.name(operand)).store;
    if (Object** place = inline_place(owner, position)) return store_inline(m, owner, place, position);
    m.save();
    OP_TRY(set_attribute(owner, m.name(operand), m.peek(2)));
    m.sp -= 2;
    decref(owner);
    decref(m.sp[0]);
    m.skip_caches(4);
    return Next::go;
}

MINIPY_INLINE Next STORE_ATTR_INSTANCE(Machine& m, int operand) {
    auto* cache = m.cache<AttributeCache>();
    Object* owner = m.peek(1);
    if (owner->type->version != cache->version.get()) [[unlikely]]
        return despecialize(m.current), STORE_ATTR(m, operand);
    Object** place = inline_place(owner, cache->index);
    if (place == nullptr) [[unlikely]]
        return despecialize(m.current), STORE_ATTR(m, operand);
    return store_inline(m, owner, place, cache->index);
}

MINIPY_INLINE Next STORE_ATTR_SLOT(Machine& m, int operand) {
    auto* cache = m.cache<AttributeCache>();
    Object* owner = m.peek(1);
    if (owner->type->version != cache->version.get()) [[unlikely]]
        return despecialize(m.current), STORE_ATTR(m, operand);
    Object*& field = slot_field(owner, cache->index);
    Object* old = field;
    field = m.peek(2);
    m.sp -= 2;
    m.skip_caches(4);
    m.drop_if_any(old);
    m.drop(owner);
    return Next::go;
}

MINIPY_INLINE Next DELETE_ATTR(Machine& m, int operand) {
    m.save();
    Ref<Object> owner = adopt(m.pop());
    return m.check(delete_attribute(owner.get(), m.name(operand)));
}

}  // namespace minipy::ops
