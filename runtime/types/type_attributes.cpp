// SPDX-License-Identifier: MIT
// The attributes that classes themselves have: __name__, __module__, __doc__, __bases__, __mro__, __annotations__ …
// Those of a built-in type cannot be set. CPython: Objects/typeobject.c (type_getsets). Next: type.cpp.
#include "runtime/types/type_attributes.hpp"

#include <cstring>
#include <utility>

#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/dict.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/modules/namespace.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/codecs.hpp"
#include "runtime/text/str.hpp"
#include "runtime/types/type.hpp"
#include "runtime/types/type_new.hpp"

namespace minipy {

Result<Object> get_type_qualname(Object* self) {
    auto* type = static_cast<Type*>(self);
    return share(type->qualname != nullptr ? type->qualname : type->name);
}

Result<Object> get_type_module(Object* self) {
    auto* type = static_cast<Type*>(self);
    if (type->has(TypeFlag::heap)) {
        Object* module = dict_get_name(type->dict, names::dunder_module);
        if (module == nullptr) return raise(AttributeError, "__module__");
        return share(module);
    }
    const char* dot = std::strrchr(type->native_name, '.');
    if (dot == nullptr) return share<Object>(names::builtins);
    return Str::interned_from({type->native_name, std::size_t(dot - type->native_name)});
}

namespace {

Result<Object> get_type_name(Object* self) { return share(static_cast<Type*>(self)->name); }

Failure immutable_type(const char* attribute, const Type* type) {
    return raise(TypeError, "cannot set '{}' attribute of immutable type '{}'", attribute, type->display_name());
}

// Of attributes that every class has: `value` is null when it is to be deleted.
Result<void> check_can_set(const char* attribute, const Type* type, const Object* value) {
    if (!type->has(TypeFlag::heap)) return immutable_type(attribute, type);
    if (value != nullptr) return {};
    return raise(TypeError, "cannot delete '{}' attribute of immutable type '{}'", attribute, type->display_name());
}

Result<Str*> name_to_set(const char* attribute, const Type* type, Object* value) {
    TRY(check_can_set(attribute, type, value));
    if (auto* name = as<Str>(value)) return name;
    return raise(TypeError, "can only assign string to {}.{}, not '{}'", type->display_name(), attribute,
                 type_name(value));
}

Result<void> set_name(Object* self, Object* value) {
    auto* type = static_cast<Type*>(self);
    Str* name = TRY(name_to_set("__name__", type, value));
    TRY(encode_utf8(name, "strict"));  // lone surrogates are refused
    if (name->view().find('\0') != std::string_view::npos)
        return raise(ValueError, "type name must not contain null characters");
    Ref<Str> old = adopt(std::exchange(type->name, share(name).release()));
    return {};
}

Result<void> set_qualname(Object* self, Object* value) {
    auto* type = static_cast<Type*>(self);
    Str* name = TRY(name_to_set("__qualname__", type, value));
    Ref<Str> old = adopt(std::exchange(type->qualname, share(name).release()));
    return {};
}

Result<void> set_in_dict(Type* type, const char* attribute, Str* name, Object* value) {
    TRY(check_can_set(attribute, type, value));
    type_modified(type);
    dict_set_name(type->dict, name, value);
    return {};
}

Result<void> set_module(Object* self, Object* value) {
    return set_in_dict(static_cast<Type*>(self), "__module__", names::dunder_module, value);
}

Result<Object> get_type_doc(Object* self) {
    auto* type = static_cast<Type*>(self);
    // In the dict of a built-in type the name may be a descriptor for the docs of instances.
    if (!type->has(TypeFlag::heap) && type->spec->doc != nullptr) return Str::from(type->spec->doc);
    Object* doc = dict_get_name(type_dict(type), names::dunder_doc);
    if (doc == nullptr) return none();
    return bind_attribute(doc, nullptr, type);
}

Result<void> set_doc(Object* self, Object* value) {
    return set_in_dict(static_cast<Type*>(self), "__doc__", names::dunder_doc, value);
}

Result<Object> get_type_dict(Object* self) {
    return create<MappingProxy>(share<Object>(type_dict(static_cast<Type*>(self))));
}
Result<Object> get_bases(Object* self) { return share(static_cast<Type*>(self)->bases); }
Result<Object> get_base(Object* self) {
    auto* type = static_cast<Type*>(self);
    return type->base == nullptr ? none() : Ref<Object>(share(type->base));
}
Result<Object> get_mro(Object* self) {
    auto* type = static_cast<Type*>(self);
    return type->mro == nullptr ? none() : Ref<Object>(share(type->mro));
}

Result<Object> get_abstract_methods(Object* self) {
    auto* type = static_cast<Type*>(self);
    Object* found =
        type == &Type::type_object ? nullptr : dict_get_name(type_dict(type), names::dunder_abstractmethods);
    if (found == nullptr) return raise(AttributeError, "__abstractmethods__");
    return share(found);
}

Result<void> set_abstract_methods(Object* self, Object* value) {
    auto* type = static_cast<Type*>(self);
    bool abstract = value != nullptr && TRY(is_true(value));
    type_modified(type);
    if (value != nullptr) {
        dict_set_name(type->dict, names::dunder_abstractmethods, value);
    } else if (!dict_delete_name(type->dict, names::dunder_abstractmethods)) {
        return raise(AttributeError, "__abstractmethods__");
    }
    abstract ? type->set(TypeFlag::abstract) : type->unset(TypeFlag::abstract);
    return {};
}

Result<Object> get_type_annotations(Object* self) {
    auto* type = static_cast<Type*>(self);
    if (!type->has(TypeFlag::heap)) {
        return raise(AttributeError, "type object '{}' has no attribute '__annotations__'", type->display_name());
    }
    if (Object* found = dict_get_name(type->dict, names::dunder_annotations))
        return bind_attribute(found, nullptr, type);
    Ref<Dict> annotations = Dict::create();
    type_modified(type);
    dict_set_name(type->dict, names::dunder_annotations, annotations.get());
    return annotations;
}

Result<void> set_type_annotations(Object* self, Object* value) {
    auto* type = static_cast<Type*>(self);
    if (!type->has(TypeFlag::heap)) return immutable_type("__annotations__", type);
    type_modified(type);
    if (value != nullptr) {
        dict_set_name(type->dict, names::dunder_annotations, value);
    } else if (!dict_delete_name(type->dict, names::dunder_annotations)) {
        return raise(AttributeError, "__annotations__");
    }
    return {};
}

Result<Object> get_type_text_signature(Object* self) {
    auto* type = static_cast<Type*>(self);
    const char* text = type->spec != nullptr ? type->spec->text_signature : nullptr;
    return text == nullptr ? none() : Ref<Object>(Str::from(text));
}

Result<Object> get_flags(Object* self) {
    auto* type = static_cast<Type*>(self);
    // CPython's Py_TPFLAGS values, as far as the library looks at them.
    struct Translation {
        TypeFlag flag;
        std::int64_t value;
    };
    constexpr Translation translations[] = {{TypeFlag::sequence_pattern, 1 << 5},
                                            {TypeFlag::mapping_pattern, 1 << 6},
                                            {TypeFlag::immutable, 1 << 8},
                                            {TypeFlag::heap, 1 << 9},
                                            {TypeFlag::base_type, 1 << 10},
                                            {TypeFlag::ready, 1 << 12},
                                            {TypeFlag::gc, 1 << 14},
                                            {TypeFlag::method_descriptor, 1 << 17},
                                            {TypeFlag::abstract, 1 << 20},
                                            {TypeFlag::match_self, 1 << 22},
                                            {TypeFlag::int_subclass, 1 << 24},
                                            {TypeFlag::list_subclass, 1 << 25},
                                            {TypeFlag::tuple_subclass, 1 << 26},
                                            {TypeFlag::bytes_subclass, 1 << 27},
                                            {TypeFlag::str_subclass, 1 << 28},
                                            {TypeFlag::dict_subclass, 1 << 29},
                                            {TypeFlag::exception_subclass, 1 << 30},
                                            {TypeFlag::type_subclass, std::int64_t(1) << 31}};
    std::int64_t flags = 0;
    for (const Translation& translation : translations) {
        if (type->has(translation.flag)) flags |= translation.value;
    }
    return Int::from(flags);
}

// With the slots in front of the heads, which CPython has behind the other fields.
Result<Object> get_basic_size(Object* self) {
    auto* type = static_cast<Type*>(self);
    return Int::from(type->basic_size + type->slots_in_front * Size(sizeof(Object*)));
}
Result<Object> get_item_size(Object* self) { return Int::from(static_cast<Type*>(self)->item_size); }

// Where in an instance its __dict__ and its first weak reference are, in bytes from the Object header: in front of it
// for classes made in Python (memory/gc.hpp), in a field for some built-in types; 0: nowhere.
Result<Object> get_dict_offset(Object* self) {
    auto* type = static_cast<Type*>(self);
    constexpr Size managed = -Size(sizeof(GcHead) + sizeof(ManagedHead) - offsetof(ManagedHead, dict));
    return Int::from(type->has(TypeFlag::managed_dict) ? managed : Size(type->dict_offset));
}

Result<Object> get_weakrefs_offset(Object* self) {
    auto* type = static_cast<Type*>(self);
    constexpr Size managed = -Size(sizeof(GcHead) + sizeof(ManagedHead) - offsetof(ManagedHead, weakrefs));
    return Int::from(type->has(TypeFlag::managed_weakrefs) ? managed : Size(type->weakrefs_offset));
}

}  // namespace

const Getter type_getters[] = {
    {"__name__", get_type_name, set_name},
    {"__qualname__", get_type_qualname, set_qualname},
    {"__module__", get_type_module, set_module},
    {"__doc__", get_type_doc, set_doc},
    {"__dict__", get_type_dict},
    {"__bases__", get_bases, set_type_bases},
    {"__base__", get_base},
    {"__mro__", get_mro},
    {"__abstractmethods__", get_abstract_methods, set_abstract_methods},
    {"__annotations__", get_type_annotations, set_type_annotations},
    {"__text_signature__", get_type_text_signature},
    {"__flags__", get_flags},
    {"__basicsize__", get_basic_size},
    {"__itemsize__", get_item_size},
    {"__dictoffset__", get_dict_offset},
    {"__weakrefoffset__", get_weakrefs_offset},
};

}  // namespace minipy
