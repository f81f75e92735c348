// SPDX-License-Identifier: MIT
// Writing where the program's errors go: to sys.stderr as it is now, which the program may have replaced or removed.
// CPython: Python/sysmodule.c (PySys_FormatStderr). Next: errors.hpp, exceptions/warnings.hpp.
#pragma once

#include <string_view>

#include "runtime/object/result.hpp"

namespace minipy {

// Calls sys.stderr.write(text); without a sys.stderr the text is lost, as in CPython.
Result<void> write_standard_error(std::string_view text);

// For what the interpreter itself has to say: never fails; without a sys.stderr that works, to the process's own.
void tell_standard_error(std::string_view text);

}  // namespace minipy
