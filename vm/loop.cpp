// SPDX-License-Identifier: MIT
// The evaluation loop: fetch, jump to the handler, again.
//
// Each instruction has a label; a table maps opcodes to labels ("computed goto"), and every handler ends with its own
// jump to the next one, which is what the processor's branch predictor likes best. Handlers are inlined at their
// labels. The template makes two loops from the one set: the plain loop runs the private, specialised stream; the
// traced loop takes each opcode from the pristine co_code, so that an observer sees what `dis` shows, and tells the
// observer about it.
//
//      DISPATCH ──▶ label ──▶ handler ──┬── go     ──▶ DISPATCH
//                                       ├── raise  ──▶ unwind: a handler in this frame, or in a caller's
//                                       └── leave  ──▶ back to C++ with m.result
//
// When somebody begins to watch, every label of the plain loop's table is replaced by one that leaves the loop, and
// run_frame() goes on in the traced one. So the plain loop never has to look whether it is watched. In the same way,
// when memory has ended, every label becomes one that raises MemoryError for the instruction before.
//
// CPython: Python/ceval.c (_PyEval_EvalFrameDefault). Next: unwind.cpp, ops_stack.hpp.
#include "vm/loop.hpp"

#include <algorithm>

#include "runtime/bytecode/opcode.hpp"
#include "runtime/exceptions/traceback.hpp"
#include "runtime/memory/reserve.hpp"
#include "vm/leave_frame.hpp"
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
#include "vm/unwind.hpp"

#pragma GCC diagnostic ignored "-Wpedantic"  // labels as values

namespace minipy {

namespace {

// Leaves a frame that an exception goes through. True: the loop goes on in the caller.
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

// The traceback comes first, so that trace functions can look at it; after that the exception counts as raised again.
void tell_raised(ThreadState* thread, Frame* frame, int unit) {
    if (execution_watchers.empty()) return;
    bool again = std::exchange(thread->reraising, false);
    if (!again) add_traceback(thread->exception.get(), frame, unit);
    execution_watchers.tell<&ExecutionObserver::raised>(frame, unit, again);
    thread->reraising = true;
}

// Opcode and operand as co_code has them; prefixes are collected before the instruction they belong to.
MINIPY_INLINE const CodeUnit* collect_prefixes(Machine& m, int& operand) {
    const CodeUnit* pristine = m.code()->units() + (m.current - m.code()->executable);
    operand = pristine->operand;
    while (pristine->opcode == static_cast<std::uint8_t>(Opcode::EXTENDED_ARG)) {
        ++pristine;
        m.current = m.ip++;
        operand = (operand << 8) | pristine->operand;
    }
    return pristine;
}

// Whatever has gone wrong, it was for want of memory.
void raise_memory_error_instead() {
    heap::memory_error_raised();
    if (exception_matches(MemoryError)) return;
    clear_exception();
    (void)raise_no_memory();
}

// Where the handlers are. `usual_labels` is what `labels` has when the loop is not to be left.
template <bool traced>
const void* labels[256];
template <bool traced>
const void* usual_labels[256];
const void* leave_plain_loop;
const void* end_of_memory;

// Runs until `entry` is left; or, when somebody begins or ceases to watch, until thread->switches_loop is set.
template <bool traced>
Result<Object> run_loop(ThreadState* thread, Frame* frame, bool begins) {
    if (usual_labels<traced>[0] == nullptr) [[unlikely]] {
        auto& labels = usual_labels<traced>;
        for (const void*& label : labels) label = &&unknown_opcode;
#define OPCODE(name, number, operand, pops, pushes, caches, picture, sentence) labels[number] = &&label_##name;
#define JUMP(name, number, operand, pops, pushes, pushes_when_jumping, caches, picture, sentence) \
    labels[number] = &&label_##name;
#include "runtime/bytecode/opcodes.def"
#define SPECIALIZED(name, number, generic, sentence) labels[number] = &&label_##name;
#include "vm/specialized.def"
#undef SPECIALIZED
        labels[static_cast<int>(Opcode::EXTENDED_ARG)] = &&extended_argument;
        labels[static_cast<int>(Opcode::CACHE)] = &&unknown_opcode;
        std::ranges::copy(labels, minipy::labels<traced>);
        if constexpr (!traced) {
            leave_plain_loop = &&switch_loop;
            end_of_memory = &&memory_ended;
            update_labels();
        }
    }

    Machine m;
    m.thread = thread;
    m.result = nullptr;
    int operand = 0;
    Next next = Next::go;
    [[maybe_unused]] Frame* traced_frame = frame;
    [[maybe_unused]] const CodeUnit* previous = nullptr;  // where the frame was, if its `instruction` does not say so
    [[maybe_unused]] Ref<Object>
        given;  // by a generator that the plain loop has entered: FOR_ITER drops what it returns
    m.load(frame);
    if constexpr (traced) {
        if (begins && execution_watchers.tell<&ExecutionObserver::enter>(frame).failed()) goto raise;
    }
    if (thread->exception) [[unlikely]]
        goto raise;

        // `current` moves on at the label, so that a label which stands for all others still sees the instruction
        // before.
#define DISPATCH()                                  \
    do {                                            \
        operand = m.ip->operand;                    \
        if constexpr (traced) goto traced_dispatch; \
        goto* labels<traced>[m.ip->opcode];         \
    } while (false)

    DISPATCH();

    // The rest of a handler: what it answered decides.
#define HANDLER(name)                             \
    label_##name : m.current = m.ip++;            \
    next = ops::name(m, operand);                 \
    if (next != Next::go) [[unlikely]]            \
        goto not_next;                            \
    if constexpr (traced) goto after_instruction; \
    DISPATCH();

#define OPCODE(name, number, operand, pops, pushes, caches, picture, sentence) HANDLER(name)
#define JUMP(name, number, operand, pops, pushes, pushes_when_jumping, caches, picture, sentence) HANDLER(name)
#include "runtime/bytecode/opcodes.def"
#define SPECIALIZED(name, number, generic, sentence) HANDLER(name)
#include "vm/specialized.def"
#undef SPECIALIZED
#undef HANDLER

not_next:
    if (next == Next::leave) {
        if constexpr (traced) {
            execution_watchers.tell<&ExecutionObserver::leave>(m.result, thread->generator_status);
        }
        return adopt(m.result);
    }
raise:
    thread->keyword_names = nullptr;  // an exception may have come between KW_NAMES and CALL
    if (heap::exhausted) [[unlikely]]
        raise_memory_error_instead();
    for (;;) {
        // RERAISE has set the instruction where it was raised first; handlers are looked up by where it is raised now.
        if (!thread->reraising) m.frame->instruction = m.current;
        m.frame->stack_pointer = m.sp;
        if constexpr (traced) tell_raised(thread, m.frame, int(m.current - m.code()->executable));
        [[maybe_unused]] const CodeUnit* raised_at = m.frame->instruction;
        if (unwind_to_handler(thread, m.frame, int(m.current - m.code()->executable))) {
            if constexpr (traced) previous = raised_at;
            break;
        }
        if constexpr (traced) { execution_watchers.tell<&ExecutionObserver::leave>(nullptr, SendStatus::failed); }
        Frame* caller = m.frame->previous;
        bool goes_on = leave_by_exception(thread, m.frame);
        heap::memory_error_raised();  // what raising itself took from the reserve is nobody's error
        if (!goes_on) return Failure{};
        m.load(caller);
    }
    heap::memory_error_raised();
    m.load(m.frame);
    DISPATCH();

extended_argument:
    // A prefix: eight more bits in front of the next instruction's operand.
    m.current = m.ip++;
    operand = (operand << 8) | m.ip->operand;
    goto* labels<traced>[m.ip->opcode];

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

traced_dispatch:
    __attribute__((unused));
    if constexpr (traced) {
        if (heap::exhausted) goto memory_ended;
        if (execution_watchers.empty()) goto switch_loop;
        m.current = m.ip++;
        const CodeUnit* pristine = collect_prefixes(m, operand);
        if (previous == nullptr) previous = m.frame->instruction;
        int previous_unit = int(previous - m.code()->executable);
        previous = nullptr;
        m.save();
        traced_frame = m.frame;
        if (execution_watchers
                .tell<&ExecutionObserver::before_instruction>(m.frame, pristine->opcode, operand, previous_unit)
                .failed())
            goto raise;
        if (m.frame->instruction != m.current) {  // a trace function has sent the frame to another line
            m.load(m.frame);
            pristine = collect_prefixes(m, operand);
        }
        m.ip = m.current;
        bool gives = pristine->opcode == static_cast<int>(Opcode::YIELD_VALUE) ||
                     pristine->opcode == static_cast<int>(Opcode::RETURN_VALUE);
        if (gives && m.frame->generator != nullptr && !m.frame->is_entry) given = share(m.top());
        goto* labels<traced>[pristine->opcode];
    }
after_instruction:
    __attribute__((unused));
    if constexpr (traced) {
        // The instruction may have gone on in another frame: into a callee, or back into the caller.
        m.frame->stack_pointer = m.sp;
        if (execution_watchers.empty()) {
            // traced_dispatch will leave this loop
        } else if (m.frame == traced_frame) {
            int next_unit = int(m.ip - m.code()->executable);
            if (execution_watchers.tell<&ExecutionObserver::after_instruction>(m.frame, next_unit).failed()) goto raise;
        } else if (m.frame->previous == traced_frame) {
            if (execution_watchers.tell<&ExecutionObserver::enter>(m.frame).failed()) goto raise;
        } else if (Ref<Object> value = std::exchange(given, nullptr)) {
            execution_watchers.tell<&ExecutionObserver::leave>(value.get(), thread->generator_status);
        } else {
            execution_watchers.tell<&ExecutionObserver::leave>(m.top(), SendStatus::returned);
        }
    }
    DISPATCH();
}

}  // namespace

void update_labels() {
    if (leave_plain_loop == nullptr) return;  // it has never run
    const void* all = heap::exhausted ? end_of_memory : !execution_watchers.empty() ? leave_plain_loop : nullptr;
    for (std::size_t opcode = 0; opcode < std::size(labels<false>); ++opcode) {
        labels<false>[opcode] = all != nullptr ? all : usual_labels<false>[opcode];
    }
}

namespace {

Result<Object> run_unguarded(ThreadState* thread, Frame* frame) {
    for (bool begins = true;; begins = false) {
        Result<Object> result =
            execution_watchers.empty() ? run_loop<false>(thread, frame, begins) : run_loop<true>(thread, frame, begins);
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
