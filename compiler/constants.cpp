// SPDX-License-Identifier: MIT
// The cache and the pool. Next: codegen.hpp, the pool's user.
#include "compiler/constants.hpp"

#include <utility>

#include "runtime/containers/set.hpp"
#include "runtime/kernel/errors.hpp"

namespace minipy::compiler {

// ---------------------------------------------------------------- cache

ConstantCache::Slot& ConstantCache::slot_of(Object* constant, std::size_t hash) {
    std::size_t mask = slots_.size() - 1, place = (hash ^ hash >> 32) & mask;
    while (slots_[place].constant &&
           (slots_[place].hash != hash || !same_constant(slots_[place].constant.get(), constant))) {
        place = (place + 1) & mask;
    }
    return slots_[place];
}

Ref<Object> ConstantCache::merge(Ref<Object> constant) {
    std::size_t hash = constant_hash(constant.get());
    if (Slot& known = slot_of(constant.get(), hash); known.constant) return known.constant;
    bool is_tuple = is_exact<Tuple>(constant.get());
    if (is_tuple || is_exact<FrozenSet>(constant.get())) {
        Result<Object> copy = with_merged_parts(constant.get(), is_tuple);
        if (copy.ok()) constant = copy.take();
        else clear_exception();
    }
    return remember(std::move(constant), hash);
}

Ref<Object> ConstantCache::merge_table(Ref<Object> table) {
    std::size_t hash = constant_hash(table.get());
    return remember(std::move(table), hash);
}

// What is equal and was known before, or else `constant`, known from now on.
Ref<Object> ConstantCache::remember(Ref<Object> constant, std::size_t hash) {
    Slot& slot = slot_of(constant.get(), hash);
    if (slot.constant) return slot.constant;
    slot = {hash, constant};
    if (++used_ * 2 > slots_.size()) {
        std::vector<Slot> old(slots_.size() * 2);
        old.swap(slots_);
        for (Slot& moved : old) {
            if (moved.constant) slot_of(moved.constant.get(), moved.hash) = std::move(moved);
        }
    }
    return constant;
}

// A frozenset is made anew from its own order, which settles the order that a reader sees: as CPython does.
Result<Object> ConstantCache::with_merged_parts(Object* collection, bool is_tuple) {
    Ref<Tuple> items = TRY(Tuple::from_iterable(collection));
    Ref<Tuple> merged = TRY(Tuple::create(items->length));
    for (Size index = 0; index < items->length; ++index) merged->initialize(index, merge(share((*items)[index])));
    Ref<Object> tuple = merged->track();
    return is_tuple ? Result<Object>(std::move(tuple)) : FrozenSet::from_iterable(tuple.get());
}

// ---------------------------------------------------------------- pool

int ConstantPool::add(Ref<Object> constant) {
    if (int known = constants_.find(constant.get()); known >= 0) return known;
    Ref<Object> merged = cache_->merge(std::move(constant));
    int known = constants_.find(merged.get());
    return known >= 0 ? known : constants_.append(std::move(merged));
}

}  // namespace minipy::compiler
