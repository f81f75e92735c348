// SPDX-License-Identifier: MIT
// The names in the tree, as tables made from parser/nodes.def.
#include "parser/ast.hpp"

namespace minipy::ast {
namespace {

constexpr FieldInfo end_of_fields{};

// Variadic, because expanded fields contain commas.
#define MINIPY_AST_TABLE(Name, ...) constexpr FieldInfo FIELDS_OF_##Name[] = {__VA_ARGS__ end_of_fields};
#define MOD(Name, fields) MINIPY_AST_TABLE(Name, fields)
#define STMT(Name, fields) MINIPY_AST_TABLE(Name, fields)
#define EXPR(Name, fields) MINIPY_AST_TABLE(Name, fields)
#define HANDLER(Name, fields) MINIPY_AST_TABLE(Name, fields)
#define PATTERN(Name, fields) MINIPY_AST_TABLE(Name, fields)
#define LOCATED(Name, python_name, fields) MINIPY_AST_TABLE(Name, fields)
#define UNLOCATED(Name, python_name, fields) MINIPY_AST_TABLE(Name, fields)
#define ONE(type, name) {#name, Cardinality::one, #type},
#define OPTIONAL(type, name) {#name, Cardinality::optional, #type},
#define MANY(type, name) {#name, Cardinality::many, #type},
#include "parser/nodes.def"

template <std::size_t length>
constexpr std::span<const FieldInfo> without_end(const FieldInfo (&fields)[length]) {
    return {fields, length - 1};
}

constexpr NodeInfo node_infos[] = {
#define MOD(Name, ...) \
    {.name = #Name, .family = Family::mod, .located = false, .fields = without_end(FIELDS_OF_##Name)},
#define STMT(Name, ...) \
    {.name = #Name, .family = Family::stmt, .located = true, .fields = without_end(FIELDS_OF_##Name)},
#define EXPR(Name, ...) \
    {.name = #Name, .family = Family::expr, .located = true, .fields = without_end(FIELDS_OF_##Name)},
#define HANDLER(Name, ...) \
    {.name = #Name, .family = Family::excepthandler, .located = true, .fields = without_end(FIELDS_OF_##Name)},
#define PATTERN(Name, ...) \
    {.name = #Name, .family = Family::pattern, .located = true, .fields = without_end(FIELDS_OF_##Name)},
#define LOCATED(Name, python_name, ...) \
    {.name = #python_name, .family = Family::plain, .located = true, .fields = without_end(FIELDS_OF_##Name)},
#define UNLOCATED(Name, python_name, ...) \
    {.name = #python_name, .family = Family::plain, .located = false, .fields = without_end(FIELDS_OF_##Name)},
#include "parser/nodes.def"
};

}  // namespace

const NodeInfo& node_info(NodeKind kind) { return node_infos[static_cast<std::size_t>(kind)]; }

#define ENUM(Name, python_name, members)                       \
    std::string_view name_of(Name value) {                     \
        static constexpr std::string_view names[] = {members}; \
        return names[static_cast<std::size_t>(value)];         \
    }                                                          \
    std::string_view class_name_of(Name) { return #python_name; }
#define MEMBER(name) #name,
#include "parser/nodes.def"

}  // namespace minipy::ast
