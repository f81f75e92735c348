// SPDX-License-Identifier: MIT
// Making the static types ready, in three steps: what they inherit from their base (slots, flags, layout), their names
// and mros, and, when someone looks into one, its attributes. CPython: Objects/typeobject.c (PyType_Ready).
// Next: type_lookup.cpp.
#include <cstring>
#include <span>
#include <vector>

#include "runtime/containers/dict.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/functions/class_method.hpp"
#include "runtime/functions/descriptors.hpp"
#include "runtime/functions/native_function.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/memory/observer.hpp"
#include "runtime/text/str.hpp"
#include "runtime/types/mro.hpp"
#include "runtime/types/type.hpp"
#include "runtime/types/type_new.hpp"
#include "runtime/types/type_slots.hpp"

namespace minipy {

// ---------------------------------------------------------------- first step: no object can be made yet

namespace {

// Flags that a subtype has because its base has them.
constexpr TypeFlag inherited_flags = TypeFlag::gc | TypeFlag::int_subclass | TypeFlag::str_subclass |
                                     TypeFlag::bytes_subclass | TypeFlag::tuple_subclass | TypeFlag::list_subclass |
                                     TypeFlag::dict_subclass | TypeFlag::type_subclass | TypeFlag::exception_subclass |
                                     TypeFlag::sequence_pattern | TypeFlag::mapping_pattern | TypeFlag::match_self;

std::vector<Type*>& types() {
    static std::vector<Type*> ready;
    return ready;
}

const char* unqualified(const char* name) {
    const char* dot = std::strrchr(name, '.');
    return dot == nullptr ? name : dot + 1;
}

void inherit_layout(Type* type) {
    const Type* base = type->base;
    type->flags |= base->flags & static_cast<std::uint32_t>(inherited_flags);
    if (type->basic_size == 0) type->basic_size = base->basic_size;
    if (type->item_size == 0) type->item_size = base->item_size;
    if (type->dict_offset == 0) type->dict_offset = base->dict_offset;
    if (type->weakrefs_offset == 0) type->weakrefs_offset = base->weakrefs_offset;
    constexpr std::uint32_t gc_flag = static_cast<std::uint32_t>(TypeFlag::gc);
    bool same_struct = type->basic_size == base->basic_size && type->item_size == base->item_size &&
                       (type->slots.deallocate == nullptr || type->slots.deallocate == base->slots.deallocate) &&
                       ((type->flags ^ base->flags) & gc_flag) == 0;
    type->layout = same_struct ? base->layout : type;
}

void complete_type(Type* type);

}  // namespace

void ready_type(Type* type) {
    if (type->has(TypeFlag::ready)) return;
    const TypeSpec& spec = *type->spec;
    type->native_name = spec.name;
    type->flags |=
        static_cast<std::uint32_t>(spec.flags) | static_cast<std::uint32_t>(TypeFlag::ready | TypeFlag::immutable);
    type->slots = spec.slots;
    type->basic_size = spec.size;
    type->item_size = spec.item_size;
    type->dict_offset = static_cast<std::uint16_t>(spec.dict_offset);
    type->weakrefs_offset = static_cast<std::uint16_t>(spec.weakrefs_offset);
    if (type != &object_type) {
        type->base = spec.base != nullptr ? spec.base : &object_type;
        ready_type(type->base);
        inherit_layout(type);
        inherit_slots(type);
    }
    if (type == &object_type) type->layout = type;
    type->end = end_of_instances(type);
    types().push_back(type);
    bool after_start_up = object_type.mro != nullptr;
    if (after_start_up) complete_type(type);
}

std::span<Type* const> ready_types() { return types(); }

// ---------------------------------------------------------------- second step: strs and tuples can be made

namespace {

// The one static type with two bases: ExceptionGroup is a BaseExceptionGroup and an Exception.
void give_second_base(Type* type, Type* second) {
    Ref<Tuple> old_bases = adopt(std::exchange(type->bases, Tuple::of({type->base, second}).release()));
    Ref<Tuple> old_order = adopt(std::exchange(type->mro, compute_mro(type).take().release()));
}

void complete_type(Type* type) {
    if (type->mro != nullptr) return;
    type->name = Str::interned_from(unqualified(type->native_name)).release();
    if (type->base == nullptr) {
        type->bases = Tuple::empty().release();
        type->mro = Tuple::of({type}).release();
        return;
    }
    complete_type(type->base);
    type->bases = Tuple::of({type->base}).release();
    std::vector<Object*> order{type};
    order.insert(order.end(), type->base->mro->begin(), type->base->mro->end());
    type->mro = Tuple::copy(order).take().release();
}

}  // namespace

void complete_types() {
    for (Type* type : types()) complete_type(type);
    give_second_base(&ExceptionGroup, &Exception);
}

// ---------------------------------------------------------------- third step: someone looks into the type

namespace {

bool dict_is_filled(Type* type) { return type->dict != nullptr; }

void add_methods(Type* type) {
    for (const Method& method : type->spec->methods) {
        Ref<Object> descriptor;
        Ref<Str> name;
        switch (method.kind) {
            case MethodKind::instance: {
                Ref<MethodDescriptor> made = create<MethodDescriptor>(type, &method);
                name = share(made->method->name());
                descriptor = made;
                break;
            }
            case MethodKind::class_method: {
                Ref<ClassMethodDescriptor> made = create<ClassMethodDescriptor>(type, &method);
                name = share(made->method->name());
                descriptor = made;
                break;
            }
            case MethodKind::static_method: {
                Ref<NativeFunction> function = NativeFunction::make(&method, type, nullptr);
                name = share(function->method->name());
                descriptor = create<StaticMethod>(Ref<Object>(function));
                break;
            }
            case MethodKind::constructor: continue;  // a slot's own business
        }
        dict_set_name(type->dict, name.get(), descriptor.get());
    }
}

// The dict of a static type: methods, computed attributes, fields, slot wrappers, __new__, __doc__.
void fill_dict(Type* type) {
    heap::InterpreterIsAtWork own_births;
    type->dict = Dict::create().release();
    const TypeSpec& spec = *type->spec;
    add_methods(type);
    for (const Getter& getter : spec.getters) {
        Ref<GetSetDescriptor> descriptor = create<GetSetDescriptor>(type, &getter);
        dict_set_name(type->dict, descriptor->name.get(), descriptor.get());
    }
    for (const Member& member : spec.members) {
        Ref<MemberDescriptor> descriptor = create<MemberDescriptor>(type, Str::interned_from(member.name), member.kind,
                                                                    member.offset(), member.access, member.doc);
        dict_set_name(type->dict, descriptor->name.get(), descriptor.get());
    }
    add_slot_wrappers(type);
    bool own_new = spec.slots.new_ != nullptr || type->has(TypeFlag::exception_subclass);
    if (own_new && dict_get_name(type->dict, names::dunder_new) == nullptr) {
        dict_set_name(type->dict, names::dunder_new, make_native_new(type).get());
    }
    Ref<Object> doc = spec.doc != nullptr ? Ref<Object>(Str::from(spec.doc)) : none();
    if (dict_get_name(type->dict, names::dunder_doc) == nullptr)
        dict_set_name(type->dict, names::dunder_doc, doc.get());
    if (spec.fill != nullptr) spec.fill(type, type->dict);
    dict_watch(type->dict);
}

}  // namespace

Dict* type_dict(Type* type) {
    if (!dict_is_filled(type) && type->spec != nullptr) fill_dict(type);
    return type->dict;
}

// ---------------------------------------------------------------- the end

void finalize_types() {
    clear_type_cache();
    for (Type* type : types()) {
        xdecref(std::exchange(type->dict, nullptr));
        xdecref(std::exchange(type->subclasses, nullptr));
    }
}

void release_type_names() {
    for (Type* type : types()) {
        xdecref(std::exchange(type->mro, nullptr));
        xdecref(std::exchange(type->bases, nullptr));
        xdecref(std::exchange(type->name, nullptr));
    }
}

}  // namespace minipy
