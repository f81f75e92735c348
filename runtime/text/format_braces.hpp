// SPDX-License-Identifier: MIT
// "…{}…".format(…). CPython: Objects/stringlib/unicode_format.h. Next: format_braces.cpp.
#pragma once

#include "runtime/object/arguments.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

// Fields are looked up in the arguments, or all in `mapping` when that is given (str.format_map).
Result<Str> format_braces(Str* format, const Arguments& arguments, Object* mapping);

// What string.Formatter uses: an iterator over (literal text, field name, format spec, conversion), and
// (first, iterator over (is attribute, name)) of a field name.
Result<Object> formatter_parser(Str* format);
Result<Object> formatter_field_name_split(Str* field_name);

}  // namespace minipy
