// SPDX-License-Identifier: MIT
// The constants of code objects: a pool per code object, and a cache that makes equal constants of one compilation the
// same object.
//
// "Equal" is stricter than ==: 1, 1.0 and True are three constants, 0.0 and -0.0 are two, (1,) and (True,) are two; nan
// equals only itself. What decides is type and value, down through tuples and frozensets.
//
// The order of a pool is the order in which the code generator asked for its constants: it is co_consts.
// CPython: Python/compile.c (merge_const_one, compiler_add_const), Objects/codeobject.c (_PyCode_ConstantKey).
#pragma once

#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "runtime/containers/tuple.hpp"
#include "runtime/object/ref.hpp"
#include "runtime/object/result.hpp"

namespace minipy::compiler {

bool same_constant(Object* left, Object* right);
std::size_t constant_hash(Object* constant);

struct ConstantHasher {
    std::size_t operator()(Object* constant) const { return constant_hash(constant); }
};
struct SameConstant {
    bool operator()(Object* left, Object* right) const { return same_constant(left, right); }
};

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
