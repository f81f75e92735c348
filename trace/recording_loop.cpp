// SPDX-License-Identifier: MIT
// What is written behind each instruction. Everything here is inlined into the loop but what begins with recorder->.
//
// What an instruction may do beside its own work decides how much is looked at behind it: most are quiet, a call of
// C++ code may change any object that somebody holds. Objects that are born have their number as soon as the
// instruction is over.
//
// Next: recorder.hpp (loop_…), stack_change.hpp.
#include "trace/recording_loop.hpp"

#include "trace/recorder.hpp"
#include "trace/side_effects.hpp"
#include "trace/stack_change.hpp"
#include "vm/threaded_loop.hpp"

namespace minipy::trace {

namespace {

Recorder* recorder = nullptr;

// Looks at the eval breaker: other threads and signals have their turn there.
constexpr bool is_safe_point(Opcode opcode) {
    using enum Opcode;
    return opcode == CALL || opcode == CALL_FUNCTION_EX || opcode == RESUME ||
           (is_backward_jump(opcode) && opcode != JUMP_BACKWARD_NO_INTERRUPT);
}

// A comparison that runs with the conditional jump behind it, which becomes the current instruction.
constexpr bool ends_with_jump(int number) {
    switch (number) {
#define SPECIALIZED(name, number, generic, sentence) \
    case number:                                     \
        return std::string_view(#name).ends_with("_JUMP");
#include "vm/specialized.def"
#undef SPECIALIZED
        default: return false;
    }
}

// Goes on in the frame of a function or of a generator.
constexpr bool may_enter(int number) {
    using enum Opcode;
    return generic_opcode(number) == int(CALL) || number == int(FOR_ITER) ||
           number == int(Special::FOR_ITER_GENERATOR) || number == int(SEND);
}

constexpr bool is_specialized(int number) { return generic_opcode(number) != number; }

// Only with the stack does each instruction have something to tell, so that none run as one.
template <bool has_stack>
struct TellRecorder {
    static constexpr bool asks_for_frame = true;
    static constexpr Fused fused = has_stack ? Fused::none : Fused::all_but_loops;

    MINIPY_INLINE static int unit(const Machine& m) { return int(m.current - m.code()->executable); }
    MINIPY_INLINE void begins(Machine&) const {}

    template <int number>
    MINIPY_INLINE void before(Machine& m, int operand) {
        constexpr auto opcode = Opcode(generic_opcode(number));
        if constexpr (is_specialized(number)) started_ = m.current;
        if constexpr (number == int(Special::CALL_PYTHON)) {
            // Enters a frame, or falls back on the general form.
        } else if constexpr (depends_on_operands(number)) {
            note_operands<opcode>(m, operand);
            if (effect_ == SideEffect::makes) recorder->loop_changes_nothing(true);
        } else if constexpr (side_effect_of(number) == SideEffect::makes) {
            recorder->loop_changes_nothing(true);
        } else if constexpr (side_effect_of(number) == SideEffect::changes) {
            note_changed(changed_by<opcode>(m, operand), part_changed_by<number>(m, operand));
        }
        if constexpr (opcode == Opcode::IMPORT_NAME) recorder->loop_imports(true);
        if constexpr (opcode == Opcode::RESUME) recorder->loop_begins(m.frame);
        if constexpr (opcode == Opcode::RETURN_VALUE) {
            if (m.frame->generator != nullptr && !m.frame->is_entry) returned_ = share(m.top()).release();
        }
        if constexpr (has_stack &&
                      (opcode == Opcode::IS_OP || opcode == Opcode::COMPARE_OP || opcode == Opcode::CALL)) {
            Object** first = m.sp - items_touched(opcode, operand);
            if (asks_for_identity(opcode, operand, std::span(first, m.sp))) {
                m.save();
                recorder->loop_writes_operands(m.frame, int(first - m.frame->stack_base()));
            }
        }
    }

    template <int number>
    MINIPY_INLINE void after(Machine& m, int operand, Frame* frame) {
        constexpr auto opcode = Opcode(generic_opcode(number));
        if constexpr (may_enter(number)) {
            if (m.frame != frame) {
                if constexpr (number != int(Special::CALL_PYTHON)) recorder->loop_changes_nothing(false);
                return recorder->loop_enters(m.frame);
            }
        }
        if constexpr (number == int(Special::CALL_PYTHON)) return after_general<number>(m, operand);
        if constexpr (is_specialized(number) && opcode != Opcode::CALL) {
            if (started_->opcode == int(opcode)) [[unlikely]]
                return after_general<number>(m, operand);
        }
        constexpr SideEffect effect = side_effect_of(number);
        if constexpr (ends_with_jump(number)) {
            tell<Opcode::POP_JUMP_BACKWARD_IF_TRUE, effect>(m, 0);
        } else {
            tell<opcode, effect>(m, operand);
        }
    }

    MINIPY_INLINE void switches(Machine& m) const { recorder->loop_stops(int(m.ip - m.code()->executable)); }
    MINIPY_INLINE void left(Machine& m) const { recorder->loop_leaves(m.result, m.thread->generator_status); }
    MINIPY_INLINE void raised(Frame* frame, int unit) const { recorder->loop_raised(frame, unit); }
    MINIPY_INLINE void leaves() const { recorder->loop_leaves(nullptr, SendStatus::failed); }
    MINIPY_INLINE void handles(Machine& m) const {
        recorder->loop_handles();
        if constexpr (has_stack) look_at_stack_again(m, 0);
    }

private:
    // The frame goes on behind a call: are the items below the `fresh` ones what they were?
    MINIPY_INLINE void look_at_stack_again(Machine& m, int fresh) const {
        if (!recorder->loop_stack_may_have_changed()) [[likely]]
            return;
        m.save();
        auto progress = about_to_run(int(m.ip - m.code()->executable));
        recorder->loop_looks_at_stack(m.frame, progress, int(m.sp - m.frame->stack_base()) - fresh);
    }

    // The guard of a specialised form has failed, so that the general one has run: on anything. What it has changed was
    // noted, unless the specialised form would have changed nothing.
    template <int number>
    [[gnu::noinline]] void after_general(Machine& m, int operand) {
        constexpr auto opcode = Opcode(generic_opcode(number));
        constexpr SideEffect general = side_effect_of(int(opcode));
        constexpr bool was_noted = general == SideEffect::makes || side_effect_of(number) == SideEffect::changes;
        effect_ = was_noted ? general : SideEffect::anything;
        if (!was_noted) note_changed(nullptr);
        tell<opcode, was_noted ? general : SideEffect::anything>(m, operand);
    }

    template <Opcode opcode, SideEffect effect>
    MINIPY_INLINE void tell(Machine& m, int operand) {
        if constexpr (opcode == Opcode::YIELD_VALUE) return yields(m);
        if constexpr (opcode == Opcode::RETURN_VALUE) {
            if (returned_ != nullptr) [[unlikely]]
                return ends_generator(m);
        }
        if constexpr (leaves_frame(opcode)) {
            recorder->loop_leaves(m.top(), SendStatus::returned);
            if constexpr (has_stack) look_at_stack_again(m, 1);
            return;
        }
        if constexpr (opcode == Opcode::IMPORT_NAME) recorder->loop_imports(false);
        if constexpr (is_safe_point(opcode)) {
            if (recorder->loop_was_interrupted()) [[unlikely]]
                return recorder->loop_goes_on();
        }
        if constexpr (effect != SideEffect::quiet) {
            m.save();
            recorder->loop_settles();
        }
        constexpr bool depends = depends_on_operands(int(opcode)) && effect == SideEffect::anything;
        if constexpr (effect == SideEffect::anything) {
            if (!depends || effect_ == SideEffect::anything) recorder->loop_may_have_changed_anything();
        }
        if constexpr (opcode == Opcode::FOR_ITER && depends) note_reused(m);
        if constexpr (effect == SideEffect::changes || depends) {
            if (changed_handle_ != 0) recorder->loop_changed(unit(m), changed_, changed_handle_, changed_part_);
        }
        if constexpr (has_stack) {
            [[maybe_unused]] bool jumps = false;
            if constexpr (writes_way(opcode)) jumps = m.ip != m.current + 1 + caches_of(opcode);
            if constexpr (effect == SideEffect::anything) {
                int pushed = items_pushed(opcode, operand, jumps);
                recorder->loop_looks_at_stack(m.frame, running_at(unit(m)), int(m.sp - m.frame->stack_base()) - pushed);
            }
            if constexpr (writes_way(opcode)) recorder->loop_writes_way(jumps);
            if constexpr (opcode == Opcode::LOAD_FAST) {
                recorder->loop_loads(m.frame, unit(m), m.top());
            } else if constexpr (opcode == Opcode::LOAD_CONST) {
                if (!Snapshot::stays_what_it_is(m.top())) recorder->loop_writes(unit(m), m.top());
            } else if constexpr (writes_items(opcode)) {
                for (int index = items_pushed(opcode, operand, jumps); index > 0; --index)
                    recorder->loop_writes(unit(m), m.peek(index));
            }
        } else if constexpr (writes_way(opcode)) {
            recorder->loop_writes_way(m.ip != m.current + 1 + caches_of(opcode));
        }
        if constexpr (effect != SideEffect::quiet) {
            if (recorder->loop_has_transfers()) [[unlikely]]
                recorder->loop_tells_transfers(int(m.ip - m.code()->executable));
        }
        constexpr bool writes =
            effect != SideEffect::quiet || writes_way(opcode) || (has_stack && writes_items(opcode));
        if constexpr (writes) recorder->loop_has_written();
    }

    // An iterator that is the only one to hold the tuple it has given fills it again.
    MINIPY_INLINE void note_reused(Machine& m) {
        bool goes_on = m.ip == m.current + 1;
        if (goes_on && is_exact<Tuple>(m.top())) note_changed(m.top());
    }
    // A generator has given something to FOR_ITER or SEND, which go on.
    MINIPY_INLINE void yields(Machine& m) const {
        recorder->loop_leaves(m.top(), SendStatus::yielded);
        tell_consumer(m, false);
    }
    // FOR_ITER lets go of what the generator has returned.
    [[gnu::noinline]] void ends_generator(Machine& m) {
        Object* value = std::exchange(returned_, nullptr);
        recorder->loop_leaves(value, SendStatus::returned);
        m.drop(value);
        tell_consumer(m, true);
    }
    void tell_consumer(Machine& m, bool jumps) const {
        if constexpr (has_stack) {
            bool sends = m.current->opcode == static_cast<std::uint8_t>(Opcode::SEND);
            int pushed = items_pushed(sends ? Opcode::SEND : Opcode::FOR_ITER, m.current->operand, jumps);
            if (recorder->loop_stack_may_have_changed()) {
                m.save();
                recorder->loop_looks_at_stack(m.frame, running_at(unit(m)), int(m.sp - m.frame->stack_base()) - pushed);
            }
            recorder->loop_writes_way(jumps);
            for (int index = pushed; index > 0; --index) recorder->loop_writes(unit(m), m.peek(index));
        } else {
            recorder->loop_writes_way(jumps);
        }
        recorder->loop_has_written();
    }

    MINIPY_INLINE void note_changed(Object* object, Size part = any_part) {
        changed_ = object;
        changed_part_ = part;
        changed_handle_ = object == nullptr ? 0 : recorder->loop_handle_of(object);
    }
    template <Opcode opcode>
    MINIPY_INLINE void note_operands(Machine& m, int operand) {
        note_changed(nullptr);
        if constexpr (opcode == Opcode::CALL) {
            Object** first = m.sp - operand - 1;
            if (first[-1] == nullptr) ++first;
            effect_ = side_effect_of_call(first[-1], std::span(first, m.sp));
            if (effect_ == SideEffect::changes) note_changed(*first);
            if (effect_ == SideEffect::appends) note_changed(*first, cast<List>(*first)->length);
        } else if constexpr (opcode == Opcode::CONTAINS_OP) {
            effect_ = side_effect_of_search(m.top());
        } else if constexpr (opcode == Opcode::FOR_ITER) {
            effect_ = side_effect_of_next(m.top());
        } else {
            effect_ = side_effect_of_walk(m.top());
            note_changed(m.peek(operand + 1));
        }
    }

    Object* returned_ = nullptr;         // a reference to what a generator returns: FOR_ITER drops it
    const CodeUnit* started_ = nullptr;  // of the instruction that runs, if it is specialised
    // What the instruction that runs may change. It may die meanwhile, so it is known by its handle, too.
    Object* changed_ = nullptr;
    std::uint32_t changed_handle_ = 0;  // 0: nothing that has been told
    Size changed_part_ = any_part;
    SideEffect effect_ = SideEffect::anything;  // of the instruction that runs, if it depends on operands
};

template <bool has_stack>
LoopLabels recording_labels;

template <bool has_stack>
Result<Object> run_recording_loop(ThreadState* thread, Frame* frame, bool begins) {
    if (begins) recorder->loop_enters(frame);
    return run_threaded_loop<TellRecorder<has_stack>, recording_labels<has_stack>>(thread, frame);
}

template <bool has_stack>
constexpr OwnLoop own_recording_loop = {run_recording_loop<has_stack>, &recording_labels<has_stack>};

}  // namespace

const OwnLoop* recording_loop(Recorder& who, bool has_stack) {
    recorder = &who;
    return has_stack ? &own_recording_loop<true> : &own_recording_loop<false>;
}

}  // namespace minipy::trace
