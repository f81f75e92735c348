// SPDX-License-Identifier: MIT
// Globals, and the names of module and class bodies. CPython: Python/ceval.c. Next: ops_operators.hpp.
#pragma once

#include "vm/caches.hpp"
#include "vm/machine.hpp"
#include "vm/name_errors.hpp"
#include "vm/quicken.hpp"

namespace minipy::ops {

MINIPY_INLINE Next LOAD_NAME(Machine& m, int operand) {
    m.save();
    return m.push_result(load_name(m.frame, m.name(operand)));
}

MINIPY_INLINE Next STORE_NAME(Machine& m, int operand) {
    m.save();
    Ref<Object> value = adopt(m.pop());
    return m.check(store_name(m.frame, m.name(operand), value.get()));
}

MINIPY_INLINE Next DELETE_NAME(Machine& m, int operand) {
    m.save();
    return m.check(delete_name(m.frame, m.name(operand)));
}

// The low bit of the operand asks for a null below the value: room for a call's self.
MINIPY_INLINE Next LOAD_GLOBAL(Machine& m, int operand) {
    m.save();
    if (counts_down(m.cache<GlobalCache>()->counter)) specialize_load_global(m.frame, m.current, operand);
    Object* value = OP_TRY(load_global(m.frame, m.name(operand >> 1))).release();
    if ((operand & 1) != 0) m.push(nullptr);
    m.push(value);
    m.skip_caches(5);
    return Next::go;
}

MINIPY_INLINE Next push_global(Machine& m, int operand, Object* value) {
    if ((operand & 1) != 0) m.push(nullptr);
    incref(value);
    m.push(value);
    m.skip_caches(5);
    return Next::go;
}

MINIPY_INLINE Next LOAD_GLOBAL_MODULE(Machine& m, int operand) {
    auto* cache = m.cache<GlobalCache>();
    DictKeys* keys = m.frame->globals->keys;
    if (keys->version != cache->globals_version.get()) [[unlikely]]
        return despecialize(m.current), LOAD_GLOBAL(m, operand);
    return push_global(m, operand, keys->str_entries()[cache->index].value);
}

MINIPY_INLINE Next LOAD_GLOBAL_BUILTIN(Machine& m, int operand) {
    auto* cache = m.cache<GlobalCache>();
    Object* builtins = m.frame->builtins;  // the same code may run with others, which need not be a dict
    bool valid = is_exact<Dict>(builtins) && m.frame->globals->keys->version == cache->globals_version.get() &&
                 cast<Dict>(builtins)->keys->version == cache->builtins_version;
    if (!valid) [[unlikely]]
        return despecialize(m.current), LOAD_GLOBAL(m, operand);
    return push_global(m, operand, cast<Dict>(builtins)->keys->str_entries()[cache->index].value);
}

MINIPY_INLINE Next STORE_GLOBAL(Machine& m, int operand) {
    m.save();
    Ref<Object> value = adopt(m.pop());
    return m.check(dict_set(m.frame->globals, m.name(operand), value.get()));
}

MINIPY_INLINE Next DELETE_GLOBAL(Machine& m, int operand) {
    m.save();
    return m.check(delete_global(m.frame, m.name(operand)));
}

}  // namespace minipy::ops
