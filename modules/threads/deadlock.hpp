// SPDX-License-Identifier: MIT
// Who waits for whom: what is said of threads that wait for locks. Next: deadlock.cpp.
#pragma once

#include <string>

namespace minipy {

// Does every thread wait, without a time limit, for a lock that somebody has?
bool is_deadlock();
// Says so on stderr, if it is one.
void tell_deadlock_if_any();
// A paragraph: each thread that waits for a lock, where, and who has it. Empty when no thread waits for one.
std::string describe_deadlock();

}  // namespace minipy
