// SPDX-License-Identifier: MIT
// The cache and the pool. Next: codegen.hpp, the pool's user.
#include "compiler/constants.hpp"

#include <utility>

#include "runtime/containers/set.hpp"
#include "runtime/object/errors.hpp"

namespace minipy::compiler {

// ---------------------------------------------------------------- cache

Ref<Object> ConstantCache::merge(Ref<Object> constant) {
    if (auto known = known_.find(constant.get()); known != known_.end()) return share(*known);
    bool is_tuple = is_exact<Tuple>(constant.get());
    if (is_tuple || is_exact<FrozenSet>(constant.get())) {
        Result<Object> copy = with_merged_parts(constant.get(), is_tuple);
        if (copy.ok()) constant = copy.take();
        else clear_exception();
    }
    return remember(std::move(constant));
}

Ref<Object> ConstantCache::merge_table(Ref<Object> table) {
    if (auto known = known_.find(table.get()); known != known_.end()) return share(*known);
    return remember(std::move(table));
}

Ref<Object> ConstantCache::remember(Ref<Object> constant) {
    known_.insert(constant.get());
    owned_.push_back(constant);
    return constant;
}

// A frozenset is made anew from its own order, which settles the order that a reader sees: as CPython does.
Result<Object> ConstantCache::with_merged_parts(Object* collection, bool is_tuple) {
    std::vector<Ref<Object>> merged = members_of(collection);
    std::vector<Object*> items;
    for (Ref<Object>& item : merged) {
        item = merge(std::move(item));
        items.push_back(item.get());
    }
    Ref<Tuple> tuple = TRY(Tuple::copy(items));
    if (is_tuple) return tuple;
    return FrozenSet::from_iterable(tuple.get());
}

// ---------------------------------------------------------------- pool

int ConstantPool::add(Ref<Object> constant) {
    Ref<Object> merged = cache_->merge(std::move(constant));
    auto [position, is_new] = indexes_.try_emplace(merged.get(), size());
    if (is_new) constants_.push_back(std::move(merged));
    return position->second;
}

void ConstantPool::truncate(int size) {
    while (this->size() > size) {
        indexes_.erase(constants_.back().get());
        constants_.pop_back();
    }
}

Result<Tuple> ConstantPool::to_tuple() const {
    std::vector<Object*> items;
    items.reserve(constants_.size());
    for (const Ref<Object>& constant : constants_) items.push_back(constant.get());
    return Tuple::copy(items);
}

}  // namespace minipy::compiler
