// SPDX-License-Identifier: MIT
// The plain evaluation loop: fetch, jump to the handler, again.
//
// Each instruction has a label; a table maps opcodes to labels ("computed goto"), and every handler ends with its own
// jump to the next one, which is what the processor's branch predictor likes best. Handlers are inlined at their
// labels. What runs is the private, specialised stream of the code object (quicken.cpp).
//
//      DISPATCH ──▶ label ──▶ handler ──┬── go     ──▶ DISPATCH
//                                       ├── raise  ──▶ unwind: a handler in this frame, or in a caller's
//                                       └── leave  ──▶ back to C++ with m.result
//
// When somebody begins to watch, every label of the table is replaced by one that leaves the loop, and run_frame() goes
// on in the traced one. So the plain loop never has to look whether it is watched. In the same way, when memory has
// ended, every label becomes one that raises MemoryError for the instruction before.
//
// CPython: Python/ceval.c (_PyEval_EvalFrameDefault). Next: ops_stack.hpp, unwind_frames.hpp, traced_loop.cpp.
#include <algorithm>

#include "vm/loop.hpp"
#include "vm/observer.hpp"
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
#include "vm/unwind_frames.hpp"

#pragma GCC diagnostic ignored "-Wpedantic"  // labels as values

namespace minipy {

namespace {

// Where the handlers are. `usual_labels` is what `labels` has when the loop is not to be left.
const void* labels[256];
const void* usual_labels[256];
const void* leave_plain_loop;
const void* end_of_memory;

struct TellNobody {
    MINIPY_INLINE void raised(Frame*, int) const {}
    MINIPY_INLINE void leaves() const {}
};

}  // namespace

Result<Object> run_plain_loop(ThreadState* thread, Frame* frame) {
    if (leave_plain_loop == nullptr) [[unlikely]] {
        for (const void*& label : usual_labels) label = &&unknown_opcode;
#define OPCODE(name, number, operand, pops, pushes, caches, picture, sentence) usual_labels[number] = &&label_##name;
#define JUMP(name, number, operand, pops, pushes, pushes_when_jumping, caches, picture, sentence) \
    usual_labels[number] = &&label_##name;
#include "runtime/bytecode/opcodes.def"
#define SPECIALIZED(name, number, generic, sentence) usual_labels[number] = &&label_##name;
#include "vm/specialized.def"
#undef SPECIALIZED
        usual_labels[static_cast<int>(Opcode::EXTENDED_ARG)] = &&extended_argument;
        usual_labels[static_cast<int>(Opcode::CACHE)] = &&unknown_opcode;
        leave_plain_loop = &&switch_loop;
        end_of_memory = &&memory_ended;
        update_labels();
    }

    Machine m;
    m.thread = thread;
    m.result = nullptr;
    int operand = 0;
    Next next = Next::go;
    TellNobody tell;
    m.load(frame);
    if (thread->exception) [[unlikely]]
        goto raise;

        // `current` moves on at the label, so that a label which stands for all others still sees the instruction
        // before.
#define DISPATCH()                  \
    do {                            \
        operand = m.ip->operand;    \
        goto* labels[m.ip->opcode]; \
    } while (false)

    DISPATCH();

    // The rest of a handler: what it answered decides.
#define HANDLER(name)                  \
    label_##name : m.current = m.ip++; \
    next = ops::name(m, operand);      \
    if (next != Next::go) [[unlikely]] \
        goto not_next;                 \
    DISPATCH();

#define OPCODE(name, number, operand, pops, pushes, caches, picture, sentence) HANDLER(name)
#define JUMP(name, number, operand, pops, pushes, pushes_when_jumping, caches, picture, sentence) HANDLER(name)
#include "runtime/bytecode/opcodes.def"
#define SPECIALIZED(name, number, generic, sentence) HANDLER(name)
#include "vm/specialized.def"
#undef SPECIALIZED
#undef HANDLER

not_next:
    if (next == Next::leave) return adopt(m.result);
raise:
    if (!unwind_frames(m, tell)) return Failure{};
    DISPATCH();

extended_argument:
    // A prefix: eight more bits in front of the next instruction's operand.
    m.current = m.ip++;
    operand = (operand << 8) | m.ip->operand;
    goto* labels[m.ip->opcode];

unknown_opcode:
    m.current = m.ip++;
    m.save();
    (void)raise(SystemError, "unknown opcode {}", int(m.current->opcode));
    goto raise;

switch_loop:
    // The other loop goes on with this very instruction.
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

void update_labels() {
    if (leave_plain_loop == nullptr) return;  // it has never run
    const void* all = heap::exhausted ? end_of_memory : !execution_watchers.empty() ? leave_plain_loop : nullptr;
    for (std::size_t opcode = 0; opcode < std::size(labels); ++opcode) {
        labels[opcode] = all != nullptr ? all : usual_labels[opcode];
    }
}

}  // namespace minipy
