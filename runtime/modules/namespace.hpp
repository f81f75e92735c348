// SPDX-License-Identifier: MIT
// mappingproxy (a read-only view of a mapping: type.__dict__) and types.SimpleNamespace.
// CPython: Objects/descrobject.c, Objects/namespaceobject.c. Next: namespace.cpp.
#pragma once

#include "runtime/containers/dict.hpp"

namespace minipy {

struct MappingProxy : Object {
    Ref<Object> mapping;
    MappingProxy(Type* proxy_type, Ref<Object> target) : Object(proxy_type), mapping(std::move(target)) {}
    template <class Visit>
    void each_reference(Visit visit) {
        visit(mapping);
    }
    static Type type_object;
};

struct SimpleNamespace : Object {
    Ref<Dict> dict;
    SimpleNamespace(Type* namespace_type, Ref<Dict> attributes) : Object(namespace_type), dict(std::move(attributes)) {}
    template <class Visit>
    void each_reference(Visit visit) {
        visit(dict);
    }
    static Type type_object;
};

}  // namespace minipy
