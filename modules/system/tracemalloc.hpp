// SPDX-License-Identifier: MIT
// Tracing the blocks of memory from the start on: -X tracemalloc, PYTHONTRACEMALLOC. Next: tracemalloc.cpp.
#pragma once

#include "runtime/object/result.hpp"

namespace minipy {

// ValueError unless there can be so many frames to a traceback.
Result<void> start_tracing_blocks(Size frames);

}  // namespace minipy
