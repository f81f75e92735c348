// SPDX-License-Identifier: MIT
// Comparing secrets: takes as long for different texts as for equal ones of that length, so that nobody can guess a
// secret by the clock. The modules _operator and _hashlib both have it. CPython: Modules/_operator.c (_tscmp).
// Next: compare_digest.cpp.
#pragma once

#include "runtime/object/result.hpp"

namespace minipy {

// Of two str of ASCII characters, or two objects with a buffer; TypeError for others.
Result<bool> compare_digest(Object* a, Object* b);

}  // namespace minipy
