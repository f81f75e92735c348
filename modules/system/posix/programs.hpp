// SPDX-License-Identifier: MIT
// Arguments and environment of programs, converted. Next: programs.cpp, spawning.cpp.
#pragma once

#include "modules/system/processes/text_array.hpp"
#include "runtime/object/result.hpp"

namespace minipy::posix {

bool is_mapping(Object* object);
// A list or tuple of str, bytes or paths.
Result<TextArray> program_arguments(Object* argv);
// A mapping as "NAME=value".
Result<TextArray> program_environment(Object* env);

}  // namespace minipy::posix
