// SPDX-License-Identifier: MIT
// Type-exact equality of constants, the cache and the pool. Next: codegen.hpp, the pool's user.
#include "compiler/constants.hpp"

#include <bit>
#include <utility>

#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/functions/code.hpp"
#include "runtime/numbers/complex.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/object/errors.hpp"
#include "runtime/object/singletons.hpp"
#include "runtime/protocols/iteration.hpp"
#include "runtime/text/str.hpp"

namespace minipy::compiler {
namespace {

std::size_t mix(std::size_t seed, std::size_t value) { return (seed ^ value) * 0x9E3779B97F4A7C15u + (seed >> 29); }

bool same_bits(double left, double right) {
    return left == left && std::bit_cast<std::uint64_t>(left) == std::bit_cast<std::uint64_t>(right);
}

bool same_items(const Tuple* left, const Tuple* right) {
    if (left->length != right->length) return false;
    for (Size index = 0; index < left->length; ++index) {
        if (!same_constant((*left)[index], (*right)[index])) return false;
    }
    return true;
}

std::vector<Ref<Object>> members(Object* collection) {
    std::vector<Ref<Object>> items;
    Result<void> done = for_each(collection, [&](Ref<Object> item) -> Result<void> {
        items.push_back(std::move(item));
        return {};
    });
    if (done.failed()) clear_exception();
    return items;
}

bool same_members(Object* left, Object* right) {
    std::vector<Ref<Object>> ours = members(left), theirs = members(right);
    if (ours.size() != theirs.size()) return false;
    for (const Ref<Object>& item : ours) {
        bool found = false;
        for (const Ref<Object>& other : theirs) found = found || same_constant(item.get(), other.get());
        if (!found) return false;
    }
    return true;
}

bool same_bytes(const Bytes* left, const Bytes* right) { return left == right || left->view() == right->view(); }

// Two functions on one line may have the same code; then they share it.
bool same_code(const Code* left, const Code* right) {
    const CodeParts &a = left->parts, &b = right->parts;
    return a.argument_count == b.argument_count && a.positional_only_count == b.positional_only_count &&
           a.keyword_only_count == b.keyword_only_count && a.flags == b.flags && a.first_line == b.first_line &&
           str_equal(a.name.get(), b.name.get()) && same_bytes(a.code.get(), b.code.get()) &&
           same_items(a.constants.get(), b.constants.get()) && same_items(a.names.get(), b.names.get()) &&
           same_items(a.localsplus_names.get(), b.localsplus_names.get()) &&
           same_bytes(a.line_table.get(), b.line_table.get()) &&
           same_bytes(a.exception_table.get(), b.exception_table.get());
}

std::size_t hash_value(Object* constant) {
    if (is_exact<Int>(constant)) return static_cast<std::size_t>(int_hash(static_cast<Int*>(constant)));
    if (is_exact<Str>(constant)) return static_cast<std::size_t>(str_hash(static_cast<Str*>(constant)));
    if (is_exact<Bytes>(constant)) return std::hash<std::string_view>()(static_cast<Bytes*>(constant)->view());
    if (is_exact<Float>(constant)) return std::bit_cast<std::uint64_t>(static_cast<Float*>(constant)->value);
    if (is_exact<Complex>(constant)) {
        auto* number = static_cast<Complex*>(constant);
        return mix(std::bit_cast<std::uint64_t>(number->real), std::bit_cast<std::uint64_t>(number->imaginary));
    }
    if (is_exact<Tuple>(constant)) {
        std::size_t hash = 7;
        for (Object* item : *static_cast<Tuple*>(constant)) hash = mix(hash, constant_hash(item));
        return hash;
    }
    if (is_exact<FrozenSet>(constant)) {
        std::size_t hash = 11;
        for (const Ref<Object>& item : members(constant)) hash += constant_hash(item.get());
        return hash;
    }
    if (is_exact<Code>(constant)) {
        auto* code = static_cast<Code*>(constant);
        return mix(static_cast<std::size_t>(code->parts.first_line), static_cast<std::size_t>(str_hash(code->parts.name.get())));
    }
    return std::hash<const void*>()(constant);
}

}  // namespace

bool same_constant(Object* left, Object* right) {
    if (left == right) return true;
    if (left->type != right->type) return false;
    if (is_exact<Int>(left)) return int_compare(static_cast<Int*>(left), static_cast<Int*>(right)) == 0;
    if (is_exact<Str>(left)) return str_equal(static_cast<Str*>(left), static_cast<Str*>(right));
    if (is_exact<Bytes>(left)) return same_bytes(static_cast<Bytes*>(left), static_cast<Bytes*>(right));
    if (is_exact<Float>(left)) return same_bits(static_cast<Float*>(left)->value, static_cast<Float*>(right)->value);
    if (is_exact<Complex>(left)) {
        auto *a = static_cast<Complex*>(left), *b = static_cast<Complex*>(right);
        return same_bits(a->real, b->real) && same_bits(a->imaginary, b->imaginary);
    }
    if (is_exact<Tuple>(left)) return same_items(static_cast<Tuple*>(left), static_cast<Tuple*>(right));
    if (is_exact<FrozenSet>(left)) return same_members(left, right);
    if (is_exact<Code>(left)) return same_code(static_cast<Code*>(left), static_cast<Code*>(right));
    return false;
}

std::size_t constant_hash(Object* constant) {
    return mix(std::hash<const void*>()(constant->type), hash_value(constant));
}

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
    std::vector<Ref<Object>> merged = members(collection);
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
