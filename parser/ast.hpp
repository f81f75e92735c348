// SPDX-License-Identifier: MIT
// The abstract syntax tree: one struct per node of Python 3.11's `ast` module, made from parser/nodes.def.
//
// Nodes are plain aggregates in an Arena (parser/arena.hpp) and are never destroyed one by one. There is no virtual
// function: `node_kind` says what a node is, `visit` switches over it, `for_each_field` walks the fields of one node.
//
//     BinOp                             made from one row:  EXPR(BinOp, ONE(ExprNode*, left) ONE(Operator, op) …)
//     ┌───────────┬──────────────┬──────┬────┬───────┐
//     │ node_kind │ span: 4 ints │ left │ op │ right │      ExprNode = node_kind + span, the base of all expressions
//     └───────────┴──────────────┴──────┴────┴───────┘
//
// Names are Python's, in PascalCase where Python has lower case (`withitem` is WithItem); a family (`expr`, `stmt`)
// ends in Node. Fields are pointers to nodes (OPTIONAL ones may be null), enums, ints, `Str*` identifiers, `Object*`
// constants or an Array of one of these. Identifiers are interned; both are kept alive by the arena.
//
// CPython: Python/Python-ast.c, Include/internal/pycore_ast.h. Next: parser/arena.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

namespace minipy {
struct Object;
struct Str;
}  // namespace minipy

namespace minipy::ast {

// Lines count from 1, columns from 0 in UTF-8 bytes; the end is exclusive.
struct Span {
    int lineno = 0;
    int col_offset = 0;
    int end_lineno = 0;
    int end_col_offset = 0;

    // clang-tidy takes the 0 that an order is compared with for a pointer.
    friend auto operator<=>(const Span&, const Span&) = default;  // NOLINT(modernize-use-nullptr)
};

// From the first character of one span to the last of another.
constexpr Span join(const Span& first, const Span& last) {
    return {first.lineno, first.col_offset, last.end_lineno, last.end_col_offset};
}

// A sequence in the arena: a view, copied freely.
template <class T>
struct Array {
    T* items = nullptr;
    std::uint32_t count = 0;

    T* begin() const { return items; }
    T* end() const { return items + count; }
    std::size_t size() const { return count; }
    bool empty() const { return count == 0; }
    T& operator[](std::size_t index) const { return items[index]; }
    T& front() const { return items[0]; }
    T& back() const { return items[count - 1]; }
    // All items but the first `skipped`.
    Array without_first(std::uint32_t skipped) const { return {items + skipped, count - skipped}; }
};

// ---------------------------------------------------------------- enums
#define ENUM(Name, python_name, members) enum class Name : std::uint8_t { members };
#define MEMBER(name) name,
#include "parser/nodes.def"

enum class NodeKind : std::uint8_t {
#define MOD(Name, fields) Name,
#define STMT(Name, fields) Name,
#define EXPR(Name, fields) Name,
#define HANDLER(Name, fields) Name,
#define PATTERN(Name, fields) Name,
#define LOCATED(Name, python_name, fields) Name,
#define UNLOCATED(Name, python_name, fields) Name,
#include "parser/nodes.def"
};

// The classes above the nodes in Python's `ast`; `plain` nodes have none but AST.
enum class Family : std::uint8_t { mod, stmt, expr, excepthandler, pattern, plain };

// ---------------------------------------------------------------- bases
struct Node {
    NodeKind node_kind;
};
struct LocatedNode : Node {
    Span span;
};
struct ModNode : Node {};
struct StmtNode : LocatedNode {};
struct ExprNode : LocatedNode {};
struct HandlerNode : LocatedNode {};
struct PatternNode : LocatedNode {};

// ---------------------------------------------------------------- structs
#define MOD(Name, fields) struct Name;
#define STMT(Name, fields) struct Name;
#define EXPR(Name, fields) struct Name;
#define HANDLER(Name, fields) struct Name;
#define PATTERN(Name, fields) struct Name;
#define LOCATED(Name, python_name, fields) struct Name;
#define UNLOCATED(Name, python_name, fields) struct Name;
#include "parser/nodes.def"

// `own_kind` ties a struct to its tag; an aggregate is filled as Name{{{NodeKind::Name}, span}, fields…} by Arena::make.
#define MINIPY_AST_STRUCT(Name, Base, ...)               \
    struct Name : Base {                                 \
        static constexpr NodeKind own_kind = NodeKind::Name; \
        __VA_ARGS__                                      \
    };
#define MOD(Name, fields) MINIPY_AST_STRUCT(Name, ModNode, fields)
#define STMT(Name, fields) MINIPY_AST_STRUCT(Name, StmtNode, fields)
#define EXPR(Name, fields) MINIPY_AST_STRUCT(Name, ExprNode, fields)
#define HANDLER(Name, fields) MINIPY_AST_STRUCT(Name, HandlerNode, fields)
#define PATTERN(Name, fields) MINIPY_AST_STRUCT(Name, PatternNode, fields)
#define LOCATED(Name, python_name, fields) MINIPY_AST_STRUCT(Name, LocatedNode, fields)
#define UNLOCATED(Name, python_name, fields) MINIPY_AST_STRUCT(Name, Node, fields)
#define ONE(type, name) type name{};
#define OPTIONAL(type, name) type name{};
#define MANY(type, name) Array<type> name{};
#include "parser/nodes.def"

// ---------------------------------------------------------------- field lists
enum class Cardinality : std::uint8_t { one, optional, many };

struct FieldInfo {
    std::string_view name;  // Python's name of the field
    Cardinality cardinality;
    std::string_view type;  // the C++ spelling in nodes.def: "ExprNode*", "Str*", "int" …
};

struct NodeInfo {
    std::string_view name;  // Python's name of the class
    Family family;
    bool located;
    std::span<const FieldInfo> fields;
};

// What `_ast`, the dump and the documentation know of a kind without having a node.
const NodeInfo& node_info(NodeKind kind);

// Calls f(const FieldInfo&, value&) for each field of one node, in order; `value` is T or Array<T>.
#define MINIPY_AST_FIELDS(Name, ...)                      \
    template <class N, class F>                           \
    requires std::is_same_v<std::remove_const_t<N>, Name> \
    void for_each_field([[maybe_unused]] N& node, [[maybe_unused]] F&& f) { __VA_ARGS__ }
#define MOD(Name, fields) MINIPY_AST_FIELDS(Name, fields)
#define STMT(Name, fields) MINIPY_AST_FIELDS(Name, fields)
#define EXPR(Name, fields) MINIPY_AST_FIELDS(Name, fields)
#define HANDLER(Name, fields) MINIPY_AST_FIELDS(Name, fields)
#define PATTERN(Name, fields) MINIPY_AST_FIELDS(Name, fields)
#define LOCATED(Name, python_name, fields) MINIPY_AST_FIELDS(Name, fields)
#define UNLOCATED(Name, python_name, fields) MINIPY_AST_FIELDS(Name, fields)
#define ONE(type, name) f(FieldInfo{#name, Cardinality::one, #type}, node.name);
#define OPTIONAL(type, name) f(FieldInfo{#name, Cardinality::optional, #type}, node.name);
#define MANY(type, name) f(FieldInfo{#name, Cardinality::many, #type}, node.name);
#include "parser/nodes.def"

// ---------------------------------------------------------------- visiting
namespace detail {
template <class Base, class Derived>
using SameConst = std::conditional_t<std::is_const_v<Base>, const Derived, Derived>;

// What a node of static type Base may turn out to be: visiting an ExprNode compiles only the expressions' cases.
template <class Base, class Derived>
inline constexpr bool may_be = std::is_base_of_v<std::remove_const_t<Base>, Derived>;
}  // namespace detail

// Calls f with the node as what it is: visit(expr, [](auto& node) { … }). Node may be any of the bases, const or not.
#define MINIPY_AST_CASE(Name)                                         \
    case NodeKind::Name:                                              \
        if constexpr (detail::may_be<N, Name>) {                      \
            return f(static_cast<detail::SameConst<N, Name>&>(node)); \
        } else {                                                      \
            break;                                                    \
        }
#define MOD(Name, fields) MINIPY_AST_CASE(Name)
#define STMT(Name, fields) MINIPY_AST_CASE(Name)
#define EXPR(Name, fields) MINIPY_AST_CASE(Name)
#define HANDLER(Name, fields) MINIPY_AST_CASE(Name)
#define PATTERN(Name, fields) MINIPY_AST_CASE(Name)
#define LOCATED(Name, python_name, fields) MINIPY_AST_CASE(Name)
#define UNLOCATED(Name, python_name, fields) MINIPY_AST_CASE(Name)
template <class N, class F>
decltype(auto) visit(N& node, F&& f) {
    switch (node.node_kind) {
#include "parser/nodes.def"
    }
    __builtin_unreachable();
}

// Null or the node as a T: if (auto* name = as<Name>(expr)) …
template <class T, class N>
detail::SameConst<N, T>* as(N* node) {
    return node && node->node_kind == T::own_kind ? static_cast<detail::SameConst<N, T>*>(node) : nullptr;
}
template <class T>
bool is(const Node* node) {
    return node && node->node_kind == T::own_kind;
}

// Python's names of enum members and of the enum classes, for dumps: name_of(Operator::Add) is "Add".
#define ENUM(Name, python_name, members)  \
    std::string_view name_of(Name value); \
    std::string_view class_name_of(Name);
#include "parser/nodes.def"

}  // namespace minipy::ast
