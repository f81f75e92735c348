// SPDX-License-Identifier: MIT
// Symbol tables: which names each scope binds and uses, and where each name lives.
//
//      def f(a):            f: a  parameter, local, cell (g uses it)
//          def g():             g  local
//              return a + b  g: a  free (from f)     b  global, implicit
//
// Two walks. Collecting notes for every scope how its names occur (flags). Resolving decides each name's Binding: what
// a scope binds is local; what it only uses is searched outwards through enclosing functions (classes are skipped),
// becomes free in every scope on the way and a cell where it was found; what nobody binds is global. `global` and
// `nonlocal` decide at once.
//
// Names are mangled (__x in class C is _C__x) before they enter a table.
// CPython: Python/symtable.c. Next: symbols.cpp (collecting), symbols_resolve.cpp, dump_symbols.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/indexed_list.hpp"
#include "parser/ast.hpp"
#include "runtime/object/result.hpp"
#include "runtime/text/str.hpp"

namespace minipy::compiler {

// How a name occurs in a scope; CPython's numbers, which the `symtable` module knows.
enum SymbolFlag : int {
    symbol_global = 1,  // global statement
    symbol_local = 2,   // assignment
    symbol_parameter = 4,
    symbol_nonlocal = 8,  // nonlocal statement
    symbol_use = 16,
    symbol_free_class = 64,  // bound in a class and free in one of its methods
    symbol_import = 128,
    symbol_annotation = 256,
    symbol_iteration = 512,  // target of a comprehension's for
    symbol_bound = symbol_local | symbol_parameter | symbol_import,
};

// Where a name lives.
enum class Binding : std::uint8_t { unknown, local, global_explicit, global_implicit, free, cell };

struct Symbol {
    Str* name;
    int flags = 0;  // 0: does not occur here, but in a scope inside
    Binding binding = Binding::unknown;
    ast::Span span;  // of its first occurrence
};

inline Object* key_of(const Symbol& symbol) { return symbol.name; }

// Symbols in order of first occurrence.
class SymbolList : public IndexedList<Symbol> {
public:
    using IndexedList::IndexedList;
    Symbol* find(Str* name) {
        int index = IndexedList::find(name);
        return index < 0 ? nullptr : &(*this)[index];
    }
    const Symbol* find(Str* name) const { return const_cast<SymbolList*>(this)->find(name); }
    Symbol& find_or_add(Str* name, const ast::Span& span = {}) {
        if (Symbol* known = find(name)) return *known;
        return (*this)[append({name, 0, Binding::unknown, span})];
    }
};

enum class ScopeKind : std::uint8_t { function, class_, module, annotation };
enum class ComprehensionKind : std::uint8_t { none, list, dict, set, generator };

// A global or nonlocal statement (or a walrus that acts as one), for error messages.
struct Directive {
    Str* name;
    ast::Span span;
};

// The table of one module, class, function, lambda or comprehension.
struct Scope {
    ScopeKind kind;
    Str* name;
    const ast::Node* node;
    ast::Span span;
    Scope* parent;
    std::pmr::vector<Scope*> children;
    SymbolList symbols;
    std::pmr::vector<Str*> parameters;  // in order; they are the first local variables
    std::pmr::vector<Directive> directives;
    ComprehensionKind comprehension = ComprehensionKind::none;
    bool nested = false;  // inside a function
    bool generator = false;
    bool coroutine = false;
    bool varargs = false;
    bool varkeywords = false;
    bool needs_class_closure = false;  // a class whose methods use super() or __class__
    bool collecting_target = false;    // while visiting a comprehension's target
    int iterable_depth = 0;            // > 0 while visiting a comprehension's iterable

    Scope(ScopeKind scope_kind, Str* scope_name, const ast::Node* opener, const ast::Span& where, Scope* outer,
          std::pmr::memory_resource* memory)
        : kind(scope_kind),
          name(scope_name),
          node(opener),
          span(where),
          parent(outer),
          children(memory),
          symbols(memory),
          parameters(memory),
          directives(memory) {}

    bool is_function() const { return kind == ScopeKind::function; }
    bool is_class() const { return kind == ScopeKind::class_; }
    Binding binding_of(Str* mangled) const {
        const Symbol* symbol = symbols.find(mangled);
        return symbol == nullptr ? Binding::unknown : symbol->binding;
    }
};

// Private names: __x inside class C stands for _C__x. Owns the names it makes, for the time of a compilation.
class Mangler {
public:
    // `class_name` null: outside classes.
    Str* mangle(Str* class_name, Str* name);
    // The interned name with this text, kept alive.
    Str* intern(std::string_view text);

private:
    struct Key {
        Str* class_name;
        Str* name;
        friend bool operator==(const Key&, const Key&) = default;
    };
    struct KeyHash {
        std::size_t operator()(const Key& key) const {
            return std::hash<const void*>()(key.class_name) * 31 + std::hash<const void*>()(key.name);
        }
    };
    std::unordered_map<Key, Ref<Str>, KeyHash> mangled_;
    std::vector<Ref<Str>> interned_;
};

// All scopes of one compilation, in memory that is freed at once: no destructor of theirs need run.
class Symbols {
public:
    Scope* top() const { return top_; }
    // The scope that a module, class, function, lambda or comprehension node opened.
    Scope* of(const ast::Node* node) const {
        auto found = by_node_.find(node);
        return found == by_node_.end() ? nullptr : found->second;
    }
    Scope* add(ScopeKind kind, Str* name, const ast::Node* node, const ast::Span& span, Scope* parent);

private:
    using Memory = std::pmr::monotonic_buffer_resource;
    static constexpr std::size_t first_piece = 4096;

    Scope* top_ = nullptr;
    std::unique_ptr<Memory> memory_ = std::make_unique<Memory>(first_piece);
    std::pmr::unordered_map<const ast::Node*, Scope*> by_node_{memory_.get()};
};

// SyntaxError for everything that CPython's symtable rejects.
Result<Symbols> build_symbols(ast::ModNode& module, Str* filename, bool future_annotations, Mangler& mangler);

// The second walk; build_symbols calls it.
Result<void> resolve_bindings(Scope& top, Str* filename);

}  // namespace minipy::compiler
