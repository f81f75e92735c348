// SPDX-License-Identifier: MIT
// From a call's arguments to a function's parameters, with CPython's TypeErrors. CPython: Python/ceval.c
// (initialize_locals). Next: bind_arguments.cpp.
#pragma once

#include "runtime/functions/frame.hpp"

namespace minipy {

// Pushes a frame for a call from the loop. `arguments` are `count` owned references on the caller's stack, keyword
// values last, named by `names` (may be null). They are taken over in any case, and so is the reference to `function`
// that lies below them. Returns null when an exception was raised.
Frame* push_call(ThreadState* thread, Frame* caller, Function* function, Object** arguments, Size count, Tuple* names,
                 Object** stack_pointer);

// The same for a call from C++: arguments and function are borrowed.
Frame* push_call_from_native(ThreadState* thread, Function* function, const Arguments& arguments);

// A frame for a module, class or exec body: no arguments; takes a reference to the namespace.
Frame* push_body(ThreadState* thread, Function* function, Ref<Object> body_namespace);

// The topmost frame of the thread's stack is finished and cleared: gives its memory and its level of recursion back.
void pop_frame(ThreadState* thread, Frame* frame);

}  // namespace minipy
