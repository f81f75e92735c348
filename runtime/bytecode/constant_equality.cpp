// SPDX-License-Identifier: MIT
// Comparing and hashing by type and value. Next: code_type.cpp, compiler/constants.hpp.
#include "runtime/bytecode/constant_equality.hpp"

#include <algorithm>
#include <bit>

#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/thread_state.hpp"
#include "runtime/memory/fixed_array.hpp"
#include "runtime/memory/reserve.hpp"
#include "runtime/numbers/complex.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

namespace {

std::size_t mix(std::size_t seed, std::size_t value) { return (seed ^ value) * 0x9E3779B97F4A7C15u + (seed >> 29); }

bool same_bits(double left, double right) {
    return left == left && std::bit_cast<std::uint64_t>(left) == std::bit_cast<std::uint64_t>(right);
}

bool same_items(const Tuple* left, const Tuple* right) {
    RecursionGuard guard(" in comparison");
    if (guard.failed()) clear_exception();
    if (guard.failed() || left->length != right->length) return false;
    for (Size index = 0; index < left->length; ++index) {
        if (!same_constant((*left)[index], (*right)[index])) return false;
    }
    return true;
}

template <class Visit>
void each_member(Set* set, Visit visit) {
    Size position = 0;
    Object* key;
    Hash key_hash;
    while (set_next(set, position, key, key_hash)) visit(key);
}

struct HashedItem {
    std::size_t hash;
    Object* constant;
};

// False: there is no room for them.
bool collect_by_hash(Set* set, FixedArray<HashedItem>& members) {
    if (!members.allocate(std::size_t(set->used))) return false;
    std::size_t place = 0;
    each_member(set, [&](Object* member) { members[place++] = {constant_hash(member), member}; });
    std::ranges::sort(members, {}, &HashedItem::hash);
    return true;
}

// Without memory they count as different, and whoever compares them ends in a MemoryError.
bool same_members(Set* left, Set* right) {
    if (left->used != right->used) return false;
    if (left->used == 0) return true;
    FixedArray<HashedItem> ours, theirs;
    if (!collect_by_hash(left, ours) || !collect_by_hash(right, theirs)) {
        heap::note_exhausted();
        return false;
    }
    return std::ranges::all_of(ours, [&](const HashedItem& member) {
        auto candidate = std::ranges::lower_bound(theirs, member.hash, {}, &HashedItem::hash);
        for (; candidate != theirs.end() && candidate->hash == member.hash; ++candidate) {
            if (same_constant(member.constant, candidate->constant)) return true;
        }
        return false;
    });
}

bool same_bytes(const Bytes* left, const Bytes* right) { return left == right || left->view() == right->view(); }

std::size_t hash_value(Object* constant) {
    if (is_exact<Int>(constant)) return static_cast<std::size_t>(int_hash(cast<Int>(constant)));
    if (is_exact<Str>(constant)) return static_cast<std::size_t>(str_hash(cast<Str>(constant)));
    if (is_exact<Bytes>(constant)) return std::hash<std::string_view>()(cast<Bytes>(constant)->view());
    if (is_exact<Float>(constant)) return std::bit_cast<std::uint64_t>(cast<Float>(constant)->value);
    if (is_exact<Complex>(constant)) {
        auto* number = cast<Complex>(constant);
        return mix(std::bit_cast<std::uint64_t>(number->real), std::bit_cast<std::uint64_t>(number->imaginary));
    }
    if (is_exact<Tuple>(constant)) {
        std::size_t hash = 7;
        for (Object* item : *cast<Tuple>(constant)) hash = mix(hash, constant_hash(item));
        return hash;
    }
    if (is_exact<FrozenSet>(constant)) {
        std::size_t hash = 11;
        each_member(cast<Set>(constant), [&](Object* member) { hash += constant_hash(member); });
        return hash;
    }
    if (is_exact<Code>(constant)) {
        auto* code = cast<Code>(constant);
        // The places in the source tell apart even lambdas that are nested in one line.
        return mix(static_cast<std::size_t>(code->parts.first_line),
                   std::hash<std::string_view>()(code->parts.line_table->view()));
    }
    return std::hash<const void*>()(constant);
}

}  // namespace

bool same_constant(Object* left, Object* right) {
    if (left == right) return true;
    if (left->type != right->type) return false;
    if (is_exact<Int>(left)) return int_compare(cast<Int>(left), cast<Int>(right)) == 0;
    if (is_exact<Str>(left)) return str_equal(cast<Str>(left), cast<Str>(right));
    if (is_exact<Bytes>(left)) return same_bytes(cast<Bytes>(left), cast<Bytes>(right));
    if (is_exact<Float>(left)) return same_bits(cast<Float>(left)->value, cast<Float>(right)->value);
    if (is_exact<Complex>(left)) {
        auto *a = cast<Complex>(left), *b = cast<Complex>(right);
        return same_bits(a->real, b->real) && same_bits(a->imaginary, b->imaginary);
    }
    if (is_exact<Tuple>(left)) return same_items(cast<Tuple>(left), cast<Tuple>(right));
    if (is_exact<FrozenSet>(left)) return same_members(cast<Set>(left), cast<Set>(right));
    if (is_exact<Code>(left)) return same_code(cast<Code>(left), cast<Code>(right));
    return false;
}

std::size_t constant_hash(Object* constant) {
    return mix(std::hash<const void*>()(constant->type), hash_value(constant));
}

// The qualified name does not count, nor does the size of the stack.
bool same_code(const Code* left, const Code* right) {
    const CodeParts &a = left->parts, &b = right->parts;
    return a.argument_count == b.argument_count && a.positional_only_count == b.positional_only_count &&
           a.keyword_only_count == b.keyword_only_count && a.flags == b.flags && a.first_line == b.first_line &&
           str_equal(a.name.get(), b.name.get()) && same_bytes(a.code.get(), b.code.get()) &&
           same_bytes(a.line_table.get(), b.line_table.get()) && same_items(a.constants.get(), b.constants.get()) &&
           same_items(a.names.get(), b.names.get()) && same_items(a.localsplus_names.get(), b.localsplus_names.get()) &&
           same_bytes(a.localsplus_kinds.get(), b.localsplus_kinds.get()) &&
           same_bytes(a.exception_table.get(), b.exception_table.get());
}

}  // namespace minipy
