// SPDX-License-Identifier: MIT
// The type asyncio.Future. CPython: Modules/_asynciomodule.c. Next: future_iterator.cpp, task.cpp.
#include "modules/asyncio/future.hpp"
#include "modules/asyncio/state.hpp"
#include "modules/native.hpp"
#include "runtime/types/generic_alias.hpp"

namespace minipy::asyncio {

namespace {

Result<void> future_init(Future* self, Object* loop) { return initialize(self, loop); }
Result<Object> future_new(Type* type, const Arguments&) { return allocate_instance(type); }

Result<Object> future_repr(Object* self) {
    TRY(check_initialized(future_of(self)));
    Ref<Object> shown = TRY(from_library("asyncio.base_futures", "_future_repr"));
    return call(shown.get(), {self});
}

// ---------------------------------------------------------------- methods

Failure not_initialized() { return raise_invalid_state("Future object is not initialized."); }

Result<Object> result_method(Future* self) {
    if (!self->loop) return not_initialized();
    return take_result(self);
}

Result<Object> exception_method(Future* self) {
    if (!self->loop) return not_initialized();
    if (self->state == FutureState::cancelled) return raise_instance(TRY(make_cancelled_error(self)));
    if (self->state == FutureState::pending) return raise_invalid_state("Exception is not set.");
    self->logs_exception = false;
    return self->exception ? self->exception : none();
}

Result<bool> future_cancel_method(Future* self, Object* message) {
    TRY(check_initialized(self));
    return cancel(self, message);
}

Result<void> add_done_callback(Future* self, Object* callback, Object* context) {
    return add_callback(self, callback, context);
}
Result<Size> remove_done_callback(Future* self, Object* callback) {
    TRY(check_initialized(self));
    return remove_callback(self, callback);
}

Result<bool> cancelled_method(Future* self) { return self->state == FutureState::cancelled; }
Result<bool> done_method(Future* self) { return self->state != FutureState::pending; }

Result<Object> get_loop_method(Future* self) {
    TRY(check_initialized(self));
    return self->loop;
}

// ---------------------------------------------------------------- attributes

template <auto field>
Result<Object> get_if_initialized(Object* object) {
    Future* self = future_of(object);
    TRY(check_initialized(self));
    return self->*field ? Ref<Object>(self->*field) : none();
}

Result<Object> get_state(Object* object) {
    Future* self = future_of(object);
    TRY(check_initialized(self));
    constexpr const char* names[] = {"PENDING", "CANCELLED", "FINISHED"};
    return Str::interned_from(names[int(self->state)]);
}

Result<Object> get_is_awaited(Object* self) { return to_bool(future_of(self)->is_awaited); }
Result<void> set_is_awaited(Object* object, Object* value) {
    TRY(check_initialized(future_of(object)));
    if (value == nullptr) return raise(AttributeError, "cannot delete attribute");
    future_of(object)->is_awaited = TRY(is_true(value));
    return {};
}

Result<Object> get_log_traceback(Object* object) {
    TRY(check_initialized(future_of(object)));
    return to_bool(future_of(object)->logs_exception);
}
Result<void> set_log_traceback(Object* object, Object* value) {
    if (value == nullptr) return raise(AttributeError, "cannot delete attribute");
    if (TRY(is_true(value))) return raise(ValueError, "_log_traceback can only be set to False");
    future_of(object)->logs_exception = false;
    return {};
}

Result<void> set_cancel_message(Object* object, Object* value) {
    if (value == nullptr) return raise(AttributeError, "cannot delete attribute");
    future_of(object)->cancel_message = share(value);
    return {};
}

// All callbacks with their contexts as a list, or None.
Result<Object> get_callbacks(Object* object) {
    Future* self = future_of(object);
    TRY(check_initialized(self));
    if (!self->callback && !self->more_callbacks) return none();
    Ref<List> callbacks = List::create();
    if (self->callback)
        TRY(list_append(callbacks.get(), Tuple::of({self->callback.get(), self->callback_context.get()})));
    if (self->more_callbacks) TRY(list_extend(callbacks.get(), self->more_callbacks.get()));
    return callbacks;
}

const Method future_methods[] = {
    {"result(self, /)", bind<result_method>,
     "Gives the result, or raises the exception that was set; InvalidStateError if there is neither yet."},
    {"exception(self, /)", bind<exception_method>,
     "Gives the exception that was set, None if there is a result, and InvalidStateError if there is neither yet."},
    {"set_result(self, result, /)", bind<set_result>, "Makes the future done with a result."},
    {"set_exception(self, exception, /)", bind<set_exception>, "Makes the future done with an exception."},
    {"add_done_callback(self, fn, /, *, context=<absent>)", bind<add_done_callback>,
     "Has the loop call fn(future) when the future is done, in that context or a copy of the running one."},
    {"remove_done_callback(self, fn, /)", bind<remove_done_callback>,
     "Takes back all callbacks equal to fn, and tells how many there were."},
    {"cancel(self, /, msg=None)", bind<future_cancel_method>,
     "Makes the future done without result; False if it was done already."},
    {"cancelled(self, /)", bind<cancelled_method>, "Tells whether cancel() has ended it."},
    {"done(self, /)", bind<done_method>, "Tells whether there is a result or an exception, or it was cancelled."},
    {"get_loop(self, /)", bind<get_loop_method>, "Gives the loop that calls its callbacks."},
    {"_make_cancelled_error(self, /)", bind<make_cancelled_error>,
     "Makes the exception that result() raises after cancel()."},
    {"__class_getitem__(type, item, /)", bind<make_generic_alias>,
     "Makes an alias with a type argument, such as Future[int].", MethodKind::class_method},
};

const Getter future_getters[] = {
    {"_state", get_state},
    {"_asyncio_future_blocking", get_is_awaited, set_is_awaited},
    {"_loop", get_or_none<Future, &Future::loop>},
    {"_callbacks", get_callbacks},
    {"_result", get_if_initialized<&Future::result>},
    {"_exception", get_if_initialized<&Future::exception>},
    {"_log_traceback", get_log_traceback, set_log_traceback},
    {"_source_traceback", get_or_none<Future, &Future::source_traceback>},
    {"_cancel_message", get_or_none<Future, &Future::cancel_message>, set_cancel_message},
};

const TypeSpec future_spec = {
    .name = "_asyncio.Future",
    .doc = "A result that will be there later: `await future` waits for it; made for use inside one event loop.",
    .size = sizeof(Future),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .dict_offset = offsetof(Future, dict),
    .weakrefs_offset = offsetof(Future, weakrefs),
    .slots = {.deallocate = destroy<Future>,
              .traverse = traverse_references<Future>,
              .clear = clear_references<Future>,
              .finalize = future_finalize,
              .new_ = future_new,
              .init = init_by_signature<"Future(self, /, *, loop=None)", future_init>,
              .repr = future_repr,
              .iter = future_iterator,
              .await = future_iterator},
    .methods = future_methods,
    .getters = future_getters,
    .text_signature = "(*, loop=None)",
};

}  // namespace

Type Future::type_object(future_spec);

}  // namespace minipy::asyncio
