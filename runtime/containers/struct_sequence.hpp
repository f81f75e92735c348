// SPDX-License-Identifier: MIT
// Struct sequences: tuples whose items have names too (sys.version_info, time.struct_time). A type is declared:
//
//     constexpr const char* fields[] = {"tm_year", …};
//     const StructSequenceSpec spec("time.struct_time", "…", fields, 9);
//     Type struct_time_type(spec);
//
// CPython: Objects/structseq.c. Next: struct_sequence.cpp.
#pragma once

#include <span>

#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/type_spec.hpp"

namespace minipy {

// `visible` of the fields are items, the rest are attributes only. A null field has no name.
struct StructSequenceSpec : TypeSpec {
    std::span<const char* const> fields;
    Size visible;
    constexpr StructSequenceSpec(const char* full_name, const char* text, std::span<const char* const> field_names,
                                 Size visible_fields, TypeFlag more = no_flags)
        : TypeSpec(declare(full_name, text, more)), fields(field_names), visible(visible_fields) {}
    constexpr StructSequenceSpec(const char* full_name, const char* text, std::span<const char* const> field_names)
        : StructSequenceSpec(full_name, text, field_names, Size(field_names.size())) {}

private:
    static void deallocate(Object* self);
    static void traverse(Object* self, VisitFunction visit, void* argument);
    static Result<Object> make(Type* type, const Arguments& arguments);
    static Result<Object> repr(Object* self);
    static void fill(Type* type, Dict* dict);
    static constexpr TypeSpec declare(const char* full_name, const char* text, TypeFlag more) {
        return {
            .name = full_name,
            .doc = text,
            .size = sizeof(Tuple),
            .item_size = sizeof(Object*),
            .flags = TypeFlag::gc | more,
            .base = &Tuple::type_object,
            .slots = {.deallocate = deallocate, .traverse = traverse, .new_ = make, .repr = repr},
            .fill = fill,
        };
    }
};

// An instance; as many values as fields.
Result<Object> make_struct_sequence(Type* type, std::span<const Ref<Object>> values);

}  // namespace minipy
