// SPDX-License-Identifier: MIT
// The evaluation loop for programs that are to be fast: fetch, jump to the handler, again.
//
// Each instruction has a label; a table maps opcodes to labels ("computed goto"), and every handler ends with its own
// jump to the next one, which is what the processor's branch predictor likes best. Handlers are inlined at their
// labels. What runs is the private, specialised stream of the code object (quicken.cpp).
//
//      DISPATCH ──▶ label ──▶ handler ──┬── go     ──▶ DISPATCH
//                                       ├── raise  ──▶ unwind: a handler in this frame, or in a caller's
//                                       └── leave  ──▶ back to C++ with m.result
//
// It is a template of who is told: nobody (plain_loop.cpp), or somebody who only wants to know what instructions have
// done (trace/recording_loop.cpp). Whose functions are empty costs nothing.
//
//      struct Tell {
//          static constexpr bool asks_for_frame;               // else after() is told no frame
//          static constexpr Fused fused;                       // what may run as one
//          void begins(Machine&) const;                        // before the first instruction
//          template <int number> void before(Machine&, int operand);
//          template <int number> void after(Machine&, int operand, Frame* frame);    // it was the frame's
//          void switches(Machine&) const;                      // another loop goes on
//          void left(Machine&) const;                          // the entry frame, with m.result
//          void raised(Frame*, int unit) const; void leaves() const;                       // see unwind_frames.hpp
//          void handles(Machine&) const;                       // a handler goes on
//      };
//
// `number` is a handler's: an opcode's or a specialised form's (generic_opcode() says of which).
//
// CPython: Python/ceval.c (_PyEval_EvalFrameDefault). Next: ops_stack.hpp, unwind_frames.hpp, traced_loop.cpp.
#pragma once

#include <algorithm>

#include "vm/loop.hpp"
#include "vm/ops_attributes.hpp"
#include "vm/ops_calls.hpp"
#include "vm/ops_containers.hpp"
#include "vm/ops_exceptions.hpp"
#include "vm/ops_flow.hpp"
#include "vm/ops_fused.hpp"
#include "vm/ops_generators.hpp"
#include "vm/ops_imports.hpp"
#include "vm/ops_match.hpp"
#include "vm/ops_names.hpp"
#include "vm/ops_operators.hpp"
#include "vm/ops_pairs.hpp"
#include "vm/ops_stack.hpp"
#include "vm/quicken.hpp"
#include "vm/unwind_frames.hpp"

namespace minipy {

// The instruction whose hot form a handler is; its own number, if it is none.
constexpr int generic_opcode(int number) {
    switch (number) {
#define SPECIALIZED(name, number, generic, sentence) \
    case number:                                     \
        return static_cast<int>(Opcode::generic);
#include "vm/specialized.def"
#undef SPECIALIZED
        default: return number;
    }
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"  // labels as values

template <class Tell, LoopLabels& labels>
Result<Object> run_threaded_loop(ThreadState* thread, Frame* frame) {
    if (labels.leave == nullptr) [[unlikely]] {
        for (const void*& label : labels.usual) label = &&unknown_opcode;
#define OPCODE(name, number, operand, pops, pushes, caches, picture, sentence) labels.usual[number] = &&label_##name;
#define JUMP(name, number, operand, pops, pushes, pushes_when_jumping, caches, picture, sentence) \
    labels.usual[number] = &&label_##name;
#include "runtime/bytecode/opcodes.def"
#define SPECIALIZED(name, number, generic, sentence) labels.usual[number] = &&label_##name;
#include "vm/specialized.def"
#undef SPECIALIZED
        labels.take_apart(Tell::fused);
        labels.usual[static_cast<int>(Opcode::EXTENDED_ARG)] = &&extended_argument;
        labels.usual[static_cast<int>(Opcode::CACHE)] = &&unknown_opcode;
        labels.leave = &&switch_loop;
        labels.end_of_memory = &&memory_ended;
        update_labels();
    }

    Machine m;
    m.thread = thread;
    m.result = nullptr;
    int operand = 0;
    Next next = Next::go;
    Frame* before = nullptr;
    Tell tell;
    m.load(frame);
    tell.begins(m);
    if (thread->exception) [[unlikely]]
        goto raise;

        // `current` moves on at the label, so that a label which stands for all others still sees the instruction
        // before.
#define DISPATCH()                      \
    do {                                \
        operand = m.ip->operand;        \
        goto* labels.now[m.ip->opcode]; \
    } while (false)

    DISPATCH();

    // The rest of a handler: what it answered decides.
#define HANDLER(name, number)                        \
    label_##name : m.current = m.ip++;               \
    if constexpr (Tell::asks_for_frame) before = m.frame; \
    tell.template before<number>(m, operand);        \
    next = ops::name(m, operand);                    \
    if (next != Next::go) [[unlikely]]               \
        goto not_next;                               \
    tell.template after<number>(m, operand, before); \
    DISPATCH();

#define OPCODE(name, number, operand, pops, pushes, caches, picture, sentence) HANDLER(name, number)
#define JUMP(name, number, operand, pops, pushes, pushes_when_jumping, caches, picture, sentence) HANDLER(name, number)
#include "runtime/bytecode/opcodes.def"
#define SPECIALIZED(name, number, generic, sentence) HANDLER(name, number)
#include "vm/specialized.def"
#undef SPECIALIZED
#undef HANDLER

not_next:
    if (next == Next::leave) {
        tell.left(m);
        return adopt(m.result);
    }
raise:
    if (!unwind_frames(m, tell)) return Failure{};
    tell.handles(m);
    DISPATCH();

extended_argument:
    // A prefix: eight more bits in front of the next instruction's operand.
    m.current = m.ip++;
    operand = (operand << 8) | m.ip->operand;
    goto* labels.now[m.ip->opcode];

unknown_opcode:
    m.current = m.ip++;
    m.save();
    (void)raise(SystemError, "unknown opcode {}", int(m.current->opcode));
    goto raise;

switch_loop:
    // The other loop goes on with this very instruction.
    tell.switches(m);
    m.frame->instruction = m.ip - 1;
    m.frame->stack_pointer = m.sp;
    thread->switches_loop = true;
    return Failure{};

memory_ended:
    // The instruction before has used the reserve (memory/reserve.hpp): as if it had failed.
    if (m.current < m.code()->executable) m.current = m.code()->executable;
    m.save();
    goto raise;
#undef DISPATCH
}

#pragma GCC diagnostic pop

}  // namespace minipy
