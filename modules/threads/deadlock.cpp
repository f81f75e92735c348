// SPDX-License-Identifier: MIT
// The report of a deadlock: read from the threads' states, without running Python code.
//
//     minipy: deadlock: every thread waits for another
//       T2 waits for a _thread.lock at 0x3af8cde0, which T3 has, in one at FILE:6
//       T1 waits for T2 to end, in main at FILE:15
//       T4 waits to be notified, in get at FILE:21
//
// CPython: none; faulthandler shows where threads stand. Next: vm/threads.hpp.
#include "modules/threads/deadlock.hpp"

#include <cstdio>

#include "modules/import/module_lock.hpp"
#include "modules/threads/thread/thread.hpp"
#include "runtime/bytecode/code.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

namespace {

// Null: native code at the bottom of a thread, which is the program's own.
bool is_of_library(const Frame* frame) {
    return frame != nullptr && is_library_code(*frame->code);
}

// The innermost frame outside of the library: what the program itself does.
Frame* program_frame(Frame* frame) {
    Frame* innermost = frame;
    while (is_of_library(frame)) frame = frame->previous;
    return frame != nullptr ? frame : innermost;
}

std::string place_of(ThreadState* thread) {
    Frame* frame = program_frame(thread->frame);
    if (frame == nullptr) return "";
    const Code* code = frame->code;
    return format_text(", in {} at {}:{}", code->parts.name->view(), code->parts.filename->view(), frame->line());
}

// threading.Condition waits for a lock that is its own, and that whoever notifies it releases.
bool waits_to_be_notified(const ThreadState* thread) {
    return is_of_library(thread->frame) && thread->frame->code->parts.qualname->view() == "Condition.wait";
}

// The thread whose end this lock stands for: join() waits for it.
ThreadState* thread_of_sentinel(Object* lock) {
    ThreadState* thread = interpreter.threads;
    while (thread != nullptr && thread->sentinel.get() != lock) thread = thread->next;
    return thread;
}

std::string awaited_text(ThreadState* thread) {
    if (ThreadState* joined = thread_of_sentinel(thread->waits_for))
        return format_text("for T{} to end", joined->number);
    if (waits_to_be_notified(thread)) return "to be notified";
    const auto* module_lock = as<ModuleLock>(thread->waits_for);
    std::uint64_t holder = module_lock != nullptr ? module_lock->owner : holder_of(thread->waits_for);
    std::string owner = holder == 0 ? "which nobody has" : format_text("which T{} has", holder);
    if (holder == thread->number) owner = "which it has itself";
    return format_text("for a {} at {}, {}", type_name(thread->waits_for), address_of(thread->waits_for), owner);
}

std::string waiting_row(ThreadState* thread) {
    return format_text("  T{} waits {}{}\n", thread->number, awaited_text(thread), place_of(thread));
}

}  // namespace

// A thread whose lock has been released is about to go on.
bool is_deadlock() {
    for (ThreadState* thread = interpreter.threads; thread != nullptr; thread = thread->next) {
        bool waits_for_ever = thread->waits_for != nullptr && thread->waits_without_limit;
        if (!waits_for_ever || holder_of(thread->waits_for) == 0) return false;
    }
    return true;
}

void tell_deadlock_if_any() {
    if (is_deadlock()) std::fputs(describe_deadlock().c_str(), stderr);
}

std::string describe_deadlock() {
    std::string rows;
    for (ThreadState* thread = interpreter.threads; thread != nullptr; thread = thread->next) {
        if (thread->waits_for != nullptr) rows = waiting_row(thread) + rows;
    }
    return rows.empty() ? "" : "minipy: deadlock: every thread waits for another\n" + rows;
}

}  // namespace minipy
