// SPDX-License-Identifier: MIT
// Where a thread's frames and its native calls live, and where both end. Next: stacks.cpp.
#pragma once

namespace minipy {

struct ThreadState;

// Reserves the region for a thread's frames; false: there is no address space for it. Given back by
// release_frame_region().
[[nodiscard]] bool reserve_frame_region(ThreadState& thread);
void release_frame_region(ThreadState& thread);
// Finds the end of the calling thread's native stack; false: it is too small.
[[nodiscard]] bool claim_native_stack(ThreadState& thread);
// What a started thread's stack has besides the size that the program asked for: what native code needs to say that
// the stack has ended. Bytes.
std::size_t native_stack_margin();
// Both, of the main thread. Ends the process with a message where there is no room.
void claim_main_stacks(ThreadState& thread);

}  // namespace minipy
