// SPDX-License-Identifier: MIT
// f-strings. Next: format_value.cpp.
#pragma once

#include "runtime/text/str.hpp"

namespace minipy {

// Conversion 0 none, 1 str, 2 repr, 3 ascii; `specification` may be null.
Result<Object> format_value(Object* value, int conversion, Object* specification);

Result<Str> join_pieces(Object** pieces, int count);

}  // namespace minipy
