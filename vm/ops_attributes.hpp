// SPDX-License-Identifier: MIT
// Attributes and methods. CPython: Python/ceval.c. Next: ops_containers.hpp.
#pragma once

#include "runtime/modules/module.hpp"
#include "runtime/protocols/attributes.hpp"
#include "runtime/types/instance.hpp"
#include "vm/caches.hpp"
#include "vm/machine.hpp"
#include "vm/quicken.hpp"

namespace minipy::ops {

MINIPY_INLINE Object*& slot_field(Object* owner, std::size_t offset) {
    return *reinterpret_cast<Object**>(reinterpret_cast<char*>(owner) + offset);
}

// ---------------------------------------------------------------- loading

MINIPY_INLINE Next replace_owner(Machine& m, Object* borrowed_value, int caches) {
    Object* owner = m.top();
    incref(borrowed_value);
    m.set_top(borrowed_value);
    decref(owner);
    m.skip_caches(caches);
    return Next::go;
}

MINIPY_INLINE Next LOAD_ATTR(Machine& m, int operand) {
    m.save();
    Object* owner = m.top();
    if (counts_down(m.cache<CounterCache>()->counter)) specialize_load_attribute(owner, m.current, m.name(operand));
    Object* value = OP_TRY(get_attribute(owner, m.name(operand))).release();
    m.set_top(value);
    decref(owner);
    m.skip_caches(4);
    return Next::go;
}

MINIPY_INLINE Next LOAD_ATTR_INSTANCE(Machine& m, int operand) {
    auto* cache = m.cache<AttributeCache>();
    Object* owner = m.top();
    if (owner->type->version != cache->version.get()) [[unlikely]] return despecialize(m.current), LOAD_ATTR(m, operand);
    InlineValues* inlined = inline_values(owner);
    if (!inlined->valid || cache->index >= inlined->capacity) [[unlikely]] return despecialize(m.current), LOAD_ATTR(m, operand);
    Object* value = inlined->values()[cache->index];
    if (value == nullptr) [[unlikely]] return LOAD_ATTR(m, operand);
    return replace_owner(m, value, 4);
}

MINIPY_INLINE Next LOAD_ATTR_SLOT(Machine& m, int operand) {
    auto* cache = m.cache<AttributeCache>();
    Object* owner = m.top();
    if (owner->type->version != cache->version.get()) [[unlikely]] return despecialize(m.current), LOAD_ATTR(m, operand);
    Object* value = slot_field(owner, cache->index);
    if (value == nullptr) [[unlikely]] return LOAD_ATTR(m, operand);
    return replace_owner(m, value, 4);
}

MINIPY_INLINE Next LOAD_ATTR_MODULE(Machine& m, int operand) {
    auto* cache = m.cache<AttributeCache>();
    Object* owner = m.top();
    if (!is_exact<Module>(owner)) [[unlikely]] return despecialize(m.current), LOAD_ATTR(m, operand);
    DictKeys* keys = static_cast<Module*>(owner)->dict->keys;
    if (keys->version != cache->version.get()) [[unlikely]] return despecialize(m.current), LOAD_ATTR(m, operand);
    return replace_owner(m, keys->str_entries()[cache->index].value, 4);
}

// Leaves  method, self  for a call that puts self in front, or  null, callable.
MINIPY_INLINE Next LOAD_METHOD(Machine& m, int operand) {
    m.save();
    Object* owner = m.top();
    if (counts_down(m.cache<MethodCache>()->counter)) specialize_load_method(owner, m.current, m.name(operand));
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
    if (type->version != cache->version.get()) [[unlikely]] return despecialize(m.current), LOAD_METHOD(m, operand);
    if (std::uint32_t keys = cache->keys_version.get()) {
        bool unhidden = inline_values(owner)->valid && 1 + std::uint32_t(type->shared_keys->entry_count) == keys;
        if (!unhidden) [[unlikely]] return despecialize(m.current), LOAD_METHOD(m, operand);
    }
    Object* method = cache->method.get();
    incref(method);
    m.set_top(method);
    m.push(owner);
    m.skip_caches(10);
    return Next::go;
}

MINIPY_INLINE Next LOAD_METHOD_MODULE(Machine& m, int operand) {
    auto* cache = m.cache<MethodCache>();
    Object* owner = m.top();
    if (!is_exact<Module>(owner)) [[unlikely]] return despecialize(m.current), LOAD_METHOD(m, operand);
    DictKeys* keys = static_cast<Module*>(owner)->dict->keys;
    if (keys->version != cache->keys_version.get()) [[unlikely]] return despecialize(m.current), LOAD_METHOD(m, operand);
    Object* function = keys->str_entries()[cache->index].value;
    incref(function);
    m.set_top(nullptr);
    m.push(function);
    decref(owner);
    m.skip_caches(10);
    return Next::go;
}

// ---------------------------------------------------------------- storing

MINIPY_INLINE Next STORE_ATTR(Machine& m, int operand) {
    m.save();
    Object* owner = m.peek(1);
    if (counts_down(m.cache<CounterCache>()->counter)) specialize_store_attribute(owner, m.current, m.name(operand));
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
    if (owner->type->version != cache->version.get()) [[unlikely]] return despecialize(m.current), STORE_ATTR(m, operand);
    InlineValues* inlined = inline_values(owner);
    if (!inlined->valid || cache->index >= inlined->capacity) [[unlikely]] return despecialize(m.current), STORE_ATTR(m, operand);
    Object*& value = inlined->values()[cache->index];
    Object* old = value;
    if (old == nullptr) inlined->order()[inlined->size++] = static_cast<std::uint8_t>(cache->index);
    value = m.peek(2);
    m.sp -= 2;
    m.skip_caches(4);
    xdecref(old);
    decref(owner);
    return Next::go;
}

MINIPY_INLINE Next STORE_ATTR_SLOT(Machine& m, int operand) {
    auto* cache = m.cache<AttributeCache>();
    Object* owner = m.peek(1);
    if (owner->type->version != cache->version.get()) [[unlikely]] return despecialize(m.current), STORE_ATTR(m, operand);
    Object*& field = slot_field(owner, cache->index);
    Object* old = field;
    field = m.peek(2);
    m.sp -= 2;
    m.skip_caches(4);
    xdecref(old);
    decref(owner);
    return Next::go;
}

MINIPY_INLINE Next DELETE_ATTR(Machine& m, int operand) {
    m.save();
    Ref<Object> owner = adopt(m.pop());
    return m.check(delete_attribute(owner.get(), m.name(operand)));
}

}  // namespace minipy::ops
