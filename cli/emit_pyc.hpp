// SPDX-License-Identifier: MIT
// --emit-pyc OUT FILE: compile and write what CPython 3.11 would have cached. Next: emit_pyc.cpp,
// modules/code/marshal_format.hpp.
#pragma once

#include "cli/command_line.hpp"

namespace minipy::cli {

int emit_pyc(const CommandLine& line);

}  // namespace minipy::cli
