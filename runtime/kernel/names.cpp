// SPDX-License-Identifier: MIT
// Interns the names of names.def.
#include "runtime/kernel/names.hpp"

#include "runtime/text/str.hpp"

namespace minipy::names {

void initialize() {
#define NAME(identifier, text) identifier = Str::interned_from(text).release();
#include "runtime/kernel/names.def"
#undef NAME
}

void finalize() {
#define NAME(identifier, text) xdecref(std::exchange(identifier, nullptr));
#include "runtime/kernel/names.def"
#undef NAME
}

}  // namespace minipy::names
