// SPDX-License-Identifier: MIT
// Module _string: the parser of str.format, for string.Formatter. CPython: Modules/_string.c (in
// Objects/unicodeobject.c).
#include "runtime/kernel/errors.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/text/format_braces.hpp"

namespace minipy {

namespace {

Result<Str*> text_argument(Object* object) {
    if (is<Str>(object)) return static_cast<Str*>(object);
    return raise(TypeError, "expected str, got {}", type_name(object));
}

Result<Object> parser(Object* text) { return formatter_parser(TRY(text_argument(text))); }
Result<Object> field_name_split(Object* text) { return formatter_field_name_split(TRY(text_argument(text))); }

const Method functions[] = {
    {"formatter_field_name_split(field_name, /)", bind<field_name_split>, "split the argument as a field name"},
    {"formatter_parser(format_string, /)", bind<parser>, "parse the argument as a format string"},
};

}  // namespace

extern const ModuleSpec string_module = {
    .name = "_string",
    .doc = "string helper module",
    .functions = functions,
};

}  // namespace minipy
