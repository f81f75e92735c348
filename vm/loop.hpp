// SPDX-License-Identifier: MIT
// The evaluation loop. There are three, over one set of handlers (the ops_*.hpp files): the plain one is fast
// (plain_loop.cpp), the traced one tells the observers what happens before and after each instruction
// (traced_loop.cpp); an observer that needs to know less may bring its own (OwnLoop). Each goes over to another when
// somebody begins or ceases to watch. CPython: Python/ceval.c. Next: threaded_loop.hpp.
#pragma once

#include "runtime/functions/frame.hpp"
#include "runtime/object/result.hpp"

namespace minipy {

// Runs `entry`, which is the thread's current frame and marked as entry, until it returns, yields or raises. If an
// exception is pending when it starts, it is raised at the frame's instruction (generator.throw). The plain loop, or
// the traced one when an observer is set.
Result<Object> run_frame(ThreadState* thread, Frame* entry);

// One loop: until the entry frame is left, or thread->switches_loop says that the other goes on with thread->frame.
Result<Object> run_plain_loop(ThreadState* thread, Frame* frame);
// `begins`: observers have not been told yet that the frame is entered.
Result<Object> run_traced_loop(ThreadState* thread, Frame* frame, bool begins);

// Which instructions that could run as one do: a loop's head and the variable that it binds are two where somebody asks
// which way the loop goes.
enum class Fused : std::uint8_t { all, all_but_loops, none };

// Where a threaded loop's handlers are, by opcode (threaded_loop.hpp). When the loop is to be left, or memory has
// ended, one label stands for all.
struct LoopLabels {
    const void* now[256] = {};
    const void* usual[256] = {};
    const void* leave = nullptr;  // null: the loop has never run
    const void* end_of_memory = nullptr;

    void choose(bool is_left);
    // From now on instructions that run as one run one by one.
    void take_apart(Fused what);
};

// Somebody watches from now on or nobody any more, or memory has ended: running loops change at their next instruction
// (observer.cpp, memory/reserve.hpp).
void update_labels();

}  // namespace minipy
