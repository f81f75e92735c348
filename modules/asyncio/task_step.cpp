// SPDX-License-Identifier: MIT
// How a task runs: a step resumes the coroutine and looks what it yields, a wakeup makes a step when what it waited for
// is done. This is what asyncio spends its time in: exact futures and tasks are asked directly, without attribute
// look-ups; a coroutine that returns makes no StopIteration.
//
// The coroutine may do anything meanwhile: cancel its own task, call its __init__. So each field is read when it is
// needed. CPython: Modules/_asynciomodule.c, Lib/asyncio/tasks.py (Task.__step, Task.__wakeup).
#include "modules/asyncio/state.hpp"
#include "modules/asyncio/task.hpp"
#include "modules/asyncio/task_news.hpp"
#include "modules/native.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/generators/generator.hpp"
#include "vm/resume.hpp"

namespace minipy::asyncio {

// ---------------------------------------------------------------- what the loop calls

namespace {

Result<void> step(Task* task, Object* exception);

// A step as an object that can be called.
struct TaskStep : Object {
    Ref<Task> task;
    Ref<Object> exception;  // null: none
    TaskStep(Type* step_type, Ref<Task> stepping, Ref<Object> thrown)
        : Object(step_type), task(std::move(stepping)), exception(std::move(thrown)) {}
    static constexpr auto references = field_list<&TaskStep::task, &TaskStep::exception>;
    static constexpr Type& type_object = task_step_type;
};

Result<Object> call_step(Object* object, const Arguments& arguments) {
    auto* self = cast<TaskStep>(object);
    if (arguments.has_keywords()) return raise(TypeError, "function takes no keyword arguments");
    if (arguments.positional > 0) return raise(TypeError, "function takes no positional arguments");
    Ref<Task> task = self->task;
    Ref<Object> exception = self->exception;
    if (task) TRY(step(task.get(), exception.get()));
    return none();
}

const Member step_members[] = {member<&TaskStep::task>("__self__")};

const TypeSpec step_spec = {
    .name = "TaskStepMethWrapper",
    .size = sizeof(TaskStep),
    .flags = TypeFlag::gc | TypeFlag::no_instantiation,
    .slots = {.deallocate = destroy<TaskStep>,
              .traverse = traverse_references<TaskStep>,
              .clear = clear_references<TaskStep>,
              .call = call_step},
    .members = step_members,
};

// The error that a done future raises in who awaits it; null: it has a result. Failing is such an error, too.
Result<void> retrieve(Object* future) {
    if (is_exact<Future>(future) || is_exact<Task>(future)) {
        TRY(take_result(future_of(future)));
        return {};
    }
    TRY(call_method(future, Str::interned_from("result").get()));
    return {};
}

// The result itself is not needed: the future's iterator gives it to the coroutine.
Result<void> wakeup(Task* self, Object* future) {
    Ref<Task> kept = share(self);
    if (retrieve(future).ok()) return step(self, nullptr);
    Ref<Object> error = take_exception();
    return step(self, error.get());
}

}  // namespace

Type task_step_type(step_spec);

const Method wakeup_row = {"task_wakeup(self, future, /)", bind<wakeup>, "Goes on with the task: future is done."};

Result<void> step_soon(Task* task, Object* exception) {
    Ref<Object> loop = task->loop, context = task->context;
    Ref<TaskStep> callback = create<TaskStep>(share(task), share(exception));
    return call_soon(loop.get(), callback.get(), nullptr, context.get());
}

namespace {

Ref<Object> wakeup_of(Task* task) {
    auto& method = state().wakeup;
    if (method == nullptr) method = std::make_unique<NativeMethod>(&wakeup_row, &Task::type_object);
    return create<NativeFunction>(method.get(), nullptr, share<Object>(task), nullptr);
}

// ---------------------------------------------------------------- what the coroutine has done

template <class... Values>
Result<void> throw_soon(Task* task, fmt::format_string<Shown<Values>...> message, const Values&... values) {
    Ref<Str> text = Str::from(format_text<Values...>(message, values...));
    Ref<Object> error = TRY(call(&RuntimeError, {text.get()}));
    tell_waits(task, nullptr);
    return step_soon(task, error.get());
}

Result<void> raised(Task* task) {
    Ref<Object> error_class = TRY(cancelled_error());
    Ref<Object> error = take_exception();
    if (given_exception_matches(error.get(), error_class.get())) {
        task->cancelled_error = std::move(error);
        TRY(cancel(task, nullptr));
        return {};
    }
    TRY(set_exception(task, error.get()));
    bool ends_all =
        given_exception_matches(error.get(), &KeyboardInterrupt) || given_exception_matches(error.get(), &SystemExit);
    if (ends_all) return restore_exception(std::move(error));
    return {};
}

Result<void> returned(Task* task, Object* value) {
    if (!std::exchange(task->must_cancel, false)) return set_result(task, value);
    Ref<Object> message = task->cancel_message;  // cancelled right before its end
    TRY(cancel(task, message.get()));
    return {};
}

// From now on it waits for a future; a cancellation that came before goes on to that.
Result<void> wait_for(Task* task, Object* future) {
    task->waits_for = share(future);
    if (!task->must_cancel) return {};
    Ref<Object> message = task->cancel_message ? task->cancel_message : none();
    Ref<Object> answer = TRY(call_method(future, Str::interned_from("cancel").get(), {message.get()}));
    if (TRY(is_true(answer.get()))) task->must_cancel = false;
    return {};
}

Result<void> other_loop(Task* task, Object* future) {
    return throw_soon(task, "Task {} got Future {} attached to a different loop", TRY(repr(task)).get(),
                      TRY(repr(future)).get());
}
Result<void> not_awaited(Task* task, Object* future) {
    return throw_soon(task, "yield was used instead of yield from in task {} with {}", TRY(repr(task)).get(),
                      TRY(repr(future)).get());
}
Result<void> await_of_itself(Task* task) {
    return throw_soon(task, "Task cannot await on itself: {}", TRY(repr(task)).get());
}

// One of our own classes, exactly.
Result<void> yielded_future(Task* task, Future* future) {
    if (future == task) return await_of_itself(task);
    if (!(future->loop == task->loop.get())) return other_loop(task, future);
    if (!future->is_awaited) return not_awaited(task, future);
    future->is_awaited = false;
    Ref<Object> wakeup = wakeup_of(task), context = task->context;
    tell_waits(task, future);
    TRY(add_callback(future, wakeup.get(), context.get()));
    return wait_for(task, future);
}

// The loop of any future: by get_loop(), or as older classes have it, `_loop`.
Result<Object> loop_of(Object* future) {
    Ref<Object> get_loop = TRY(find_attribute(future, Str::interned_from("get_loop").get()));
    if (get_loop) return call(get_loop.get());
    return get_attribute(future, Str::interned_from("_loop").get());
}

// Whatever says by the attribute that it is a future.
Result<void> yielded_like_future(Task* task, Object* future, Object* blocking) {
    if (!(TRY(loop_of(future)) == task->loop.get())) return other_loop(task, future);
    if (!TRY(is_true(blocking))) return not_awaited(task, future);
    if (future == task) return await_of_itself(task);
    TRY(set_attribute(future, Str::interned_from("_asyncio_future_blocking").get(), &False));
    Ref<Object> wakeup = wakeup_of(task), context = task->context;
    tell_waits(task, future);
    TRY(call_in_context(future, Str::interned_from("add_done_callback").get(), {wakeup.get()}, context.get()));
    return wait_for(task, future);
}

Result<void> yielded(Task* task, Object* value) {
    if (is_exact<Future>(value) || is_exact<Task>(value)) return yielded_future(task, future_of(value));
    if (is_none(value)) {
        tell_waits(task, nullptr);
        return step_soon(task, nullptr);
    }
    Ref<Object> blocking = TRY(find_attribute(value, Str::interned_from("_asyncio_future_blocking").get()));
    if (blocking && !is_none(blocking.get())) return yielded_like_future(task, value, blocking.get());
    if (is_generator(value))
        return throw_soon(task, "yield was used instead of yield from for generator in task {} with {}",
                          TRY(repr(task)).get(), TRY(repr(value)).get());
    return throw_soon(task, "Task got bad yield: {}", TRY(repr(value)).get());
}

// ---------------------------------------------------------------- a step

SendResult throw_to(Object* coroutine, Object* exception) {
    if (is_coroutine(coroutine) || is_generator(coroutine))
        return throw_into(cast<Generator>(coroutine), share(exception));
    Result<Object> item = call_method(coroutine, names::throw_, {exception});
    if (item.ok()) return {SendStatus::yielded, item.take()};
    if (!exception_matches(StopIteration)) return {SendStatus::failed, nullptr};
    Ref<Object> stop = take_exception();
    Ref<Object> value = cast<StopIterationObject>(stop.get())->value.hold();
    return {SendStatus::returned, value ? value : none()};
}

// What to throw into the coroutine now that the task is to be cancelled.
Result<Object> cancellation(Task* task, Object* exception) {
    if (exception != nullptr) {
        Ref<Object> error_class = TRY(cancelled_error());
        if (given_exception_matches(exception, error_class.get())) return share(exception);
    }
    return make_cancelled_error(task);
}

Result<void> run_coroutine(Task* task, Object* exception) {
    Ref<Object> coroutine = task->coroutine;
    SendResult sent = exception == nullptr ? send_to(coroutine.get(), &None) : throw_to(coroutine.get(), exception);
    switch (sent.status) {
        case SendStatus::failed: return raised(task);
        case SendStatus::returned: return returned(task, sent.value.get());
        default: return yielded(task, sent.value.get());
    }
}

Result<void> step(Task* task, Object* exception) {
    if (task->state != FutureState::pending) {
        Ref<Str> task_text = TRY(repr(task)), exception_text = TRY(repr(exception == nullptr ? &None : exception));
        return raise_invalid_state(format_text("_step(): already done: {} {}", task_text.get(), exception_text.get()));
    }
    Ref<Object> thrown = share(exception);
    if (task->must_cancel) {
        thrown = TRY(cancellation(task, exception));
        task->must_cancel = false;
    }
    StepNews news(task, thrown.get());
    task->waits_for.reset();
    Ref<Object> loop = task->loop;
    TRY(enter_task(loop.get(), task));
    Result<void> done = run_coroutine(task, thrown.get());
    Ref<Object> error = done.failed() ? take_exception() : Ref<Object>();
    return chain_exceptions(std::move(error), leave_task(loop.get(), task).failed());
}

}  // namespace

}  // namespace minipy::asyncio
