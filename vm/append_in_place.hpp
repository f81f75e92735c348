// SPDX-License-Identifier: MIT
// s = s + t without copying s each time: CPython's optimisation of str concatenation in loops.
// The str may be resized where it lies if its only owners are the value stack and the variable that the next
// instruction stores the result into. CPython: Python/ceval.c (unicode_concatenate). Next: append_in_place.cpp.
#pragma once

#include "runtime/bytecode/code.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

// The local variable that the instruction at `next` stores into; null when it is no STORE_FAST.
Object** stored_next(Code* code, const CodeUnit* next, Object** locals);

// left + right. `variable` may be null; if it holds `left` too, it is emptied first. Owned; null and an exception on
// failure.
Object* append_str(Ref<Str> left, Ref<Str> right, Object** variable);

}  // namespace minipy
