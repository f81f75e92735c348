// SPDX-License-Identifier: MIT
// The code generator: walks the folded tree with its symbol tables and writes a flow graph for every code object.
//
// One class, its methods in files by theme: codegen_module.cpp (entry, units, names, imports), codegen_function.cpp,
// codegen_expression.cpp, codegen_call.cpp, codegen_comprehension.cpp, codegen_assignment.cpp, codegen_loop.cpp (if,
// loops, return, break), codegen_try.cpp, codegen_with.cpp, codegen_match.cpp, codegen_warnings.cpp.
//
// Every instruction gets the current location (`unit_->location`). Visiting an expression sets it and puts it back;
// visiting a statement sets it. Instructions that no source stands for are emitted with no location; a pass lets them
// inherit one.
//
// What each construct compiles to is CPython 3.11's, instruction by instruction. CPython: Python/compile.c.
// Next: codegen_module.cpp.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/compile.hpp"
#include "compiler/errors.hpp"
#include "compiler/unit.hpp"
#include "runtime/bytecode/code.hpp"

namespace minipy::compiler {

class Generator {
public:
    Generator(Symbols& symbols, Mangler& mangler, Str* filename, const CompileOptions& options, int code_flags,
              int last_future_line)
        : symbols_(symbols),
          mangler_(mangler),
          filename_(filename),
          options_(options),
          code_flags_(code_flags),
          last_future_line_(last_future_line) {}

    Result<Code> module(ast::ModNode& module);

private:
    using Statements = ast::Array<ast::StmtNode*>;
    using Expressions = ast::Array<ast::ExprNode*>;
    enum class Delegation : std::uint8_t { yield_from, await };
    enum class AtEnd : std::uint8_t { return_none, return_top };  // where the source says nothing
    enum class ReturnValue : std::uint8_t { none, on_top };       // while regions are left
    enum class LoopExit : std::uint8_t { break_, continue_ };

    // Puts the location back at the end of a C++ scope.
    class KeepLocation {
    public:
        explicit KeepLocation(Unit* unit) : unit_(unit), saved_(unit->location) {}
        ~KeepLocation() { unit_->location = saved_; }
        KeepLocation(const KeepLocation&) = delete;
        KeepLocation& operator=(const KeepLocation&) = delete;

    private:
        Unit* unit_;
        Location saved_;
    };

    // ------------------------------------------------------------ emitting (codegen_module.cpp)
    void emit(Opcode opcode, int operand = 0) { unit_->graph.append(opcode, operand, nullptr, unit_->location); }
    void emit_jump(Opcode opcode, Block* target) { unit_->graph.append(opcode, 0, target, unit_->location); }
    void emit_without_line(Opcode opcode, int operand = 0) { unit_->graph.append(opcode, operand, nullptr, {}); }
    void emit_jump_without_line(Opcode opcode, Block* target) { unit_->graph.append(opcode, 0, target, {}); }
    void emit_constant(Object* constant) { emit(Opcode::LOAD_CONST, unit_->constants.add(constant)); }
    void emit_constant(Ref<Object> constant) { emit(Opcode::LOAD_CONST, unit_->constants.add(std::move(constant))); }
    void emit_none();
    void emit_int(int value);
    void emit_name(Opcode opcode, Str* name);        // mangled, index into co_names
    void emit_plain_name(Opcode opcode, Str* name);  // as it is
    void emit_binary(ast::Operator operation);
    void emit_inplace(ast::Operator operation);
    void emit_compare(ast::CompareOperator operation);
    void emit_yield();
    void emit_delegation(Delegation delegation);
    void emit_await(int why);  // GET_AWAITABLE and the loop that drives it
    void emit_call(int arguments);
    Block* new_block() { return unit_->graph.new_block(); }
    void use(Block* block) { unit_->graph.use(block); }

    void set_location(const ast::LocatedNode* node) { unit_->location = Location::of(node->span); }
    void clear_location() { unit_->location = {}; }
    void move_to_attribute(const ast::Attribute& node);
    Failure error(std::string_view message);
    template <class... Values>
    Failure error(fmt::format_string<Shown<Values>...> message, const Values&... values) {
        return error(std::string_view(format_text<Values...>(message, values...)));
    }
    bool top_level_await() const { return options_.top_level_await && unit_->scope->kind == ScopeKind::module; }

    // ------------------------------------------------------------ units and names
    void enter(UnitKind kind, Str* name, const ast::Node* node, int first_line);
    std::unique_ptr<Unit> leave();
    Result<Code> finish(AtEnd at_end);  // assembles the current unit and leaves it
    void set_qualname();
    Str* mangle(Str* name) { return mangler_.mangle(unit_->class_name, name); }
    Result<void> name_operation(Str* name, ast::ExprContext context);
    Result<void> store_name(Str* name) { return name_operation(name, ast::ExprContext::Store); }
    Result<void> load_name(Str* name) { return name_operation(name, ast::ExprContext::Load); }
    Result<void> check_forbidden(Str* name, ast::ExprContext context);
    Result<void> push_region(Region region);
    void pop_region() { unit_->regions.pop_back(); }

    // ------------------------------------------------------------ dispatch
    Result<void> statement(ast::StmtNode* node);
    Result<void> statements(Statements nodes);
    Result<void> expression(ast::ExprNode* node);
    Result<void> expressions(Expressions nodes);
    Result<void> optional_or_none(ast::ExprNode* node);
    Result<void> body(Statements nodes);

    // statements
    Result<void> visit(ast::FunctionDef& node);
    Result<void> visit(ast::AsyncFunctionDef& node);
    Result<void> visit(ast::ClassDef& node);
    Result<void> visit(ast::Return& node);
    Result<void> visit(ast::Delete& node) { return expressions(node.targets); }
    Result<void> visit(ast::Assign& node);
    Result<void> visit(ast::AugAssign& node);
    Result<void> visit(ast::AnnAssign& node);
    Result<void> visit(ast::For& node);
    Result<void> visit(ast::AsyncFor& node);
    Result<void> visit(ast::While& node);
    Result<void> visit(ast::If& node);
    Result<void> visit(ast::With& node);
    Result<void> visit(ast::AsyncWith& node);
    Result<void> visit(ast::Match& node);
    Result<void> visit(ast::Raise& node);
    Result<void> visit(ast::Try& node);
    Result<void> visit(ast::TryStar& node);
    Result<void> visit(ast::Assert& node);
    Result<void> visit(ast::Import& node);
    Result<void> visit(ast::ImportFrom& node);
    Result<void> visit(ast::Global&) { return {}; }
    Result<void> visit(ast::Nonlocal&) { return {}; }
    Result<void> visit(ast::Expr& node);
    Result<void> visit(ast::Pass&);
    Result<void> visit(ast::Break&);
    Result<void> visit(ast::Continue&);

    // expressions
    Result<void> visit(ast::BoolOp& node);
    Result<void> visit(ast::NamedExpr& node);
    Result<void> visit(ast::BinOp& node);
    Result<void> visit(ast::UnaryOp& node);
    Result<void> visit(ast::Lambda& node);
    Result<void> visit(ast::IfExp& node);
    Result<void> visit(ast::Dict& node);
    Result<void> visit(ast::Set& node);
    Result<void> visit(ast::ListComp& node);
    Result<void> visit(ast::SetComp& node);
    Result<void> visit(ast::DictComp& node);
    Result<void> visit(ast::GeneratorExp& node);
    Result<void> visit(ast::Await& node);
    Result<void> visit(ast::Yield& node);
    Result<void> visit(ast::YieldFrom& node);
    Result<void> visit(ast::Compare& node);
    Result<void> visit(ast::Call& node);
    Result<void> visit(ast::FormattedValue& node);
    Result<void> visit(ast::JoinedStr& node);
    Result<void> visit(ast::Constant& node);
    Result<void> visit(ast::Attribute& node);
    Result<void> visit(ast::Subscript& node);
    Result<void> visit(ast::Starred& node);
    Result<void> visit(ast::Name& node) { return name_operation(node.id, node.ctx); }
    Result<void> visit(ast::List& node);
    Result<void> visit(ast::Tuple& node);
    Result<void> visit(ast::Slice& node);

    // ------------------------------------------------------------ functions and classes (codegen_function.cpp)
    template <class Function>
    Result<void> function(Function& node, UnitKind kind);
    Result<void> check_parameters(const ast::Arguments& arguments);
    Result<int> default_arguments(const ast::Arguments& arguments);
    Result<bool> keyword_defaults(const ast::Arguments& arguments);
    Result<bool> annotations(const ast::Arguments& arguments, ast::ExprNode* returns);
    Result<void> argument_annotation(Str* name, ast::ExprNode* annotation, int& count);
    Result<void> argument_annotations(ast::Array<ast::Arg*> parameters, int& count);
    Result<void> annotation_text(ast::ExprNode* annotation);
    void count_parameters(const ast::Arguments& arguments);
    void make_closure(Code* code, int flags);
    void apply_decorators(Expressions decorators);
    Result<Code> class_body(ast::ClassDef& node, int first_line);

    // ------------------------------------------------------------ calls (codegen_call.cpp)
    bool is_imported_module(ast::ExprNode* node) const;
    Result<bool> method_call(ast::Call& node);
    Result<void> call(int pushed, Expressions arguments, ast::Array<ast::Keyword*> keywords);
    Result<void> call_with_collections(int pushed, Expressions arguments, ast::Array<ast::Keyword*> keywords);
    Result<void> keyword_dict(ast::Array<ast::Keyword*> keywords);
    Result<void> keyword_group(ast::Array<ast::Keyword*> keywords, std::size_t begin, std::size_t end);
    Result<void> simple_keywords(ast::Array<ast::Keyword*> keywords);
    Result<void> check_keywords(ast::Array<ast::Keyword*> keywords);

    // ------------------------------------------------------------ displays (codegen_expression.cpp)
    struct DisplayOpcodes {
        Opcode build, add, extend;
        bool tuple;
    };
    Result<void> display(Expressions elements, int pushed, const DisplayOpcodes& opcodes);
    Result<bool> constant_display(Expressions elements, int pushed, const DisplayOpcodes& opcodes);
    Result<void> dict_group(ast::Dict& node, std::size_t begin, std::size_t end);
    Result<Tuple> constants_of(Expressions nodes);
    Result<void> unpack(Expressions targets);
    Result<void> chained_compare(ast::Compare& node, Block* cleanup, Opcode jump);

    // ------------------------------------------------------------ comprehensions (codegen_comprehension.cpp)
    enum class ComprehensionType { list, set, dict, generator };
    struct ComprehensionParts {
        ComprehensionType type;
        ast::Array<ast::Comprehension*> generators;
        ast::ExprNode* element;
        ast::ExprNode* value;  // dict only
    };
    Result<void> comprehension(ast::ExprNode& node, Str* name, const ComprehensionParts& parts);
    Result<void> comprehension_loop(const ComprehensionParts& parts, std::size_t index, int depth);
    Result<void> sync_loop(const ComprehensionParts& parts, std::size_t index, int depth);
    Result<void> async_loop(const ComprehensionParts& parts, std::size_t index, int depth);
    Result<void> comprehension_element(const ComprehensionParts& parts, int depth);

    // ------------------------------------------------------------ assignment (codegen_assignment.cpp)
    Result<void> evaluate_and_drop(ast::ExprNode* node);
    Result<void> evaluate_subscript_parts(ast::ExprNode* node);
    Result<void> import_as(Str* name, Str* as_name);

    // ------------------------------------------------------------ flow (codegen_loop.cpp)
    Result<void> jump_if(ast::ExprNode* condition, Block* target, bool when);
    Result<void> jump_if_true(ast::ExprNode* condition, Block* target) { return jump_if(condition, target, true); }
    Result<void> jump_if_false(ast::ExprNode* condition, Block* target) { return jump_if(condition, target, false); }
    Result<void> jump_if_compare(ast::Compare& node, Block* target, bool when);
    Result<void> unwind(const Region& region, ReturnValue value);
    Result<void> await_next_item(ast::ExprNode* target, Block* except);
    // Undoes regions from the innermost; stops at a loop if `loop` is given and reports it.
    Result<void> unwind_all(ReturnValue value, Region* loop, bool* found_loop);
    Result<void> leave_loop(LoopExit exit);

    // ------------------------------------------------------------ try and with (codegen_try.cpp, codegen_with.cpp)
    template <class TryNode>
    Result<void> try_finally(TryNode& node, Result<void> (Generator::*try_except)(TryNode&));
    Result<void> try_except(ast::Try& node);
    Result<void> try_star_except(ast::TryStar& node);
    Result<void> except_handler(ast::ExceptHandler& handler, Block* end);
    Result<void> except_star_handler(ast::ExceptHandler& handler, bool is_first, Block* next);
    Result<void> unbind_handler_name(Str* name);
    void reraise_at(Block* cleanup);
    void begin_handler(Block* cleanup);
    Result<void> guarded_body(Statements body, Block* inside, Block* handlers);
    Result<void> begin_except_clauses(Block* handlers, Block* cleanup, RegionKind kind);
    Result<void> except_body(ast::ExceptHandler& handler, Block* inside);
    template <class WithNode>
    Result<void> with(WithNode& node, std::size_t index);
    template <class WithNode>
    Result<void> with_body(WithNode& node, std::size_t index);
    void call_exit_with_nones();
    void finish_with_exception(Block* cleanup);

    // ------------------------------------------------------------ match (codegen_match.cpp)
    struct PatternState;
    Result<void> match_case(ast::MatchCase& node, PatternState& state, bool is_last, Block* end);
    Result<void> pattern(ast::PatternNode* node, PatternState& state);
    Result<void> subpattern(ast::PatternNode* node, PatternState& state);
    Result<void> visit_pattern(ast::MatchValue& node, PatternState& state);
    Result<void> visit_pattern(ast::MatchSingleton& node, PatternState& state);
    Result<void> visit_pattern(ast::MatchSequence& node, PatternState& state);
    Result<void> visit_pattern(ast::MatchMapping& node, PatternState& state);
    Result<void> visit_pattern(ast::MatchClass& node, PatternState& state);
    Result<void> visit_pattern(ast::MatchStar& node, PatternState& state);
    Result<void> visit_pattern(ast::MatchAs& node, PatternState& state);
    Result<void> visit_pattern(ast::MatchOr& node, PatternState& state);
    Result<void> unpack_sequence_pattern(ast::MatchSequence& node, PatternState& state);
    Result<void> index_sequence_pattern(ast::MatchSequence& node, PatternState& state, int star);
    Result<void> mapping_keys(ast::MatchMapping& node);
    Result<void> mapping_rest(ast::MatchMapping& node, PatternState& state);
    Result<void> check_class_pattern(ast::MatchClass& node);
    Result<void> alternative(ast::PatternNode* node, PatternState& state, std::vector<Str*>& control, bool is_first);
    Result<void> capture(Str* name, PatternState& state);
    Failure duplicate_capture(Str* name);
    Block* fail_block(PatternState& state, std::size_t pops);
    void jump_to_fail(PatternState& state, Opcode opcode);
    void emit_fail_blocks(PatternState& state);
    void rotate(int count);

    // ------------------------------------------------------------ warnings (codegen_warnings.cpp)
    Result<void> warn(const std::string& message);
    Result<void> warn_compare(const ast::Compare& node);
    Result<void> warn_call(ast::ExprNode* callee);
    Result<void> warn_subscript(ast::ExprNode* value, ast::ExprNode* key);
    Result<void> warn_assert(const ast::Assert& node);

    Symbols& symbols_;
    Mangler& mangler_;
    Str* filename_;
    const CompileOptions& options_;
    int code_flags_;        // inherited by every code object: future features
    int last_future_line_;  // of the last `from __future__` that is in its place
    ConstantCache constant_cache_;
    CompilationDepth depth_;
    std::unique_ptr<Unit> unit_owner_;
    std::vector<std::unique_ptr<Unit>> outer_units_;
    Unit* unit_ = nullptr;
    bool interactive_ = false;
};

// A display or call with more parts than this is built piece by piece, so that the stack stays small.
inline constexpr std::size_t stack_use_guideline = 30;

}  // namespace minipy::compiler
