// SPDX-License-Identifier: MIT
// A parsed tree as Python objects, by the nodes' lists of fields. CPython: Python/Python-ast.c (ast2obj_*).
#include "modules/code/ast/ast_module.hpp"
#include "modules/native.hpp"

namespace minipy {

namespace {

Result<Object> as_object(const ast::Node* node);

template <class T>
Result<Object> value_as_object(const T& value) {
    if constexpr (std::is_same_v<T, int>) {
        return Int::from(value);
    } else if constexpr (std::is_enum_v<T>) {
        return share(enum_instance(class_name_of(value), std::size_t(value)));
    } else if constexpr (std::is_same_v<T, Str*> || std::is_same_v<T, Object*>) {
        return value == nullptr ? none() : share<Object>(value);
    } else {
        return as_object(value);
    }
}
template <class T>
Result<Object> value_as_object(const ast::Array<T>& items) {
    Ref<List> list = List::create();
    for (const T& item : items) TRY(list_append(list.get(), TRY(value_as_object(item))));
    return list;
}

Result<void> set_place(Object* object, const ast::Span& span) {
    auto set = [&](const char* name, int value) {
        return set_attribute(object, Str::interned_from(name).get(), Int::from(value).get());
    };
    TRY(set("lineno", span.lineno));
    TRY(set("col_offset", span.col_offset));
    TRY(set("end_lineno", span.end_lineno));
    return set("end_col_offset", span.end_col_offset);
}

template <class N>
Result<Object> fields_as_object(const N& node) {
    Ref<Object> object = TRY(allocate_instance(node_type(N::own_kind)));
    Result<void> outcome;
    for_each_field(node, [&](const ast::FieldInfo& field, const auto& value) {
        if (outcome.failed()) return;
        Result<Object> made = value_as_object(value);
        outcome = made.failed() ? Result<void>(Failure{})
                                : set_attribute(object.get(), Str::interned_from(field.name).get(), made.get());
    });
    if (outcome.failed()) return Failure{};
    if constexpr (std::is_base_of_v<ast::LocatedNode, N>) TRY(set_place(object.get(), node.span));
    return object;
}

Result<Object> as_object(const ast::Node* node) {
    if (node == nullptr) return none();
    RecursionGuard guard(" during ast construction");
    if (guard.failed()) return Failure{};
    return ast::visit(*node, [](const auto& concrete) { return fields_as_object(concrete); });
}

}  // namespace

Result<Object> tree_as_object(const ast::ModNode& tree) {
    TRY(make_node_types());
    return as_object(&tree);
}

}  // namespace minipy
