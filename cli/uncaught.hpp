// SPDX-License-Identifier: MIT
// The exception that nobody caught: printed through sys.excepthook, and turned into an exit code.
// CPython: Python/pythonrun.c (_PyErr_PrintEx, handle_system_exit). Next: uncaught.cpp.
#pragma once

#include <cstdint>

namespace minipy::cli {

inline constexpr int exit_interrupted = -2;  // KeyboardInterrupt: the process ends by SIGINT

enum class OnSystemExit : std::uint8_t { exit, print };  // print: a prompt follows (-i), the process does not end

// Takes the pending exception. SystemExit gives its own code, if it is to exit; anything else is printed and gives 1,
// or exit_interrupted.
int report_uncaught(OnSystemExit = OnSystemExit::exit);
// The same at the prompt, where only SystemExit ends the session: true, with `code` set.
bool report_uncaught_at_prompt(int& code);

// False: what the program printed last is lost; it has been said on stderr.
bool flush_standard_streams();

}  // namespace minipy::cli
