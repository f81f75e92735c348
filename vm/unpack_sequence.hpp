// SPDX-License-Identifier: MIT
// Spreading containers onto the stack. Next: unpack_sequence.cpp.
#pragma once

#include "runtime/object/result.hpp"

namespace minipy {

// Write `count` owned references at `target`, the last item first. ValueError: not enough values to unpack …
Result<void> unpack_sequence(Object* sequence, int count, Object** target);
Result<void> unpack_with_star(Object* iterable, int before, int after, Object** target);

}  // namespace minipy
