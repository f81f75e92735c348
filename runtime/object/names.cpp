// SPDX-License-Identifier: MIT
// Interns the names of names.def.
#include "runtime/object/names.hpp"

#include "runtime/text/str.hpp"

namespace minipy::names {

void initialize() {
#define NAME(identifier, text) identifier = Str::interned_from(text).release();
#include "runtime/object/names.def"
#undef NAME
}

void finalize() {
#define NAME(identifier, text) xdecref(std::exchange(identifier, nullptr));
#include "runtime/object/names.def"
#undef NAME
}

}  // namespace minipy::names
