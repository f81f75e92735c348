// SPDX-License-Identifier: MIT
// The constants of code objects: a pool per code object, and a cache that makes equal constants of one compilation the
// same object.
//
// "Equal" is stricter than == (runtime/bytecode/constant_equality.hpp).
//
// The order of a pool is the order in which the code generator asked for its constants: it is co_consts.
// CPython: Python/compile.c (merge_const_one, compiler_add_const), Objects/codeobject.c (_PyCode_ConstantKey).
#pragma once

#include <cstddef>
#include <vector>

#include "compiler/indexed_list.hpp"
#include "runtime/bytecode/constant_equality.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/object/ref.hpp"
#include "runtime/object/result.hpp"

namespace minipy::compiler {

// One object for all equal constants of a compilation: a hash table with linear probing.
class ConstantCache {
public:
    // The first object that was equal to `constant`, which may be itself; parts of tuples and frozensets are merged
    // too.
    Ref<Object> merge(Ref<Object> constant);
    // The same for a finished table of a code object, whose parts stay what they are: names must be interned.
    Ref<Object> merge_table(Ref<Object> table);

private:
    struct Slot {
        std::size_t hash = 0;
        Ref<Object> constant;  // null: the slot is free
    };
    static constexpr std::size_t first_capacity = 64;

    // The slot of what is equal to `constant`, or the free one where it belongs.
    Slot& slot_of(Object* constant, std::size_t hash);
    Ref<Object> remember(Ref<Object> constant, std::size_t hash);
    Result<Object> with_merged_parts(Object* collection, bool is_tuple);

    std::vector<Slot> slots_ = std::vector<Slot>(first_capacity);  // a power of two, at most half full
    std::size_t used_ = 0;
};

// co_consts in the making.
class ConstantPool {
public:
    ConstantPool(ConstantCache& cache, std::pmr::memory_resource* memory) : cache_(&cache), constants_(memory) {}

    // The index of a constant, added if it is new.
    int add(Ref<Object> constant);
    int add(Object* borrowed) { return add(share(borrowed)); }

    ConstantCache& cache() { return *cache_; }
    Object* operator[](int index) const { return constants_[index].get(); }
    // Drops all constants from `size` on.
    void truncate(int size) { constants_.truncate(size); }
    Result<Tuple> to_tuple() const { return constants_.to_tuple(); }

private:
    ConstantCache* cache_;
    IndexedList<Ref<Object>> constants_;  // found by identity, after merging
};

}  // namespace minipy::compiler
