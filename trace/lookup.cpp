// SPDX-License-Identifier: MIT
// Going through the places where Python looks.
#include "trace/lookup.hpp"

#include "runtime/bytecode/opcode.hpp"
#include "runtime/functions/descriptors.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/functions/function.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/types/instance.hpp"

namespace minipy::trace {

namespace {

// The first class along the mro that has the name goes into `result`.
bool search_mro(Type* type, Str* name, Lookup& result) {
    if (type->mro == nullptr) return false;  // it is being made
    result.searched = int(type->mro->length);
    for (int index = 0; index < result.searched; ++index) {
        auto* candidate = cast<Type>((*type->mro)[index]);
        Object* attribute = dict_get_name(type_dict(candidate), name);
        if (attribute == nullptr) continue;
        result.place = index + 1;
        result.where = candidate;
        result.attribute = attribute;
        return true;
    }
    return false;
}

Lookup as_found(Lookup result, Found found) {
    result.found = found;
    return result;
}

Lookup find_by_method(Object* object, Str* method, Found found) {
    Lookup result{.owner = object};
    return search_mro(object->type, method, result) ? as_found(result, found) : Lookup{.owner = object};
}

// A class: its metaclass's data descriptors, its own mro, then the rest of the metaclass.
Lookup find_in_class(Type* type, Str* name) {
    Lookup of_metaclass{.owner = type}, own{.owner = type};
    bool has_meta = search_mro(type->type, name, of_metaclass);
    if (has_meta && is_data_descriptor(of_metaclass.attribute)) return as_found(of_metaclass, Found::data_descriptor);
    if (search_mro(type, name, own)) return as_found(own, Found::of_class_itself);
    if (has_meta) return as_found(of_metaclass, Found::bound);
    return find_by_method(type, names::dunder_getattr, Found::by_getattr);
}

Lookup find_in_instance(Object* object, Str* name) {
    Lookup result{.owner = object};
    bool on_type = search_mro(object->type, name, result);
    if (on_type && is_data_descriptor(result.attribute)) return as_found(result, Found::data_descriptor);
    if (instance_get(object, name) != nullptr) return {.found = Found::own_attribute, .owner = object};
    if (on_type) {
        bool binds = result.attribute->type->slots.descriptor_get != nullptr;
        return as_found(result, binds ? Found::bound : Found::class_attribute);
    }
    return find_by_method(object, names::dunder_getattr, Found::by_getattr);
}

bool is_plain_rule(const Type* type) {
    const Type* native = type;
    while (native->has(TypeFlag::heap) && native->base != nullptr) native = native->base;
    return native->slots.get_attribute == generic_get_attribute || native == &Module::type_object;
}

Lookup find_attribute_of(Object* object, Str* name) {
    Lookup rule{.owner = object};
    bool decides = search_mro(object->type, names::dunder_getattribute, rule) && is<Function>(rule.attribute);
    if (decides) return as_found(rule, Found::by_getattribute);
    if (auto* type = as<Type>(object)) return find_in_class(type, name);
    if (is_plain_rule(object->type)) return find_in_instance(object, name);
    return {.found = Found::by_type, .owner = object, .where = object->type};
}

bool has_name(Object* mapping, Str* name) {
    auto* dict = as<Dict>(mapping);
    return dict != nullptr && dict_get_name(dict, name) != nullptr;
}

Lookup find_global(Frame* frame, Str* name) {
    if (has_name(frame->globals, name)) return {.found = Found::global};
    return {.found = has_name(frame->builtins, name) ? Found::builtin : Found::nowhere};
}

Lookup find_in_namespaces(Frame* frame, Str* name) {
    bool is_module = frame->namespace_ == frame->globals;
    if (!is_module && frame->namespace_ != nullptr && has_name(frame->namespace_, name))
        return {.found = Found::in_namespace};
    return find_global(frame, name);
}

Lookup find_cell(Frame* frame, int index) {
    bool is_free = (frame->code->local_kind(index) & local_free) != 0;
    return {.found = is_free ? Found::cell_of_enclosing : Found::cell, .owner = frame->locals[index]};
}

}  // namespace

std::optional<Lookup> lookup_of(Frame* frame, int opcode, int operand) {
    auto name = [&](int index) { return cast<Str>((*frame->code->parts.names)[index]); };
    switch (static_cast<Opcode>(opcode)) {
        case Opcode::LOAD_FAST: return Lookup{.found = Found::local};
        case Opcode::LOAD_DEREF: return find_cell(frame, operand);
        case Opcode::LOAD_NAME: return find_in_namespaces(frame, name(operand));
        case Opcode::LOAD_GLOBAL: return find_global(frame, name(operand >> 1));
        case Opcode::LOAD_ATTR:
        case Opcode::LOAD_METHOD: return find_attribute_of(frame->stack_pointer[-1], name(operand));
        default: return std::nullopt;
    }
}

}  // namespace minipy::trace
