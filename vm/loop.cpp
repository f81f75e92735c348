// SPDX-License-Identifier: MIT
// Around the evaluation loops: which of them runs, how deep they may nest, and how an exception leaves a frame.
// CPython: Python/ceval.c (_PyEval_Vector, _PyEval_EvalFrame). Next: plain_loop.cpp, traced_loop.cpp.
#include "vm/loop.hpp"

#include "runtime/kernel/errors.hpp"
#include "vm/leave_frame.hpp"
#include "vm/observer.hpp"
#include "vm/quicken.hpp"
#include "vm/unwind_frames.hpp"

namespace minipy {

bool leave_by_exception(ThreadState* thread, Frame* frame) {
    Generator* generator = frame->generator;
    bool entry = frame->is_entry;
    thread->frame = frame->previous;
    leave_frame(thread, frame);
    if (entry) return false;
    if (generator != nullptr) {
        leave_generator(thread, generator);
        finish_with_exception(generator);
    }
    return true;
}

void raise_memory_error_instead() {
    heap::memory_error_raised();
    if (exception_matches(MemoryError)) return;
    clear_exception();
    (void)raise_no_memory();
}

void LoopLabels::choose(bool is_left) {
    if (leave == nullptr) return;
    const void* all = heap::exhausted ? end_of_memory : is_left ? leave : nullptr;
    for (std::size_t opcode = 0; opcode < std::size(now); ++opcode) now[opcode] = all != nullptr ? all : usual[opcode];
}

// A fused instruction is the first of several; the others are still there behind it.
void LoopLabels::take_apart(Fused what) {
    auto run_as = [this](auto fused, auto first) { usual[int(fused)] = usual[int(first)]; };
    if (what != Fused::all) {
        run_as(Special::FOR_ITER_RANGE__STORE_FAST, Special::FOR_ITER_RANGE);
        run_as(Special::FOR_ITER_LIST__STORE_FAST, Special::FOR_ITER_LIST);
    }
    if (what != Fused::none) return;
#define SPECIALIZED(name, number, generic, sentence)                                        \
    if (constexpr std::string_view text = #name; text.find("__") != std::string_view::npos) \
        if (Opcode::generic != Opcode::FOR_ITER) run_as(number, Opcode::generic);
#include "vm/specialized.def"
#undef SPECIALIZED
    run_as(Special::COMPARE_OP_INT_JUMP, Special::COMPARE_OP_INT);
    run_as(Special::COMPARE_OP_FLOAT_JUMP, Special::COMPARE_OP_FLOAT);
    run_as(Special::COMPARE_OP_STR_JUMP, Special::COMPARE_OP_STR);
}

namespace {

Result<Object> run_loop(ThreadState* thread, Frame* frame, bool begins) {
    if (execution_watchers.empty()) return run_plain_loop(thread, frame);
    return own_loop != nullptr ? own_loop->run(thread, frame, begins) : run_traced_loop(thread, frame, begins);
}

Result<Object> run_unguarded(ThreadState* thread, Frame* frame) {
    for (bool begins = true;; begins = false) {
        Result<Object> result = run_loop(thread, frame, begins);
        if (!thread->switches_loop) [[likely]]
            return result;
        thread->switches_loop = false;
        frame = thread->frame;
    }
}

}  // namespace

// A function's frame was counted as a level of recursion where it was pushed; a generator's is while it runs.
Result<Object> run_frame(ThreadState* thread, Frame* entry) {
    if (entry->generator == nullptr) {
        if (!native_stack_is_low()) [[likely]]
            return run_unguarded(thread, entry);
        (void)raise(RecursionError, "maximum recursion depth exceeded");
    } else {
        RecursionGuard guard("");
        if (!guard.failed()) return run_unguarded(thread, entry);
    }
    (void)leave_by_exception(thread, entry);
    return Failure{};
}

}  // namespace minipy
