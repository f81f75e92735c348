// SPDX-License-Identifier: MIT
// mappingproxy (a read-only view of a mapping: type.__dict__) and types.SimpleNamespace.
// CPython: Objects/descrobject.c, Objects/namespaceobject.c. Next: namespace.cpp.
#pragma once

#include "runtime/containers/dict.hpp"

namespace minipy {

struct MappingProxy : Object {
    Ref<Object> mapping;
    MappingProxy(Type* proxy_type, Ref<Object> target) : Object(proxy_type), mapping(std::move(target)) {}
    static constexpr auto references = field_list<&MappingProxy::mapping>;
    static Type type_object;
};

struct SimpleNamespace : Object {
    Ref<Dict> dict;
    SimpleNamespace(Type* namespace_type, Ref<Dict> attributes) : Object(namespace_type), dict(std::move(attributes)) {}
    static constexpr auto references = field_list<&SimpleNamespace::dict>;
    static Type type_object;
};

}  // namespace minipy
