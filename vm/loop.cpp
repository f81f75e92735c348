// SPDX-License-Identifier: MIT
// The evaluation loop: fetch, jump to the handler, again.
//
// Each instruction has a label; a table maps opcodes to labels ("computed goto"), and every handler ends with its own jump to
// the next one, which is what the processor's branch predictor likes best. Handlers are inlined at their labels. The
// template makes two loops from the one set: the plain loop runs the private, specialised stream; the traced loop takes each
// opcode from the pristine co_code, so that an observer sees what `dis` shows, and tells the observer about it.
//
//      DISPATCH ──▶ label ──▶ handler ──┬── go     ──▶ DISPATCH
//                                       ├── raise  ──▶ unwind: a handler in this frame, or leave it and look in its caller
//                                       └── leave  ──▶ back to C++ with m.result
//
// CPython: Python/ceval.c (_PyEval_EvalFrameDefault). Next: unwind.cpp, ops_stack.hpp.
#include "vm/loop.hpp"

#include "compiler/opcode.hpp"
#include "vm/leave_frame.hpp"
#include "vm/observer.hpp"
#include "vm/ops_attributes.hpp"
#include "vm/ops_calls.hpp"
#include "vm/ops_containers.hpp"
#include "vm/ops_exceptions.hpp"
#include "vm/ops_flow.hpp"
#include "vm/ops_generators.hpp"
#include "vm/ops_imports.hpp"
#include "vm/ops_match.hpp"
#include "vm/ops_names.hpp"
#include "vm/ops_operators.hpp"
#include "vm/ops_pairs.hpp"
#include "vm/ops_stack.hpp"
#include "vm/unwind.hpp"

#pragma GCC diagnostic ignored "-Wpedantic"  // labels as values

namespace minipy {

using compiler::Opcode;

namespace {

// Leaves a frame that an exception goes through. True: the loop goes on in the caller.
bool leave_by_exception(ThreadState* thread, Frame* frame) {
    bool entry = frame->is_entry;
    thread->frame = frame->previous;
    leave_frame(thread, frame);
    return !entry;
}

template <bool traced>
Result<Object> run_loop(ThreadState* thread, Frame* entry) {
    static const void* labels[256] = {};
    if (labels[0] == nullptr) [[unlikely]] {
        for (const void*& label : labels) label = &&unknown_opcode;
#define OPCODE(name, number, operand, pops, pushes, caches, picture, sentence) labels[number] = &&label_##name;
#define JUMP(name, number, operand, pops, pushes, pushes_when_jumping, caches, picture, sentence) labels[number] = &&label_##name;
#include "compiler/opcodes.def"
#define SPECIALIZED(name, number, generic, sentence) labels[number] = &&label_##name;
#include "vm/specialized.def"
#undef SPECIALIZED
        labels[static_cast<int>(Opcode::EXTENDED_ARG)] = &&extended_argument;
        labels[static_cast<int>(Opcode::CACHE)] = &&unknown_opcode;
    }

    Machine m;
    m.thread = thread;
    m.result = nullptr;
    int operand = 0;
    Next next = Next::go;
    [[maybe_unused]] Frame* traced_frame = entry;
    m.load(entry);
    if constexpr (traced) {
        if (!thread->exception && observer->enter(entry).failed()) goto raise;
    }
    if (thread->exception) [[unlikely]] goto raise;

#define DISPATCH()                                                                       \
    do {                                                                                 \
        m.current = m.ip++;                                                              \
        operand = m.current->operand;                                                    \
        if constexpr (traced) goto traced_dispatch;                                      \
        goto* labels[m.current->opcode];                                                 \
    } while (false)

    DISPATCH();

    // The rest of a handler: what it answered decides.
#define HANDLER(name)                                 \
    label_##name:                                     \
    next = ops::name(m, operand);                     \
    if (next != Next::go) [[unlikely]] goto not_next; \
    if constexpr (traced) goto after_instruction;     \
    DISPATCH();

#define OPCODE(name, number, operand, pops, pushes, caches, picture, sentence) HANDLER(name)
#define JUMP(name, number, operand, pops, pushes, pushes_when_jumping, caches, picture, sentence) HANDLER(name)
#include "compiler/opcodes.def"
#define SPECIALIZED(name, number, generic, sentence) HANDLER(name)
#include "vm/specialized.def"
#undef SPECIALIZED
#undef HANDLER

not_next:
    if (next == Next::leave) {
        if constexpr (traced) observer->leave(m.result, thread->generator_status == SendStatus::yielded);
        return adopt(m.result);
    }
raise:
    for (;;) {
        // RERAISE has set the instruction where it was raised first; handlers are looked up by where it is raised now.
        if (!thread->reraising) m.frame->instruction = m.current;
        m.frame->stack_pointer = m.sp;
        if constexpr (traced) observer->raised(m.frame);
        if (unwind_to_handler(thread, m.frame, int(m.current - m.code()->executable))) break;
        if constexpr (traced) observer->leave(nullptr, false);
        Frame* caller = m.frame->previous;
        if (!leave_by_exception(thread, m.frame)) return Failure{};
        m.load(caller);
    }
    m.load(m.frame);
    DISPATCH();

extended_argument:
    // A prefix: eight more bits in front of the next instruction's operand.
    m.current = m.ip++;
    operand = (operand << 8) | m.current->operand;
    goto* labels[m.current->opcode];

unknown_opcode:
    m.save();
    (void)raise(SystemError, "unknown opcode {}", int(m.current->opcode));
    goto raise;

traced_dispatch:
    __attribute__((unused));
    if constexpr (traced) {
        // Opcode and operand as co_code has them; prefixes have been collected before the instruction they belong to.
        const CodeUnit* pristine = m.code()->units() + (m.current - m.code()->executable);
        operand = pristine->operand;
        while (pristine->opcode == static_cast<std::uint8_t>(Opcode::EXTENDED_ARG)) {
            ++pristine;
            m.current = m.ip++;
            operand = (operand << 8) | pristine->operand;
        }
        m.save();
        traced_frame = m.frame;
        if (observer->before_instruction(m.frame, pristine->opcode, operand).failed()) goto raise;
        goto* labels[pristine->opcode];
    }
after_instruction:
    __attribute__((unused));
    if constexpr (traced) {
        // The instruction may have gone on in another frame: into a callee, or back into the caller.
        m.frame->stack_pointer = m.sp;
        if (m.frame == traced_frame) {
            observer->after_instruction(m.frame);
        } else if (m.frame->previous == traced_frame) {
            if (observer->enter(m.frame).failed()) goto raise;
        } else {
            observer->leave(m.top(), false);
        }
    }
    DISPATCH();
}

}  // namespace

namespace {

Result<Object> run_unguarded(ThreadState* thread, Frame* entry) {
    return observer == nullptr ? run_loop<false>(thread, entry) : run_loop<true>(thread, entry);
}

}  // namespace

// A function's frame was counted as a level of recursion where it was pushed; a generator's is while it runs.
Result<Object> run_frame(ThreadState* thread, Frame* entry) {
    if (entry->generator == nullptr) {
        if (!native_stack_is_low()) [[likely]] return run_unguarded(thread, entry);
        (void)raise(RecursionError, "maximum recursion depth exceeded");
    } else {
        RecursionGuard guard("");
        if (!guard.failed()) return run_unguarded(thread, entry);
    }
    (void)leave_by_exception(thread, entry);
    return Failure{};
}

}  // namespace minipy
