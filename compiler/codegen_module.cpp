// SPDX-License-Identifier: MIT
// The generator's foundations: emitting, entering and leaving code objects, names, modules, imports, dispatch.
// CPython: Python/compile.c (compiler_mod, compiler_enter_scope, compiler_nameop). Next: codegen_expression.cpp.
#include <algorithm>
#include <optional>

#include "compiler/assembler.hpp"
#include "compiler/codegen.hpp"
#include "compiler/fold.hpp"
#include "compiler/operators.hpp"
#include "compiler/passes.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy::compiler {

using enum Opcode;

// ---------------------------------------------------------------- emitting

void Generator::emit_none() { emit_constant(static_cast<Object*>(&None)); }

void Generator::emit_int(int value) { emit_constant(Ref<Object>(Int::from(value))); }

void Generator::emit_plain_name(Opcode opcode, Str* name) { emit(opcode, unit_->names.add(name)); }

void Generator::emit_name(Opcode opcode, Str* name) { emit_plain_name(opcode, mangle(name)); }

void Generator::emit_binary(ast::Operator operation) { emit(BINARY_OP, static_cast<int>(operator_of(operation))); }

void Generator::emit_inplace(ast::Operator operation) {
    emit(BINARY_OP, static_cast<int>(operator_of(operation)) + binary_operator_count);
}

void Generator::emit_compare(ast::CompareOperator operation) {
    using enum ast::CompareOperator;
    if (std::optional<Comparison> comparison = comparison_of(operation))
        return emit(COMPARE_OP, static_cast<int>(*comparison));
    bool inverted = operation == IsNot || operation == NotIn;
    emit(operation == Is || operation == IsNot ? IS_OP : CONTAINS_OP, inverted);
}

void Generator::emit_call(int arguments) {
    emit(PRECALL, arguments);
    emit(CALL, arguments);
}

// An async generator marks what it yields, so that what `await` lets through is not mistaken for it.
void Generator::emit_yield() {
    if (unit_->scope->generator && unit_->scope->coroutine) emit(ASYNC_GEN_WRAP);
    emit(YIELD_VALUE);
    emit(RESUME, 1);
}

// Stack: iterator, None. Yields what the iterator yields, sends it what we are sent, until it returns.
void Generator::emit_delegation(Delegation delegation) {
    Block *start = new_block(), *resume = new_block(), *exit = new_block();
    use(start);
    emit_jump(SEND, exit);
    use(resume);
    emit(YIELD_VALUE);
    emit(RESUME, delegation == Delegation::await ? 3 : 2);
    emit_jump(JUMP_NO_INTERRUPT, start);
    use(exit);
}

void Generator::emit_await(int why) {
    emit(GET_AWAITABLE, why);
    emit_none();
    emit_delegation(Delegation::await);
}

// An attribute's instruction belongs to the line of its name, which may be another one than where the expression
// starts.
void Generator::move_to_attribute(const ast::Attribute& node) {
    Location& location = unit_->location;
    if (location.line == node.span.end_lineno) return;
    location.line = node.span.end_lineno;
    int length = static_cast<int>(node.attr->length);
    bool fits = length <= node.span.end_col_offset;
    location.column = fits ? node.span.end_col_offset - length : -1;
    if (!fits) location.end_column = -1;
}

Failure Generator::error(std::string_view message) {
    const Location& where = unit_->location;
    return raise_syntax_error(filename_, {where.line, where.column, where.end_line, where.end_column}, message);
}

// ---------------------------------------------------------------- units

static void add_sorted(NameTable& table, std::vector<Str*>& names) {
    std::sort(names.begin(), names.end(), [](Str* left, Str* right) { return str_compare(left, right) < 0; });
    for (Str* name : names) table.add(name);
}

void Generator::enter(UnitKind kind, Str* name, const ast::Node* node, int first_line) {
    Unit* outer = unit_;
    if (unit_owner_) outer_units_.push_back(std::move(unit_owner_));
    Scope* scope = symbols_.of(node);
    unit_owner_ = std::make_unique<Unit>(kind, scope, outer, constant_cache_);
    unit_ = unit_owner_.get();
    unit_->name = unit_->qualname = share(name);
    unit_->first_line = first_line;
    unit_->class_name = outer == nullptr ? nullptr : outer->class_name;
    unit_->location = {first_line, first_line, 0, 0};
    for (Str* parameter : scope->parameters) unit_->locals.add(parameter);
    std::vector<Str*> cells, frees;
    for (const Symbol& symbol : scope->symbols) {
        if (symbol.binding == Binding::cell) cells.push_back(symbol.name);
        if (symbol.binding == Binding::free || (symbol.flags & symbol_free_class)) frees.push_back(symbol.name);
    }
    if (scope->needs_class_closure) cells.push_back(names::dunder_class);
    add_sorted(unit_->cells, cells);
    add_sorted(unit_->frees, frees);
    if (kind == UnitKind::module) {
        unit_->location.line = 0;
        emit(RESUME, 0);
        unit_->location.line = -1;
    } else {
        set_qualname();
        emit(RESUME, 0);
    }
}

// Where the definition stands, for humans: "Outer.method.<locals>.inner".
void Generator::set_qualname() {
    Unit* parent = unit_->parent;
    if (parent == nullptr || parent->kind == UnitKind::module) return;
    bool is_definition =
        unit_->kind == UnitKind::function || unit_->kind == UnitKind::async_function || unit_->kind == UnitKind::class_;
    if (is_definition &&
        parent->scope->binding_of(mangler_.mangle(parent->class_name, unit_->name.get())) == Binding::global_explicit) {
        return;
    }
    bool has_locals = parent->kind == UnitKind::function || parent->kind == UnitKind::async_function ||
                      parent->kind == UnitKind::lambda;
    unit_->qualname =
        Str::from(format_text("{}{}.{}", parent->qualname.get(), has_locals ? ".<locals>" : "", unit_->name.get()));
}

std::unique_ptr<Unit> Generator::leave() {
    std::unique_ptr<Unit> left = std::move(unit_owner_);
    if (!outer_units_.empty()) {
        unit_owner_ = std::move(outer_units_.back());
        outer_units_.pop_back();
    }
    unit_ = unit_owner_.get();
    return left;
}

static int flags_of(const Unit& unit, int inherited, bool top_level_await) {
    const Scope& scope = *unit.scope;
    int flags = inherited;
    if (scope.is_function()) {
        flags |= code_newlocals | code_optimized;
        if (scope.nested) flags |= code_nested;
        if (scope.generator) flags |= scope.coroutine ? code_async_generator : code_generator;
        if (!scope.generator && scope.coroutine) flags |= code_coroutine;
        if (scope.varargs) flags |= code_varargs;
        if (scope.varkeywords) flags |= code_varkeywords;
    } else if (top_level_await && scope.coroutine && !scope.generator) {
        flags |= code_coroutine;
    }
    return flags;
}

Result<Code> Generator::finish(AtEnd at_end) {
    const Block::Instructions& last = unit_->graph.current()->instructions;
    if (last.empty() || last.back().opcode != RETURN_VALUE) {
        clear_location();
        if (at_end == AtEnd::return_none) emit_none();
        emit(RETURN_VALUE);
    }
    int flags = flags_of(*unit_, code_flags_, top_level_await());
    std::unique_ptr<Unit> unit = leave();
    normalize_blocks(unit->graph);
    add_prologue(*unit, flags);
    int stack_size = TRY(run_passes(*unit, options_.graph_observer));
    Ref<Code> code = TRY(assemble(*unit, flags, stack_size, filename_));
    if (options_.graph_observer != nullptr) options_.graph_observer->assembled(*unit, code);
    return code;
}

Result<void> Generator::push_region(Region region) {
    constexpr std::size_t most = 20;
    if (unit_->regions.size() >= most) return error("too many statically nested blocks");
    unit_->regions.push_back(region);
    return {};
}

// ---------------------------------------------------------------- names

Result<void> Generator::check_forbidden(Str* name, ast::ExprContext context) {
    if (name != names::dunder_debug || context == ast::ExprContext::Load) return {};
    return error(context == ast::ExprContext::Store ? "cannot assign to __debug__" : "cannot delete __debug__");
}

namespace {

struct AccessOpcodes {
    Opcode load, store, remove;
    Opcode of(ast::ExprContext context) const {
        return context == ast::ExprContext::Load ? load : context == ast::ExprContext::Store ? store : remove;
    }
};
constexpr AccessOpcodes access_by_name{LOAD_NAME, STORE_NAME, DELETE_NAME};
constexpr AccessOpcodes global_access{LOAD_GLOBAL, STORE_GLOBAL, DELETE_GLOBAL};
constexpr AccessOpcodes fast_access{LOAD_FAST, STORE_FAST, DELETE_FAST};
constexpr AccessOpcodes access_in_cell{LOAD_DEREF, STORE_DEREF, DELETE_DEREF};
constexpr AccessOpcodes access_in_cell_of_class{LOAD_CLASSDEREF, STORE_DEREF, DELETE_DEREF};

}  // namespace

Result<void> Generator::name_operation(Str* name, ast::ExprContext context) {
    TRY(check_forbidden(name, context));
    Str* mangled = mangle(name);
    const Scope& scope = *unit_->scope;
    Binding binding = scope.binding_of(mangled);
    if (binding == Binding::free || binding == Binding::cell) {
        const AccessOpcodes& opcodes = scope.is_class() ? access_in_cell_of_class : access_in_cell;
        // A class may have a cell and a free variable of the same name: __class__.
        int free = unit_->frees.find(mangled);
        emit(opcodes.of(context), binding == Binding::free ? unit_->cells.size() + free : unit_->cells.find(mangled));
    } else if (binding == Binding::local && scope.is_function()) {
        emit(fast_access.of(context), unit_->locals.add(mangled));
    } else if (binding == Binding::global_explicit || (binding == Binding::global_implicit && scope.is_function())) {
        int index = unit_->names.add(mangled);
        emit(global_access.of(context), context == ast::ExprContext::Load ? index << 1 : index);
    } else {
        emit(access_by_name.of(context), unit_->names.add(mangled));
    }
    return {};
}

// ---------------------------------------------------------------- dispatch

Result<void> Generator::statement(ast::StmtNode* node) {
    CompilationDepth::Level level(depth_);
    TRY(level.check());
    set_location(node);
    return ast::visit(*node, [&](auto& concrete) { return visit(concrete); });
}

Result<void> Generator::expression(ast::ExprNode* node) {
    CompilationDepth::Level level(depth_);
    TRY(level.check());
    KeepLocation keep(unit_);
    set_location(node);
    return ast::visit(*node, [&](auto& concrete) { return visit(concrete); });
}

Result<void> Generator::statements(Statements nodes) {
    for (ast::StmtNode* node : nodes) TRY(statement(node));
    return {};
}

Result<void> Generator::expressions(Expressions nodes) {
    for (ast::ExprNode* node : nodes) TRY(expression(node));
    return {};
}

Result<void> Generator::optional_or_none(ast::ExprNode* node) {
    if (node != nullptr) return expression(node);
    emit_none();
    return {};
}

// ---------------------------------------------------------------- modules

namespace {

// Is there an annotated assignment, not looking into functions and classes?
bool contains_annotations(ast::Array<ast::StmtNode*> statements);

template <class TryNode>
bool try_contains_annotations(TryNode& node) {
    for (ast::HandlerNode* handler : node.handlers) {
        if (contains_annotations(static_cast<ast::ExceptHandler*>(handler)->body)) return true;
    }
    return contains_annotations(node.body) || contains_annotations(node.finalbody) || contains_annotations(node.orelse);
}

template <class Node>
bool either_contains_annotations(ast::StmtNode* statement) {
    auto* node = static_cast<Node*>(statement);
    return contains_annotations(node->body) || contains_annotations(node->orelse);
}

bool contains_annotations(ast::StmtNode* statement) {
    switch (statement->node_kind) {
        case ast::NodeKind::AnnAssign: return true;
        case ast::NodeKind::For: return either_contains_annotations<ast::For>(statement);
        case ast::NodeKind::AsyncFor: return either_contains_annotations<ast::AsyncFor>(statement);
        case ast::NodeKind::While: return either_contains_annotations<ast::While>(statement);
        case ast::NodeKind::If: return either_contains_annotations<ast::If>(statement);
        case ast::NodeKind::Match:
            for (ast::MatchCase* match_case : static_cast<ast::Match*>(statement)->cases) {
                if (contains_annotations(match_case->body)) return true;
            }
            return false;
        case ast::NodeKind::With: return contains_annotations(static_cast<ast::With*>(statement)->body);
        case ast::NodeKind::AsyncWith: return contains_annotations(static_cast<ast::AsyncWith*>(statement)->body);
        case ast::NodeKind::Try: return try_contains_annotations(*static_cast<ast::Try*>(statement));
        case ast::NodeKind::TryStar: return try_contains_annotations(*static_cast<ast::TryStar*>(statement));
        default: return false;
    }
}

bool contains_annotations(ast::Array<ast::StmtNode*> statements) {
    for (ast::StmtNode* statement : statements) {
        if (contains_annotations(statement)) return true;
    }
    return false;
}

}  // namespace

// The body of a module or class: __annotations__ and __doc__ come first.
Result<void> Generator::body(Statements nodes) {
    if (unit_->kind == UnitKind::module && !nodes.empty()) set_location(nodes[0]);
    if (contains_annotations(nodes)) emit(SETUP_ANNOTATIONS);
    std::uint32_t first = 0;
    if (options_.optimize < 2 && docstring_of(nodes) != nullptr) {
        TRY(expression(static_cast<ast::Expr*>(nodes[0])->value));
        clear_location();
        TRY(store_name(names::dunder_doc));
        first = 1;
    }
    return statements(nodes.without_first(first));
}

Result<Code> Generator::module(ast::ModNode& module) {
    enter(UnitKind::module, names::angle_module, &module, 1);
    AtEnd at_end = AtEnd::return_none;
    if (auto* file = ast::as<ast::Module>(&module)) {
        TRY(body(file->body));
    } else if (auto* interactive = ast::as<ast::Interactive>(&module)) {
        if (contains_annotations(interactive->body)) {
            unit_->location.line = unit_->first_line;
            emit(SETUP_ANNOTATIONS);
        }
        interactive_ = true;
        TRY(statements(interactive->body));
    } else if (auto* single = ast::as<ast::Expression>(&module)) {
        TRY(expression(single->body));
        at_end = AtEnd::return_top;
    }
    return finish(at_end);
}

}  // namespace minipy::compiler
