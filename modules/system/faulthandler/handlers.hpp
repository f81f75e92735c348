// SPDX-License-Identifier: MIT
// The handlers of signals that write tracebacks: those that end the process (enable()), and those that a program has
// chosen to be shown where it is (register()). What they need to know is in memory of the process that they read
// without asking anybody; the files' objects are kept alive by the module. CPython: Modules/faulthandler.c. Next:
// handlers.cpp, dump.hpp.
#pragma once

#include "runtime/object/result.hpp"

namespace minipy::fault {

struct Report {
    int descriptor;
    bool all_threads;
};

// SIGSEGV, SIGFPE, SIGABRT, SIGBUS, SIGILL: "Fatal Python error: Segmentation fault", the traceback, and then what
// would have happened without.
Result<void> enable_fatal(const Report& report);
bool disable_fatal();  // was it enabled?
bool fatal_is_enabled();
bool is_fatal(int number);

// `chain`: then the handler that was there before is called, too.
Result<void> register_signal(int number, const Report& report, bool chain);
bool unregister_signal(int number);  // was it registered?
void unregister_all_signals();

// Fatal Python error: where: message. With the traceback; may be called by any thread.
[[noreturn]] void die(const char* where, const char* message);

// Where handlers run when the main thread's stack has ended.
void prepare_signal_stack();
void release_signal_stack();

}  // namespace minipy::fault
