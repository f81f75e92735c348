// SPDX-License-Identifier: MIT
//
// Builder: one function per grammar action. Each makes a node, with its span, in the arena; or records an error.
//
// Values that travel on the parser's stack are small and trivial: an Expression is a node and where its text starts.
// A start that lies before the node's own means that the expression stands in parentheses.
//
//     (a + b) * c          value of the left operand: node = BinOp at column 1, start = column 0
//
// After an error the parse goes on to the end of the current reduction at most; helpers return something harmless.
//
// CPython: Parser/action_helpers.c. Read next: parser/build_expressions.cpp, parser/check.cpp.
#pragma once

#include <string_view>
#include <vector>

#include "lexer/fstring.hpp"
#include "lexer/layout.hpp"
#include "lexer/literals.hpp"
#include "parser/arena.hpp"
#include "parser/identifiers.hpp"

namespace minipy::parser {

using ast::ExprNode;
using ast::PatternNode;
using ast::StmtNode;
using lexer::Diagnostic;
using lexer::ErrorKind;
using lexer::Position;
using lexer::Token;

/// A sequence that still grows; ends up as an ast::Array in the same memory.
template <class T>
struct List {
    T* items;
    std::uint32_t count;
    std::uint32_t capacity;

    operator ast::Array<T>() const { return {items, count}; }
    T* begin() const { return items; }
    T* end() const { return items + count; }
    bool empty() const { return count == 0; }
};

struct Expression {
    ExprNode* node;
    Position start;
};
struct Sequence {  // the items of what becomes a tuple
    List<ExprNode*> items;
    Position start;
};
struct Pattern {
    PatternNode* node;
    Position start;
};
struct PatternSequence {
    List<PatternNode*> items;
    Position start;
};
struct DictItem {
    ExprNode* key;  // null: **value
    ExprNode* value;
    std::uint32_t stars;  // offset of the `**`
};
struct MappingItem {
    ExprNode* key;  // null: **rest
    PatternNode* pattern;
    Token rest;
};
struct ClassArgument {
    Token name;  // kind 0: positional
    PatternNode* pattern;
};
struct Handler {
    ast::HandlerNode* node;
    bool star;
};
struct Handlers {
    List<ast::HandlerNode*> nodes;
    bool star;
};

enum class ArgumentKind : std::uint8_t { Positional, Unpacked, Keyword, UnpackedMapping, Generator };
struct Argument {
    ArgumentKind kind;
    ExprNode* value;
    ast::Keyword* keyword;
    Position start;
};
struct CallArguments {
    List<ExprNode*> positional;
    List<ast::Keyword*> keywords;
    std::uint32_t count;
    Argument* first_generator;  // without parentheses of its own
    bool trailing_comma;
};

enum class ParameterKind : std::uint8_t { Plain, Variadic, Keywords, Slash, BareStar };
struct Parameter {
    ParameterKind kind;
    Token token;  // the mark, or the name
    ast::Arg* node;
    ExprNode* default_value;
};
struct Parameters {
    List<ast::Arg*> positional_only;
    List<ast::Arg*> plain;
    List<ExprNode*> defaults;
    List<ast::Arg*> keyword_only;
    List<ExprNode*> keyword_defaults;
    ast::Arg* variadic;
    ast::Arg* keywords;
    bool after_star;
    bool bare_star;
    bool slash;
    Token star;
    ast::Arguments* finished;
};

/// What stays the same for the whole parse, however deeply f-strings nest parsers in each other.
struct ParseState {
    ParseState(const lexer::Source& source_, ast::Arena& arena_) : source(source_), arena(arena_), identifiers(arena_) {}

    const lexer::Source& source;
    ast::Arena& arena;
    Identifiers identifiers;
    lexer::NameLookup character_names = nullptr;
    std::vector<Diagnostic> errors;
    std::vector<Diagnostic> warnings;
    std::string scratch;
};

class Builder {
  public:
    explicit Builder(ParseState& state) : state_(state), source_(state.source), arena_(state.arena) {}

    // ------------------------------------------------------------ the engine's view
    bool failed() const { return failed_; }
    void set_lookahead(const Token& token) { lookahead_ = token; }
    void shifted(const Token& token) {
        if (token.kind != TOKEN_NEWLINE && token.kind != TOKEN_INDENT && token.kind != TOKEN_DEDENT &&
            token.kind != TOKEN_ENDMARKER) {
            last_end_ = lexer::end_of(source_, token);
        }
    }
    void syntax_error(const Token& token);
    void too_deep();
    void set_layout(const lexer::Layout* layout) { layout_ = layout; }
    void finish_module(List<StmtNode*> body);
    void finish_interactive(List<StmtNode*> body);
    void finish_expression(Expression body);
    void finish_fstring_expression(Expression body) { fstring_result_ = body.node; }
    ast::ModNode* result() const { return result_; }
    ExprNode* fstring_result() const { return fstring_result_; }

    // ------------------------------------------------------------ lists
    template <class T>
    void append(List<T>& list, T item) {
        if (list.count == list.capacity) grow(list);
        list.items[list.count++] = item;
    }
    template <class T>
    void append_all(List<T>& list, List<T> more) {
        if (list.empty()) {
            list = more;
            return;
        }
        for (T item : more) append(list, item);
    }
    template <class T>
    List<T> list(T item) {
        List<T> list{};
        append(list, item);
        return list;
    }
    List<ExprNode*> list(Expression item) { return list<ExprNode*>(item.node); }
    List<ExprNode*> with(List<ExprNode*> list, Expression item) {
        append(list, item.node);
        return list;
    }
    List<PatternNode*> with(List<PatternNode*> list, Pattern item) {
        append(list, item.node);
        return list;
    }
    Sequence sequence(Expression first) { return {list(first), first.start}; }

    // ------------------------------------------------------------ atoms and displays (build_expressions.cpp)
    Str* identifier(const Token& token) { return state_.identifiers.find(lexer::text_of(source_, token)); }
    Expression name(Token token);
    Expression number(Token token);
    Expression constant(Token token);
    Expression strings(List<Token> tokens);
    Expression group(Token open, Expression inner);
    Expression tuple_display(Token open, List<ExprNode*> items);
    Expression list_display(Token open, List<ExprNode*> items);
    Expression set_display(Token open, List<ExprNode*> items);
    Expression dict_display(Token open, List<DictItem> items);
    Expression generator(Token open, Expression element, List<ast::Comprehension*> clauses);
    Expression list_comprehension(Token open, Expression element, List<ast::Comprehension*> clauses);
    Expression set_comprehension(Token open, Expression element, List<ast::Comprehension*> clauses);
    Expression dict_comprehension(Token open, DictItem item, List<ast::Comprehension*> clauses);
    ast::Comprehension* comprehension(Expression target, Expression iterable, List<ExprNode*> conditions, bool async);
    Expression tuple(Sequence sequence);
    Expression tuple(Sequence sequence, Expression last);
    Expression starred(Token star, Expression value);
    Expression not_starred(Expression value);

    // ------------------------------------------------------------ primaries and operators
    Expression attribute(Expression value, Token name);
    Expression subscript(Expression value, Expression index);
    Expression single_subscript(Expression index);
    Expression slice(Token colon, Expression lower, Expression upper, Expression step);
    Expression call(Expression function, Token open, CallArguments* arguments);
    Expression unary(Token token, ast::UnaryOperator op, Expression operand);
    Expression binary(Expression left, ast::Operator op, Expression right);
    Expression boolean(Expression left, ast::BoolOperator op, Expression right);
    Expression compare(Expression left, ast::CompareOperator op, Expression right);
    Expression compare_further(Expression left, ast::CompareOperator op, Expression right);
    ast::CompareOperator not_equal(Token token);
    Expression conditional(Expression value, Expression condition, Expression otherwise);
    Expression lambda(Token token, Parameters* parameters, Expression body);
    Expression named(Expression target, Token op, Expression value);
    Expression await(Token token, Expression value);
    Expression yield(Token token, Expression value);
    Expression yield_from(Token token, Expression value);

    // ------------------------------------------------------------ arguments and parameters (build_functions.cpp)
    CallArguments* call_arguments() { return arena_.plain<CallArguments>(); }
    void add_argument(CallArguments* arguments, Argument* argument);
    Argument* positional(Expression value);
    Argument* bare_generator(Expression element, List<ast::Comprehension*> clauses);
    Argument* keyword(Expression name, Token equal, Expression value);
    Argument* unpacked(Token star, Expression value);
    Argument* unpacked_mapping(Token stars, Expression value);
    CallArguments* class_arguments(Token open, CallArguments* arguments);

    Parameters* parameters();
    Parameter* parameter(Token first, Token name, Expression annotation, Expression default_value);
    Parameter* parameter_mark(Token mark);
    void add_parameter(Parameters* parameters, Parameter* parameter);
    void end_parameters(Parameters* parameters);

    template <class Definition>
    StmtNode* function(Token first, Token name, Parameters* parameters, Expression returns, List<StmtNode*> body) {
        return arena_.make<Definition>(span_from(first), identifier(name), parameters->finished,
                                       ast::Array<StmtNode*>(body), ast::Array<ExprNode*>{}, returns.node, static_cast<Str*>(nullptr));
    }
    StmtNode* class_definition(Token first, Token name, CallArguments* arguments, List<StmtNode*> body);
    StmtNode* decorate(List<ExprNode*> decorators, StmtNode* definition);

    // ------------------------------------------------------------ statements (build_statements.cpp)
    StmtNode* expression_statement(Expression value);
    Sequence first_target(Expression target);
    void further_target(Sequence& targets, Expression target);
    StmtNode* assignment(Sequence targets, Expression value);
    StmtNode* augmented_assignment(Expression target, ast::Operator op, Expression value);
    StmtNode* annotated_assignment(Expression target, Expression annotation, Expression value);
    StmtNode* assertion(Token first, Expression test, Expression message);
    StmtNode* deletion(Token first, List<ExprNode*> targets);
    StmtNode* return_statement(Token first, Expression value);
    StmtNode* raise_statement(Token first, Expression exception, Expression cause);
    StmtNode* import(Token first, List<ast::Alias*> names);
    StmtNode* import_from(Token first, int level, List<Token>* module, List<ast::Alias*> names);
    ast::Alias* alias(List<Token> name, const Token* as_name);
    ast::Alias* star_alias(Token star);
    void trailing_comma_in_import(Token comma);
    template <class Statement>
    StmtNode* simple(Token token) {
        return arena_.make<Statement>(span_from(token));
    }
    template <class Statement>
    StmtNode* scope_statement(Token first, List<Str*> names) {
        return arena_.make<Statement>(span_from(first), ast::Array<Str*>(names));
    }
    StmtNode* if_statement(Token first, Expression test, List<StmtNode*> body, List<StmtNode*> otherwise);
    StmtNode* while_statement(Token first, Expression test, List<StmtNode*> body, List<StmtNode*> otherwise);
    template <class Statement>
    StmtNode* for_statement(Token first, Expression target, Expression iterable, List<StmtNode*> body,
                            List<StmtNode*> otherwise) {
        make_target(target, TargetUse::For);
        return arena_.make<Statement>(span_from(first), target.node, iterable.node, ast::Array<StmtNode*>(body),
                                      ast::Array<StmtNode*>(otherwise), static_cast<Str*>(nullptr));
    }
    StmtNode* try_statement(Token first, List<StmtNode*> body, Handlers handlers, List<StmtNode*> otherwise,
                            List<StmtNode*> finally);
    Handlers first_handler(Handler handler);
    void further_handler(Handlers& handlers, Handler handler);
    Handler handler(Token first, bool star, Expression type, const Token* name, List<StmtNode*> body);
    template <class Statement>
    StmtNode* with_statement(Token first, List<ast::WithItem*> items, List<StmtNode*> body) {
        return arena_.make<Statement>(span_from(first), ast::Array<ast::WithItem*>(items), ast::Array<StmtNode*>(body),
                                      static_cast<Str*>(nullptr));
    }
    ast::WithItem* with_item(Expression context, Expression target);

    // ------------------------------------------------------------ match (build_patterns.cpp)
    StmtNode* match_statement(Token first, Expression subject, List<ast::MatchCase*> cases);
    ast::MatchCase* match_case(Pattern pattern, Expression guard, List<StmtNode*> body);
    PatternSequence pattern_sequence(Pattern first) { return {list(first.node), first.start}; }
    PatternSequence alternatives(Pattern first, Pattern second);
    Pattern open_sequence_pattern(PatternSequence sequence);
    Pattern open_sequence_pattern(PatternSequence sequence, Pattern last);
    Pattern sequence_pattern(Token open, List<PatternNode*> items);
    Pattern group_pattern(Token open, Pattern inner);
    Pattern star_pattern(Token star, Token name);
    Pattern as_pattern(Pattern pattern, Token name);
    Pattern or_pattern(PatternSequence alternatives);
    Pattern value_pattern(Expression value);
    Pattern singleton_pattern(Token token);
    Pattern capture_pattern(Token name);
    Pattern mapping_pattern(Token open, List<MappingItem> items);
    Pattern class_pattern(Expression type, List<ClassArgument> arguments);
    Expression complex_literal(Expression real, ast::Operator op, Token imaginary);

  private:
    // What an expression is about to be bound or deleted by; the words of the complaint depend on it.
    enum class TargetUse : std::uint8_t { Assignment, For, With, Delete };

    template <class T>
    void grow(List<T>& list) {
        std::uint32_t capacity = list.capacity ? list.capacity * 2 : 2;
        ast::Array<T> larger = arena_.array<T>(capacity);
        for (std::uint32_t i = 0; i < list.count; ++i) larger.items[i] = list.items[i];
        list.items = larger.items;
        list.capacity = capacity;
    }

    /// Adds an item to the array of a chain: `a < b < c`, `a or b or c`.
    template <class T>
    void extend(ast::Array<T>& array, T item) {
        // Capacities are the powers of two from 1 on: a full array is one whose count is such a power.
        if ((array.count & (array.count - 1)) == 0) {
            ast::Array<T> larger = arena_.array<T>(array.count * 2);
            for (std::uint32_t i = 0; i < array.count; ++i) larger.items[i] = array.items[i];
            array.items = larger.items;
        }
        array.items[array.count++] = item;
    }

    // ------------------------------------------------------------ spans
    Position start_of(const Token& token) const { return lexer::start_of(source_, token); }
    ast::Span span_from(Position start) const {
        return {static_cast<int>(start.line), static_cast<int>(start.column), static_cast<int>(last_end_.line),
                static_cast<int>(last_end_.column)};
    }
    ast::Span span_from(const Token& first) const { return span_from(start_of(first)); }
    ast::Span span_of(const Token& token) const;
    static bool in_parentheses(const Expression& expression) {
        return static_cast<int>(expression.start.column) != expression.node->span.col_offset ||
               static_cast<int>(expression.start.line) != expression.node->span.lineno;
    }
    template <class T, class... Fields>
    Expression make(Position start, Fields... fields) {
        return {arena_.make<T>(span_from(start), fields...), start};
    }

    // ------------------------------------------------------------ errors and checks (check.cpp)
    void fail(ast::Span where, std::string message, ErrorKind kind = ErrorKind::SyntaxError);
    void fail(Diagnostic diagnostic);
    void make_target(const Expression& target, TargetUse use);
    bool set_context(ExprNode* node, ast::ExprContext context, TargetUse use, int depth);
    bool reject_target(const ExprNode* node, TargetUse use);
    bool forbidden_name(const Token& token);
    Str* dotted(List<Token> parts);
    void check_argument_order(const CallArguments& arguments, const Argument& argument);

    // ------------------------------------------------------------ strings (strings.cpp)
    friend class StringBuilder;
    Expression byte_strings(List<Token> tokens, ast::Span span, Position start);
    void warn(const Token& token, std::string message);

    ParseState& state_;
    const lexer::Source& source_;
    ast::Arena& arena_;
    const lexer::Layout* layout_ = nullptr;
    Position last_end_{1, 0};
    Token lookahead_{};
    bool failed_ = false;
    ast::ModNode* result_ = nullptr;
    ExprNode* fstring_result_ = nullptr;
};

/// What an expression is called in messages: "function call", "literal" …
std::string_view expression_name(const ExprNode* node);

}  // namespace minipy::parser
