// SPDX-License-Identifier: MIT
//
// The parser's one door to the runtime: constants and identifiers are objects, made here and kept by the arena.
//
// All functions return borrowed references that live as long as the arena. A null result means that the runtime could
// not make the object (no memory, too many digits); its exception is then pending, and `take_message` says why.
//
// Next: parser/objects.cpp.
#pragma once

#include <string>
#include <string_view>

#include "parser/arena.hpp"

namespace minipy::parser {

Str* make_identifier(ast::Arena& arena, std::string_view utf8);
// `text` is UTF-8 in which lone surrogates may stand as three bytes each.
Object* make_text(ast::Arena& arena, std::string_view text);
Object* make_bytes(ast::Arena& arena, std::string_view bytes);
Object* make_integer(ast::Arena& arena, std::string_view digits, int base);
Object* make_float(ast::Arena& arena, std::string_view digits);
Object* make_imaginary(ast::Arena& arena, std::string_view digits);
// Appends the character that `\N{name}` means.
bool append_named_character(std::string_view name, std::string& utf8);
Object* constant_none();
Object* constant_true();
Object* constant_false();
Object* constant_ellipsis();

// The text of an identifier.
std::string_view text_of(const Str* identifier);
bool is_text(const Object* object);
bool is_bytes(const Object* object);
bool is_complex(const Object* object);

// What repr() shows; identifiers too.
std::string repr_of(const Object* object);

// The text of the pending exception, which is cleared.
std::string take_message();

// Gives back what the arena keeps: the Release that every Arena of a parse is made with.
void release_object(Object* object);

}  // namespace minipy::parser
