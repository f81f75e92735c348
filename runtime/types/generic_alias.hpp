// SPDX-License-Identifier: MIT
// list[int] (types.GenericAlias) and int | str (types.UnionType).
// CPython: Objects/genericaliasobject.c, Objects/unionobject.c. Next: generic_alias.cpp.
#pragma once

#include "runtime/containers/tuple.hpp"

namespace minipy {

struct GenericAlias : Object {
    Ref<Object> origin;
    Ref<Tuple> arguments;
    Ref<Tuple> parameters;  // type variables among the arguments; null until asked for
    bool starred = false;   // *tuple[int, ...]
    Object* weakrefs = nullptr;
    GenericAlias(Type* alias_type, Ref<Object> generic, Ref<Tuple> items)
        : Object(alias_type), origin(std::move(generic)), arguments(std::move(items)) {}
    static constexpr auto references =
        field_list<&GenericAlias::origin, &GenericAlias::arguments, &GenericAlias::parameters>;
    static Type type_object;
};

struct UnionType : Object {
    Ref<Tuple> arguments;
    UnionType(Type* union_type, Ref<Tuple> items) : Object(union_type), arguments(std::move(items)) {}
    static constexpr auto references = field_list<&UnionType::arguments>;
    static Type type_object;
};

// origin[item]; a tuple gives several arguments.
Result<Object> make_generic_alias(Object* origin, Object* item);

}  // namespace minipy
