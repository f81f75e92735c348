// SPDX-License-Identifier: MIT
// Descriptors that built-in types and classes put into their dicts:
//
//   GetSetDescriptor    a computed attribute of a built-in type (a Getter row)       "getset_descriptor"
//   MemberDescriptor    a field: of a built-in type (a Member row) or of __slots__   "member_descriptor"
//   SlotWrapper         a slot as a function: int.__add__                            "wrapper_descriptor"
//   MethodWrapper       the same bound to an instance: (1).__add__                   "method-wrapper"
//
// CPython: Objects/descrobject.c. Next: descriptors.cpp, types/type_slots.hpp (the rows behind SlotWrapper).
#pragma once

#include "runtime/kernel/type_spec.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

struct SlotRow;

struct GetSetDescriptor : Object {
    Ref<Type> owner;
    const Getter* getter;
    Ref<Str> name;
    GetSetDescriptor(Type* descriptor_type, Type* owning_type, const Getter* row)
        : Object(descriptor_type), owner(share(owning_type)), getter(row), name(Str::interned_from(row->name)) {}
    static constexpr auto references = field_list<&GetSetDescriptor::owner>;
    static Type type_object;
};

struct MemberDescriptor : Object {
    Ref<Type> owner;
    MemberKind kind;
    Size offset;
    MemberAccess access;
    const char* doc;
    Ref<Str> name;
    MemberDescriptor(Type* descriptor_type, Type* owning_type, Ref<Str> member_name, MemberKind member_kind,
                     Size member_offset, MemberAccess member_access, const char* documentation)
        : Object(descriptor_type),
          owner(share(owning_type)),
          kind(member_kind),
          offset(member_offset),
          access(member_access),
          doc(documentation),
          name(std::move(member_name)) {}
    static constexpr auto references = field_list<&MemberDescriptor::owner>;
    static Type type_object;
};

struct SlotWrapper : Object {
    Type* owner;
    const SlotRow* row;
    SlotWrapper(Type* wrapper_type, Type* owning_type, const SlotRow* slot_row)
        : Object(wrapper_type), owner(owning_type), row(slot_row) {}
    static Type type_object;
};

struct MethodWrapper : Object {
    Ref<SlotWrapper> wrapper;
    Ref<Object> self;
    MethodWrapper(Type* wrapper_type, Ref<SlotWrapper> slot_wrapper, Ref<Object> bound_to)
        : Object(wrapper_type), wrapper(std::move(slot_wrapper)), self(std::move(bound_to)) {}
    static constexpr auto references = field_list<&MethodWrapper::wrapper, &MethodWrapper::self>;
    static Type type_object;
};

// (getattr, (owner, name)): what __reduce__ of an attribute that can be looked up again gives.
Result<Object> reduce_to_attribute(Object* owner, Object* name);

// A descriptor with __set__ or __delete__: it goes before the instance's own attributes.
inline bool is_data_descriptor(const Object* descriptor) { return descriptor->type->slots.descriptor_set != nullptr; }
// Does an attribute of the instance hide this one of its class, for as long as the class has it? Whether an instance of
// a class that can change is a descriptor may change, too, and the version of the class that has it does not tell.
inline bool stays_hidden(const Object* on_type) {
    return on_type == nullptr || (!is_data_descriptor(on_type) && on_type->type->has(TypeFlag::immutable));
}

}  // namespace minipy
