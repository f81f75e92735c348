// SPDX-License-Identifier: MIT
// Module _string: the parser of str.format, for string.Formatter. CPython: Modules/_string.c (in
// Objects/unicodeobject.c).
#include "runtime/kernel/errors.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/text/format_braces.hpp"

namespace minipy {

namespace {

Result<Str*> string_text_argument(Object* object) {
    if (is<Str>(object)) return cast<Str>(object);
    return raise(TypeError, "expected str, got {}", type_name(object));
}

Result<Object> parser(Object* text) { return formatter_parser(TRY(string_text_argument(text))); }
Result<Object> field_name_split(Object* text) { return formatter_field_name_split(TRY(string_text_argument(text))); }

const Method string_functions[] = {
    {"formatter_field_name_split(field_name, /)", bind<field_name_split>,
     "Splits 'a.b[c]' into 'a' and a walk over the steps that follow."},
    {"formatter_parser(format_string, /)", bind<parser>,
     "Walks over the pieces of a format string: plain text, and fields with conversion and spec."},
};

}  // namespace

extern const ModuleSpec string_module = {
    .name = "_string",
    .doc = "What string.Formatter needs of str.format().",
    .functions = string_functions,
};

}  // namespace minipy
