// SPDX-License-Identifier: MIT
// Functions that the program wants called when it ends. Next: atexit.cpp.
#pragma once

namespace minipy {

// Calls them, the last registered first, and forgets them; what they raise is reported. Before the modules die.
void run_exit_functions();

}  // namespace minipy
