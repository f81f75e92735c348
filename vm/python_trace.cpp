// SPDX-License-Identifier: MIT
// The observer that calls Python functions.
#include "vm/python_trace.hpp"

#include <vector>

#include "runtime/bytecode/decode.hpp"
#include "runtime/bytecode/opcode.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/functions/method.hpp"
#include "runtime/functions/native_function.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/call_function_ex.hpp"
#include "vm/observer.hpp"

namespace minipy {

// What the observer knows of one thread: what is running, innermost last.
struct TracedCalls {
    // An instruction that runs, and whose end is to be told: a call of native code, or a question for an iterator's
    // next item.
    struct Open {
        Frame* frame;
        Ref<Object> function;  // null: a question
        int unit = 0;
        bool sends = false;  // by SEND: the item is what a generator returns
        bool stops_loudly = false;
    };
    std::vector<Open> open;
    Ref<Object> kept_exception;  // pending, while a function is told
};

namespace {

using Open = TracedCalls::Open;

TracedCalls& calls_of(ThreadState* thread) {
    if (thread->traced_calls == nullptr) thread->traced_calls = new TracedCalls;
    return *thread->traced_calls;
}

bool is_watching = false;  // the observer is in place: some thread has a function

void update_tracing(ThreadState* thread) {
    thread->tells_trace = thread->tracing == 0 && (thread->trace_function || thread->profile_function);
}

class PythonTrace final : public ExecutionObserver {
public:
    Result<void> before_instruction(Frame* frame, int opcode, int operand, int previous_unit) override {
        ThreadState* thread = current_thread;
        if (!is_on(thread)) return {};
        auto code = static_cast<Opcode>(opcode);
        if (code == Opcode::RESUME) return tell_both(thread, frame, TraceEvent::call, &None);
        int unit = frame->unit();
        TRY(tell_line(thread, frame, previous_unit));
        if (frame->unit() != unit) {  // the trace function has set f_lineno: another instruction, another value stack
            DecodedInstruction next = decode_at(*frame->code, frame->unit());
            unit = next.unit, code = next.opcode(), operand = next.operand;
        }
        if ((code == Opcode::SEND || code == Opcode::FOR_ITER) && trace_function_of(frame) != nullptr)
            calls_of(thread).open.push_back(question(frame, code, unit));
        if (code == Opcode::RETURN_VALUE || code == Opcode::YIELD_VALUE) {
            Result<void> told = tell_both(thread, frame, TraceEvent::return_, frame->stack_pointer[-1]);
            if (told.failed()) thread->reraising = true;  // the frame counts as left: it is not in the traceback
            return told;
        }
        if (thread->profile_function && (code == Opcode::CALL || code == Opcode::CALL_FUNCTION_EX)) {
            return begin_native_call(thread, frame, code, operand);
        }
        return {};
    }

    Result<void> after_instruction(Frame* frame, int next_unit) override {
        ThreadState* thread = current_thread;
        std::vector<Open>& open = calls_of(thread).open;
        if (open.empty() || open.back().frame != frame) return {};
        Open done = std::move(open.back());
        open.pop_back();
        if (!is_on(thread)) return {};
        if (done.function) return tell_profile(thread, frame, TraceEvent::c_return, done.function.get());
        return next_unit == done.unit + 1 ? Result<void>() : tell_stop(thread, frame, done);
    }

    // A body begins with RESUME, which says so; only an exception that is thrown into a generator comes before that.
    Result<void> enter(Frame* frame) override {
        ThreadState* thread = current_thread;
        if (!thread->exception || !is_on(thread)) return {};
        return keeping_exception(thread, [&] { return tell_both(thread, frame, TraceEvent::call, &None); });
    }

    void leave(Object* value, SendStatus) override {
        ThreadState* thread = current_thread;
        if (value != nullptr || !is_on(thread)) return;
        (void)keeping_exception(thread, [&] { return tell_both(thread, thread->frame, TraceEvent::return_, &None); });
    }

    void raised(Frame* frame, int, bool again) override {
        ThreadState* thread = current_thread;
        std::vector<Open>& open = calls_of(thread).open;
        if (!open.empty() && open.back().frame == frame) {
            Ref<Object> function = std::move(open.back().function);
            open.pop_back();
            if (function && is_on(thread)) {
                (void)keeping_exception(
                    thread, [&] { return tell_profile(thread, frame, TraceEvent::c_exception, function.get()); });
            }
        }
        if (again || !is_on(thread) || !trace_function_of(frame)) return;
        (void)keeping_exception(thread, [&] {
            auto* exception = cast<ExceptionObject>(calls_of(thread).kept_exception.get());
            Ref<Object> traceback = traceback_or_none(exception);
            Ref<Tuple> argument = Tuple::of({exception->type, exception, traceback.get()});
            return tell_trace(thread, frame, TraceEvent::exception, argument.get());
        });
    }

private:
    static bool is_on(const ThreadState* thread) { return thread->tells_trace; }
    static Object* trace_function_of(Frame* frame) {
        return frame->frame_object == nullptr ? nullptr : frame->frame_object->trace_function.borrow();
    }

    // Runs with no exception pending; afterwards it is pending again, unless a new one has taken its place.
    template <class Action>
    Result<void> keeping_exception(ThreadState* thread, Action action) {
        TracedCalls& calls = calls_of(thread);
        Ref<Object> outer = std::exchange(calls.kept_exception, std::move(thread->exception));
        Result<void> result = action();
        if (result.ok()) thread->exception = std::move(calls.kept_exception);
        calls.kept_exception = std::move(outer);
        return result;
    }

    static Ref<Str> name_of(TraceEvent event) {
        constexpr const char* texts[] = {"call",   "exception",   "line",     "return",
                                         "c_call", "c_exception", "c_return", "opcode"};
        return Str::interned_from(texts[static_cast<int>(event)]);
    }

    // function(frame, event, argument). The frame's local variables may be changed through f_locals.
    static Result<Object> call_function(ThreadState* thread, Object* function, Frame* frame, TraceEvent event,
                                        Object* argument) {
        Ref<FrameObject> object = share(frame_object(frame));
        Ref<Object> kept = share(function);
        Ref<Str> name = name_of(event);
        TraceEvent outer = std::exchange(thread->traced_event, event);
        Tuple* keyword_names = std::exchange(thread->keyword_names, nullptr);  // we may stand before a CALL
        const CodeUnit* instruction = frame->instruction;
        ++thread->tracing;
        thread->tells_trace = false;
        Result<void> refreshed = refresh_locals(frame);
        Result<Object> result =
            refreshed.ok() ? call(kept.get(), {object.get(), name.get(), argument}) : Result<Object>(Failure{});
        write_locals_back(frame);
        --thread->tracing;
        if (frame->instruction == instruction) thread->keyword_names = keyword_names;
        thread->traced_event = outer;
        update_tracing(thread);
        if (result.failed()) add_traceback(thread->exception.get(), frame, frame->unit());
        return result;
    }

    // What a trace function answers is the frame's own trace function from then on. One that raises is taken away.
    static Result<void> tell_trace(ThreadState* thread, Frame* frame, TraceEvent event, Object* argument) {
        Object* function = event == TraceEvent::call ? thread->trace_function.get() : trace_function_of(frame);
        if (!thread->trace_function || function == nullptr || !is_on(thread)) return {};
        Result<Object> answer = call_function(thread, function, frame, event, argument);
        if (answer.failed()) {
            PreserveException preserve;
            set_trace_function(nullptr);
            frame_object(frame)->trace_function.reset();
            return Failure{};
        }
        Ref<Object> next = answer.take();
        if (!is_none(next.get())) frame_object(frame)->trace_function = std::move(next);
        return {};
    }

    static Result<void> tell_profile(ThreadState* thread, Frame* frame, TraceEvent event, Object* argument) {
        if (!thread->profile_function || !is_on(thread)) return {};
        if (call_function(thread, thread->profile_function.get(), frame, event, argument).ok()) return {};
        PreserveException preserve;
        set_profile_function(nullptr);
        return Failure{};
    }

    static Result<void> tell_both(ThreadState* thread, Frame* frame, TraceEvent event, Object* argument) {
        Ref<Object> kept = share(argument);
        TRY(tell_trace(thread, frame, event, argument));
        return tell_profile(thread, frame, event, argument);
    }

    // A line begins where the line changes, and at every jump backwards (but the one in which `await` waits).
    static Result<void> tell_line(ThreadState* thread, Frame* frame, int previous_unit) {
        if (!thread->trace_function || trace_function_of(frame) == nullptr) return {};
        FrameObject* object = frame->frame_object;
        const Code* code = frame->code;
        int unit = frame->unit(), now = line_of(code, unit);
        int before = previous_unit <= code->first_traceable ? -1 : line_of(code, previous_unit);
        bool backwards = unit < previous_unit && code->units()[unit].opcode != static_cast<std::uint8_t>(Opcode::SEND);
        if (now != -1 && object->trace_lines && (now != before || backwards))
            TRY(tell_trace(thread, frame, TraceEvent::line, &None));
        if (frame->frame_object->trace_opcodes) TRY(tell_trace(thread, frame, TraceEvent::opcode, &None));
        return {};
    }

    // The native function, or the native method as it would be if it were bound; null for everything else.
    static Ref<Object> native_callable(Frame* frame, Opcode opcode, int operand) {
        Object** top = frame->stack_pointer;
        if (opcode == Opcode::CALL_FUNCTION_EX) {
            Object* callable = top[-2 - (operand & 1)];
            return is_exact<NativeFunction>(callable) ? share(callable) : nullptr;
        }
        bool has_method = top[-operand - 2] != nullptr;
        Object* callable = has_method ? top[-operand - 2] : top[-operand - 1];
        Object** first = top - operand - has_method;
        if (is_exact<NativeFunction>(callable)) return share(callable);
        if (!is_exact<MethodDescriptor>(callable) || first == top) return nullptr;
        Result<Object> bound = call_slot(callable->type->slots.descriptor_get, callable, *first, (*first)->type);
        return bound.ok() ? bound.take() : nullptr;
    }

    Result<void> begin_native_call(ThreadState* thread, Frame* frame, Opcode opcode, int operand) {
        Ref<Object> function = native_callable(frame, opcode, operand);
        if (!function) return exception_pending() ? Result<void>(Failure{}) : Result<void>();
        TRY(tell_profile(thread, frame, TraceEvent::c_call, function.get()));
        calls_of(thread).open.push_back({.frame = frame, .function = std::move(function)});
        return {};
    }

    // The loop asks iterators quietly, but trace functions hear of the StopIteration that ends one: of a generator that
    // returns a value or was sent one, and of a __next__ in Python.
    static Open question(Frame* frame, Opcode opcode, int unit) {
        bool sends = opcode == Opcode::SEND;
        Object* receiver = frame->stack_pointer[sends ? -2 : -1];
        bool has_next_method = receiver->type->has(TypeFlag::heap);
        bool is_loud = has_next_method || (sends && !is_none(frame->stack_pointer[-1]));
        return {.frame = frame, .unit = unit, .sends = sends, .stops_loudly = is_loud};
    }

    static Result<void> tell_stop(ThreadState* thread, Frame* frame, const Open& asked) {
        bool has_value = asked.sends && !is_none(frame->stack_pointer[-1]);
        if (!has_value && !asked.stops_loudly) return {};
        Ref<Object> exception =
            has_value ? TRY(call(&StopIteration, {frame->stack_pointer[-1]})) : TRY(call(&StopIteration));
        Ref<Tuple> argument = Tuple::of({&StopIteration, exception.get(), &None});
        return tell_trace(thread, frame, TraceEvent::exception, argument.get());
    }
};

PythonTrace python_trace;

bool has_function(const ThreadState* thread) { return thread->trace_function || thread->profile_function; }

bool any_thread_has_function() {
    for (ThreadState* thread = interpreter.threads; thread != nullptr; thread = thread->next) {
        if (has_function(thread)) return true;
    }
    return false;
}

void watch_if_needed(ThreadState* thread) {
    update_tracing(thread);
    if (!has_function(thread) && thread->traced_calls != nullptr) thread->traced_calls->open.clear();
    bool wanted = any_thread_has_function();
    if (wanted == is_watching) return;
    is_watching = wanted;
    if (wanted) watch(&python_trace);
    else unwatch(&python_trace);
}

}  // namespace

void set_trace_function(Ref<Object> function) {
    Ref<Object> old = std::exchange(current_thread->trace_function, std::move(function));
    watch_if_needed(current_thread);
}

void set_profile_function(Ref<Object> function) {
    Ref<Object> old = std::exchange(current_thread->profile_function, std::move(function));
    watch_if_needed(current_thread);
}

TraceFunctionsAside::TraceFunctionsAside() {
    ++current_thread->tracing;
    current_thread->tells_trace = false;
}

TraceFunctionsAside::~TraceFunctionsAside() {
    --current_thread->tracing;
    update_tracing(current_thread);
}

// As in CPython 3.11, nothing is told before `function` calls sys.settrace again.
Result<Object> call_with_tracing(Object* function, Object* arguments) {
    TRY(expect<Tuple>(arguments, "call_tracing() argument 2"));
    ThreadState* thread = current_thread;
    int tracing = std::exchange(thread->tracing, 0);
    bool tells_trace = thread->tells_trace;
    Result<Object> result = call_with_unpacked(function, share(arguments), nullptr);
    thread->tracing = tracing;
    thread->tells_trace = tells_trace;
    return result;
}

void end_tracing(ThreadState* thread) {
    Ref<Object> trace_function = std::move(thread->trace_function),
                profile_function = std::move(thread->profile_function);
    watch_if_needed(thread);
    delete std::exchange(thread->traced_calls, nullptr);
}

}  // namespace minipy
