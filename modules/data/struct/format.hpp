// SPDX-License-Identifier: MIT
// Formats of the module struct: "<2sIh" as a list of fields with offsets, and one value to bytes and back.
// CPython: Modules/_struct.c. Next: format.cpp (reading a format), values.cpp, struct.cpp (the module).
#pragma once

#include <bit>
#include <memory>
#include <string_view>
#include <vector>

#include "modules/native_modules.hpp"
#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy::structs {

// The state of the module _struct.
struct StructState {
    static constexpr auto module = NativeModule::struct_module;
    Ref<Type> error;  // struct.error
    Ref<Dict> cache;  // format → Struct
    static constexpr auto references = field_list<&StructState::error, &StructState::cache>;
};

// A struct.error.
Failure raise_error(const std::string& message);

struct Field {
    char code;  // 'i', 's' …
    Size offset;
    Size size;   // of one value; of the whole text for 's' and 'p'
    Size count;  // values; 1 for 's' and 'p'
};

struct Format {
    std::vector<Field> fields;
    Size size = 0;    // bytes in all
    Size values = 0;  // Python values in all
    std::endian byte_order = std::endian::little;
    bool native = true;  // '@': the C compiler's sizes, alignment and error messages
};

using SharedFormat = std::shared_ptr<const Format>;

Result<Format> parse_format(std::string_view text);

Result<void> pack_value(const Format& format, const Field& field, char* to, Object* value);
Result<Object> unpack_value(const Format& format, const Field& field, const char* from);

}  // namespace minipy::structs
