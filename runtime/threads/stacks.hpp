// SPDX-License-Identifier: MIT
// Where a thread's frames and its native calls live, and where both end. Next: stacks.cpp.
#pragma once

namespace minipy {

struct ThreadState;

// Reserves the stack of frames of the calling thread and finds the end of its native stack. Ends the process with a
// message where there is no room for either.
void claim_stacks(ThreadState& thread);

}  // namespace minipy
