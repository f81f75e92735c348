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

Result<Object> make_awaitable(Generator* generator, AsyncAction action, Ref<Object> argument) {
    TRY(call_hooks(generator));
    return create<AsyncAwaitable>(share(generator), action, std::move(argument));
}

Result<Object> async_generator_anext(Object* self) {
    return make_awaitable(generator_of(self), AsyncAction::send, none());
}
Result<Object> async_send(Generator* self, Object* value) {
    return make_awaitable(self, AsyncAction::send, share(value));
}
Result<Object> async_close(Generator* self) { return make_awaitable(self, AsyncAction::close, nullptr); }

Result<Object> async_throw(Generator* self, Object* type, Object* value, Object* traceback) {
    Object* absent = &None;
    Ref<Tuple> arguments =
        Tuple::of({type, value != nullptr ? value : absent, traceback != nullptr ? traceback : absent});
    return make_awaitable(self, AsyncAction::throw_, std::move(arguments));
}

Result<Object> get_running(Object* self) { return to_bool(generator_of(self)->async_running); }

const Method async_generator_methods[] = {
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
    {"__name__", get_generator_name, set_generator_name, "Name of the function behind it."},
    {"__qualname__", get_generator_qualname, set_generator_qualname,
     "Name of the function behind it, with those of classes and functions around it."},
};

const TypeSpec async_generator_spec = {
    .name = "async_generator",
    .size = sizeof(AsyncGenerator),
    .item_size = sizeof(Object*),
    .flags = TypeFlag::gc,
    .weakrefs_offset = offsetof(Generator, weakrefs),
    .slots = {.deallocate = generator_deallocate,
              .traverse = generator_traverse,
              .finalize = generator_finalize,
              .repr = generator_repr,
              .async_iter = generator_iter,
              .async_next = async_generator_anext},
    .methods = async_generator_methods,
    .getters = async_generator_getters,
};

// ---------------------------------------------------------------- driving one asend, athrow or aclose

const char* action_name(AsyncAction action) {
    switch (action) {
        case AsyncAction::send: return "anext(): asynchronous generator is already running";
        case AsyncAction::throw_: return "athrow(): asynchronous generator is already running";
        case AsyncAction::close: return "aclose(): asynchronous generator is already running";
    }
    return "";
}

// What resuming gave: a wrapped value ends the awaitable, an unwrapped one is passed on, a return ends the iteration.
Result<Object> unwrap(AsyncAwaitable* self, SendResult result) {
    Generator* generator = self->generator.get();
    bool closing = self->action == AsyncAction::close;
    if (result.status == SendStatus::yielded && !is_exact<AsyncWrappedValue>(result.value.get()))
        return std::move(result.value);
    self->state = AwaitableState::finished;
    generator->async_running = false;
    if (result.status == SendStatus::yielded) {
        if (closing) return raise(RuntimeError, "async generator ignored GeneratorExit");
        return raise_stop_iteration(cast<AsyncWrappedValue>(result.value.get())->value.get());
    }
    if (result.status == SendStatus::returned) {
        generator->async_closed = true;
        if (closing) return raise_bare(StopIteration);
        return raise_bare(StopAsyncIteration);
    }
    if (exception_matches(StopAsyncIteration) || exception_matches(GeneratorExit)) {
        generator->async_closed = true;
        if (closing) {
            clear_exception();
            return raise_bare(StopIteration);
        }
    }
    return Failure{};
}

Result<Object> start(AsyncAwaitable* self, Object* value) {
    Generator* generator = self->generator.get();
    if (generator->async_running) {
        self->state = AwaitableState::finished;
        return raise(RuntimeError, "{}", action_name(self->action));
    }
    bool ended = generator->state == GeneratorState::finished || generator->async_closed;
    if (ended && self->action != AsyncAction::send) {
        self->state = AwaitableState::finished;
        return raise_bare(self->action == AsyncAction::close ? StopIteration : StopAsyncIteration);
    }
    self->state = AwaitableState::running;
    generator->async_running = true;
    if (self->action == AsyncAction::send) {
        Object* sent = value == nullptr || is_none(value) ? self->argument.get() : value;
        return unwrap(self, resume_generator(generator, sent, false));
    }
    if (self->action == AsyncAction::close) {
        generator->async_closed = true;
        return unwrap(self, throw_into(generator, TRY(call(&GeneratorExit))));
    }
    auto* arguments = cast<Tuple>(self->argument.get());
    Result<Ref<Object>> exception = exception_to_throw((*arguments)[0], (*arguments)[1], (*arguments)[2]);
    if (exception.failed()) {
        generator->async_running = false;
        self->state = AwaitableState::finished;
        return Failure{};
    }
    return unwrap(self, throw_into(generator, exception.take()));
}

Result<Object> awaitable_send(AsyncAwaitable* self, Object* value) {
    if (self->state == AwaitableState::finished) {
        return raise(RuntimeError, "cannot reuse already awaited {}",
                     self->action == AsyncAction::send ? "__anext__()/asend()" : "aclose()/athrow()");
    }
    if (self->state == AwaitableState::created) {
        if (self->action != AsyncAction::send && value != nullptr && !is_none(value)) {
            return raise(RuntimeError, "can't send non-None value to a just-started coroutine");
        }
        return start(self, value);
    }
    return unwrap(self, resume_generator(self->generator.get(), value, false));
}

Result<Object> awaitable_throw(AsyncAwaitable* self, Object* type, Object* value, Object* traceback) {
    if (self->state == AwaitableState::finished) {
        return raise(RuntimeError, "cannot reuse already awaited {}",
                     self->action == AsyncAction::send ? "__anext__()/asend()" : "aclose()/athrow()");
    }
    if (self->state == AwaitableState::created) {
        if (self->generator->async_running) {
            self->state = AwaitableState::finished;
            return raise(RuntimeError, "{}", action_name(self->action));
        }
        self->state = AwaitableState::running;
        self->generator->async_running = true;
    }
    Ref<Object> exception = TRY(exception_to_throw(type, value, traceback));
    return unwrap(self, throw_into(self->generator.get(), std::move(exception)));
}

Result<Object> awaitable_close(AsyncAwaitable* self) {
    self->state = AwaitableState::finished;
    return none();
}

Maybe<Object> awaitable_next(Object* self) { return awaitable_send(static_cast<AsyncAwaitable*>(self), nullptr); }

const Method awaitable_methods[] = {
    {"send(self, arg, /)", bind<awaitable_send>},
    {"throw(self, type, value=<absent>, traceback=<absent>, /)", bind<awaitable_throw>},
    {"close(self, /)", bind<awaitable_close>},
};

const TypeSpec awaitable_spec = {
    .name = "async_generator_asend",
    .size = sizeof(AsyncAwaitable),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<AsyncAwaitable>,
              .traverse = traverse_references<AsyncAwaitable>,
              .clear = clear_references<AsyncAwaitable>,
              .iter = generator_iter,
              .next = awaitable_next,
              .await = generator_iter},
    .methods = awaitable_methods,
};

const TypeSpec wrapped_spec = {
    .name = "async_generator_wrapped_value",
    .size = sizeof(AsyncWrappedValue),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<AsyncWrappedValue>, .traverse = traverse_references<AsyncWrappedValue>},
};

}  // namespace

Type AsyncGenerator::type_object(async_generator_spec);
Type AsyncAwaitable::type_object(awaitable_spec);
Type AsyncWrappedValue::type_object(wrapped_spec);

}  // namespace minipy
