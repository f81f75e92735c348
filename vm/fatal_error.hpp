// SPDX-License-Identifier: MIT
// The end of a process that cannot go on: "Fatal Python error: where: message", the tracebacks of all threads, SIGABRT.
// Who writes tracebacks without asking anybody is above us (modules/system/faulthandler/handlers.cpp): start-up says
// who that is. CPython: Py_FatalError() in Python/pylifecycle.c. Next: modules/startup.cpp.
#pragma once

#include <cstdlib>

namespace minipy {

inline void (*write_fatal_error)(const char* where, const char* message) = nullptr;

[[noreturn]] inline void fatal_error(const char* where, const char* message) {
    if (write_fatal_error != nullptr) write_fatal_error(where, message);
    std::abort();
}

}  // namespace minipy
