// SPDX-License-Identifier: MIT
// A thread has two stacks. Frames of Python functions lie in a region of our own, so that Python recursion costs no
// native stack; whatever recurses through native code (a __repr__ in Python that asks for a repr) uses the
// thread's own.
//
//      frames         │ frame │ frame │ …                          │   grows up to stack_end
//      native stack   │ margin │ native_stack_limit …   here, main │   grows down
//
// Neither may end by surprise: pages of the native stack come when they are first touched, and where the address space
// is limited (ulimit -v) there may be none left by then, which is a signal and no exception. So all of it that will be
// used is claimed at the start. CPython counts calls instead (Python/ceval.c, Py_EnterRecursiveCall). Next:
// kernel/thread_state.hpp, which asks; docs/frames.md.
#include "runtime/threads/stacks.hpp"

#include <pthread.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include "runtime/kernel/thread_state.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

namespace {

// Pages are touched only as deep as a program recurses.
constexpr std::size_t most_frame_bytes = std::size_t(512) << 20;
constexpr std::size_t least_frame_bytes = std::size_t(4) << 20;
constexpr std::size_t most_native_stack = std::size_t(64) << 20;
constexpr std::size_t least_native_stack = std::size_t(96) << 10;
constexpr std::size_t usual_margin = std::size_t(512) << 10;

[[noreturn]] void end_without_room(const char* message) {
    std::fprintf(stderr, "Fatal Python error: %s\n", message);
    std::exit(1);
}

std::optional<std::size_t> address_space_limit() {
    rlimit limit{};
    bool limited = getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
    return limited ? std::optional(std::size_t(limit.rlim_cur)) : std::nullopt;
}

// How much of `most` bytes a stack may have: an eighth of the address space where that is limited.
std::size_t allowed_share(std::size_t most) {
    std::optional<std::size_t> limit = address_space_limit();
    return limit ? std::min(most, *limit / 8) : most;
}

bool has_address_space(std::size_t size) {
    void* probe = mmap(nullptr, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (probe == MAP_FAILED) return false;
    munmap(probe, size);
    return true;
}

// The kernel extends a stack down to the page that is touched, and counts all pages between.
void extend_stack_to(char* lowest) { *static_cast<volatile char*>(lowest) = 0; }

}  // namespace

bool reserve_frame_region(ThreadState& thread) {
    bool is_main = interpreter.threads == nullptr;
    constexpr std::size_t most_others = 64;  // where address space is limited, there is to be some for so many
    std::size_t share = allowed_share(most_frame_bytes);
    bool is_limited = address_space_limit().has_value();
    for (std::size_t size = is_limited && !is_main ? std::max(share / most_others, least_frame_bytes) : share;
         size >= least_frame_bytes; size /= 2) {
        void* region = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (region == MAP_FAILED) continue;
        thread.stack_begin = thread.stack_top = static_cast<Object**>(region);
        thread.stack_end = thread.stack_begin + size / sizeof(Object*);
        return true;
    }
    return false;
}

void release_frame_region(ThreadState& thread) {
    munmap(thread.stack_begin, std::size_t(thread.stack_end - thread.stack_begin) * sizeof(Object*));
    thread.stack_begin = thread.stack_end = thread.stack_top = nullptr;
}

std::size_t native_stack_margin() { return usual_margin; }

// The thread's real stack: what lies on it already (a large environment, say) is no longer to be had.
bool claim_native_stack(ThreadState& thread) {
    char* here = static_cast<char*>(__builtin_frame_address(0));
    void* lowest = here - (std::size_t(8) << 20);
    std::size_t whole = 0;
    if (pthread_attr_t attributes; pthread_getattr_np(pthread_self(), &attributes) == 0) {
        pthread_attr_getstack(&attributes, &lowest, &whole);
        pthread_attr_destroy(&attributes);
    }
    bool limited = address_space_limit().has_value();
    std::size_t size = std::min(std::size_t(here - static_cast<char*>(lowest)), allowed_share(most_native_stack));
    while (limited && size >= least_native_stack && !has_address_space(size)) size /= 2;
    if (size < least_native_stack) return false;
    constexpr std::size_t guard_bytes = 4096;  // what is mapped below a stack must not be touched
    char* end = here - size + guard_bytes;
    if (limited) extend_stack_to(end);
    thread.native_stack_margin = std::min(usual_margin, size / 2);
    thread.native_stack_limit = end + thread.native_stack_margin;
    thread.native_stack_end = thread.native_stack_limit;
    return true;
}

void claim_main_stacks(ThreadState& thread) {
    if (!reserve_frame_region(thread)) end_without_room("no address space for frames (see ulimit -v)");
    if (!claim_native_stack(thread)) end_without_room("the native stack is too small (see ulimit -s and ulimit -v)");
}

}  // namespace minipy
