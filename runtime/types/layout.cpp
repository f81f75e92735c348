// SPDX-License-Identifier: MIT
// Comparing layouts.
#include "runtime/types/layout.hpp"

#include <algorithm>

#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/errors.hpp"

namespace minipy {

namespace {

constexpr std::uint32_t head_flags =
    static_cast<std::uint32_t>(TypeFlag::gc | TypeFlag::managed | TypeFlag::managed_dict | TypeFlag::managed_weakrefs);

bool same_heads(const Type* left, const Type* right) { return ((left->flags ^ right->flags) & head_flags) == 0; }

// Does the type add nothing at all to the instances of its base?
bool adds_nothing(const Type* type) {
    const Type* base = type->base;
    return base != nullptr && type->layout == base->layout && type->slots_count == 0 && same_heads(type, base);
}

// The slots that two classes add to the same base go by the same names.
bool same_slots_added(const Type* left, const Type* right) {
    if (left->slots_count != right->slots_count) return false;
    if (left->slots_count == 0) return true;
    return std::ranges::equal(*left->slot_names, *right->slot_names);  // interned
}

const Type* without_empty_classes(const Type* type) {
    while (adds_nothing(type)) type = type->base;
    return type;
}

}  // namespace

Type* solid_base(Type* type) {
    while (type->has(TypeFlag::heap) && type->slots_count == 0) type = type->base;
    return type->has(TypeFlag::heap) ? type : type->layout;
}

// Classes have their attributes in Type::dict, so metaclasses count as having a dict.
bool has_dict(const Type* type) {
    return type->has(TypeFlag::managed_dict) || type->dict_offset != 0 || type->has(TypeFlag::type_subclass);
}

bool has_weakrefs(const Type* type) { return type->has(TypeFlag::managed_weakrefs) || type->weakrefs_offset != 0; }

Result<void> check_same_layout(const Type* from, const Type* to, const char* attribute) {
    if (from->has(TypeFlag::gc) != to->has(TypeFlag::gc)) {
        return raise(TypeError, "{} assignment: '{}' deallocator differs from '{}'", attribute, to->display_name(),
                     from->display_name());
    }
    const Type* old_type = without_empty_classes(from);
    const Type* new_type = without_empty_classes(to);
    if (old_type == new_type) return {};
    bool siblings = old_type->has(TypeFlag::heap) && new_type->has(TypeFlag::heap) && old_type->base == new_type->base;
    // CPython compares sizes here, and those of classes over types with a variable part never agree.
    siblings = siblings && old_type->item_size == 0;
    if (siblings && old_type->layout == new_type->layout && same_heads(old_type, new_type) &&
        same_slots_added(old_type, new_type)) {
        return {};
    }
    return raise(TypeError, "{} assignment: '{}' object layout differs from '{}'", attribute, to->display_name(),
                 from->display_name());
}

}  // namespace minipy
