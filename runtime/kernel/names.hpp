// SPDX-License-Identifier: MIT
// The interned strings that C++ code compares and looks up by: `names::dunder_init` is the str "__init__".
// Borrowed from the intern table for the life of the process. CPython: Include/internal/pycore_global_strings.h.
#pragma once

#include "runtime/object/object.hpp"

namespace minipy::names {

#define NAME(identifier, text) inline constinit Str* identifier = nullptr;
#include "runtime/kernel/names.def"
#undef NAME

void initialize();
void finalize();

}  // namespace minipy::names
