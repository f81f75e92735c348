// SPDX-License-Identifier: MIT
// Generators: making them, resuming, throw, close, and their type. Coroutines share all of it (coroutine.cpp).
// CPython: Objects/genobject.c.
#include "runtime/generators/generator.hpp"

#include <algorithm>

#include "runtime/bytecode/opcode.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/generators/generator_methods.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/evaluate.hpp"
#include "runtime/kernel/format_text.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

namespace {

Type* type_for(int flags) {
    if ((flags & code_coroutine) != 0) return &Coroutine::type_object;
    if ((flags & code_async_generator) != 0) return &AsyncGenerator::type_object;
    return &Generator::type_object;
}

std::size_t generator_byte_size(const Code* code) {
    return sizeof(Generator) + std::size_t(code->frame_size) * sizeof(Object*);
}

const char* kind_of(const Generator* generator) {
    return is_coroutine(generator) ? "coroutine" : is_async_generator(generator) ? "async generator" : "generator";
}

}  // namespace

// ---------------------------------------------------------------- making

Ref<Generator> make_generator(Frame* frame) {
    Code* code = frame->code;
    Type* type = type_for(code->parts.flags);
    Object* memory = allocate_object_certainly(type, generator_byte_size(code));
    auto* generator = ::new (memory) Generator(type);
    generator->code = share(code);
    generator->name = frame->function->name.hold();
    generator->qualname = frame->function->qualname.hold();
    std::copy(frame->locals, frame->locals + code->localsplus_count, generator->memory());
    Frame* own = generator->frame();
    *own = *frame;
    own->locals = generator->memory();
    own->stack_pointer = own->stack_base();
    own->generator = generator;
    own->previous = nullptr;
    own->is_entry = true;
    // A FrameObject that someone has asked for already (a trace function) follows the frame.
    if (own->frame_object != nullptr) own->frame_object->frame = own;
    if (is_coroutine(generator) && current_thread->coroutine_origin_depth > 0) note_origin(generator, frame->previous);
    gc::track(generator);
    return adopt(generator);
}

// ---------------------------------------------------------------- resuming

namespace {

Failure already_running(const Generator* generator) {
    return raise(ValueError, "{} already executing", kind_of(generator));
}

Failure already_awaited() { return raise(RuntimeError, "cannot reuse already awaited coroutine"); }

void convert_stop_iteration(const Generator* generator) {
    bool stop = exception_matches(StopIteration);
    bool async_stop = is_async_generator(generator) && exception_matches(StopAsyncIteration);
    if (!stop && !async_stop) return;
    Ref<Object> cause = take_exception();
    Ref<Str> message =
        Str::from(format_text("{} raised {}", kind_of(generator), stop ? "StopIteration" : "StopAsyncIteration"));
    Result<Object> made = call(&RuntimeError, {message.get()});
    if (made.failed()) return;
    Ref<Object> error = made.take();
    set_cause_and_context(error.get(), std::move(cause));
    (void)restore_exception(std::move(error));
}

Result<Object> run(Generator* generator) {
    ThreadState* thread = current_thread;
    link_generator(thread, generator);
    // An exception that is thrown in has what the generator itself is handling as its context, not what its caller is.
    if (thread->exception && generator->handled.value) (void)raise_instance(take_exception());
    Result<Object> result = evaluator.run(thread, generator->frame());
    unlink_generator(thread, generator);
    return result;
}

}  // namespace

void finish_with_exception(Generator* generator) {
    generator->handled.value.reset();
    convert_stop_iteration(generator);
}

SendResult resume_generator(Generator* generator, Object* value) {
    if (generator->state == GeneratorState::running) {
        (void)already_running(generator);
        return {SendStatus::failed, nullptr};
    }
    if (generator->state == GeneratorState::finished) {
        if (is_coroutine(generator)) {
            (void)already_awaited();
            return {SendStatus::failed, nullptr};
        }
        return {SendStatus::returned, none()};
    }
    if (generator->state == GeneratorState::created && value != nullptr && !is_none(value)) {
        (void)raise(TypeError, "can't send non-None value to a just-started {}", kind_of(generator));
        return {SendStatus::failed, nullptr};
    }
    Frame* frame = generator->frame();
    *frame->stack_pointer++ = value != nullptr ? share(value).release() : none().release();
    Result<Object> result = run(generator);
    if (result.failed()) {
        finish_with_exception(generator);
        return {SendStatus::failed, nullptr};
    }
    if (generator->state == GeneratorState::suspended) return {SendStatus::yielded, result.take()};
    generator->handled.value.reset();
    return {SendStatus::returned, result.take()};
}

Failure raise_stop_iteration(Object* value) {
    if (is_none(value)) return raise_bare(StopIteration);
    // A tuple would be spread into arguments, an exception taken as the instance: wrap both.
    return raise_object(StopIteration, value);
}

// ---------------------------------------------------------------- delegation

// The instruction before the one to be resumed is SEND's YIELD_VALUE: then the receiver lies on top of the stack.
Object* delegate_of(Generator* generator) {
    if (generator->state != GeneratorState::suspended) return nullptr;
    Frame* frame = generator->frame();
    const CodeUnit* next = generator->code->units() + frame->unit() + 1;
    // RESUME's operand says why the frame stopped: 2 after `yield from`, 3 after `await`.
    bool delegating = next->opcode == static_cast<std::uint8_t>(Opcode::RESUME) && (next->operand & 3) >= 2;
    return delegating ? frame->stack_pointer[-1] : nullptr;
}

namespace {

SendResult failed_send() { return {SendStatus::failed, nullptr}; }

SendResult send_result(Result<Object> result) {
    if (result.ok()) return {SendStatus::yielded, result.take()};
    if (!exception_matches(StopIteration)) return failed_send();
    Ref<Object> stop = take_exception();
    Ref<Object> value = cast<StopIterationObject>(stop.get())->value.hold();
    return {SendStatus::returned, value ? value : none()};
}

Result<void> close_iterator(Object* iterator) {
    if (is_generator(iterator) || is_coroutine(iterator)) return close_generator(cast<Generator>(iterator));
    Ref<Object> close = TRY(find_attribute(iterator, names::close));
    if (close) TRY(call(close.get()));
    return {};
}

// The delegate has ended while an exception was thrown in: the generator goes on behind its `yield from` with the
// value.
SendResult resume_after_delegate(Generator* generator, const Object* delegate, const SendResult& delegated) {
    // The look-up of the delegate's method may have closed the generator, or taken it further.
    if (delegate_of(generator) == delegate) {
        Frame* frame = generator->frame();
        decref(*--frame->stack_pointer);
        // Where SEND would have jumped: behind the loop  SEND, YIELD_VALUE, RESUME, JUMP_BACKWARD_NO_INTERRUPT.
        frame->instruction += 2;
    }
    if (delegated.status == SendStatus::failed) return resume_throwing(generator);
    return resume_generator(generator, delegated.value.get());
}

}  // namespace

SendResult resume_throwing(Generator* generator) {
    if (generator->state == GeneratorState::created) {
        // Never started: the exception comes out at the first line, and the generator is finished.
        Frame* frame = generator->frame();
        add_traceback(current_thread->exception.get(), frame, std::max(frame->unit(), 0));
        generator->state = GeneratorState::finished;
        clear_frame(frame);
        finish_with_exception(generator);
        return failed_send();
    }
    if (generator->state != GeneratorState::finished) return resume_generator(generator, nullptr);
    if (is_coroutine(generator)) {
        clear_exception();
        (void)already_awaited();
    }
    return failed_send();
}

namespace {

// While an exception is thrown into its delegate a generator counts as running. If that is a generator too, the frame
// of the first stands behind that of the second; what the first is handling does not: only its own code is shown that.
class DelegateRuns {
public:
    DelegateRuns(Generator* generator, const Object* delegate)
        : generator_(generator),
          state_(std::exchange(generator->state, GeneratorState::running)),
          links_frame_(is_generator(delegate) || is_coroutine(delegate)) {
        if (links_frame_) generator->frame()->previous = std::exchange(current_thread->frame, generator->frame());
    }
    ~DelegateRuns() {
        if (links_frame_) current_thread->frame = std::exchange(generator_->frame()->previous, nullptr);
        generator_->state = state_;
    }
    DelegateRuns(const DelegateRuns&) = delete;
    DelegateRuns& operator=(const DelegateRuns&) = delete;

private:
    Generator* generator_;
    GeneratorState state_;
    bool links_frame_;
};

SendResult throw_here(Generator* generator, Ref<Object> exception) {
    (void)restore_exception(std::move(exception));
    return resume_throwing(generator);
}

// GeneratorExit is not thrown into a delegate: that is closed.
SendResult close_delegate(Generator* generator, Object* delegate, Ref<Object> exception) {
    generator->state = GeneratorState::running;
    Result<void> closed = close_iterator(delegate);
    generator->state = GeneratorState::suspended;
    return closed.ok() ? throw_here(generator, std::move(exception)) : resume_throwing(generator);
}

// By the delegate's method throw(); directly where that is a generator (`method` is null then).
SendResult throw_into_delegate(Generator* generator, Object* delegate, Object* method, Ref<Object> exception) {
    DelegateRuns runs(generator, delegate);
    if (method != nullptr) return send_result(call(method, {exception.get()}));
    return throw_into(cast<Generator>(delegate), std::move(exception));
}

}  // namespace

SendResult throw_into(Generator* generator, Ref<Object> exception) {
    if (gate_is_closed()) {
        (void)raise_gate_closed(" while calling a Python object");
        return failed_send();
    }
    if (generator->state == GeneratorState::running) {
        (void)already_running(generator);
        return failed_send();
    }
    Object* delegate = delegate_of(generator);
    if (delegate == nullptr) return throw_here(generator, std::move(exception));
    Ref<Object> kept = share(delegate);  // the generator's stack gives it up when it goes on
    if (given_exception_matches(exception.get(), &GeneratorExit))
        return close_delegate(generator, delegate, std::move(exception));
    Ref<Object> method;
    if (!is_generator(delegate) && !is_coroutine(delegate)) {
        Maybe<Object> found = find_attribute(delegate, names::throw_);
        if (found.failed()) return failed_send();
        method = found.take();
        if (!method) return throw_here(generator, std::move(exception));
    }
    SendResult delegated = throw_into_delegate(generator, delegate, method.get(), std::move(exception));
    if (delegated.status == SendStatus::yielded) return delegated;
    return resume_after_delegate(generator, kept.get(), delegated);
}

// ---------------------------------------------------------------- closing

Result<void> close_generator(Generator* generator) {
    if (generator->state == GeneratorState::finished) return {};
    if (generator->state == GeneratorState::created) {
        generator->state = GeneratorState::finished;  // first: what dies with the arguments may resume it
        clear_frame(generator->frame());
        return {};
    }
    if (generator->state == GeneratorState::running) return already_running(generator);
    Result<Object> exit = call(&GeneratorExit);
    if (exit.failed()) return Failure{};
    SendResult result = throw_into(generator, exit.take());
    if (result.status == SendStatus::yielded) {
        return raise(RuntimeError, "{} ignored GeneratorExit", kind_of(generator));
    }
    if (result.status == SendStatus::returned) return {};
    if (exception_matches(GeneratorExit) || exception_matches(StopIteration)) {
        clear_exception();
        return {};
    }
    return Failure{};
}

// ---------------------------------------------------------------- slots shared with coroutines

void generator_finalize(Object* self) {
    auto* generator = static_cast<Generator*>(self);
    if (generator->state == GeneratorState::finished) return;
    PreserveException preserved;
    if (is_async_generator(generator) && generator->async_finalizer && !generator->async_closed) {
        Ref<Object> finalizer = generator->async_finalizer;
        if (call(finalizer.get(), {self}).failed()) write_unraisable(self);
        return;
    }
    if (is_coroutine(generator) && generator->state == GeneratorState::created) {
        warn_never_awaited(generator);
        return;
    }
    if (close_generator(generator).failed()) write_unraisable(self);
}

void generator_traverse(Object* self, VisitFunction visit, void* argument) {
    auto* generator = static_cast<Generator*>(self);
    traverse_references<Generator>(self, visit, argument);
    // While it runs, its stack pointer is in the loop's registers: what it holds counts as held from outside.
    if (generator->state != GeneratorState::created && generator->state != GeneratorState::suspended) return;
    Frame* frame = generator->frame();
    if (frame->frame_object != nullptr) visit(frame->frame_object, argument);
    traverse_frame(frame, visit, argument);
}

void generator_deallocate(Object* self) {
    auto* generator = static_cast<Generator*>(self);
    if (generator->state != GeneratorState::finished) {
        generator->state = GeneratorState::finished;
        clear_frame(generator->frame());
    }
    std::size_t size = generator_byte_size(generator->code.get());
    generator->~Generator();
    free_object(self, size);
}

Result<Object> generator_iter(Object* self) { return share(self); }

Maybe<Object> generator_next(Object* self) {
    SendResult result = resume_generator(static_cast<Generator*>(self), nullptr);
    if (result.status == SendStatus::yielded) return std::move(result.value);
    if (result.status == SendStatus::failed) return Failure{};
    if (is_none(result.value.get())) return nothing;
    return raise_stop_iteration(result.value.get());
}

SendResult generator_send_slot(Object* self, Object* value) {
    return resume_generator(static_cast<Generator*>(self), value);
}

Result<Object> finish_send(SendResult result) {
    if (result.status == SendStatus::yielded) return std::move(result.value);
    if (result.status == SendStatus::failed) return Failure{};
    return raise_stop_iteration(result.value.get());
}

Result<Object> generator_send(Generator* self, Object* value) { return finish_send(resume_generator(self, value)); }

namespace {

// An instance of the class: the value itself if it is one, else made with it, or with the items of a tuple.
Result<Object> make_exception(Object* type, Object* value) {
    if (value != nullptr && as_exception(value) != nullptr && given_exception_matches(value, type)) return share(value);
    Result<Object> made = [&] {
        if (value == nullptr) return call(type);
        if (auto* arguments = as<Tuple>(value)) return call_with(type, arguments, nullptr);
        return call(type, {value});
    }();
    Ref<Object> exception = TRY(std::move(made));
    if (as_exception(exception.get()) != nullptr) return exception;
    return raise(TypeError, "calling {} should have returned an instance of BaseException, not {}",
                 repr_for_display(type), type_name(exception.get()));
}

}  // namespace

Result<Ref<Object>> exception_to_throw(Object* type, Object* value, Object* traceback) {
    if (traceback != nullptr && !is_none(traceback) && !is<Traceback>(traceback)) {
        return raise(TypeError, "throw() third argument must be a traceback object");
    }
    Ref<Object> exception;
    bool no_value = value == nullptr || is_none(value);
    if (is_exception_class(type)) {
        // What goes wrong while it is made is thrown in its place.
        Result<Object> made = make_exception(type, no_value ? nullptr : value);
        exception = made.failed() ? take_exception() : made.take();
    } else if (as_exception(type) != nullptr) {
        if (!no_value) return raise(TypeError, "instance exception may not have a separate value");
        exception = share(type);
    } else {
        return raise(TypeError, "exceptions must be classes or instances deriving from BaseException, not {}",
                     type_name(type));
    }
    if (auto* entries = as<Traceback>(traceback)) cast<ExceptionObject>(exception.get())->traceback = share(entries);
    return exception;
}

Result<Object> generator_throw(Generator* self, Object* type, Object* value, Object* traceback) {
    Ref<Object> exception = TRY(exception_to_throw(type, value, traceback));
    return finish_send(throw_into(self, std::move(exception)));
}

Result<Object> generator_close(Generator* self) {
    TRY(close_generator(self));
    return none();
}

Result<Size> generator_sizeof(Generator* self) { return Size(generator_byte_size(self->code.get())); }

Result<Object> generator_repr(Object* self) {
    auto* generator = static_cast<Generator*>(self);
    const char* what = is_coroutine(self) ? "coroutine" : is_async_generator(self) ? "async_generator" : "generator";
    return Str::from(format_text("<{} object {} at {}>", what, generator->qualname.hold().get(), address_of(self)));
}

Result<Object> get_generator_frame(Object* self) {
    auto* generator = static_cast<Generator*>(self);
    if (generator->state == GeneratorState::finished) return none();
    return share<Object>(frame_object(generator->frame()));
}
Result<Object> get_generator_running(Object* self) {
    return to_bool(static_cast<Generator*>(self)->state == GeneratorState::running);
}
Result<Object> get_generator_suspended(Object* self) {
    return to_bool(static_cast<Generator*>(self)->state == GeneratorState::suspended);
}
Result<Object> get_generator_code(Object* self) { return static_cast<Generator*>(self)->code; }
Result<Object> get_generator_delegate(Object* self) {
    Object* delegate = delegate_of(static_cast<Generator*>(self));
    return delegate == nullptr ? none() : share(delegate);
}

namespace {

const Method generator_methods[] = {
    {"__sizeof__(self, /)", bind<generator_sizeof>, "Tells how many bytes it takes up, its frame included."},
    {"send(self, arg, /)", bind<generator_send>,
     "Goes on to the next yield and gives its item; value becomes the result of the yield before."},
    {"throw(self, type, value=<absent>, traceback=<absent>, /)", bind<generator_throw>,
     "Raises an exception at the yield where it waits, and goes on from there if that is caught."},
    {"close(self, /)", bind<generator_close>,
     "Raises GeneratorExit at the yield where it waits; to yield again after that is an error."},
};

const Getter generator_getters[] = {
    {"gi_frame", get_generator_frame},
    {"gi_running", get_generator_running},
    {"gi_suspended", get_generator_suspended},
    {"gi_code", get_generator_code},
    {"gi_yieldfrom", get_generator_delegate, nullptr,
     "Iterator that `yield from` passes everything on to at the moment, or None."},
    generator_name_row,
    generator_qualname_row,
};

const TypeSpec generator_spec =
    generator_like("generator", {.iter = generator_iter, .next = generator_next, .send = generator_send_slot},
                   generator_methods, generator_getters);

}  // namespace

Type Generator::type_object(generator_spec);

}  // namespace minipy
