// SPDX-License-Identifier: MIT
//
// Names of token kinds, for dumps and tests.
#include "lexer/token.hpp"

namespace minipy::lexer {

namespace {

struct KindName {
    int kind;
    std::string_view name;
};

constexpr KindName operator_tokens[] = {
    {TOKEN_LPAR, "LPAR"},
    {TOKEN_RPAR, "RPAR"},
    {TOKEN_LSQB, "LSQB"},
    {TOKEN_RSQB, "RSQB"},
    {TOKEN_LBRACE, "LBRACE"},
    {TOKEN_RBRACE, "RBRACE"},
    {TOKEN_COLON, "COLON"},
    {TOKEN_COMMA, "COMMA"},
    {TOKEN_SEMI, "SEMI"},
    {TOKEN_PLUS, "PLUS"},
    {TOKEN_MINUS, "MINUS"},
    {TOKEN_STAR, "STAR"},
    {TOKEN_SLASH, "SLASH"},
    {TOKEN_VBAR, "VBAR"},
    {TOKEN_AMPER, "AMPER"},
    {TOKEN_LESS, "LESS"},
    {TOKEN_GREATER, "GREATER"},
    {TOKEN_EQUAL, "EQUAL"},
    {TOKEN_DOT, "DOT"},
    {TOKEN_PERCENT, "PERCENT"},
    {TOKEN_EQEQUAL, "EQEQUAL"},
    {TOKEN_NOTEQUAL, "NOTEQUAL"},
    {TOKEN_LESSEQUAL, "LESSEQUAL"},
    {TOKEN_GREATEREQUAL, "GREATEREQUAL"},
    {TOKEN_TILDE, "TILDE"},
    {TOKEN_CIRCUMFLEX, "CIRCUMFLEX"},
    {TOKEN_LEFTSHIFT, "LEFTSHIFT"},
    {TOKEN_RIGHTSHIFT, "RIGHTSHIFT"},
    {TOKEN_DOUBLESTAR, "DOUBLESTAR"},
    {TOKEN_PLUSEQUAL, "PLUSEQUAL"},
    {TOKEN_MINEQUAL, "MINEQUAL"},
    {TOKEN_STAREQUAL, "STAREQUAL"},
    {TOKEN_SLASHEQUAL, "SLASHEQUAL"},
    {TOKEN_PERCENTEQUAL, "PERCENTEQUAL"},
    {TOKEN_AMPEREQUAL, "AMPEREQUAL"},
    {TOKEN_VBAREQUAL, "VBAREQUAL"},
    {TOKEN_CIRCUMFLEXEQUAL, "CIRCUMFLEXEQUAL"},
    {TOKEN_LEFTSHIFTEQUAL, "LEFTSHIFTEQUAL"},
    {TOKEN_RIGHTSHIFTEQUAL, "RIGHTSHIFTEQUAL"},
    {TOKEN_DOUBLESTAREQUAL, "DOUBLESTAREQUAL"},
    {TOKEN_DOUBLESLASH, "DOUBLESLASH"},
    {TOKEN_DOUBLESLASHEQUAL, "DOUBLESLASHEQUAL"},
    {TOKEN_AT, "AT"},
    {TOKEN_ATEQUAL, "ATEQUAL"},
    {TOKEN_RARROW, "RARROW"},
    {TOKEN_ELLIPSIS, "ELLIPSIS"},
    {TOKEN_COLONEQUAL, "COLONEQUAL"},
};

constexpr KindName other_tokens[] = {
    {TOKEN_ENDMARKER, "ENDMARKER"},
    {TOKEN_NAME, "NAME"},
    {TOKEN_NUMBER, "NUMBER"},
    {TOKEN_STRING, "STRING"},
    {TOKEN_NEWLINE, "NEWLINE"},
    {TOKEN_INDENT, "INDENT"},
    {TOKEN_DEDENT, "DEDENT"},
    {TOKEN_COMMENT, "COMMENT"},
    {TOKEN_TYPE_COMMENT, "TYPE_COMMENT"},
    {TOKEN_ERRORTOKEN, "ERRORTOKEN"},
    {TOKEN_FALSE, "FALSE"},
    {TOKEN_NONE, "NONE"},
    {TOKEN_TRUE, "TRUE"},
    {TOKEN_AND, "AND"},
    {TOKEN_AS, "AS"},
    {TOKEN_ASSERT, "ASSERT"},
    {TOKEN_ASYNC, "ASYNC"},
    {TOKEN_AWAIT, "AWAIT"},
    {TOKEN_BREAK, "BREAK"},
    {TOKEN_CLASS, "CLASS"},
    {TOKEN_CONTINUE, "CONTINUE"},
    {TOKEN_DEF, "DEF"},
    {TOKEN_DEL, "DEL"},
    {TOKEN_ELIF, "ELIF"},
    {TOKEN_ELSE, "ELSE"},
    {TOKEN_EXCEPT, "EXCEPT"},
    {TOKEN_FINALLY, "FINALLY"},
    {TOKEN_FOR, "FOR"},
    {TOKEN_FROM, "FROM"},
    {TOKEN_GLOBAL, "GLOBAL"},
    {TOKEN_IF, "IF"},
    {TOKEN_IMPORT, "IMPORT"},
    {TOKEN_IN, "IN"},
    {TOKEN_IS, "IS"},
    {TOKEN_LAMBDA, "LAMBDA"},
    {TOKEN_NONLOCAL, "NONLOCAL"},
    {TOKEN_NOT, "NOT"},
    {TOKEN_OR, "OR"},
    {TOKEN_PASS, "PASS"},
    {TOKEN_RAISE, "RAISE"},
    {TOKEN_RETURN, "RETURN"},
    {TOKEN_TRY, "TRY"},
    {TOKEN_WHILE, "WHILE"},
    {TOKEN_WITH, "WITH"},
    {TOKEN_YIELD, "YIELD"},
    {TOKEN_MATCH, "MATCH"},
    {TOKEN_CASE, "CASE"},
    {TOKEN_WITH_LPAR, "WITH_LPAR"},
};

}  // namespace

std::string_view operator_name(int kind) {
    for (const KindName& row : operator_tokens) {
        if (row.kind == kind) return row.name;
    }
    return {};
}

std::string_view kind_name(int kind) {
    std::string_view name = operator_name(kind);
    if (!name.empty()) return name;
    for (const KindName& row : other_tokens) {
        if (row.kind == kind) return row.name;
    }
    return "?";
}

bool starts_expression(int kind) {
    for (int start :
         {TOKEN_NAME, TOKEN_NUMBER, TOKEN_STRING, TOKEN_NONE, TOKEN_TRUE, TOKEN_FALSE, TOKEN_ELLIPSIS, TOKEN_LPAR,
          TOKEN_LSQB, TOKEN_LBRACE, TOKEN_MINUS, TOKEN_PLUS, TOKEN_TILDE, TOKEN_NOT, TOKEN_LAMBDA, TOKEN_AWAIT}) {
        if (kind == start) return true;
    }
    return false;
}

}  // namespace minipy::lexer
