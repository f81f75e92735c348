// SPDX-License-Identifier: MIT
//
// The scanner's rules, from which re2c makes one state machine over bytes.
//
// Each rule hands its text to one small function. The longest match wins, among equals the first rule: so `if` is a
// keyword and `iffy` a name, and an opening quote alone matches only when no complete string does. UTF-8 needs no
// decoding here: every byte from 0x80 on belongs to a name (checked afterwards), a string or a comment. The text ends
// with a NUL byte that no rule but the last accepts, so no rule needs to look at the limit.
//
// CPython: Parser/tokenizer.c, which does this by hand. Next: lexer/scanner_errors.cpp, lexer/layout.cpp.
#include "lexer/scanner.hpp"
#include "lexer/unicode.hpp"

namespace minipy::lexer {

Scanner::Scanner(const Source& source, std::uint32_t start, std::uint32_t end, std::uint32_t line)
    : source_(source),
      base_(reinterpret_cast<const Byte*>(source.text().data())),
      cursor_(base_ + start),
      limit_(base_ + end),
      line_(line) {}

inline Token Scanner::make(int kind, const Byte* start, const Byte* end) {
    cursor_ = end;
    return {kind, static_cast<std::uint32_t>(start - base_), static_cast<std::uint32_t>(end - base_), line_};
}

inline bool Scanner::number_ends_here() const {
    Byte c = *cursor_;
    return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80);
}

inline Token Scanner::number(const Byte* start) {
    return number_ends_here() || tolerant_ ? make(TOKEN_NUMBER, start, cursor_) : number_error(start);
}

// A string may contain line ends: its token keeps the line it started on, the scanner goes on from where it ended.
inline Token Scanner::string(const Byte* start) {
    Token token = make(TOKEN_STRING, start, cursor_);
    while (source_.line_start(line_ + 1) <= token.end && line_ < source_.line_count()) ++line_;
    return token;
}

Token Scanner::next() {
    continued_ = false;
    const Byte* YYMARKER;
    // A local cursor stays in a register; a member would be written back before every byte is read.
    const Byte* p = cursor_;
    const Byte* start;
again:
    start = p;
    if (start >= limit_) return make(TOKEN_ENDMARKER, limit_, limit_);
/*!re2c
    re2c:define:YYCTYPE  = "Byte";
    re2c:define:YYCURSOR = p;
    re2c:yyfill:enable   = 0;
    re2c:indent:top      = 1;

    // ------------------------------------------------------------ blanks, comments, line ends
    line_end = "\r"? "\n";

    [ \t\f]+           { continued_ = false; goto again; }
    "\\" line_end      { ++line_; continued_ = true; goto again; }
    "#" [^\n\r\x00]*   { return make(TOKEN_COMMENT, start, p); }
    line_end           { Token token = make(TOKEN_NEWLINE, start, p); ++line_; return token; }

    // ------------------------------------------------------------ numbers
    digits   = [0-9] ("_"? [0-9])*;
    exponent = [eE] [+-]? digits;
    point    = digits "." digits? | "." digits;
    decimal  = [1-9] ("_"? [0-9])* | "0" ("_"? "0")*;

    decimal                               { cursor_ = p; return number(start); }
    "0" [xX] ("_"? [0-9a-fA-F])+          { cursor_ = p; return number(start); }
    "0" [oO] ("_"? [0-7])+                { cursor_ = p; return number(start); }
    "0" [bB] ("_"? [01])+                 { cursor_ = p; return number(start); }
    point exponent? | digits exponent     { cursor_ = p; return number(start); }
    (point exponent? | digits exponent? ) [jJ] { cursor_ = p; return number(start); }
    digits | "0" [xXoObB]                 { cursor_ = p; return number_error(start); }

    // ------------------------------------------------------------ strings
    prefix = [rR] | [bB] | [uU] | [fF] | [rR][bB] | [bB][rR] | [fF][rR] | [rR][fF];
    escape = "\\" ([^\r\n\x00] | line_end | "\r");
    single = "'" ([^'\\\n\r\x00] | escape)* "'";
    double = "\"" ([^"\\\n\r\x00] | escape)* "\"";
    triple_single = "'''" ("'"? "'"? ([^'\\\x00] | escape))* "'''";
    triple_double = "\"\"\"" ("\""? "\""? ([^"\\\x00] | escape))* "\"\"\"";

    prefix? (single | double)                { cursor_ = p; return string(start); }
    prefix? (triple_single | triple_double)  { cursor_ = p; return string(start); }
    prefix? ("'" | "\"" | "'''" | "\"\"\"")  { cursor_ = p; return unterminated_string(start); }

    // ------------------------------------------------------------ keywords and names
    "False"    { return make(TOKEN_FALSE, start, p); }
    "None"     { return make(TOKEN_NONE, start, p); }
    "True"     { return make(TOKEN_TRUE, start, p); }
    "and"      { return make(TOKEN_AND, start, p); }
    "as"       { return make(TOKEN_AS, start, p); }
    "assert"   { return make(TOKEN_ASSERT, start, p); }
    "async"    { return make(TOKEN_ASYNC, start, p); }
    "await"    { return make(TOKEN_AWAIT, start, p); }
    "break"    { return make(TOKEN_BREAK, start, p); }
    "class"    { return make(TOKEN_CLASS, start, p); }
    "continue" { return make(TOKEN_CONTINUE, start, p); }
    "def"      { return make(TOKEN_DEF, start, p); }
    "del"      { return make(TOKEN_DEL, start, p); }
    "elif"     { return make(TOKEN_ELIF, start, p); }
    "else"     { return make(TOKEN_ELSE, start, p); }
    "except"   { return make(TOKEN_EXCEPT, start, p); }
    "finally"  { return make(TOKEN_FINALLY, start, p); }
    "for"      { return make(TOKEN_FOR, start, p); }
    "from"     { return make(TOKEN_FROM, start, p); }
    "global"   { return make(TOKEN_GLOBAL, start, p); }
    "if"       { return make(TOKEN_IF, start, p); }
    "import"   { return make(TOKEN_IMPORT, start, p); }
    "in"       { return make(TOKEN_IN, start, p); }
    "is"       { return make(TOKEN_IS, start, p); }
    "lambda"   { return make(TOKEN_LAMBDA, start, p); }
    "nonlocal" { return make(TOKEN_NONLOCAL, start, p); }
    "not"      { return make(TOKEN_NOT, start, p); }
    "or"       { return make(TOKEN_OR, start, p); }
    "pass"     { return make(TOKEN_PASS, start, p); }
    "raise"    { return make(TOKEN_RAISE, start, p); }
    "return"   { return make(TOKEN_RETURN, start, p); }
    "try"      { return make(TOKEN_TRY, start, p); }
    "while"    { return make(TOKEN_WHILE, start, p); }
    "with"     { return make(TOKEN_WITH, start, p); }
    "yield"    { return make(TOKEN_YIELD, start, p); }

    [a-zA-Z_] [a-zA-Z0-9_]*                     { return make(TOKEN_NAME, start, p); }
    [a-zA-Z_\x80-\xff] [a-zA-Z0-9_\x80-\xff]*   { cursor_ = p; return name_beyond_ascii(start); }

    // ------------------------------------------------------------ operators and delimiters
    "("   { return make(TOKEN_LPAR, start, p); }
    ")"   { return make(TOKEN_RPAR, start, p); }
    "["   { return make(TOKEN_LSQB, start, p); }
    "]"   { return make(TOKEN_RSQB, start, p); }
    "{"   { return make(TOKEN_LBRACE, start, p); }
    "}"   { return make(TOKEN_RBRACE, start, p); }
    ":"   { return make(TOKEN_COLON, start, p); }
    ","   { return make(TOKEN_COMMA, start, p); }
    ";"   { return make(TOKEN_SEMI, start, p); }
    "+"   { return make(TOKEN_PLUS, start, p); }
    "-"   { return make(TOKEN_MINUS, start, p); }
    "*"   { return make(TOKEN_STAR, start, p); }
    "/"   { return make(TOKEN_SLASH, start, p); }
    "|"   { return make(TOKEN_VBAR, start, p); }
    "&"   { return make(TOKEN_AMPER, start, p); }
    "<"   { return make(TOKEN_LESS, start, p); }
    ">"   { return make(TOKEN_GREATER, start, p); }
    "="   { return make(TOKEN_EQUAL, start, p); }
    "."   { return make(TOKEN_DOT, start, p); }
    "%"   { return make(TOKEN_PERCENT, start, p); }
    "~"   { return make(TOKEN_TILDE, start, p); }
    "^"   { return make(TOKEN_CIRCUMFLEX, start, p); }
    "@"   { return make(TOKEN_AT, start, p); }
    "=="  { return make(TOKEN_EQEQUAL, start, p); }
    "!="  { return make(TOKEN_NOTEQUAL, start, p); }
    "<="  { return make(TOKEN_LESSEQUAL, start, p); }
    ">="  { return make(TOKEN_GREATEREQUAL, start, p); }
    "<>"  { return make(tolerant_ ? TOKEN_LESS : TOKEN_NOTEQUAL, start, tolerant_ ? start + 1 : p); }
    "<<"  { return make(TOKEN_LEFTSHIFT, start, p); }
    ">>"  { return make(TOKEN_RIGHTSHIFT, start, p); }
    "**"  { return make(TOKEN_DOUBLESTAR, start, p); }
    "//"  { return make(TOKEN_DOUBLESLASH, start, p); }
    "->"  { return make(TOKEN_RARROW, start, p); }
    ":="  { return make(TOKEN_COLONEQUAL, start, p); }
    "+="  { return make(TOKEN_PLUSEQUAL, start, p); }
    "-="  { return make(TOKEN_MINEQUAL, start, p); }
    "*="  { return make(TOKEN_STAREQUAL, start, p); }
    "/="  { return make(TOKEN_SLASHEQUAL, start, p); }
    "%="  { return make(TOKEN_PERCENTEQUAL, start, p); }
    "&="  { return make(TOKEN_AMPEREQUAL, start, p); }
    "|="  { return make(TOKEN_VBAREQUAL, start, p); }
    "^="  { return make(TOKEN_CIRCUMFLEXEQUAL, start, p); }
    "@="  { return make(TOKEN_ATEQUAL, start, p); }
    "<<=" { return make(TOKEN_LEFTSHIFTEQUAL, start, p); }
    ">>=" { return make(TOKEN_RIGHTSHIFTEQUAL, start, p); }
    "**=" { return make(TOKEN_DOUBLESTAREQUAL, start, p); }
    "//=" { return make(TOKEN_DOUBLESLASHEQUAL, start, p); }
    "..." { return make(TOKEN_ELLIPSIS, start, p); }

    *     { cursor_ = p; return stray(start); }
*/
}

// Only non-ASCII names need to be looked up: each code point must be one that Unicode lets identifiers contain.
Token Scanner::name_beyond_ascii(const Byte* start) {
    auto length = static_cast<std::size_t>(cursor_ - start);
    std::string_view text(reinterpret_cast<const char*>(start), length);
    std::size_t bad = tolerant_ ? find_non_word(text) : find_non_identifier(text);
    if (bad == std::string_view::npos) return make(TOKEN_NAME, start, cursor_);
    if (tolerant_ && bad > 0) return make(TOKEN_NAME, start, start + bad);
    return stray(start + bad);
}

Indentation Scanner::indentation() {
    constexpr std::uint32_t tab = 8;
    Indentation result;
    std::uint32_t before_continuation = 0;
    continued_ = false;
    for (;; ++cursor_) {
        if (*cursor_ == ' ') {
            ++result.column;
            ++result.alternative;
        } else if (*cursor_ == '\t') {
            result.column = (result.column / tab + 1) * tab;
            ++result.alternative;
        } else if (*cursor_ == '\f') {
            result = {};
        } else if (*cursor_ == '\\' && cursor_[1] == '\n') {
            // Blanks after a backslash continuation do not count, unless nothing stood before it.
            if (before_continuation == 0) before_continuation = result.column;
            ++cursor_;
            ++line_;
            continued_ = true;
        } else {
            break;
        }
    }
    continued_ = continued_ && cursor_[-1] == '\n';
    if (before_continuation != 0) result = {before_continuation, before_continuation};
    return result;
}

}  // namespace minipy::lexer
