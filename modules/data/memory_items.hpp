// SPDX-License-Identifier: MIT
// One item of a memoryview. A format is a single character of the struct module, in the machine's own layout, perhaps
// behind an @; other formats can be shown and copied, but not read. Writing an item may run Python (__index__).
// CPython: Objects/memoryobject.c. Next: memory_items.cpp.
#pragma once

#include <string_view>

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy::memory_items {

// The native format's single character; 0 when the format is no such.
char native_format(std::string_view format);
Size format_size(char format);

Result<Object> unpack(const char* data, std::string_view format);
Result<void> pack(char* data, std::string_view format, Object* value);

}  // namespace minipy::memory_items
