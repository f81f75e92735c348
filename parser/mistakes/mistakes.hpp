// SPDX-License-Identifier: MIT
//
// Mistakes: what to say about a line that the grammar rejected.
//
// The LALR tables only know that a token does not fit. People want to hear "Perhaps you forgot a comma?", so a rejected
// logical line is read once more, by recursive descent, and each function here knows the mistakes that are made at its
// place and CPython's words for them. It never decides whether a program is valid, only how to call what is not, so it
// may be incomplete without harm: what it does not recognise stays "invalid syntax".
//
// The order in which mistakes are found is part of CPython's behaviour: its parser tries alternatives from left to
// right and from the outside in, and the first complaint counts. Comments name the surprising consequences.
//
// A function returns a null node where its construct does not stand; the position is then as before. As soon as
// something is found, everything returns null.
//
// CPython: the invalid_… rules of Grammar/python.gram. Next: parser/mistakes/mistakes.cpp, then …_displays.cpp,
// …_calls.cpp, …_statements.cpp.
#pragma once

#include <optional>
#include <unordered_map>

#include "parser/build.hpp"

namespace minipy::parser {

// Statements of Python 2 that became functions.
bool is_legacy_statement(std::string_view name);

class Mistakes {
public:
    // `end_error`: why the last token is an ERRORTOKEN, if it is. Whoever reads as far as that has found it.
    Mistakes(ParseState& state, const std::vector<Token>& tokens, const Diagnostic* end_error = nullptr);

    // A logical line of statements; tokens may start with INDENT or DEDENT. The grammar stopped at `stopped_at`.
    std::optional<Diagnostic> at_statements(const Token& stopped_at);
    // The whole text is one expression ("eval").
    std::optional<Diagnostic> at_expression();
    const Token& furthest() const { return tokens_[furthest_]; }
    // A `:=` behind what is no name and before what is no value: the grammar went on, CPython's stops there.
    const std::optional<Token>& misplaced_assignment() const { return misplaced_assignment_; }
    // The expression inside an f-string, between two parentheses that are not in the source.
    std::optional<Diagnostic> at_fstring_expression();

private:
    // ------------------------------------------------------------ statements (mistakes/statements.cpp)
    void simple_statements();
    void simple_statement();
    void compound_statement();
    bool forced_tokens();
    void header_end();
    void expression_statement();
    std::size_t match_without_colon();
    bool first_items_wrong(const Located& whole);
    void named_items();
    void augmented_assignment(const Located& target);
    bool annotation_mistake(const Located& target);
    void import_from();
    void function_definition();
    void class_definition();
    void for_statement();
    void with_statement();
    bool with_item(bool in_parentheses);
    void except_clause();
    void case_clause();
    Located pattern();
    Located or_pattern();
    Located closed_pattern();
    bool class_pattern_arguments();

    // ------------------------------------------------------------ expressions (mistakes/mistakes.cpp)
    Located star_expressions();
    Located star_expression();
    Located starred_expression();
    template <class Operand>
    Located starred(Operand operand);
    Located yield_expression();
    Located star_named();
    Located named_expression();
    Located expression();
    Located fresh_expression();
    Located plain_expression();  // without complaints of its own
    Located quiet_expression();  // without any
    Located lambda();
    Located disjunction();
    Located fresh_disjunction();
    Located conjunction();
    Located inversion();
    Located comparison();
    bool comparison_operator();
    Located bitwise(int least = 0);
    Located unary();
    Located primary();
    Located atom();
    Located strings();
    template <class Operand>
    Located boolean(int token, ast::BoolOperator op, Operand operand);
    void missing_assignment_operator(const Located& target, std::size_t first_token);
    bool begins_with_display_or_word(std::size_t first_token);
    bool forgotten_comma(const Located& first, std::size_t first_token);
    bool forgotten_else(const Located& value);
    bool old_statement(std::size_t first_token);

    // ------------------------------------------------------------ brackets (mistakes/displays.cpp)
    struct Displayed {
        std::vector<ExprNode*> items;
        bool comma;
        bool comprehension;
        Position end;  // of the last item, or of the comma behind the only one
    };
    Displayed displayed_items();
    bool clauses_after(Displayed& display);
    void starred_comprehension(std::size_t inside);
    Located group();
    Located in_parentheses(Position start);
    Located list();
    Located braces();
    Located in_braces(Position start);
    Located dict(Position start);
    bool dict_item(bool first);
    Located later_key();
    bool comprehension_clauses();
    bool for_target();
    Located target_list();

    // ------------------------------------------------------------ arguments, parameters (mistakes/calls.cpp)
    struct ArgumentList {
        Position start;
        bool of_class;
        bool keywords;
        bool mappings;
        int count;
    };
    enum class ArgumentsOf : std::uint8_t { call, class_ };
    bool arguments(ArgumentsOf use = ArgumentsOf::call);
    bool starred_argument(const ArgumentList& list);
    bool positional_argument(const ArgumentList& list);
    bool bare_generator(const ArgumentList& list, Position start, const Located& element);
    bool keyword_argument(ArgumentList& list);
    bool subscripts();

    struct ParameterList {
        int closing;
        bool any;
        bool slash;
        bool slash_follows_default;  // and nothing has come since
        bool star;
        bool defaults;
        bool mapping;
        bool in_lambda() const { return closing == TOKEN_COLON; }
    };
    bool parameters(int closing);
    bool slash(ParameterList& list);
    bool star_parameter(ParameterList& list);
    bool no_default(const ParameterList& list, const char* message);
    bool plain_parameter(ParameterList& list);
    void parameters_in_parentheses(const ParameterList& list);

    // ------------------------------------------------------------ tokens
    const Token& now() const { return tokens_[at_]; }
    const Token& peek(std::size_t ahead) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
    bool is(int kind) const { return now().kind == kind; }
    bool take(int kind) {
        if (!is(kind)) return false;
        advance();
        return true;
    }
    void advance() {
        if (at_ + 1 == tokens_.size()) return;
        ++at_;
        furthest_ = std::max(furthest_, at_);
        if (end_error_ && at_ + 1 == tokens_.size() && !found_) found_ = *end_error_;
    }
    std::string_view text(const Token& token) const { return lexer::text_of(state_.source, token); }
    bool starts_comprehension() const { return is(TOKEN_FOR) || (is(TOKEN_ASYNC) && peek(1).kind == TOKEN_FOR); }
    static bool is_name(const Token& token) {
        return token.kind == TOKEN_NAME || token.kind == TOKEN_MATCH || token.kind == TOKEN_CASE;
    }
    bool is_soft_keyword(const Token& token) const;

    // ------------------------------------------------------------ spans, nodes, findings
    Position start_of(const Token& token) const { return lexer::start_of(state_.source, token); }
    Position last_end() const { return lexer::end_of(state_.source, tokens_[at_ == 0 ? 0 : at_ - 1]); }
    ast::Span span_from(Position start) const;
    template <class T, class... Fields>
    Located make(Position start, Fields... fields) {
        return {state_.arena.make<T>(span_from(start), fields...), start};
    }
    Located constant(Object* value);
    // Items with commas between them: the one item, or the tuple they make.
    template <class Item>
    Located gathered(Item item) {
        Located first = item();
        if (!first.node || !is(TOKEN_COMMA)) return found() ? Located{} : first;
        std::vector<ExprNode*> items;
        for (Located next = first; next.node; next = item()) {
            items.push_back(next.node);
            if (!take(TOKEN_COMMA)) break;
        }
        bitwise_only_ = false;
        return found() ? Located{} : make<ast::Tuple>(first.start, state_.arena.array(items), ast::ExprContext::Load);
    }
    static Position position_of(const ExprNode* node) {
        return {static_cast<std::uint32_t>(node->span.lineno), static_cast<std::uint32_t>(node->span.col_offset)};
    }
    static Position end_of(const ExprNode* node) {
        return {static_cast<std::uint32_t>(node->span.end_lineno),
                static_cast<std::uint32_t>(node->span.end_col_offset)};
    }
    bool found() const { return found_.has_value(); }
    void say(Diagnostic diagnostic);
    void say(std::string message, Position start, Position end);
    void say_from(Position start, std::string message);
    void say_of(const ExprNode* node, std::string message);
    void say_of(const Token& token, std::string message);
    void say_between(const ExprNode* first, const ExprNode* last, std::string message);
    enum class TargetOf : std::uint8_t { assignment, deletion, for_loop };
    void say_invalid_target(const ExprNode* node, TargetOf use);
    const ExprNode* invalid_target(const ExprNode* node, TargetOf use) const;
    bool is_target(const ExprNode* node) const { return invalid_target(node, TargetOf::assignment) == nullptr; }

    ParseState& state_;
    const std::vector<Token>& tokens_;
    std::vector<int> depth_;  // brackets open after each token
    const Diagnostic* end_error_;
    std::size_t at_ = 0;
    std::size_t furthest_ = 0;
    bool quiet_ = false;         // trying only whether something stands here
    bool bitwise_only_ = false;  // the last expression was a bitwise_or: no comparison, `not`, `if` …
    std::optional<Diagnostic> found_;
    std::optional<Token> misplaced_assignment_;

    // Expressions are tried more than once at the same place; what they were is kept, or brackets in brackets would
    // cost time exponential in their depth; like CPython, even what was read quietly. And they may nest deeply without
    // brackets: then the second look gives up.
    struct Remembered {
        Located value;
        std::size_t after;
        bool bitwise_only;
    };
    std::unordered_map<std::size_t, Remembered> expressions_;
    std::unordered_map<std::size_t, Remembered> disjunctions_;
    struct Nesting {
        explicit Nesting(int& depth) : depth_(depth) { ++depth_; }
        ~Nesting() { --depth_; }
        Nesting(const Nesting&) = delete;
        bool too_deep() const { return depth_ > 2000; }
        int& depth_;
    };
    int nesting_ = 0;
};

}  // namespace minipy::parser
