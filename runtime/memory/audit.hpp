// SPDX-License-Identifier: MIT
// The audit heap: Boehm's collector as an independent judge of reference counting (--gc=audit).
//
// Counts free objects as usual, but every block comes from Boehm's heap. When the interpreter has shut down, Boehm
// traces what is still reachable from the process's roots; a block that is neither reachable nor was freed is a leak,
// and is named with its type and the Python line that made it. Blocks carry a small label in front for that:
//
//        │ object offset │ line │ file │ user memory …
//
// Next: audit.cpp. Boehm: gc/gc.h (GC_register_finalizer_no_order).
#pragma once

#include <cstddef>

namespace minipy::heap::audit {

void initialize();
[[nodiscard]] void* allocate(std::size_t size);
void free(void* block);
void note_object(void* block, std::size_t offset);
std::size_t report_leaks();
// Daemon threads still run: what they hold is seen, but not what belongs to native functions that they hold, such as
// the names of parameters, which lie in memory of C++. Interned texts are no leaks then.
void forgive_names();

// Asked for each new block: the Python source line that is running. Set by the VM; may be null.
struct SourceLine {
    const char* file = nullptr;  // stays valid
    int line = 0;
};
inline SourceLine (*current_source_line)() = nullptr;

}  // namespace minipy::heap::audit
