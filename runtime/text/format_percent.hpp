// SPDX-License-Identifier: MIT
// "…%s…" % values, for str and bytes. CPython: Objects/unicodeobject.c (PyUnicode_Format), Objects/bytesobject.c.
// Next: format_percent.cpp.
#pragma once

#include "runtime/text/str.hpp"

namespace minipy {

Result<Str> format_percent(Str* format, Object* values);
Result<ByteString> format_percent_bytes(std::string_view format, Object* values);

}  // namespace minipy
