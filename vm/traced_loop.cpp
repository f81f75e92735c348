// SPDX-License-Identifier: MIT
// The traced evaluation loop: what the plain one does, in slow motion and said aloud. Each opcode comes from the
// pristine co_code, so that an observer sees what `dis` shows; before and after it the observers are told.
//
//      ┌─▶ before ──▶ handler ──┬── go ──▶ after ─┐
//      │                        ├── raise ──▶ unwind_frames()
//      └────────────────────────┴─────────────────┘   leave ──▶ back to C++ with m.result
//
// The handlers are the plain loop's (ops_*.hpp), here as functions in a table; none is specialised or fused. An
// observer may run Python code (sys.settrace), send the frame to another line, or raise.
//
// CPython: Python/ceval.c (DO_TRACING, maybe_call_line_trace). Next: observer.hpp, python_trace.cpp.
#include <array>

#include "runtime/exceptions/traceback.hpp"
#include "vm/loop.hpp"
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
#include "vm/ops_stack.hpp"
#include "vm/unwind_frames.hpp"

namespace minipy {

namespace {

using Handler = Next (*)(Machine& m, int operand);

Next unknown_opcode(Machine& m, int) {
    (void)raise(SystemError, "unknown opcode {}", int(m.current->opcode));
    return Next::raise;
}

constexpr std::array<Handler, 256> handlers = [] {
    std::array<Handler, 256> table;
    table.fill(unknown_opcode);
#define OPCODE(name, number, operand, pops, pushes, caches, picture, sentence) table[number] = ops::name;
#define JUMP(name, number, operand, pops, pushes, pushes_when_jumping, caches, picture, sentence) \
    table[number] = ops::name;
#include "runtime/bytecode/opcodes.def"
    table[static_cast<int>(Opcode::CACHE)] = unknown_opcode;
    return table;
}();

class TracedRun {
public:
    explicit TracedRun(ThreadState* thread, Frame* frame) {
        m_.thread = thread;
        m_.result = nullptr;
        m_.load(frame);
    }

    Result<Object> run(bool begins) {
        Next next = Next::go;
        if (begins && execution_watchers.tell<&ExecutionObserver::enter>(m_.frame).failed()) next = Next::raise;
        if (m_.thread->exception) next = Next::raise;
        for (;;) {
            if (next == Next::raise && !unwind_frames(m_, *this)) return Failure{};
            if (next == Next::leave) {
                execution_watchers.tell<&ExecutionObserver::leave>(m_.result, m_.thread->generator_status);
                return adopt(m_.result);
            }
            if (execution_watchers.empty() && !heap::exhausted) return leave_for_plain_loop();
            next = step();
        }
    }

    // What unwind_frames() tells.
    void raised(Frame* frame, int unit) {
        tell_raised(frame, unit);
        previous_ = frame->instruction;
    }
    void leaves() { execution_watchers.tell<&ExecutionObserver::leave>(nullptr, SendStatus::failed); }

private:
    Result<Object> leave_for_plain_loop() {
        m_.frame->instruction = m_.ip - 1;
        m_.frame->stack_pointer = m_.sp;
        m_.thread->switches_loop = true;
        return Failure{};
    }

    // One instruction, with what is told before and after it.
    Next step() {
        if (heap::exhausted) {  // the instruction before has used the reserve: as if it had failed
            if (m_.current < m_.code()->executable) m_.current = m_.code()->executable;
            m_.save();
            return Next::raise;
        }
        m_.current = m_.ip++;
        int operand = 0;
        const CodeUnit* pristine = collect_prefixes(operand);
        if (before(pristine->opcode, operand).failed()) return Next::raise;
        if (m_.frame->instruction != m_.current) {  // a trace function has sent the frame to another line
            m_.load(m_.frame);
            pristine = collect_prefixes(operand);
            m_.save();
            execution_watchers.tell<&ExecutionObserver::sent_elsewhere>(m_.frame, int(pristine->opcode), operand);
        }
        bool gives = pristine->opcode == static_cast<int>(Opcode::YIELD_VALUE) ||
                     pristine->opcode == static_cast<int>(Opcode::RETURN_VALUE);
        if (gives && m_.frame->generator != nullptr && !m_.frame->is_entry) given_ = share(m_.top());
        Frame* frame = m_.frame;
        Next next = handlers[pristine->opcode](m_, operand);
        if (next != Next::go) return next;
        return after(frame).failed() ? Next::raise : Next::go;
    }

    // Opcode and operand as co_code has them; prefixes are collected before the instruction they belong to.
    const CodeUnit* collect_prefixes(int& operand) {
        const CodeUnit* pristine = m_.code()->units() + (m_.current - m_.code()->executable);
        operand = pristine->operand;
        while (pristine->opcode == static_cast<std::uint8_t>(Opcode::EXTENDED_ARG)) {
            ++pristine;
            m_.current = m_.ip++;
            operand = (operand << 8) | pristine->operand;
        }
        return pristine;
    }

    Result<void> before(int opcode, int operand) {
        if (previous_ == nullptr) previous_ = m_.frame->instruction;
        int previous_unit = int(std::exchange(previous_, nullptr) - m_.code()->executable);
        m_.save();
        return execution_watchers.tell<&ExecutionObserver::before_instruction>(m_.frame, opcode, operand,
                                                                               previous_unit);
    }

    // The instruction of `frame` may have gone on in another frame: into a callee, or back into the caller.
    Result<void> after(Frame* frame) {
        m_.frame->stack_pointer = m_.sp;
        if (execution_watchers.empty()) return {};
        if (m_.frame == frame) {
            int next_unit = int(m_.ip - m_.code()->executable);
            return execution_watchers.tell<&ExecutionObserver::after_instruction>(frame, next_unit);
        }
        if (m_.frame->previous == frame) return execution_watchers.tell<&ExecutionObserver::enter>(m_.frame);
        if (Ref<Object> value = std::exchange(given_, nullptr)) {
            execution_watchers.tell<&ExecutionObserver::leave>(value.get(), m_.thread->generator_status);
            int next_unit = int(m_.ip - m_.code()->executable);
            return execution_watchers.tell<&ExecutionObserver::after_instruction>(m_.frame, next_unit);
        } else {
            execution_watchers.tell<&ExecutionObserver::leave>(m_.top(), SendStatus::returned);
        }
        return {};
    }

    void tell_raised(Frame* frame, int unit) {
        if (execution_watchers.empty()) return;
        bool again = note_raise(m_.thread, frame, unit);
        m_.thread->reraising = false;  // a trace function may raise another one
        execution_watchers.tell<&ExecutionObserver::raised>(frame, unit, again);
        m_.thread->reraising = true;
    }

    Machine m_;
    const CodeUnit* previous_ = nullptr;  // where the frame was, if its `instruction` does not say so
    Ref<Object> given_;  // by a generator that another loop has entered: FOR_ITER drops what it returns
};

}  // namespace

Result<Object> run_traced_loop(ThreadState* thread, Frame* frame, bool begins) {
    return TracedRun(thread, frame).run(begins);
}

}  // namespace minipy
