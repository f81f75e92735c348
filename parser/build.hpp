// SPDX-License-Identifier: MIT
//
// Builder: one function per grammar action. Each makes a node, with its span, in the arena; or records an error.
//
// Values that travel on the parser's stack are small and trivial: a Located is a node and where its text starts.
// A start that lies before the node's own means that the expression stands in parentheses.
//
//     (a + b) * c          value of the left operand: node = BinOp at column 1, start = column 0
//
// After an error the parse goes on to the end of the current reduction at most; helpers return something harmless.
//
// CPython: Parser/action_helpers.c. Next: parser/build_expressions.cpp, parser/check.cpp.
#pragma once

#include <algorithm>
#include <cassert>
#include <string_view>
#include <vector>

#include "lexer/fstring.hpp"
#include "lexer/layout.hpp"
#include "lexer/literals.hpp"
#include "parser/arena.hpp"
#include "parser/identifiers.hpp"
#include "parser/parse.hpp"

namespace minipy::parser {

class Engine;

using ast::ExprNode;
using ast::PatternNode;
using ast::StmtNode;
using lexer::Diagnostic;
using lexer::ErrorKind;
using lexer::Position;
using lexer::Token;

// A sequence that still grows; ends up as an ast::Array in the same memory.
template <class T>
struct Items {
    T* items;
    std::uint32_t count;
    std::uint32_t capacity;

    operator ast::Array<T>() const { return {items, count}; }
    T* begin() const { return items; }
    T* end() const { return items + count; }
    bool empty() const { return count == 0; }
};

struct Located {
    ExprNode* node;
    Position start;
};
// A name, attribute or subscript. Not what begins with one of these in parentheses and goes on: `(a).b: int` is wrong,
// because CPython takes `(a)` for the whole target there.
bool can_be_annotated(const Located& target);
struct Sequence {  // the items of what becomes a tuple
    Items<ExprNode*> items;
    Position start;
};
struct Pattern {
    PatternNode* node;
    Position start;
};
struct PatternSequence {
    Items<PatternNode*> items;
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
    lexer::Span head;  // `except` or `except*`
    bool star;
};
struct Handlers {
    Items<ast::HandlerNode*> nodes;
    bool star;
};

enum class ComprehensionKind : std::uint8_t { plain, async };

enum class ArgumentKind : std::uint8_t { positional, unpacked, keyword, unpacked_mapping, generator };
struct Argument {
    ArgumentKind kind;
    ExprNode* value;
    ast::Keyword* keyword;
    Position start;
};
struct CallArguments {
    Items<ExprNode*> positional;
    Items<ast::Keyword*> keywords;
    std::uint32_t count;
    Argument* first_generator;  // without parentheses of its own
    bool trailing_comma;
};

enum class ParameterKind : std::uint8_t { plain, variadic, keywords, slash, bare_star };
struct Parameter {
    ParameterKind kind;
    Token token;  // the mark, or the name
    ast::Arg* node;
    ExprNode* default_value;
};
struct Parameters {
    Items<ast::Arg*> positional_only;
    Items<ast::Arg*> plain;
    Items<ExprNode*> defaults;
    Items<ast::Arg*> keyword_only;
    Items<ExprNode*> keyword_defaults;
    ast::Arg* last;
    ast::Arg* variadic;
    ast::Arg* keywords;
    bool after_star;
    bool bare_star;
    bool slash;
    Token star;
    ast::Arguments* finished;
};

struct FunctionBlock {
    Items<StmtNode*> body;
    Str* type_comment;
};

// What stays the same for the whole parse, however deeply f-strings nest parsers in each other.
struct ParseState {
    ParseState(const lexer::Source& source_, ast::Arena& arena_)
        : source(source_), arena(arena_), identifiers(arena_) {}

    const lexer::Source& source;
    ast::Arena& arena;
    Mode mode = Mode::file;
    bool barry_as_bdfl = false;
    bool implies_dedents = true;
    bool line_end_added() const {
        return mode == Mode::file;
    }  // to a last line without one; "eval" and "single" do not
    Identifiers identifiers;
    std::vector<Diagnostic> errors;
    bool rejected = false;        // not the grammar found it, but the builder, which may have read more than CPython
    bool tentative = false;       // the error is the parser's own: a second look may find better words for it
    bool conclusive = false;      // and nothing further down can be more to the point
    bool reads_again = true;      // CPython's parser does, see Builder::raising_at_once
    Token stopped_at{};           // the token that was looked at when the error was found
    bool at_end_of_text = false;  // and that token was the end
    std::vector<Diagnostic> warnings;
};

class Builder {
public:
    explicit Builder(ParseState& state) : state_(state), source_(state.source), arena_(state.arena) {}

    // ------------------------------------------------------------ the engine's view
    bool failed() const { return failed_; }
    void set_lookahead(const Token& token) { lookahead_ = token; }
    void shifted(const Token& token) {
        last_kind_ = token.kind;
        if (token.kind == TOKEN_NEWLINE) {
            last_newline_ = token;
            block_ended_ = false;
        }
        block_ended_ |= token.kind == TOKEN_DEDENT;
        if (token.kind != TOKEN_NEWLINE && token.kind != TOKEN_INDENT && token.kind != TOKEN_DEDENT &&
            token.kind != TOKEN_ENDMARKER) {
            last_end_ = lexer::end_of(source_, token);
        }
    }
    void syntax_error(const Token& token);
    void too_deep();
    void set_layout(const lexer::Layout* layout) { layout_ = layout; }
    void set_engine(const Engine* engine) { engine_ = engine; }
    void finish_module(Items<StmtNode*> body);
    void finish_interactive(Items<StmtNode*> body);
    void finish_interactive_compound(StmtNode* statement);
    void finish_expression(Located body);
    void finish_fstring_expression(Located body) { fstring_result_ = body.node; }
    ast::ModNode* result() const { return result_; }
    ExprNode* fstring_result() const { return fstring_result_; }

    // ------------------------------------------------------------ lists
    template <class T>
    void append(Items<T>& list, T item) {
        if (list.count == list.capacity) grow(list);
        list.items[list.count++] = item;
    }
    template <class T>
    void append_all(Items<T>& list, Items<T> more) {
        if (list.empty()) {
            list = more;
            return;
        }
        for (T item : more) append(list, item);
    }
    template <class T>
    Items<T> list(T item) {
        Items<T> list{};
        append(list, item);
        return list;
    }
    Items<ExprNode*> list(Located item) { return list<ExprNode*>(item.node); }
    Items<ExprNode*> with(Items<ExprNode*> list, Located item) {
        append(list, item.node);
        return list;
    }
    Items<PatternNode*> with(Items<PatternNode*> list, Pattern item) {
        append(list, item.node);
        return list;
    }
    Sequence sequence(Located first) { return {list(first), first.start}; }

    // ------------------------------------------------------------ atoms and displays (build_expressions.cpp)
    Str* identifier(const Token& token) { return state_.identifiers.find(lexer::text_of(source_, token)); }
    Str* comment_text(Token comment);
    Located name(Token token);
    Located number(Token token);
    Located constant(Token token);
    Located strings(Items<Token> tokens);
    Located group(Token open, Located inner);
    Located tuple_display(Token open, Items<ExprNode*> items);
    Located list_display(Token open, Items<ExprNode*> items);
    Located set_display(Token open, Items<ExprNode*> items);
    Located dict_display(Token open, Items<DictItem> items);
    Located generator(Token open, Located element, Items<ast::Comprehension*> clauses);
    Located list_comprehension(Token open, Located element, Items<ast::Comprehension*> clauses);
    Located set_comprehension(Token open, Located element, Items<ast::Comprehension*> clauses);
    Located dict_comprehension(Token open, DictItem item, Items<ast::Comprehension*> clauses);
    ast::Comprehension* comprehension(Located target, Located iterable, Items<ExprNode*> conditions,
                                      ComprehensionKind kind);
    Located tuple(Sequence sequence);
    Located tuple(Sequence sequence, Located last);
    Located starred(Token star, Located value);

    // ------------------------------------------------------------ primaries and operators
    Located attribute(Located value, Token name);
    Located subscript(Located value, Located index);
    Located single_subscript(Located index);
    Located slice(Token colon, Located lower, Located upper, Located step);
    Located call(Located function, Token open, CallArguments* arguments);
    Located unary(Token token, ast::UnaryOperator op, Located operand);
    Located binary(Located left, ast::Operator op, Located right);
    Located boolean(Located left, ast::BoolOperator op, Located right);
    Located compare(Located left, ast::CompareOperator op, Located right);
    Located compare_further(Located left, ast::CompareOperator op, Located right);
    ast::CompareOperator not_equal(Token token);
    Located conditional(Located value, Located condition, Located otherwise);
    Located lambda(Token token, Parameters* parameters, Located body);
    Located named(Located target, Token op, Located value);
    Located await(Token token, Located value);
    Located yield(Token token, Located value);
    Located yield_from(Token token, Located value);

    // ------------------------------------------------------------ arguments and parameters (build_functions.cpp)
    CallArguments* call_arguments() { return arena_.plain<CallArguments>(); }
    void add_argument(CallArguments* arguments, Argument* argument);
    Argument* positional(Located value);
    Argument* bare_generator(Located element, Items<ast::Comprehension*> clauses);
    Located keyword_name(Located name, Token equal);
    Argument* keyword(Located name, Located value);
    Argument* unpacked(Token star, Located value);
    Argument* unpacked_mapping(Token stars, Located value);
    CallArguments* class_arguments(CallArguments* arguments);

    Parameters* parameters();
    Parameter* parameter(Token first, Token name, Located annotation, Located default_value);
    Parameter* parameter_mark(Token mark);
    void add_parameter(Parameters* parameters, Parameter* parameter);
    void comment_last(Parameters* parameters, Str* type_comment);
    void end_parameters(Parameters* parameters);

    template <class Definition>
    StmtNode* function(Token first, Token name, Parameters* parameters, Located returns, FunctionBlock block) {
        return arena_.make<Definition>(span_from(first), identifier(name), parameters->finished,
                                       ast::Array<StmtNode*>(block.body), ast::Array<ExprNode*>{}, returns.node,
                                       block.type_comment);
    }
    StmtNode* class_definition(Token first, Token name, CallArguments* arguments, Items<StmtNode*> body);
    StmtNode* decorate(Items<ExprNode*> decorators, StmtNode* definition);

    // ------------------------------------------------------------ statements (build_statements.cpp)
    StmtNode* expression_statement(Located value);
    Sequence first_target(Located target);
    void further_target(Sequence& targets, Located target);
    StmtNode* assignment(Sequence targets, Located value, Str* type_comment);
    StmtNode* augmented_assignment(Located target, ast::Operator op, Located value);
    Located annotated_target(Located target, Token colon);
    StmtNode* annotated_assignment(Located target, Located annotation, Located value);
    StmtNode* assertion(Token first, Located test, Located message);
    StmtNode* deletion(Token first, Items<ExprNode*> targets);
    StmtNode* return_statement(Token first, Located value);
    StmtNode* raise_statement(Token first, Located exception, Located cause);
    StmtNode* import(Token first, Items<ast::Alias*> names);
    StmtNode* import_from(Token first, int level, Items<Token>* module, Items<ast::Alias*> names);
    ast::Alias* alias(Items<Token> name, const Token* as_name);
    ast::Alias* star_alias(Token star);
    void trailing_comma_in_import(Token comma);
    template <class Statement>
    StmtNode* simple(Token token) {
        return arena_.make<Statement>(span_from(token));
    }
    template <class Statement>
    StmtNode* scope_statement(Token first, Items<Str*> names) {
        return arena_.make<Statement>(span_from(first), ast::Array<Str*>(names));
    }
    StmtNode* if_statement(Token first, Located test, Items<StmtNode*> body, Items<StmtNode*> otherwise);
    StmtNode* while_statement(Token first, Located test, Items<StmtNode*> body, Items<StmtNode*> otherwise);
    Located for_target(Located target) {
        make_target(target, TargetUse::for_);
        return target;
    }
    template <class Statement>
    StmtNode* for_statement(Token first, Located target, Located iterable, Str* type_comment, Items<StmtNode*> body,
                            Items<StmtNode*> otherwise) {
        return arena_.make<Statement>(span_from(first), target.node, iterable.node, ast::Array<StmtNode*>(body),
                                      ast::Array<StmtNode*>(otherwise), type_comment);
    }
    StmtNode* try_statement(Token first, Items<StmtNode*> body, Handlers handlers, Items<StmtNode*> otherwise,
                            Items<StmtNode*> finally);
    Handlers first_handler(Handler handler);
    void further_handler(Handlers& handlers, Handler handler);
    Handler handler(Token first, const Token* star, Located type, const Token* name, Items<StmtNode*> body);
    template <class Statement>
    StmtNode* with_statement(Token first, Items<ast::WithItem*> items, Str* type_comment, Items<StmtNode*> body) {
        return arena_.make<Statement>(span_from(first), ast::Array<ast::WithItem*>(items), ast::Array<StmtNode*>(body),
                                      type_comment);
    }
    ast::WithItem* with_item(Located context, Located target);

    // ------------------------------------------------------------ match (build_patterns.cpp)
    StmtNode* match_statement(Token first, Located subject, Items<ast::MatchCase*> cases);
    ast::MatchCase* match_case(Pattern pattern, Located guard, Items<StmtNode*> body);
    PatternSequence pattern_sequence(Pattern first) { return {list(first.node), first.start}; }
    PatternSequence alternatives(Pattern first, Pattern second);
    Pattern open_sequence_pattern(PatternSequence sequence);
    Pattern open_sequence_pattern(PatternSequence sequence, Pattern last);
    Pattern sequence_pattern(Token open, Items<PatternNode*> items);
    Pattern group_pattern(Token open, Pattern inner);
    Pattern star_pattern(Token star, Token name);
    Pattern as_pattern(Pattern pattern, Token name);
    Pattern or_pattern(PatternSequence alternatives);
    Pattern value_pattern(Located value);
    Pattern singleton_pattern(Token token);
    Pattern capture_pattern(Token name);
    Pattern mapping_pattern(Token open, Items<MappingItem> items);
    Pattern class_pattern(Located type, Items<ClassArgument> arguments);
    Located complex_literal(Located real, ast::Operator op, Token imaginary);

private:
    // What an expression is about to be bound or deleted by; the words of the complaint depend on it.
    enum class TargetUse : std::uint8_t { assignment, for_, with, delete_ };

    template <class T>
    void grow(Items<T>& list) {
        std::uint32_t capacity = list.capacity ? list.capacity * 2 : 2;
        ast::Array<T> larger = arena_.array<T>(capacity);
        std::copy_n(list.items, list.count, larger.items);
        list.items = larger.items;
        list.capacity = capacity;
    }

    // Adds an item to the array of a chain: `a < b < c`, `a or b or c`.
    template <class T>
    void extend(ast::Array<T>& array, T item) {
        // Capacities are the powers of two from 1 on: a full array is one whose count is such a power.
        if ((array.count & (array.count - 1)) == 0) {
            ast::Array<T> larger = arena_.array<T>(array.count * 2);
            std::copy_n(array.items, array.count, larger.items);
            array.items = larger.items;
        }
        assert(array.items != nullptr);
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
    static bool in_parentheses(const Located& expression) {
        return static_cast<int>(expression.start.column) != expression.node->span.col_offset ||
               static_cast<int>(expression.start.line) != expression.node->span.lineno;
    }
    template <class T, class... Fields>
    Located make(Position start, Fields... fields) {
        return {arena_.make<T>(span_from(start), fields...), start};
    }

    // ------------------------------------------------------------ errors and checks (check.cpp)
    // What an action of CPython's grammar raises is final: its parser does not read again, for better words.
    template <class Action>
    Located raising_at_once(Action action) {
        bool was_well = !failed_;
        Located made = action();
        if (was_well && failed_) state_.reads_again = false;
        return made;
    }
    void fail(ast::Span where, std::string message, ErrorKind kind = ErrorKind::syntax_error);
    bool has_reached_end() const;
    void fail(Diagnostic diagnostic);
    void fail_here(std::string message);
    void too_many_digits(const Token& token);
    void reject(ast::Span where) { fail(where, "invalid syntax"); }
    void fail_for_good(Diagnostic diagnostic);
    bool missing_block(const Token& token);
    bool second_statement();
    Diagnostic at_token(ErrorKind kind, std::string message, const Token& token) const;
    void make_target(const Located& target, TargetUse use);
    bool set_context(ExprNode* node, ast::ExprContext context, TargetUse use, int depth);
    bool reject_target(const ExprNode* node, TargetUse use);
    bool forbidden_name(const Token& token);
    Str* dotted(Items<Token> parts);
    void check_argument_order(const CallArguments& arguments, const Argument& argument);

    // ------------------------------------------------------------ strings (strings.cpp)
    friend class StringBuilder;
    Located any_strings(Items<Token> tokens);
    Located byte_strings(Items<Token> tokens, ast::Span span, Position start);
    void warn(const Token& token, std::string message);

    ParseState& state_;
    const lexer::Source& source_;
    ast::Arena& arena_;
    const lexer::Layout* layout_ = nullptr;
    const Engine* engine_ = nullptr;
    Position last_end_{1, 0};
    Token lookahead_{};
    int last_kind_ = 0;
    Token last_newline_{};
    bool block_ended_ = false;  // since then
    bool failed_ = false;
    ast::ModNode* result_ = nullptr;
    ExprNode* fstring_result_ = nullptr;
};

// What an expression is called in messages: "function call", "literal" …
std::string_view expression_name(const ExprNode* node);

}  // namespace minipy::parser
