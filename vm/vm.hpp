// SPDX-License-Identifier: MIT
// The VM's service to everything above it: running code objects. Next: vm.cpp, loop.hpp.
#pragma once

#include "runtime/functions/function.hpp"
#include "runtime/object/result.hpp"

namespace minipy {

// Connects the runtime's door (runtime/kernel/evaluate.hpp) to the loop.
void initialize_vm();

// Runs a body (module, class, exec) with `body_namespace` as its locals; returns what it returns.
Result<Object> run_body(Function* function, Ref<Object> body_namespace);

// exec(code, globals, locals): sets __builtins__ if absent. `locals` may be null: the globals.
Result<Object> run_code(Code* code, Dict* globals, Object* locals);

}  // namespace minipy
