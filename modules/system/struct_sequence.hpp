// SPDX-License-Identifier: MIT
// Struct sequences: tuples whose items have names too (sys.version_info, time.struct_time).
// CPython: Objects/structseq.c. Next: struct_sequence.cpp.
#pragma once

#include <span>

#include "runtime/containers/tuple.hpp"

namespace minipy {

// A new type, a subclass of tuple, kept until the runtime ends; `name` with its module ("sys.version_info"). `visible`
// of the fields are items, the rest are attributes only. A null field has no name. The texts must live as long.
Result<Type> make_struct_sequence_type(const char* name, std::span<const char* const> fields, Size visible);
// An instance; as many values as fields.
Result<Object> make_struct_sequence(Type* type, std::span<const Ref<Object>> values);

}  // namespace minipy
