// SPDX-License-Identifier: MIT
// The constants of code objects: a pool per code object, and a cache that makes equal constants of one compilation the
// same object.
//
// "Equal" is stricter than == (runtime/functions/constant_equality.hpp).
//
// The order of a pool is the order in which the code generator asked for its constants: it is co_consts.
// CPython: Python/compile.c (merge_const_one, compiler_add_const), Objects/codeobject.c (_PyCode_ConstantKey).
#pragma once

#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "runtime/containers/tuple.hpp"
#include "runtime/functions/constant_equality.hpp"
#include "runtime/object/ref.hpp"
#include "runtime/object/result.hpp"

namespace minipy::compiler {

// One object for all equal constants of a compilation.
class ConstantCache {
public:
    // The first object that was equal to `constant`, which may be itself; parts of tuples and frozensets are merged too.
    Ref<Object> merge(Ref<Object> constant);
    // The same for a finished table of a code object, whose parts stay what they are: names must be interned.
    Ref<Object> merge_table(Ref<Object> table);

private:
    Ref<Object> remember(Ref<Object> constant);
    Result<Object> with_merged_parts(Object* collection, bool is_tuple);

    std::unordered_set<Object*, ConstantHasher, SameConstant> known_;
    std::vector<Ref<Object>> owned_;
};

// co_consts in the making.
class ConstantPool {
public:
    explicit ConstantPool(ConstantCache& cache) : cache_(&cache) {}

    // The index of a constant, added if it is new.
    int add(Ref<Object> constant);
    int add(Object* borrowed) { return add(share(borrowed)); }

    ConstantCache& cache() { return *cache_; }
    Object* operator[](int index) const { return constants_[static_cast<std::size_t>(index)].get(); }
    int size() const { return static_cast<int>(constants_.size()); }
    // Drops all constants from `size` on.
    void truncate(int size);
    Result<Tuple> to_tuple() const;

private:
    ConstantCache* cache_;
    std::vector<Ref<Object>> constants_;
    std::unordered_map<Object*, int> indexes_;  // by identity, after merging
};

}  // namespace minipy::compiler
