// SPDX-License-Identifier: MIT
// What the import instructions do outside the loop. Next: imports.cpp, runtime/modules/import.hpp.
#pragma once

#include "runtime/functions/frame.hpp"
#include "runtime/modules/import.hpp"

namespace minipy {

// import name, through builtins.__import__, which a program may replace.
Result<Object> import_for_frame(Frame* frame, Str* name, Object* from_list, Object* level);
Result<void> import_star(Frame* frame, Object* module);
Result<void> setup_annotations(Frame* frame);
// The value of an expression statement at the prompt: sys.displayhook(value).
Result<void> print_expression(Object* value);

}  // namespace minipy
