// SPDX-License-Identifier: MIT
// What the start of the interpreter needs of faulthandler: -X faulthandler, PYTHONFAULTHANDLER. Next: faulthandler.cpp.
#pragma once

#include "runtime/object/result.hpp"

namespace minipy {

// faulthandler.enable(). When sys.stderr is there.
Result<void> enable_fault_handler();

}  // namespace minipy
