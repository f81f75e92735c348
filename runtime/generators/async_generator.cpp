// SPDX-License-Identifier: MIT
// Async generators. `async for` calls __anext__, which returns an awaitable; awaiting it resumes the generator's frame.
// A value that the generator yields comes wrapped (ASYNC_GEN_WRAP), which ends the awaitable with StopIteration(value);
// what comes unwrapped is an await on the way to the event loop and is passed on. CPython: Objects/genobject.c.
#include "runtime/exceptions/exception.hpp"
#include "runtime/generators/async_awaitable.hpp"
#include "runtime/generators/generator_methods.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/types/generic_alias.hpp"

namespace minipy {

Ref<Object> wrap_async_value(Ref<Object> value) { return create<AsyncWrappedValue>(std::move(value)); }

Result<Object> get_async_iterator(Object* object) {
    UnarySlot iter = object->type->slots.async_iter;
    if (iter == nullptr) {
        return raise(TypeError, "'async for' requires an object with __aiter__ method, got {}", type_name(object));
    }
    Ref<Object> iterator = TRY(iter(object));
    if (iterator->type->slots.async_next == nullptr) {
        return raise(TypeError, "'async for' received an object from __aiter__ that does not implement __anext__: {}",
                     type_name(iterator.get()));
    }
    return iterator;
}

Result<Object> get_async_next(Object* iterator) {
    UnarySlot next = iterator->type->slots.async_next;
    if (next == nullptr) {
        return raise(TypeError, "'async for' requires an iterator with __anext__ method, got {}", type_name(iterator));
    }
    Ref<Object> awaitable = TRY(next(iterator));
    if (is_async_generator(iterator)) return awaitable;
    Result<Object> result = get_awaitable(awaitable.get());
    if (result.ok()) return result;
    Ref<Object> cause = take_exception();
    Failure failure =
        raise(TypeError, "'async for' received an invalid object from __anext__: {}", type_name(awaitable.get()));
    set_cause_and_context(current_thread->exception.get(), std::move(cause));
    return failure;
}

namespace {

Generator* generator_of(Object* self) { return static_cast<Generator*>(self); }

// The event loop's hooks are told about the first iteration.
Result<void> call_hooks(Generator* generator) {
    if (generator->async_hooks_called) return {};
    generator->async_hooks_called = true;
    generator->async_finalizer = current_thread->async_generator_finalizer;
    Ref<Object> first = current_thread->async_generator_first_iteration;
    if (first) TRY(call(first.get(), {generator}));
    return {};
}

template <class Awaitable>
Result<Object> make_awaitable(Generator* generator, Ref<Object> argument) {
    TRY(call_hooks(generator));
    return create<Awaitable>(share(generator), std::move(argument));
}

Result<Object> async_generator_anext(Object* self) { return make_awaitable<AsyncSend>(generator_of(self), none()); }
Result<Object> async_send(Generator* self, Object* value) { return make_awaitable<AsyncSend>(self, share(value)); }
Result<Object> async_close(Generator* self) { return make_awaitable<AsyncThrow>(self, nullptr); }

Result<Object> async_throw(Generator* self, Object* type, Object* value, Object* traceback) {
    Object* absent = &None;
    Ref<Tuple> arguments =
        Tuple::of({type, value != nullptr ? value : absent, traceback != nullptr ? traceback : absent});
    return make_awaitable<AsyncThrow>(self, std::move(arguments));
}

Result<Object> get_running(Object* self) { return to_bool(generator_of(self)->async_running); }

const Method async_generator_methods[] = {
    {"__sizeof__(self, /)", bind<generator_sizeof>, "Tells how many bytes it takes up, its frame included."},
    {"asend(self, value, /)", bind<async_send>,
     "Gives an awaitable that sends a value in and brings the next item, or StopAsyncIteration."},
    {"athrow(self, type, value=<absent>, traceback=<absent>, /)", bind<async_throw>,
     "Gives an awaitable that raises an exception where the generator waits."},
    {"aclose(self, /)", bind<async_close>,
     "Gives an awaitable that ends the generator by a GeneratorExit where it waits."},
    {"__class_getitem__(type, item, /)", bind<make_generic_alias>,
     "Makes an alias with type arguments, such as AsyncGenerator[int, None].", MethodKind::class_method},
};

const Getter async_generator_getters[] = {
    {"ag_frame", get_generator_frame},
    {"ag_running", get_running},
    {"ag_suspended", get_generator_suspended},
    {"ag_code", get_generator_code},
    {"ag_await", get_generator_delegate, nullptr, "Awaitable that it waits for at the moment, or None."},
    generator_name_row,
    generator_qualname_row,
};

const TypeSpec async_generator_spec =
    generator_like("async_generator", {.async_iter = generator_iter, .async_next = async_generator_anext},
                   async_generator_methods, async_generator_getters);

// ---------------------------------------------------------------- driving one asend, athrow or aclose

// What resuming gave: a wrapped value ends the step with StopIteration, what comes unwrapped is an await that is passed
// on, a return ends the iteration.
Result<Object> unwrap(Generator* generator, SendResult result) {
    bool wrapped = result.status == SendStatus::yielded && is_exact<AsyncWrappedValue>(result.value.get());
    if (result.status == SendStatus::yielded && !wrapped) return std::move(result.value);
    generator->async_running = false;
    if (wrapped) return raise_stop_iteration(cast<AsyncWrappedValue>(result.value.get())->value.get());
    if (result.status == SendStatus::returned) (void)raise_bare(StopAsyncIteration);
    if (exception_matches(StopAsyncIteration) || exception_matches(GeneratorExit)) generator->async_closed = true;
    return Failure{};
}

// Likewise for aclose(): the generator should end and not yield once more.
Result<Object> unwrap_closing(Generator* generator, SendResult result) {
    bool wrapped = result.status == SendStatus::yielded && is_exact<AsyncWrappedValue>(result.value.get());
    if (result.status == SendStatus::yielded && !wrapped) return std::move(result.value);
    generator->async_running = false;
    if (wrapped) return raise(RuntimeError, "async generator ignored GeneratorExit");
    if (result.status == SendStatus::returned) return raise_bare(StopIteration);
    if (!exception_matches(StopAsyncIteration) && !exception_matches(GeneratorExit)) return Failure{};
    clear_exception();
    return raise_bare(StopIteration);
}

Result<Object> finish_if_failed(AsyncAwaitable* self, Result<Object> result) {
    if (result.failed()) self->state = AwaitableState::finished;
    return result;
}

Failure finish(AsyncAwaitable* self, Failure failure) {
    self->state = AwaitableState::finished;
    return failure;
}

Failure already_awaited_method(const char* method) {
    return raise(RuntimeError, "cannot reuse already awaited {}", method);
}
Failure generator_is_running(const char* method) {
    return raise(RuntimeError, "{}: asynchronous generator is already running", method);
}

// ---------------------------------------------------------------- asend() and __anext__()

constexpr const char* name_of_send = "__anext__()/asend()";

Result<Object> send_send(AsyncSend* self, Object* value) {
    if (self->state == AwaitableState::finished) return already_awaited_method(name_of_send);
    Ref<Generator> generator = self->generator;
    Ref<Object> sent = share(value);
    if (self->state == AwaitableState::created) {
        if (generator->async_running) return generator_is_running("anext()");
        if (sent == nullptr || is_none(sent.get())) sent = self->argument;
        self->state = AwaitableState::running;
    }
    generator->async_running = true;
    return finish_if_failed(self, unwrap(generator.get(), resume_generator(generator.get(), sent.get())));
}

Result<Object> send_throw(AsyncSend* self, Object* type, Object* value, Object* traceback) {
    if (self->state == AwaitableState::finished) return already_awaited_method(name_of_send);
    Ref<Object> exception = TRY(exception_to_throw(type, value, traceback));
    Ref<Generator> generator = self->generator;
    return finish_if_failed(self, unwrap(generator.get(), throw_into(generator.get(), std::move(exception))));
}

// ---------------------------------------------------------------- athrow() and aclose()

constexpr const char* name_of_throw = "aclose()/athrow()";

Result<Object> start_throw(AsyncThrow* self, Object* value) {
    Ref<Generator> generator = self->generator;
    if (generator->async_running) return finish(self, generator_is_running(self->closes() ? "aclose()" : "athrow()"));
    if (generator->async_closed) return finish(self, raise_bare(StopAsyncIteration));
    if (value != nullptr && !is_none(value))
        return raise(RuntimeError, "can't send non-None value to a just-started coroutine");
    self->state = AwaitableState::running;
    generator->async_running = true;
    if (self->closes()) {
        generator->async_closed = true;
        SendResult result = throw_into(generator.get(), TRY(call(&GeneratorExit)));
        return finish_if_failed(self, unwrap_closing(generator.get(), std::move(result)));
    }
    auto* arguments = cast<Tuple>(self->argument.get());
    Result<Ref<Object>> exception = exception_to_throw((*arguments)[0], (*arguments)[1], (*arguments)[2]);
    if (exception.failed()) {
        generator->async_running = false;
        return finish(self, Failure{});
    }
    return finish_if_failed(self, unwrap(generator.get(), throw_into(generator.get(), exception.take())));
}

Result<Object> throw_send(AsyncThrow* self, Object* value) {
    if (self->state == AwaitableState::finished) return already_awaited_method(name_of_throw);
    Ref<Generator> generator = self->generator;
    if (generator->state == GeneratorState::finished) return finish(self, raise_bare(StopIteration));
    if (self->state == AwaitableState::created) return start_throw(self, value);
    SendResult result = resume_generator(generator.get(), value);
    if (!self->closes()) return unwrap(generator.get(), std::move(result));
    return finish_if_failed(self, unwrap_closing(generator.get(), std::move(result)));
}

Result<Object> throw_throw(AsyncThrow* self, Object* type, Object* value, Object* traceback) {
    if (self->state == AwaitableState::finished) return already_awaited_method(name_of_throw);
    Ref<Object> exception = TRY(exception_to_throw(type, value, traceback));
    Ref<Generator> generator = self->generator;
    SendResult result = throw_into(generator.get(), std::move(exception));
    if (!self->closes()) return unwrap(generator.get(), std::move(result));
    return unwrap_closing(generator.get(), std::move(result));
}

template <class Awaitable>
Result<void> awaitable_close(Awaitable* self) {
    self->state = AwaitableState::finished;
    return {};
}

template <class Awaitable, auto send>
Maybe<Object> awaitable_next(Object* self) {
    return send(static_cast<Awaitable*>(self), nullptr);
}

template <class Awaitable, auto send>
constexpr Slots awaitable_slots = {.deallocate = destroy<Awaitable>,
                                   .traverse = traverse_references<Awaitable>,
                                   .clear = clear_references<Awaitable>,
                                   .iter = generator_iter,
                                   .next = awaitable_next<Awaitable, send>,
                                   .await = generator_iter};

template <class Awaitable, auto send, auto throw_>
constexpr Method awaitable_methods[] = {
    {"send(self, arg, /)", bind<send>},
    {"throw(self, type, value=<absent>, traceback=<absent>, /)", bind<throw_>},
    {"close(self, /)", bind<awaitable_close<Awaitable>>},
};

const TypeSpec send_spec = {
    .name = "async_generator_asend",
    .size = sizeof(AsyncSend),
    .flags = TypeFlag::gc,
    .slots = awaitable_slots<AsyncSend, send_send>,
    .methods = awaitable_methods<AsyncSend, send_send, send_throw>,
};

const TypeSpec throw_spec = {
    .name = "async_generator_athrow",
    .size = sizeof(AsyncThrow),
    .flags = TypeFlag::gc,
    .slots = awaitable_slots<AsyncThrow, throw_send>,
    .methods = awaitable_methods<AsyncThrow, throw_send, throw_throw>,
};

const TypeSpec wrapped_spec = {
    .name = "async_generator_wrapped_value",
    .size = sizeof(AsyncWrappedValue),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<AsyncWrappedValue>, .traverse = traverse_references<AsyncWrappedValue>},
};

}  // namespace

Type AsyncGenerator::type_object(async_generator_spec);
Type AsyncSend::type_object(send_spec);
Type AsyncThrow::type_object(throw_spec);
Type AsyncWrappedValue::type_object(wrapped_spec);

}  // namespace minipy
