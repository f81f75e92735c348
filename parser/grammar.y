// SPDX-License-Identifier: MIT
//
// The whole grammar of Python 3.11, in the order of the language reference, for the LALR(1) generator Lemon. The engine
// that Lemon makes of it is parser/engine.cpp.in.
//
// Each action calls one helper of Builder (parser/build.hpp), which makes the node. Three things hold throughout:
//
// - A value that is an expression carries where its text starts, parentheses included: `(a) + b` starts at the
//   bracket, while the node of `a` does not. The end needs no carrying: what is being reduced always ends with the
//   token shifted last (line ends and dedents do not count), so Builder remembers that token's end.
// - The grammar accepts a little more than Python: any expression may stand where a target belongs, arguments and
//   parameters come in any order. The helpers reject the rest (parser/check.cpp), with CPython's words.
// - One token of look-ahead decides. Where that is too little, the layout has decided before: MATCH, CASE, WITH_LPAR.
//
// The first token names the start symbol: START_FILE, START_EVAL, START_SINGLE, START_FSTRING.
//
// CPython: Grammar/python.gram. Next: parser/build.hpp.

%include {
#include <array>
#include <cstdlib>

#include "parser/build.hpp"
#include "parser/engine.hpp"

using minipy::Str;
using minipy::lexer::Token;
using namespace minipy::parser;
using namespace minipy::ast;
}

%token_prefix    TOKEN_
%token_type      {Token}
%default_type    {Located}
%start_symbol    input

// Kinds that no rule uses: the scanner delivers them, the layout consumes them.
%token COMMENT ERRORTOKEN.

// ---------------------------------------------------------------- precedence, lowest first
%left  OR.
%left  AND.
%right NOT.
%left  VBAR.
%left  CIRCUMFLEX.
%left  AMPER.
%left  LEFTSHIFT RIGHTSHIFT.
%left  PLUS MINUS.
%left  STAR SLASH DOUBLESLASH PERCENT AT.
%right UNARY TILDE.
%right DOUBLESTAR.

// ================================================================ 2  what is parsed
%type input {int}
input ::= START_FILE statements(S) ENDMARKER.                         { b->finish_module(S); }
input ::= START_EVAL expressions(E) newlines ENDMARKER.               { b->finish_expression(E); }
input ::= START_SINGLE simple_statements(S) ENDMARKER.                { b->finish_interactive(S); }
input ::= START_SINGLE compound_statement(S) newlines ENDMARKER.      { b->finish_interactive_compound(S); }
input ::= START_FSTRING group(E) ENDMARKER.                           { b->finish_fstring_expression(E); }

// PEP 484's comments; the layout delivers them only on request.
%type type_comment {Str*}
type_comment(A) ::= .                                                 { A = nullptr; }
type_comment(A) ::= TYPE_COMMENT(T).                                  { A = b->comment_text(T); }

%type newlines {int}
newlines ::= .
newlines ::= newlines NEWLINE.

// ================================================================ 6.2  atoms
%type strings {Items<Token>}
strings(A) ::= STRING(T).                                             { A = b->list(T); }
strings(A) ::= strings(A) STRING(T).                                  { b->append(A, T); }

%type atom {Located}
atom(A) ::= NAME(T).                                                  { A = b->name(T); }
atom(A) ::= NUMBER(T).                                                { A = b->number(T); }
atom(A) ::= strings(S).                                               { A = b->strings(S); }
atom(A) ::= NONE(T).                                                  { A = b->constant(T); }
atom(A) ::= TRUE(T).                                                  { A = b->constant(T); }
atom(A) ::= FALSE(T).                                                 { A = b->constant(T); }
atom(A) ::= ELLIPSIS(T).                                              { A = b->constant(T); }
atom(A) ::= group(A).

// ---------------------------------------------------------------- 6.2.3 – 6.2.8  parentheses and displays
// The same brackets for a tuple, a group, a generator expression.
%type group {Located}
group(A) ::= LPAR(T) RPAR.                                            { A = b->tuple_display(T, {}); }
group(A) ::= LPAR(T) star_named(E) RPAR.                              { A = b->group(T, E); }
group(A) ::= LPAR(T) yield_expression(E) RPAR.                        { A = b->group(T, E); }
group(A) ::= LPAR(T) star_named_sequence(S) RPAR.                     { A = b->tuple_display(T, S.items); }
group(A) ::= LPAR(T) star_named_sequence(S) star_named(E) RPAR.       { A = b->tuple_display(T, b->with(S.items, E)); }
group(A) ::= LPAR(T) star_named(E) comprehension(C) RPAR.             { A = b->generator(T, E, C); }

atom(A) ::= LSQB(T) RSQB.                                             { A = b->list_display(T, {}); }
atom(A) ::= LSQB(T) star_named(E) RSQB.                               { A = b->list_display(T, b->list(E)); }
atom(A) ::= LSQB(T) star_named_sequence(S) RSQB.                      { A = b->list_display(T, S.items); }
atom(A) ::= LSQB(T) star_named_sequence(S) star_named(E) RSQB.        { A = b->list_display(T, b->with(S.items, E)); }
atom(A) ::= LSQB(T) star_named(E) comprehension(C) RSQB.              { A = b->list_comprehension(T, E, C); }

atom(A) ::= LBRACE(T) RBRACE.                                         { A = b->dict_display(T, {}); }
atom(A) ::= LBRACE(T) dict_items(D) RBRACE.                           { A = b->dict_display(T, D); }
atom(A) ::= LBRACE(T) dict_items(D) COMMA RBRACE.                     { A = b->dict_display(T, D); }
atom(A) ::= LBRACE(T) dict_item(I) comprehension(C) RBRACE.           { A = b->dict_comprehension(T, I, C); }
atom(A) ::= LBRACE(T) star_named(E) RBRACE.                           { A = b->set_display(T, b->list(E)); }
atom(A) ::= LBRACE(T) star_named_sequence(S) RBRACE.                  { A = b->set_display(T, S.items); }
atom(A) ::= LBRACE(T) star_named_sequence(S) star_named(E) RBRACE.    { A = b->set_display(T, b->with(S.items, E)); }
atom(A) ::= LBRACE(T) star_named(E) comprehension(C) RBRACE.          { A = b->set_comprehension(T, E, C); }

%type dict_items {Items<DictItem>}
dict_items(A) ::= dict_item(I).                                       { A = b->list(I); }
dict_items(A) ::= dict_items(A) COMMA dict_item(I).                   { b->append(A, I); }
%type dict_item {DictItem}
dict_item(A) ::= expression(K) COLON expression(V).                   { A = {K.node, V.node}; }
dict_item(A) ::= DOUBLESTAR(T) bitwise(V).                            { A = {nullptr, V.node, T.start}; }

// Items that are each followed by a comma.
%type star_named_sequence {Sequence}
star_named_sequence(A) ::= star_named(E) COMMA.                       { A = b->sequence(E); }
star_named_sequence(A) ::= star_named_sequence(A) star_named(E) COMMA. { b->append(A.items, E.node); }
star_named(A) ::= named_expression(A).
star_named(A) ::= STAR(T) bitwise(E).                                 { A = b->starred(T, E); }

// ---------------------------------------------------------------- 6.2.4  comprehensions
%type comprehension {Items<Comprehension*>}
comprehension(A) ::= comprehension_clause(C).                         { A = b->list(C); }
comprehension(A) ::= comprehension(A) comprehension_clause(C).        { b->append(A, C); }
%type comprehension_clause {Comprehension*}
comprehension_clause(A) ::= FOR target_list(T) IN disjunction(I) conditions(F).
                                                                      { A = b->comprehension(T, I, F, ComprehensionKind::plain); }
comprehension_clause(A) ::= ASYNC FOR target_list(T) IN disjunction(I) conditions(F).
                                                                      { A = b->comprehension(T, I, F, ComprehensionKind::async); }
%type conditions {Items<ExprNode*>}
conditions(A) ::= .                                                   { A = {}; }
conditions(A) ::= conditions(A) IF disjunction(E).                    { b->append(A, E.node); }

// Targets of `for`: operands only, so that `in` ends them.
%type target_sequence {Sequence}
target_list(A) ::= target(A).
target_list(A) ::= target_sequence(S).                                { A = b->tuple(S); }
target_list(A) ::= target_sequence(S) target(E).                      { A = b->tuple(S, E); }
target_sequence(A) ::= target(E) COMMA.                               { A = b->sequence(E); }
target_sequence(A) ::= target_sequence(A) target(E) COMMA.            { b->append(A.items, E.node); }
target(A) ::= bitwise(A).
target(A) ::= STAR(T) bitwise(E).                                     { A = b->starred(T, E); }

// ---------------------------------------------------------------- 6.2.9  yield
yield_expression(A) ::= YIELD(T).                                     { A = b->yield(T, {}); }
yield_expression(A) ::= YIELD(T) star_expressions(E).                 { A = b->yield(T, E); }
yield_expression(A) ::= YIELD(T) FROM expression(E).                  { A = b->yield_from(T, E); }

// ================================================================ 6.3  primaries
primary(A) ::= atom(A).
primary(A) ::= primary(E) DOT NAME(T).                                { A = b->attribute(E, T); }
primary(A) ::= primary(E) LSQB subscripts(S) RSQB.                    { A = b->subscript(E, S); }
primary(A) ::= primary(E) LPAR(T) arguments(R) RPAR.                  { A = b->call(E, T, R); }

subscripts(A) ::= subscript(E).                                       { A = b->single_subscript(E); }
subscripts(A) ::= subscript_sequence(S).                              { A = b->tuple(S); }
subscripts(A) ::= subscript_sequence(S) subscript(E).                 { A = b->tuple(S, E); }
%type subscript_sequence {Sequence}
subscript_sequence(A) ::= subscript(E) COMMA.                         { A = b->sequence(E); }
subscript_sequence(A) ::= subscript_sequence(A) subscript(E) COMMA.   { b->append(A.items, E.node); }
subscript(A) ::= star_named(A).
subscript(A) ::= optional_expression(L) COLON(T) optional_expression(U).
                                                                      { A = b->slice(T, L, U, {}); }
subscript(A) ::= optional_expression(L) COLON(T) optional_expression(U) COLON optional_expression(S).
                                                                      { A = b->slice(T, L, U, S); }
optional_expression(A) ::= .                                          { A = {}; }
optional_expression(A) ::= expression(A).

// ---------------------------------------------------------------- 6.3.4  calls
%type arguments {CallArguments*}
arguments(A) ::= .                                                    { A = b->call_arguments(); }
arguments(A) ::= argument_list(A).
arguments(A) ::= argument_list(A) COMMA.                              { A->trailing_comma = true; }
%type argument_list {CallArguments*}
argument_list(A) ::= argument(R).                                     { A = b->call_arguments(); b->add_argument(A, R); }
argument_list(A) ::= argument_list(A) COMMA argument(R).              { b->add_argument(A, R); }
%type argument {Argument*}
argument(A) ::= named_expression(E).                                  { A = b->positional(E); }
argument(A) ::= named_expression(E) comprehension(C).                 { A = b->bare_generator(E, C); }
argument(A) ::= keyword_name(K) expression(E).                        { A = b->keyword(K, E); }
keyword_name(A) ::= expression(E) EQUAL(T).                           { A = b->keyword_name(E, T); }
argument(A) ::= STAR(T) expression(E).                                { A = b->unpacked(T, E); }
argument(A) ::= DOUBLESTAR(T) expression(E).                          { A = b->unpacked_mapping(T, E); }

// ================================================================ 6.4 – 6.9  operators
bitwise(A) ::= primary(A).
bitwise(A) ::= AWAIT(T) primary(E).                                   { A = b->await(T, E); }
bitwise(A) ::= bitwise(L) DOUBLESTAR bitwise(R).                      { A = b->binary(L, Operator::Pow, R); }
bitwise(A) ::= PLUS(T) bitwise(E). [UNARY]                            { A = b->unary(T, UnaryOperator::UAdd, E); }
bitwise(A) ::= MINUS(T) bitwise(E). [UNARY]                           { A = b->unary(T, UnaryOperator::USub, E); }
bitwise(A) ::= TILDE(T) bitwise(E). [UNARY]                           { A = b->unary(T, UnaryOperator::Invert, E); }
bitwise(A) ::= bitwise(L) STAR bitwise(R).                            { A = b->binary(L, Operator::Mult, R); }
bitwise(A) ::= bitwise(L) SLASH bitwise(R).                           { A = b->binary(L, Operator::Div, R); }
bitwise(A) ::= bitwise(L) DOUBLESLASH bitwise(R).                     { A = b->binary(L, Operator::FloorDiv, R); }
bitwise(A) ::= bitwise(L) PERCENT bitwise(R).                         { A = b->binary(L, Operator::Mod, R); }
bitwise(A) ::= bitwise(L) AT bitwise(R).                              { A = b->binary(L, Operator::MatMult, R); }
bitwise(A) ::= bitwise(L) PLUS bitwise(R).                            { A = b->binary(L, Operator::Add, R); }
bitwise(A) ::= bitwise(L) MINUS bitwise(R).                           { A = b->binary(L, Operator::Sub, R); }
bitwise(A) ::= bitwise(L) LEFTSHIFT bitwise(R).                       { A = b->binary(L, Operator::LShift, R); }
bitwise(A) ::= bitwise(L) RIGHTSHIFT bitwise(R).                      { A = b->binary(L, Operator::RShift, R); }
bitwise(A) ::= bitwise(L) AMPER bitwise(R).                           { A = b->binary(L, Operator::BitAnd, R); }
bitwise(A) ::= bitwise(L) CIRCUMFLEX bitwise(R).                      { A = b->binary(L, Operator::BitXor, R); }
bitwise(A) ::= bitwise(L) VBAR bitwise(R).                            { A = b->binary(L, Operator::BitOr, R); }

// ---------------------------------------------------------------- 6.10  comparisons
comparison(A) ::= bitwise(L) comparison_operator(O) bitwise(R).       { A = b->compare(L, O, R); }
comparison(A) ::= comparison(L) comparison_operator(O) bitwise(R).    { A = b->compare_further(L, O, R); }
%type comparison_operator {CompareOperator}
comparison_operator(A) ::= EQEQUAL.                                   { A = CompareOperator::Eq; }
comparison_operator(A) ::= NOTEQUAL(T).                               { A = b->not_equal(T); }
comparison_operator(A) ::= LESS.                                      { A = CompareOperator::Lt; }
comparison_operator(A) ::= LESSEQUAL.                                 { A = CompareOperator::LtE; }
comparison_operator(A) ::= GREATER.                                   { A = CompareOperator::Gt; }
comparison_operator(A) ::= GREATEREQUAL.                              { A = CompareOperator::GtE; }
comparison_operator(A) ::= IS.                                        { A = CompareOperator::Is; }
comparison_operator(A) ::= IS NOT.                                    { A = CompareOperator::IsNot; }
comparison_operator(A) ::= IN.                                        { A = CompareOperator::In; }
comparison_operator(A) ::= NOT IN.                                    { A = CompareOperator::NotIn; }

// ---------------------------------------------------------------- 6.11 – 6.14  and, or, not, conditional, lambda, :=
disjunction(A) ::= bitwise(A).
disjunction(A) ::= comparison(A).
disjunction(A) ::= NOT(T) disjunction(E).                             { A = b->unary(T, UnaryOperator::Not, E); }
disjunction(A) ::= disjunction(L) AND disjunction(R).                 { A = b->boolean(L, BoolOperator::And, R); }
disjunction(A) ::= disjunction(L) OR disjunction(R).                  { A = b->boolean(L, BoolOperator::Or, R); }

expression(A) ::= disjunction(A).
expression(A) ::= disjunction(E) IF disjunction(C) ELSE expression(O). { A = b->conditional(E, C, O); }
expression(A) ::= LAMBDA(T) lambda_parameters(P) COLON expression(E). { A = b->lambda(T, P, E); }

named_expression(A) ::= expression(A).
named_expression(A) ::= expression(T) COLONEQUAL(O) expression(E).    { A = b->named(T, O, E); }

// ---------------------------------------------------------------- 6.15  expression lists
star_expressions(A) ::= star_expression(A).
star_expressions(A) ::= star_expression_sequence(S).                  { A = b->tuple(S); }
star_expressions(A) ::= star_expression_sequence(S) star_expression(E). { A = b->tuple(S, E); }
%type star_expression_sequence {Sequence}
star_expression_sequence(A) ::= star_expression(E) COMMA.             { A = b->sequence(E); }
star_expression_sequence(A) ::= star_expression_sequence(A) star_expression(E) COMMA.
                                                                      { b->append(A.items, E.node); }
star_expression(A) ::= expression(A).
star_expression(A) ::= STAR(T) bitwise(E).                            { A = b->starred(T, E); }

// "eval" mode takes a list without stars.
expressions(A) ::= expression(A).
expressions(A) ::= expression_sequence(S).                            { A = b->tuple(S); }
expressions(A) ::= expression_sequence(S) expression(E).              { A = b->tuple(S, E); }
%type expression_sequence {Sequence}
expression_sequence(A) ::= expression(E) COMMA.                       { A = b->sequence(E); }
expression_sequence(A) ::= expression_sequence(A) expression(E) COMMA. { b->append(A.items, E.node); }

// ================================================================ 7  simple statements
%type statements {Items<StmtNode*>}
statements(A) ::= .                                                   { A = {}; }
statements(A) ::= statements(A) compound_statement(S).                { b->append(A, S); }
statements(A) ::= statements(A) simple_statements(L).                 { b->append_all(A, L); }

%type simple_statements {Items<StmtNode*>}
simple_statements(A) ::= statement_list(A) NEWLINE.
simple_statements(A) ::= statement_list(A) SEMI NEWLINE.
%type statement_list {Items<StmtNode*>}
statement_list(A) ::= simple_statement(S).                            { A = b->list(S); }
statement_list(A) ::= statement_list(A) SEMI simple_statement(S).     { b->append(A, S); }

// ---------------------------------------------------------------- 7.1, 7.2  expressions and assignments
%type simple_statement {StmtNode*}
simple_statement(A) ::= value(E).                                     { A = b->expression_statement(E); }
simple_statement(A) ::= assignment_targets(T) value(E) type_comment(C). { A = b->assignment(T, E, C); }
simple_statement(A) ::= value(T) augmented_operator(O) value(E).      { A = b->augmented_assignment(T, O, E); }
simple_statement(A) ::= annotated(T) expression(N).                   { A = b->annotated_assignment(T, N, {}); }
simple_statement(A) ::= annotated(T) expression(N) EQUAL value(E).    { A = b->annotated_assignment(T, N, E); }
annotated(A) ::= value(T) COLON(C).                                   { A = b->annotated_target(T, C); }
value(A) ::= star_expressions(A).
value(A) ::= yield_expression(A).
%type assignment_targets {Sequence}
assignment_targets(A) ::= value(E) EQUAL.                             { A = b->first_target(E); }
assignment_targets(A) ::= assignment_targets(A) value(E) EQUAL.       { b->further_target(A, E); }

%type augmented_operator {Operator}
augmented_operator(A) ::= PLUSEQUAL.                                  { A = Operator::Add; }
augmented_operator(A) ::= MINEQUAL.                                   { A = Operator::Sub; }
augmented_operator(A) ::= STAREQUAL.                                  { A = Operator::Mult; }
augmented_operator(A) ::= ATEQUAL.                                    { A = Operator::MatMult; }
augmented_operator(A) ::= SLASHEQUAL.                                 { A = Operator::Div; }
augmented_operator(A) ::= PERCENTEQUAL.                               { A = Operator::Mod; }
augmented_operator(A) ::= AMPEREQUAL.                                 { A = Operator::BitAnd; }
augmented_operator(A) ::= VBAREQUAL.                                  { A = Operator::BitOr; }
augmented_operator(A) ::= CIRCUMFLEXEQUAL.                            { A = Operator::BitXor; }
augmented_operator(A) ::= LEFTSHIFTEQUAL.                             { A = Operator::LShift; }
augmented_operator(A) ::= RIGHTSHIFTEQUAL.                            { A = Operator::RShift; }
augmented_operator(A) ::= DOUBLESTAREQUAL.                            { A = Operator::Pow; }
augmented_operator(A) ::= DOUBLESLASHEQUAL.                           { A = Operator::FloorDiv; }

// ---------------------------------------------------------------- 7.3 – 7.10  keywords
simple_statement(A) ::= ASSERT(T) expression(E).                      { A = b->assertion(T, E, {}); }
simple_statement(A) ::= ASSERT(T) expression(E) COMMA expression(M).  { A = b->assertion(T, E, M); }
simple_statement(A) ::= PASS(T).                                      { A = b->simple<Pass>(T); }
simple_statement(A) ::= BREAK(T).                                     { A = b->simple<Break>(T); }
simple_statement(A) ::= CONTINUE(T).                                  { A = b->simple<Continue>(T); }
simple_statement(A) ::= DEL(T) star_expression(E).                    { A = b->deletion(T, b->list(E)); }
simple_statement(A) ::= DEL(T) star_expression_sequence(S).           { A = b->deletion(T, S.items); }
simple_statement(A) ::= DEL(T) star_expression_sequence(S) star_expression(E).
                                                                      { A = b->deletion(T, b->with(S.items, E)); }
simple_statement(A) ::= RETURN(T).                                    { A = b->return_statement(T, {}); }
simple_statement(A) ::= RETURN(T) star_expressions(E).                { A = b->return_statement(T, E); }
simple_statement(A) ::= RAISE(T).                                     { A = b->raise_statement(T, {}, {}); }
simple_statement(A) ::= RAISE(T) expression(E).                       { A = b->raise_statement(T, E, {}); }
simple_statement(A) ::= RAISE(T) expression(E) FROM expression(C).    { A = b->raise_statement(T, E, C); }

// ---------------------------------------------------------------- 7.11  import
simple_statement(A) ::= IMPORT(T) dotted_aliases(L).                  { A = b->import(T, L); }
simple_statement(A) ::= FROM(T) dotted_name(N) IMPORT imported_names(L). { A = b->import_from(T, 0, &N, L); }
simple_statement(A) ::= FROM(T) dots(D) dotted_name(N) IMPORT imported_names(L).
                                                                      { A = b->import_from(T, D, &N, L); }
simple_statement(A) ::= FROM(T) dots(D) IMPORT imported_names(L).     { A = b->import_from(T, D, nullptr, L); }
%type dots {int}
dots(A) ::= DOT.                                                      { A = 1; }
dots(A) ::= ELLIPSIS.                                                 { A = 3; }
dots(A) ::= dots(A) DOT.                                              { A += 1; }
dots(A) ::= dots(A) ELLIPSIS.                                         { A += 3; }
%type dotted_name {Items<Token>}
dotted_name(A) ::= NAME(T).                                           { A = b->list(T); }
dotted_name(A) ::= dotted_name(A) DOT NAME(T).                        { b->append(A, T); }
%type dotted_aliases {Items<Alias*>}
dotted_aliases(A) ::= dotted_alias(I).                                { A = b->list(I); }
dotted_aliases(A) ::= dotted_aliases(A) COMMA dotted_alias(I).        { b->append(A, I); }
%type dotted_alias {Alias*}
dotted_alias(A) ::= dotted_name(N).                                   { A = b->alias(N, nullptr); }
dotted_alias(A) ::= dotted_name(N) AS NAME(T).                        { A = b->alias(N, &T); }
%type imported_names {Items<Alias*>}
imported_names(A) ::= STAR(T).                                        { A = b->list(b->star_alias(T)); }
imported_names(A) ::= aliases(A).
imported_names(A) ::= aliases(A) COMMA(T).                            { b->trailing_comma_in_import(T); }
imported_names(A) ::= LPAR aliases(L) RPAR.                           { A = L; }
imported_names(A) ::= LPAR aliases(L) COMMA RPAR.                     { A = L; }
%type aliases {Items<Alias*>}
aliases(A) ::= import_alias(I).                                       { A = b->list(I); }
aliases(A) ::= aliases(A) COMMA import_alias(I).                      { b->append(A, I); }
%type import_alias {Alias*}
import_alias(A) ::= NAME(N).                                          { A = b->alias(b->list(N), nullptr); }
import_alias(A) ::= NAME(N) AS NAME(T).                               { A = b->alias(b->list(N), &T); }

// ---------------------------------------------------------------- 7.12, 7.13  global, nonlocal
simple_statement(A) ::= GLOBAL(T) names(L).                           { A = b->scope_statement<Global>(T, L); }
simple_statement(A) ::= NONLOCAL(T) names(L).                         { A = b->scope_statement<Nonlocal>(T, L); }
%type names {Items<Str*>}
names(A) ::= NAME(T).                                                 { A = b->list(b->identifier(T)); }
names(A) ::= names(A) COMMA NAME(T).                                  { b->append(A, b->identifier(T)); }

// ================================================================ 8  compound statements
%type block {Items<StmtNode*>}
block(A) ::= simple_statements(A).
block(A) ::= NEWLINE INDENT statements(S) DEDENT.                     { A = S; }

// ---------------------------------------------------------------- 8.1 – 8.3  if, while, for
%type compound_statement {StmtNode*}
compound_statement(A) ::= IF(T) named_expression(E) COLON block(B) else_part(O). { A = b->if_statement(T, E, B, O); }
%type else_part {Items<StmtNode*>}
else_part(A) ::= optional_else(A).
else_part(A) ::= ELIF(T) named_expression(E) COLON block(B) else_part(O). { A = b->list(b->if_statement(T, E, B, O)); }
%type optional_else {Items<StmtNode*>}
optional_else(A) ::= .                                                { A = {}; }
optional_else(A) ::= ELSE COLON block(B).                             { A = B; }
compound_statement(A) ::= WHILE(T) named_expression(E) COLON block(B) optional_else(O).
                                                                      { A = b->while_statement(T, E, B, O); }
compound_statement(A) ::= FOR(T) for_target(V) star_expressions(I) COLON type_comment(C) block(B) optional_else(O).
                                                                      { A = b->for_statement<For>(T, V, I, C, B, O); }
compound_statement(A) ::= ASYNC(T) FOR for_target(V) star_expressions(I) COLON type_comment(C) block(B) optional_else(O).
                                                                      { A = b->for_statement<AsyncFor>(T, V, I, C, B, O); }

for_target(A) ::= target_list(E) IN.                                  { A = b->for_target(E); }

// ---------------------------------------------------------------- 8.4  try
compound_statement(A) ::= TRY(T) COLON block(B) finally_part(F).      { A = b->try_statement(T, B, {}, {}, F); }
compound_statement(A) ::= TRY(T) COLON block(B) handlers(H) optional_else(O).
                                                                      { A = b->try_statement(T, B, H, O, {}); }
compound_statement(A) ::= TRY(T) COLON block(B) handlers(H) optional_else(O) finally_part(F).
                                                                      { A = b->try_statement(T, B, H, O, F); }
%type finally_part {Items<StmtNode*>}
finally_part(A) ::= FINALLY COLON block(B).                           { A = B; }
%type handlers {Handlers}
handlers(A) ::= handler(H).                                           { A = b->first_handler(H); }
handlers(A) ::= handlers(A) handler(H).                               { b->further_handler(A, H); }
%type handler {Handler}
handler(A) ::= EXCEPT(T) COLON block(B).                              { A = b->handler(T, nullptr, {}, nullptr, B); }
handler(A) ::= EXCEPT(T) expression(E) COLON block(B).                { A = b->handler(T, nullptr, E, nullptr, B); }
handler(A) ::= EXCEPT(T) expression(E) AS NAME(N) COLON block(B).     { A = b->handler(T, nullptr, E, &N, B); }
handler(A) ::= EXCEPT(T) STAR(S) expression(E) COLON block(B).           { A = b->handler(T, &S, E, nullptr, B); }
handler(A) ::= EXCEPT(T) STAR(S) expression(E) AS NAME(N) COLON block(B). { A = b->handler(T, &S, E, &N, B); }

// ---------------------------------------------------------------- 8.5  with
compound_statement(A) ::= WITH(T) with_items(I) COLON type_comment(C) block(B).
                                                                      { A = b->with_statement<With>(T, I, C, B); }
compound_statement(A) ::= ASYNC(T) WITH with_items(I) COLON type_comment(C) block(B).
                                                                      { A = b->with_statement<AsyncWith>(T, I, C, B); }
%type with_items {Items<WithItem*>}
with_items(A) ::= with_item_list(A).
with_items(A) ::= WITH_LPAR with_item_list(L) RPAR.                   { A = L; }
with_items(A) ::= WITH_LPAR with_item_list(L) COMMA RPAR.             { A = L; }
%type with_item_list {Items<WithItem*>}
with_item_list(A) ::= with_item(I).                                   { A = b->list(I); }
with_item_list(A) ::= with_item_list(A) COMMA with_item(I).           { b->append(A, I); }
%type with_item {WithItem*}
with_item(A) ::= expression(E).                                       { A = b->with_item(E, {}); }
with_item(A) ::= expression(E) AS target(T).                          { A = b->with_item(E, T); }

// ---------------------------------------------------------------- 8.6  match
compound_statement(A) ::= MATCH(T) subject(E) COLON NEWLINE INDENT cases(C) DEDENT. { A = b->match_statement(T, E, C); }
subject(A) ::= named_expression(A).
subject(A) ::= star_named_sequence(S).                                { A = b->tuple(S); }
subject(A) ::= star_named_sequence(S) star_named(E).                  { A = b->tuple(S, E); }
%type cases {Items<MatchCase*>}
cases(A) ::= match_case(C).                                           { A = b->list(C); }
cases(A) ::= cases(A) match_case(C).                                  { b->append(A, C); }
%type match_case {MatchCase*}
match_case(A) ::= CASE patterns(P) COLON block(B).                    { A = b->match_case(P, {}, B); }
match_case(A) ::= CASE patterns(P) IF named_expression(G) COLON block(B). { A = b->match_case(P, G, B); }

%type patterns {Pattern}
patterns(A) ::= pattern(A).
patterns(A) ::= pattern_sequence(S).                                  { A = b->open_sequence_pattern(S); }
patterns(A) ::= pattern_sequence(S) maybe_star_pattern(P).            { A = b->open_sequence_pattern(S, P); }
%type pattern_sequence {PatternSequence}
pattern_sequence(A) ::= maybe_star_pattern(P) COMMA.                  { A = b->pattern_sequence(P); }
pattern_sequence(A) ::= pattern_sequence(A) maybe_star_pattern(P) COMMA. { b->append(A.items, P.node); }
%type maybe_star_pattern {Pattern}
maybe_star_pattern(A) ::= pattern(A).
maybe_star_pattern(A) ::= STAR(T) NAME(N).                            { A = b->star_pattern(T, N); }
%type pattern {Pattern}
pattern(A) ::= or_pattern(A).
pattern(A) ::= or_pattern(P) AS NAME(N).                              { A = b->as_pattern(P, N); }
%type or_pattern {Pattern}
or_pattern(A) ::= closed_pattern(A).
or_pattern(A) ::= alternatives(S).                                    { A = b->or_pattern(S); }
%type alternatives {PatternSequence}
alternatives(A) ::= closed_pattern(L) VBAR closed_pattern(R).         { A = b->alternatives(L, R); }
alternatives(A) ::= alternatives(A) VBAR closed_pattern(P).           { b->append(A.items, P.node); }

%type closed_pattern {Pattern}
closed_pattern(A) ::= literal(E).                                     { A = b->value_pattern(E); }
closed_pattern(A) ::= attribute_path(E).                              { A = b->value_pattern(E); }
closed_pattern(A) ::= NONE(T).                                        { A = b->singleton_pattern(T); }
closed_pattern(A) ::= TRUE(T).                                        { A = b->singleton_pattern(T); }
closed_pattern(A) ::= FALSE(T).                                       { A = b->singleton_pattern(T); }
closed_pattern(A) ::= NAME(T).                                        { A = b->capture_pattern(T); }
closed_pattern(A) ::= LPAR(T) pattern(P) RPAR.                        { A = b->group_pattern(T, P); }
closed_pattern(A) ::= LPAR(T) RPAR.                                   { A = b->sequence_pattern(T, {}); }
closed_pattern(A) ::= LPAR(T) pattern_sequence(S) RPAR.               { A = b->sequence_pattern(T, S.items); }
closed_pattern(A) ::= LPAR(T) pattern_sequence(S) maybe_star_pattern(P) RPAR.
                                                                      { A = b->sequence_pattern(T, b->with(S.items, P)); }
closed_pattern(A) ::= LSQB(T) RSQB.                                   { A = b->sequence_pattern(T, {}); }
closed_pattern(A) ::= LSQB(T) maybe_star_pattern(P) RSQB.             { A = b->sequence_pattern(T, b->list(P.node)); }
closed_pattern(A) ::= LSQB(T) pattern_sequence(S) RSQB.               { A = b->sequence_pattern(T, S.items); }
closed_pattern(A) ::= LSQB(T) pattern_sequence(S) maybe_star_pattern(P) RSQB.
                                                                      { A = b->sequence_pattern(T, b->with(S.items, P)); }
closed_pattern(A) ::= LBRACE(T) RBRACE.                               { A = b->mapping_pattern(T, {}); }
closed_pattern(A) ::= LBRACE(T) mapping_items(M) RBRACE.              { A = b->mapping_pattern(T, M); }
closed_pattern(A) ::= LBRACE(T) mapping_items(M) COMMA RBRACE.        { A = b->mapping_pattern(T, M); }
closed_pattern(A) ::= LBRACE(T) items_and_rest(M) RBRACE.             { A = b->mapping_pattern(T, M); }
closed_pattern(A) ::= LBRACE(T) items_and_rest(M) COMMA RBRACE.       { A = b->mapping_pattern(T, M); }
closed_pattern(A) ::= name_or_path(C) LPAR RPAR.                        { A = b->class_pattern(C, {}); }
closed_pattern(A) ::= name_or_path(C) LPAR class_arguments(R) RPAR.     { A = b->class_pattern(C, R); }
closed_pattern(A) ::= name_or_path(C) LPAR class_arguments(R) COMMA RPAR. { A = b->class_pattern(C, R); }

// Literals: numbers with a sign, complex numbers as a sum, strings.
literal(A) ::= signed_number(A).
literal(A) ::= signed_number(L) PLUS NUMBER(N).                       { A = b->complex_literal(L, Operator::Add, N); }
literal(A) ::= signed_number(L) MINUS NUMBER(N).                      { A = b->complex_literal(L, Operator::Sub, N); }
literal(A) ::= strings(S).                                            { A = b->strings(S); }
signed_number(A) ::= NUMBER(N).                                       { A = b->number(N); }
signed_number(A) ::= MINUS(T) NUMBER(N).                              { A = b->unary(T, UnaryOperator::USub, b->number(N)); }
attribute_path(A) ::= name_or_path(E) DOT NAME(T).                    { A = b->attribute(E, T); }
name_or_path(A) ::= NAME(T).                                          { A = b->name(T); }
name_or_path(A) ::= attribute_path(A).

%type mapping_items {Items<MappingItem>}
mapping_items(A) ::= mapping_item(I).                                 { A = b->list(I); }
mapping_items(A) ::= mapping_items(A) COMMA mapping_item(I).          { b->append(A, I); }
%type mapping_item {MappingItem}
mapping_item(A) ::= literal(K) COLON pattern(P).                      { A = {K.node, P.node, {}}; }
mapping_item(A) ::= attribute_path(K) COLON pattern(P).               { A = {K.node, P.node, {}}; }
mapping_item(A) ::= NONE(K) COLON pattern(P).                         { A = {b->constant(K).node, P.node, {}}; }
mapping_item(A) ::= TRUE(K) COLON pattern(P).                         { A = {b->constant(K).node, P.node, {}}; }
mapping_item(A) ::= FALSE(K) COLON pattern(P).                        { A = {b->constant(K).node, P.node, {}}; }
%type items_and_rest {Items<MappingItem>}
items_and_rest(A) ::= rest(R).                                        { A = b->list(R); }
items_and_rest(A) ::= mapping_items(A) COMMA rest(R).                 { b->append(A, R); }
%type rest {MappingItem}
rest(A) ::= DOUBLESTAR NAME(T).                                       { A = {nullptr, nullptr, T}; }
%type class_arguments {Items<ClassArgument>}
class_arguments(A) ::= class_argument(R).                             { A = b->list(R); }
class_arguments(A) ::= class_arguments(A) COMMA class_argument(R).    { b->append(A, R); }
%type class_argument {ClassArgument}
class_argument(A) ::= pattern(P).                                     { A = {{}, P.node}; }
class_argument(A) ::= NAME(T) EQUAL pattern(P).                       { A = {T, P.node}; }

// ---------------------------------------------------------------- 8.7  functions
compound_statement(A) ::= decorators(D) function(S).                  { A = b->decorate(D, S); }
compound_statement(A) ::= decorators(D) class_definition(S).          { A = b->decorate(D, S); }
compound_statement(A) ::= function(A).
compound_statement(A) ::= class_definition(A).
%type decorators {Items<ExprNode*>}
decorators(A) ::= AT named_expression(E) NEWLINE.                     { A = b->list(E); }
decorators(A) ::= decorators(A) AT named_expression(E) NEWLINE.       { b->append(A, E.node); }

%type function {StmtNode*}
function(A) ::= DEF(T) NAME(N) LPAR parameters(P) RPAR returns(R) COLON function_block(B).
                                                                      { A = b->function<FunctionDef>(T, N, P, R, B); }
function(A) ::= ASYNC(T) DEF NAME(N) LPAR parameters(P) RPAR returns(R) COLON function_block(B).
                                                                      { A = b->function<AsyncFunctionDef>(T, N, P, R, B); }
%type function_block {FunctionBlock}
function_block(A) ::= block(B).                                       { A = {B, nullptr}; }
function_block(A) ::= TYPE_COMMENT(T) block(B).                       { A = {B, b->comment_text(T)}; }
function_block(A) ::= NEWLINE TYPE_COMMENT(T) NEWLINE INDENT statements(S) DEDENT. { A = {S, b->comment_text(T)}; }
returns(A) ::= .                                                      { A = {}; }
returns(A) ::= RARROW expression(E).                                  { A = E; }

%type parameters {Parameters*}
parameters(A) ::= .                                                   { A = b->parameters(); }
parameters(A) ::= parameter_list(A) type_comment(C).                  { b->comment_last(A, C); b->end_parameters(A); }
parameters(A) ::= parameter_list(A) COMMA type_comment(C).            { b->comment_last(A, C); b->end_parameters(A); }
%type parameter_list {Parameters*}
parameter_list(A) ::= parameter(R).                                   { A = b->parameters(); b->add_parameter(A, R); }
parameter_list(A) ::= parameter_list(A) COMMA type_comment(C) parameter(R).
                                                                      { b->comment_last(A, C); b->add_parameter(A, R); }
%type parameter {Parameter*}
parameter(A) ::= NAME(T) annotation(N).                               { A = b->parameter(T, T, N, {}); }
parameter(A) ::= NAME(T) annotation(N) EQUAL expression(E).           { A = b->parameter(T, T, N, E); }
parameter(A) ::= SLASH(T).                                            { A = b->parameter_mark(T); }
parameter(A) ::= STAR(T).                                             { A = b->parameter_mark(T); }
parameter(A) ::= STAR(T) NAME(N).                                     { A = b->parameter(T, N, {}, {}); }
parameter(A) ::= STAR(T) NAME(N) COLON star_expression(E).            { A = b->parameter(T, N, E, {}); }
parameter(A) ::= DOUBLESTAR(T) NAME(N) annotation(E).                 { A = b->parameter(T, N, E, {}); }
annotation(A) ::= .                                                   { A = {}; }
annotation(A) ::= COLON expression(E).                                { A = E; }

%type lambda_parameters {Parameters*}
lambda_parameters(A) ::= .                                            { A = b->parameters(); }
lambda_parameters(A) ::= lambda_parameter_list(A).                    { b->end_parameters(A); }
lambda_parameters(A) ::= lambda_parameter_list(A) COMMA.              { b->end_parameters(A); }
%type lambda_parameter_list {Parameters*}
lambda_parameter_list(A) ::= lambda_parameter(R).                     { A = b->parameters(); b->add_parameter(A, R); }
lambda_parameter_list(A) ::= lambda_parameter_list(A) COMMA lambda_parameter(R). { b->add_parameter(A, R); }
%type lambda_parameter {Parameter*}
lambda_parameter(A) ::= NAME(T).                                      { A = b->parameter(T, T, {}, {}); }
lambda_parameter(A) ::= NAME(T) EQUAL expression(E).                  { A = b->parameter(T, T, {}, E); }
lambda_parameter(A) ::= SLASH(T).                                     { A = b->parameter_mark(T); }
lambda_parameter(A) ::= STAR(T).                                      { A = b->parameter_mark(T); }
lambda_parameter(A) ::= STAR(T) NAME(N).                              { A = b->parameter(T, N, {}, {}); }
lambda_parameter(A) ::= DOUBLESTAR(T) NAME(N).                        { A = b->parameter(T, N, {}, {}); }

// ---------------------------------------------------------------- 8.8  classes
%type class_definition {StmtNode*}
class_definition(A) ::= CLASS(T) NAME(N) bases(R) COLON block(B).     { A = b->class_definition(T, N, R, B); }
%type bases {CallArguments*}
bases(A) ::= .                                                        { A = nullptr; }
bases(A) ::= LPAR arguments(R) RPAR.                                  { A = b->class_arguments(R); }
