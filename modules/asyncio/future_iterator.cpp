// SPDX-License-Identifier: MIT
// The iterator behind `await future`: yields the future once, if it is not done; the next step gives its result. The
// evaluation loop resumes it by the slot `send`, which returns the result without a StopIteration.
// CPython: Modules/_asynciomodule.c (FutureIter). Next: task_step.cpp, which receives the future.
#include "modules/asyncio/future.hpp"
#include "modules/native.hpp"
#include "runtime/exceptions/traceback.hpp"
#include "runtime/generators/generator_methods.hpp"

namespace minipy::asyncio {

namespace {

struct FutureIterator : Object {
    Ref<Future> future;  // null: finished
    FutureIterator(Type* iterator_type, Ref<Future> awaited) : Object(iterator_type), future(std::move(awaited)) {}
    static constexpr auto references = field_list<&FutureIterator::future>;
    static constexpr Type& type_object = future_iterator_type;
};

SendResult advance(FutureIterator* self) {
    Ref<Future> future = self->future;
    if (!future) return {SendStatus::returned, none()};
    if (future->state == FutureState::pending) {
        if (future->is_awaited) {
            (void)raise(RuntimeError, "await wasn't used with future");
            return {SendStatus::failed, nullptr};
        }
        future->is_awaited = true;
        return {SendStatus::yielded, std::move(future)};
    }
    self->future.reset();
    Result<Object> result = take_result(future.get());
    if (result.failed()) return {SendStatus::failed, nullptr};
    return {SendStatus::returned, result.take()};
}

SendResult send_slot(Object* self, Object*) { return advance(static_cast<FutureIterator*>(self)); }

Maybe<Object> next_slot(Object* self) {
    SendResult result = advance(static_cast<FutureIterator*>(self));
    if (result.status == SendStatus::yielded) return std::move(result.value);
    if (result.status == SendStatus::failed) return Failure{};
    if (is_none(result.value.get())) return nothing;
    return raise_stop_iteration(result.value.get());
}

Result<Object> send_method(FutureIterator* self, Object*) { return finish_send(advance(self)); }

// Raises the exception: the future has nothing to say to it.
Result<Object> throw_method(FutureIterator* self, const Arguments& arguments) {
    TRY(check_no_keywords("FutureIter.throw", arguments));
    TRY(check_positional("throw", arguments, 1, 3));
    Object* type = arguments[0];
    Object* value = arguments.positional > 1 ? arguments[1] : nullptr;
    Object* traceback = arguments.positional > 2 ? arguments[2] : nullptr;
    if (traceback != nullptr && !is_none(traceback) && !is<Traceback>(traceback))
        return raise(TypeError, "throw() third argument must be a traceback");
    if (!is_exception_class(type) && as_exception(type) == nullptr)
        return raise(TypeError, "exceptions must be classes deriving BaseException or instances of such a class");
    Ref<Object> exception = TRY(exception_to_throw(type, value, traceback));
    self->future.reset();
    return restore_exception(std::move(exception));
}

Result<void> close_method(FutureIterator* self) {
    self->future.reset();
    return {};
}

const Method future_iterator_methods[] = {
    {"send(self, arg, /)", bind<send_method>, "Goes on: gives the future while it is not done, else ends."},
    {"throw(self, /, *args)", bind<throw_method>, "Ends, and raises an exception."},
    {"close(self, /)", bind<close_method>, "Ends."},
};

const TypeSpec iterator_spec = {
    .name = "_asyncio.FutureIter",
    .size = sizeof(FutureIterator),
    .flags = TypeFlag::gc | TypeFlag::no_instantiation,
    .slots = {.deallocate = destroy<FutureIterator>,
              .traverse = traverse_references<FutureIterator>,
              .clear = clear_references<FutureIterator>,
              .iter = iterator_itself,
              .next = next_slot,
              .send = send_slot},
    .methods = future_iterator_methods,
};

}  // namespace

Type future_iterator_type(iterator_spec);

Result<Object> future_iterator(Object* object) {
    Future* self = future_of(object);
    TRY(check_initialized(self));
    return create<FutureIterator>(share(self));
}

}  // namespace minipy::asyncio
