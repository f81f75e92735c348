// SPDX-License-Identifier: MIT
// The first walk over the tree: every scope and how names occur in it. The tree has been folded before, so `__debug__`
// and other constants are no names any more.
//
// Decorators, defaults and annotations belong to the scope around a function; so does the first iterable of a
// comprehension. CPython: Python/symtable.c (symtable_visit_*). Next: symbols_resolve.cpp.
#include "compiler/symbols.hpp"

#include <new>
#include <utility>

#include "compiler/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/types/type.hpp"

namespace minipy::compiler {

// ---------------------------------------------------------------- containers

Scope* Symbols::add(ScopeKind kind, Str* name, const ast::Node* node, const ast::Span& span, Scope* parent) {
    void* place = memory_->allocate(sizeof(Scope), alignof(Scope));
    Scope* scope = ::new (place) Scope(kind, name, node, span, parent, memory_.get());
    if (top_ == nullptr) top_ = scope;
    by_node_[node] = scope;
    return scope;
}

Str* Mangler::mangle(Str* class_name, Str* name) {
    if (class_name == nullptr || !name->view().starts_with("__")) return name;
    Ref<Str>& mangled = mangled_[{class_name, name}];
    if (!mangled) mangled = mangled_name(class_name, name);
    return mangled.get();
}

Str* Mangler::intern(std::string_view text) {
    interned_.push_back(Str::interned_from(text));
    return interned_.back().get();
}

// ---------------------------------------------------------------- collecting

namespace {

class Collector {
public:
    Collector(Symbols& symbols, Str* filename, bool future_annotations, Mangler& mangler)
        : symbols_(symbols), filename_(filename), future_annotations_(future_annotations), mangler_(mangler) {}

    Result<void> module(ast::ModNode& module);

private:
    // scopes
    void enter(ScopeKind kind, Str* name, const ast::Node* node, const ast::Span& span);
    void leave() { scope_ = scope_->parent; }
    bool at_module_level() const { return scope_ == symbols_.top(); }

    // names
    Result<void> define(Str* name, int flag, const ast::Span& span) { return define_in(*scope_, name, flag, span); }
    Result<void> define_in(Scope& scope, Str* name, int flag, const ast::Span& span);
    int flags_of(Str* name) const;
    void record_directive(Str* name, const ast::Span& span);
    Result<void> declare(Str* name, int flag, const ast::Span& span);

    // nodes
    Result<void> statement(ast::StmtNode* node);
    Result<void> expression(ast::ExprNode* node);
    Result<void> pattern(ast::PatternNode* node);
    Result<void> statements(ast::Array<ast::StmtNode*> nodes);
    Result<void> expressions(ast::Array<ast::ExprNode*> nodes);  // null items are skipped
    Result<void> patterns(ast::Array<ast::PatternNode*> nodes);
    Result<void> optional(ast::ExprNode* node) { return node ? expression(node) : Result<void>(); }

    // One overload per node that needs more than a visit of its children.
    Result<void> visit(ast::FunctionDef& node) { return function(node, FunctionKind::plain); }
    Result<void> visit(ast::AsyncFunctionDef& node) { return function(node, FunctionKind::coroutine); }
    Result<void> visit(ast::ClassDef& node);
    Result<void> visit(ast::AnnAssign& node);
    Result<void> visit(ast::Try& node) { return try_statement(node); }
    Result<void> visit(ast::TryStar& node) { return try_statement(node); }
    Result<void> visit(ast::Import& node) { return aliases(node.names); }
    Result<void> visit(ast::ImportFrom& node) { return aliases(node.names); }
    Result<void> visit(ast::Global& node) { return directive(node.names, symbol_global, node.span); }
    Result<void> visit(ast::Nonlocal& node) { return directive(node.names, symbol_nonlocal, node.span); }
    Result<void> visit(ast::NamedExpr& node);
    Result<void> visit(ast::Lambda& node);
    Result<void> visit(ast::ListComp& node);
    Result<void> visit(ast::SetComp& node);
    Result<void> visit(ast::DictComp& node);
    Result<void> visit(ast::GeneratorExp& node);
    Result<void> visit(ast::Yield& node);
    Result<void> visit(ast::YieldFrom& node);
    Result<void> visit(ast::Await& node);
    Result<void> visit(ast::Name& node);
    Result<void> visit(ast::MatchStar& node) { return capture(node.name, node.span); }
    Result<void> visit(ast::MatchMapping& node);
    Result<void> visit(ast::MatchAs& node);
    // All other nodes: their children in order.
    template <class N>
    Result<void> visit(N& node);
    template <class T>
    Result<void> child(T) {
        return {};
    }  // enums, ints, identifiers, constants
    Result<void> child(ast::StmtNode* node) { return statement(node); }
    Result<void> child(ast::ExprNode* node) { return optional(node); }
    Result<void> child(ast::PatternNode* node) { return pattern(node); }
    Result<void> child(ast::Keyword* node) { return expression(node->value); }
    Result<void> child(ast::WithItem* node);
    Result<void> child(ast::MatchCase* node);
    template <class T>
    Result<void> child(ast::Array<T> nodes);

    enum class FunctionKind : std::uint8_t { plain, coroutine };
    template <class Function>
    Result<void> function(Function& node, FunctionKind kind);
    template <class TryNode>
    Result<void> try_statement(TryNode& node);
    Result<void> handler(ast::HandlerNode* node);
    Result<void> aliases(ast::Array<ast::Alias*> names);
    Result<void> directive(ast::Array<Str*> names, int flag, const ast::Span& span);
    Result<void> parameters(ast::Arguments& arguments);
    Result<void> parameter_list(ast::Array<ast::Arg*> parameters);
    Result<void> defaults(ast::Arguments& arguments);
    Result<void> annotations(ast::Arguments& arguments, ast::ExprNode* returns);
    Result<void> annotation(ast::ExprNode* node);
    Result<void> argument_annotations(ast::Array<ast::Arg*> parameters);
    Result<void> capture(Str* name, const ast::Span& span);
    Result<void> extend_walrus_scope(ast::NamedExpr& node);
    Result<void> comprehension(ast::ExprNode& node, ComprehensionKind kind, Str* name,
                               ast::Array<ast::Comprehension*> generators, ast::ExprNode* element,
                               ast::ExprNode* value);
    Result<void> comprehension_part(ast::Comprehension& part);
    Result<void> reject_in_annotation(const char* what, const ast::Span& span);
    Result<void> reject_yield_in_comprehension(const ast::Span& span);

    Symbols& symbols_;
    Str* filename_;
    bool future_annotations_;
    Mangler& mangler_;
    Scope* scope_ = nullptr;
    Str* class_name_ = nullptr;  // innermost class, for mangling
    CompilationDepth depth_;
};

// ---------------------------------------------------------------- scopes and names

void Collector::enter(ScopeKind kind, Str* name, const ast::Node* node, const ast::Span& span) {
    Scope* added = symbols_.add(kind, name, node, span, scope_);
    if (scope_ != nullptr) {
        added->nested = scope_->nested || scope_->is_function();
        added->iterable_depth = scope_->iterable_depth;
    }
    // Annotations that are never evaluated must not bind or capture anything: their scope hangs in no tree.
    if (scope_ != nullptr && kind != ScopeKind::annotation) scope_->children.push_back(added);
    scope_ = added;
}

Result<void> Collector::define_in(Scope& scope, Str* name, int flag, const ast::Span& span) {
    Str* mangled = mangler_.mangle(class_name_, name);
    Symbol& symbol = scope.symbols.find_or_add(mangled, span);
    if ((flag & symbol_parameter) && (symbol.flags & symbol_parameter)) {
        return syntax_error(filename_, span, "duplicate argument '{}' in function definition", name);
    }
    symbol.flags |= flag;
    if (scope.collecting_target) {
        if (symbol.flags & (symbol_global | symbol_nonlocal)) {
            return syntax_error(filename_, span,
                                "comprehension inner loop cannot rebind assignment expression target '{}'", name);
        }
        symbol.flags |= symbol_iteration;
    }
    if (flag & symbol_parameter) {
        scope.parameters.push_back(mangled);
    } else if (flag & symbol_global) {
        symbols_.top()->symbols.find_or_add(mangled, span).flags |= flag;
    }
    return {};
}

int Collector::flags_of(Str* name) const {
    const Symbol* symbol = scope_->symbols.find(mangler_.mangle(class_name_, name));
    return symbol == nullptr ? 0 : symbol->flags;
}

void Collector::record_directive(Str* name, const ast::Span& span) {
    scope_->directives.push_back({mangler_.mangle(class_name_, name), span});
}

Result<void> Collector::declare(Str* name, int flag, const ast::Span& span) {
    const char* word = flag == symbol_global ? "global" : "nonlocal";
    int known = flags_of(name);
    if (known & symbol_parameter) return syntax_error(filename_, span, "name '{}' is parameter and {}", name, word);
    if (known & symbol_use) {
        return syntax_error(filename_, span, "name '{}' is used prior to {} declaration", name, word);
    }
    if (known & symbol_annotation) return syntax_error(filename_, span, "annotated name '{}' can't be {}", name, word);
    if (known & symbol_local) {
        return syntax_error(filename_, span, "name '{}' is assigned to before {} declaration", name, word);
    }
    TRY(define(name, flag, span));
    record_directive(name, span);
    return {};
}

// ---------------------------------------------------------------- generic walk

template <class N>
Result<void> Collector::visit(N& node) {
    Result<void> result;
    ast::for_each_field(node, [&](const ast::FieldInfo&, auto& field) {
        if (result.ok()) result = child(field);
    });
    return result;
}

template <class T>
Result<void> Collector::child(ast::Array<T> nodes) {
    for (T node : nodes) TRY(child(node));
    return {};
}

Result<void> Collector::child(ast::WithItem* node) {
    TRY(expression(node->context_expr));
    return optional(node->optional_vars);
}

Result<void> Collector::child(ast::MatchCase* node) {
    TRY(pattern(node->pattern));
    TRY(optional(node->guard));
    return statements(node->body);
}

Result<void> Collector::statement(ast::StmtNode* node) {
    CompilationDepth::Level level(depth_);
    TRY(level.check());
    return ast::visit(*node, [&](auto& concrete) { return visit(concrete); });
}

Result<void> Collector::expression(ast::ExprNode* node) {
    CompilationDepth::Level level(depth_);
    TRY(level.check());
    return ast::visit(*node, [&](auto& concrete) { return visit(concrete); });
}

Result<void> Collector::pattern(ast::PatternNode* node) {
    CompilationDepth::Level level(depth_);
    TRY(level.check());
    return ast::visit(*node, [&](auto& concrete) { return visit(concrete); });
}

Result<void> Collector::statements(ast::Array<ast::StmtNode*> nodes) {
    for (ast::StmtNode* node : nodes) TRY(statement(node));
    return {};
}

Result<void> Collector::expressions(ast::Array<ast::ExprNode*> nodes) {
    for (ast::ExprNode* node : nodes) TRY(optional(node));
    return {};
}

Result<void> Collector::patterns(ast::Array<ast::PatternNode*> nodes) {
    for (ast::PatternNode* node : nodes) TRY(pattern(node));
    return {};
}

Result<void> Collector::module(ast::ModNode& module) {
    enter(ScopeKind::module, names::top, &module, {});
    if (auto* body = ast::as<ast::Module>(&module)) return statements(body->body);
    if (auto* body = ast::as<ast::Interactive>(&module)) return statements(body->body);
    if (auto* body = ast::as<ast::Expression>(&module)) return expression(body->body);
    return {};
}

// ---------------------------------------------------------------- functions and classes

template <class Function>
Result<void> Collector::function(Function& node, FunctionKind kind) {
    TRY(define(node.name, symbol_local, node.span));
    TRY(defaults(*node.args));
    TRY(annotations(*node.args, node.returns));
    TRY(expressions(node.decorator_list));
    enter(ScopeKind::function, node.name, &node, node.span);
    scope_->coroutine = kind == FunctionKind::coroutine;
    TRY(parameters(*node.args));
    TRY(statements(node.body));
    leave();
    return {};
}

Result<void> Collector::visit(ast::Lambda& node) {
    TRY(defaults(*node.args));
    enter(ScopeKind::function, names::lambda_, &node, node.span);
    TRY(parameters(*node.args));
    TRY(expression(node.body));
    leave();
    return {};
}

Result<void> Collector::visit(ast::ClassDef& node) {
    TRY(define(node.name, symbol_local, node.span));
    TRY(expressions(node.bases));
    for (ast::Keyword* keyword : node.keywords) TRY(expression(keyword->value));
    TRY(expressions(node.decorator_list));
    enter(ScopeKind::class_, node.name, &node, node.span);
    Str* outer = std::exchange(class_name_, node.name);
    TRY(statements(node.body));
    class_name_ = outer;
    leave();
    return {};
}

Result<void> Collector::defaults(ast::Arguments& arguments) {
    TRY(expressions(arguments.defaults));
    return expressions(arguments.kw_defaults);
}

Result<void> Collector::parameters(ast::Arguments& arguments) {
    TRY(parameter_list(arguments.posonlyargs));
    TRY(parameter_list(arguments.args));
    TRY(parameter_list(arguments.kwonlyargs));
    if (arguments.vararg != nullptr) {
        TRY(define(arguments.vararg->arg, symbol_parameter, arguments.vararg->span));
        scope_->varargs = true;
    }
    if (arguments.kwarg != nullptr) {
        TRY(define(arguments.kwarg->arg, symbol_parameter, arguments.kwarg->span));
        scope_->varkeywords = true;
    }
    return {};
}

Result<void> Collector::parameter_list(ast::Array<ast::Arg*> list) {
    for (ast::Arg* parameter : list) TRY(define(parameter->arg, symbol_parameter, parameter->span));
    return {};
}

Result<void> Collector::annotation(ast::ExprNode* node) {
    if (future_annotations_) enter(ScopeKind::annotation, names::annotation, node, node->span);
    TRY(expression(node));
    if (future_annotations_) leave();
    return {};
}

Result<void> Collector::argument_annotations(ast::Array<ast::Arg*> list) {
    for (ast::Arg* parameter : list) {
        if (parameter->annotation != nullptr) TRY(expression(parameter->annotation));
    }
    return {};
}

Result<void> Collector::annotations(ast::Arguments& arguments, ast::ExprNode* returns) {
    if (future_annotations_) enter(ScopeKind::annotation, names::annotation, &arguments, {});
    TRY(argument_annotations(arguments.posonlyargs));
    TRY(argument_annotations(arguments.args));
    if (arguments.vararg != nullptr) TRY(optional(arguments.vararg->annotation));
    if (arguments.kwarg != nullptr) TRY(optional(arguments.kwarg->annotation));
    TRY(argument_annotations(arguments.kwonlyargs));
    if (future_annotations_) leave();
    if (returns != nullptr) TRY(annotation(returns));
    return {};
}

// ---------------------------------------------------------------- statements that bind

Result<void> Collector::visit(ast::AnnAssign& node) {
    auto* name = ast::as<ast::Name>(node.target);
    if (name == nullptr) {
        TRY(expression(node.target));
    } else {
        int known = flags_of(name->id);
        if ((known & (symbol_global | symbol_nonlocal)) && !at_module_level() && node.simple) {
            return syntax_error(filename_, node.span, "annotated name '{}' can't be {}", name->id,
                                known & symbol_global ? "global" : "nonlocal");
        }
        if (node.simple) {
            TRY(define(name->id, symbol_annotation | symbol_local, name->span));
        } else if (node.value != nullptr) {
            TRY(define(name->id, symbol_local, name->span));
        }
    }
    TRY(annotation(node.annotation));
    return optional(node.value);
}

template <class TryNode>
Result<void> Collector::try_statement(TryNode& node) {
    TRY(statements(node.body));
    TRY(statements(node.orelse));
    for (ast::HandlerNode* each : node.handlers) TRY(handler(each));
    return statements(node.finalbody);
}

Result<void> Collector::handler(ast::HandlerNode* node) {
    auto* except = static_cast<ast::ExceptHandler*>(node);
    TRY(optional(except->type));
    if (except->name != nullptr) TRY(define(except->name, symbol_local, except->span));
    return statements(except->body);
}

Result<void> Collector::aliases(ast::Array<ast::Alias*> names) {
    for (ast::Alias* alias : names) {
        Str* bound = alias->asname != nullptr ? alias->asname : alias->name;
        std::string_view text = bound->view();
        if (text == "*") {
            if (scope_->kind == ScopeKind::module) continue;
            return syntax_error(filename_, alias->span, "import * only allowed at module level");
        }
        std::size_t dot = text.find('.');
        if (dot != std::string_view::npos) bound = mangler_.intern(text.substr(0, dot));  // import a.b binds a
        TRY(define(bound, symbol_import, alias->span));
    }
    return {};
}

Result<void> Collector::directive(ast::Array<Str*> names, int flag, const ast::Span& span) {
    for (Str* name : names) TRY(declare(name, flag, span));
    return {};
}

// ---------------------------------------------------------------- expressions

Result<void> Collector::visit(ast::Name& node) {
    bool loads = node.ctx == ast::ExprContext::Load;
    TRY(define(node.id, loads ? symbol_use : symbol_local, node.span));
    // super() finds its class through the cell __class__.
    if (loads && scope_->is_function() && node.id == names::super) {
        TRY(define(names::dunder_class, symbol_use, node.span));
    }
    return {};
}

Result<void> Collector::visit(ast::NamedExpr& node) {
    TRY(reject_in_annotation("named expression", node.span));
    if (scope_->iterable_depth > 0) {
        return syntax_error(filename_, node.span,
                            "assignment expression cannot be used in a comprehension iterable expression");
    }
    if (scope_->comprehension != ComprehensionKind::none) TRY(extend_walrus_scope(node));
    TRY(expression(node.value));
    return expression(node.target);
}

// Inside a comprehension `:=` binds in the scope around all comprehensions.
Result<void> Collector::extend_walrus_scope(ast::NamedExpr& node) {
    auto* target = ast::as<ast::Name>(node.target);
    for (Scope* scope = scope_; scope != nullptr; scope = scope->parent) {
        const Symbol* known = scope->symbols.find(target->id);
        int flags = known == nullptr ? 0 : known->flags;
        if (scope->comprehension != ComprehensionKind::none) {
            if ((flags & symbol_iteration) && (flags & (symbol_local | symbol_global))) {
                return syntax_error(filename_, target->span,
                                    "assignment expression cannot rebind comprehension iteration variable '{}'",
                                    target->id);
            }
            continue;
        }
        if (scope->is_function()) {
            TRY(define(target->id, flags & symbol_global ? symbol_global : symbol_nonlocal, target->span));
            record_directive(target->id, target->span);
            return define_in(*scope, target->id, symbol_local, target->span);
        }
        if (scope->kind == ScopeKind::module) {
            TRY(define(target->id, symbol_global, target->span));
            record_directive(target->id, target->span);
            return define_in(*scope, target->id, symbol_global, target->span);
        }
        if (scope->is_class()) {
            return syntax_error(filename_, target->span,
                                "assignment expression within a comprehension cannot be used in a class body");
        }
    }
    return {};
}

Result<void> Collector::reject_in_annotation(const char* what, const ast::Span& span) {
    if (scope_->kind != ScopeKind::annotation) return {};
    return syntax_error(filename_, span, "{} cannot be used within an annotation", what);
}

Result<void> Collector::reject_yield_in_comprehension(const ast::Span& span) {
    switch (scope_->comprehension) {
        case ComprehensionKind::none: return {};
        case ComprehensionKind::list: return syntax_error(filename_, span, "'yield' inside list comprehension");
        case ComprehensionKind::set: return syntax_error(filename_, span, "'yield' inside set comprehension");
        case ComprehensionKind::dict: return syntax_error(filename_, span, "'yield' inside dict comprehension");
        case ComprehensionKind::generator: return syntax_error(filename_, span, "'yield' inside generator expression");
    }
    return {};
}

Result<void> Collector::visit(ast::Yield& node) {
    TRY(reject_in_annotation("yield expression", node.span));
    TRY(optional(node.value));
    scope_->generator = true;
    return reject_yield_in_comprehension(node.span);
}

Result<void> Collector::visit(ast::YieldFrom& node) {
    TRY(reject_in_annotation("yield expression", node.span));
    TRY(expression(node.value));
    scope_->generator = true;
    return reject_yield_in_comprehension(node.span);
}

Result<void> Collector::visit(ast::Await& node) {
    TRY(reject_in_annotation("await expression", node.span));
    TRY(expression(node.value));
    scope_->coroutine = true;
    return {};
}

// ---------------------------------------------------------------- comprehensions

Result<void> Collector::visit(ast::ListComp& node) {
    return comprehension(node, ComprehensionKind::list, names::listcomp, node.generators, node.elt, nullptr);
}
Result<void> Collector::visit(ast::SetComp& node) {
    return comprehension(node, ComprehensionKind::set, names::setcomp, node.generators, node.elt, nullptr);
}
Result<void> Collector::visit(ast::GeneratorExp& node) {
    return comprehension(node, ComprehensionKind::generator, names::genexpr, node.generators, node.elt, nullptr);
}
Result<void> Collector::visit(ast::DictComp& node) {
    return comprehension(node, ComprehensionKind::dict, names::dictcomp, node.generators, node.key, node.value);
}

Result<void> Collector::comprehension(ast::ExprNode& node, ComprehensionKind kind, Str* name,
                                      ast::Array<ast::Comprehension*> generators, ast::ExprNode* element,
                                      ast::ExprNode* value) {
    ast::Comprehension& outermost = *generators[0];
    ++scope_->iterable_depth;
    TRY(expression(outermost.iter));
    --scope_->iterable_depth;
    enter(ScopeKind::function, name, &node, node.span);
    scope_->comprehension = kind;
    if (outermost.is_async) scope_->coroutine = true;
    TRY(define(names::dot_zero, symbol_parameter, node.span));  // the iterator of the outermost iterable
    scope_->collecting_target = true;
    TRY(expression(outermost.target));
    scope_->collecting_target = false;
    TRY(expressions(outermost.ifs));
    for (ast::Comprehension* part : generators.without_first(1)) TRY(comprehension_part(*part));
    TRY(optional(value));
    TRY(expression(element));
    bool is_generator = kind == ComprehensionKind::generator;
    scope_->generator = is_generator;
    bool makes_caller_async = scope_->coroutine && !is_generator;
    leave();
    if (makes_caller_async) scope_->coroutine = true;
    return {};
}

Result<void> Collector::comprehension_part(ast::Comprehension& part) {
    scope_->collecting_target = true;
    TRY(expression(part.target));
    scope_->collecting_target = false;
    ++scope_->iterable_depth;
    TRY(expression(part.iter));
    --scope_->iterable_depth;
    TRY(expressions(part.ifs));
    if (part.is_async) scope_->coroutine = true;
    return {};
}

// ---------------------------------------------------------------- patterns

Result<void> Collector::capture(Str* name, const ast::Span& span) {
    return name == nullptr ? Result<void>() : define(name, symbol_local, span);
}

Result<void> Collector::visit(ast::MatchMapping& node) {
    TRY(expressions(node.keys));
    TRY(patterns(node.patterns));
    return capture(node.rest, node.span);
}

Result<void> Collector::visit(ast::MatchAs& node) {
    if (node.pattern != nullptr) TRY(pattern(node.pattern));
    return capture(node.name, node.span);
}

}  // namespace

Result<Symbols> build_symbols(ast::ModNode& module, Str* filename, bool future_annotations, Mangler& mangler) {
    Symbols symbols;
    TRY(Collector(symbols, filename, future_annotations, mangler).module(module));
    TRY(resolve_bindings(*symbols.top(), filename));
    return symbols;
}

}  // namespace minipy::compiler
