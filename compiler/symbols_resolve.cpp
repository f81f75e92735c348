// SPDX-License-Identifier: MIT
// The second walk: where each name lives.
//
// A used name is searched outwards. Functions that bind it end the search: the name is a cell there and free in every
// scope between. A scope that declares it global ends the search too. Class scopes are stepped over, except that every
// class has a cell __class__ for its methods. Reaching the module means: global.
//
// CPython: Python/symtable.c (analyze_name, analyze_cells, update_symbols), with sets of names handed down instead.
// Next: codegen.hpp, which asks for the bindings.
#include "compiler/errors.hpp"
#include "compiler/symbols.hpp"
#include "runtime/kernel/names.hpp"

namespace minipy::compiler {
namespace {

// Who binds a name that `scope` uses or declares nonlocal.
struct Origin {
    Scope* scope;         // a function, or the class of __class__; null: no function binds it
    bool global = false;  // a scope on the way says `global name`
};

Origin find_origin(Scope* scope, Str* name) {
    for (Scope* outer = scope->parent; outer != nullptr; outer = outer->parent) {
        if (outer->is_class()) {
            if (name == names::dunder_class) return {outer};
            continue;
        }
        const Symbol* symbol = outer->symbols.find(name);
        if (symbol == nullptr) continue;
        if (symbol->flags & symbol_global) return {nullptr, true};
        if (symbol->flags & symbol_nonlocal) continue;
        if ((symbol->flags & symbol_bound) && outer->is_function()) return {outer};
    }
    return {nullptr};
}

class Resolver {
public:
    explicit Resolver(Str* filename) : filename_(filename) {}

    Result<void> resolve(Scope& scope) {
        // By index: handing a free name inwards may add symbols to scopes that were resolved before, never to this one.
        for (int index = 0; index < scope.symbols.size(); ++index) TRY(resolve_symbol(scope, index));
        for (Scope* child : scope.children) TRY(resolve(*child));
        return {};
    }

private:
    Result<void> resolve_symbol(Scope& scope, int index);
    Result<void> resolve_nonlocal(Scope& scope, Symbol& symbol);
    static void make_free(Scope& scope, Scope& origin, Str* name);
    Failure at_directive(Scope& scope, Str* name, std::string_view message);

    Str* filename_;
};

Result<void> Resolver::resolve_symbol(Scope& scope, int index) {
    Symbol& symbol = scope.symbols[index];
    if (symbol.binding != Binding::unknown && symbol.flags == 0) return {};  // came from an inner scope: free
    if (symbol.flags & symbol_global) {
        if (symbol.flags & symbol_nonlocal) {
            return at_directive(scope, symbol.name, format_text("name '{}' is nonlocal and global", symbol.name));
        }
        symbol.binding = Binding::global_explicit;
        return {};
    }
    if (symbol.flags & symbol_nonlocal) return resolve_nonlocal(scope, symbol);
    if (symbol.flags & symbol_bound) {
        if (symbol.binding == Binding::unknown) symbol.binding = Binding::local;
        return {};
    }
    Origin origin = scope.parent == nullptr ? Origin{nullptr} : find_origin(&scope, symbol.name);
    if (origin.scope != nullptr) {
        make_free(scope, *origin.scope, symbol.name);
    } else {
        symbol.binding = Binding::global_implicit;
    }
    return {};
}

Result<void> Resolver::resolve_nonlocal(Scope& scope, Symbol& symbol) {
    if (scope.kind == ScopeKind::module) {
        return at_directive(scope, symbol.name, "nonlocal declaration not allowed at module level");
    }
    Origin origin = find_origin(&scope, symbol.name);
    if (origin.scope == nullptr) {
        return at_directive(scope, symbol.name, format_text("no binding for nonlocal '{}' found", symbol.name));
    }
    make_free(scope, *origin.scope, symbol.name);
    return {};
}

// The name is a cell in `origin` and free in `scope` and in all scopes between.
void Resolver::make_free(Scope& scope, Scope& origin, Str* name) {
    scope.symbols.find_or_add(name).binding = Binding::free;
    for (Scope* between = scope.parent; between != &origin; between = between->parent) {
        Symbol& symbol = between->symbols.find_or_add(name);
        if (between->is_class() && (symbol.flags & (symbol_bound | symbol_global))) {
            symbol.flags |= symbol_free_class;
        } else {
            symbol.binding = Binding::free;
        }
    }
    if (origin.is_class()) {
        origin.needs_class_closure = true;
    } else {
        origin.symbols.find_or_add(name).binding = Binding::cell;
    }
}

Failure Resolver::at_directive(Scope& scope, Str* name, std::string_view message) {
    for (const Directive& directive : scope.directives) {
        if (directive.name == name) return raise_located_syntax_error(filename_, directive.span, message);
    }
    return raise_located_syntax_error(filename_, scope.span, message);
}

}  // namespace

Result<void> resolve_bindings(Scope& top, Str* filename) { return Resolver(filename).resolve(top); }

}  // namespace minipy::compiler
