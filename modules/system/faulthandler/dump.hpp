// SPDX-License-Identifier: MIT
// Tracebacks written from where nothing can be relied upon: in the handler of a signal that ends the process, or in a
// thread that looks at others while they run. So here is only what may be done in a signal's handler: no memory is
// allocated, no lock taken, no reference counted, no Python code run; text goes to a descriptor with write(). What is
// read may be half-changed, or gone: it is copied before it is looked at (peek.hpp), and walks are bounded.
//
//      Current thread 0x00007f26d19d8040 (most recent call first):
//        File FILE, line 3 in f
//        File FILE, line 5 in <module>
//
// A line is that of the last instruction for which the loop left the frame, mostly a call: in the innermost frame that
// may be a little behind.
//
// CPython: Python/traceback.c (_Py_DumpTracebackThreads). Next: peek.hpp, dump.cpp, faulthandler.cpp.
#pragma once

#include <string_view>

#include "runtime/kernel/thread_state.hpp"

namespace minipy::fault {

// The thread that runs this, found by its id; null: Python knows nothing of it.
const ThreadState* calling_thread();

void write_text(int descriptor, std::string_view text);
void dump_thread(int descriptor, const ThreadState* thread);
// `calling` is called the current one; may be null.
void dump_threads(int descriptor, const ThreadState* calling);
// The native modules that are imported and do not belong to Python's library (sys.stdlib_module_names); nothing if
// there are none.
void dump_native_modules(int descriptor);

}  // namespace minipy::fault
