// SPDX-License-Identifier: MIT
// frame.f_lineno = N: a debugger's trace function sends its frame to another line. Next: jump_to_line.cpp.
#pragma once

#include "runtime/functions/frame.hpp"

namespace minipy {

// From a `line` event only, and only to where the value stack can be made to fit: ValueError otherwise, in CPython's
// words. `line` null: deletion, an AttributeError.
Result<void> jump_to_line(FrameObject* object, Object* line);

}  // namespace minipy
