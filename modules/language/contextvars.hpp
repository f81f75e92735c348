// SPDX-License-Identifier: MIT
// The context that runs, for modules that let others run later in a copy of it (modules/asyncio).
// CPython: Include/cpython/context.h. Next: contextvars.cpp.
#pragma once

#include "runtime/object/result.hpp"

namespace minipy {

// contextvars.copy_context(): constant time.
Result<Object> copy_context();

}  // namespace minipy
