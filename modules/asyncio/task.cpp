// SPDX-License-Identifier: MIT
// The type asyncio.Task, and the tasks that there are. CPython: Modules/_asynciomodule.c, Lib/asyncio/tasks.py.
// Next: task_step.cpp.
#include "modules/asyncio/task.hpp"

#include "modules/asyncio/state.hpp"
#include "modules/language/contextvars.hpp"
#include "modules/native.hpp"
#include "runtime/generators/generator.hpp"
#include "runtime/types/generic_alias.hpp"

namespace minipy::asyncio {

// ---------------------------------------------------------------- which task runs, which there are

Result<void> enter_task(Object* loop, Object* task) {
    Ref<Dict> tasks = state().current_tasks;
    Hash loop_hash = TRY(hash(loop));
    Ref<Object> current = TRY(dict_get(tasks.get(), loop, loop_hash));
    if (!current) return dict_set(tasks.get(), loop, loop_hash, task);
    return raise(RuntimeError, "Cannot enter into task {} while another task {} is being executed.",
                 TRY(repr(task)).get(), TRY(repr(current.get())).get());
}

Result<void> leave_task(Object* loop, Object* task) {
    Ref<Dict> tasks = state().current_tasks;
    Ref<Object> current = TRY(dict_get(tasks.get(), loop));
    if (current.get() == task) {
        TRY(dict_delete(tasks.get(), loop));
        return {};
    }
    if (!current) current = none();
    return raise(RuntimeError, "Leaving task {} does not match the current task {}.", TRY(repr(task)).get(),
                 TRY(repr(current.get())).get());
}

namespace {

Result<void> tell_all_tasks(const char* method, Object* task) {
    Ref<Object> all = state().all_tasks;
    TRY(call_method(all.get(), Str::interned_from(method).get(), {task}));
    return {};
}

Result<void> unregister_task(Object* task) { return tell_all_tasks("discard", task); }

const Method module_functions[] = {
    {"_enter_task(loop, task)", bind<enter_task>, "Notes that a loop runs a task from now on."},
    {"_leave_task(loop, task)", bind<leave_task>, "Notes that a loop runs the task no longer."},
    {"_register_task(task)", bind<register_task>, "Adds a task to those that all_tasks() tells of."},
    {"_unregister_task(task)", bind<unregister_task>, "Takes a task out of those that all_tasks() tells of."},
};

}  // namespace

Result<void> register_task(Object* task) { return tell_all_tasks("add", task); }
extern const ModuleSpec task_part = {.functions = module_functions};

namespace {

// ---------------------------------------------------------------- beginning and end

Result<bool> is_coroutine_like(Object* object) {
    if (is_coroutine(object)) return true;
    Ref<Object> asks = TRY(from_library("asyncio.coroutines", "iscoroutine"));
    return is_true(TRY(call(asks.get(), {object})).get());
}

Result<Object> task_name(Object* name) {
    if (is_none(name)) return Str::from(format_text("Task-{}", ++state().tasks_named));
    return is_exact<Str>(name) ? share(name) : Ref<Object>(TRY(to_str(name)));
}

Result<void> task_init(Task* self, Object* coroutine, Object* loop, Object* name, Object* context) {
    TRY(initialize(self, loop));
    if (!TRY(is_coroutine_like(coroutine))) {
        self->logs_destroyed_pending = false;
        return raise(TypeError, "a coroutine was expected, got {}", TRY(repr(coroutine)).get());
    }
    self->context = is_none(context) ? TRY(copy_context()) : share(context);
    self->waits_for.reset();
    self->must_cancel = false;
    self->logs_destroyed_pending = true;
    self->cancel_requests = 0;
    self->coroutine = share(coroutine);
    self->name = TRY(task_name(name));
    TRY(step_soon(self, nullptr));
    return register_task(self);
}

void task_finalize(Object* object) {
    Task* self = task_of(object);
    if (self->state == FutureState::pending && self->logs_destroyed_pending && self->loop) {
        PreserveException preserved;
        Ref<Dict> report = report_about("task", self, self, "Task was destroyed but it is pending!");
        tell_exception_handler(self->loop.get(), report.get());
    }
    future_finalize(object);
}

Result<Object> task_repr(Object* self) {
    TRY(check_initialized(future_of(self)));
    Ref<Object> shown = TRY(from_library("asyncio.base_tasks", "_task_repr"));
    return call(shown.get(), {self});
}

// ---------------------------------------------------------------- methods

Failure not_supported(const char* operation) {
    return raise(RuntimeError, "Task does not support {} operation", operation);
}
Result<void> set_result_method(Task*, Object*) { return not_supported("set_result"); }
Result<void> set_exception_method(Task*, Object*) { return not_supported("set_exception"); }

// What it waits for is cancelled, and that wakes the task; it may be a task that takes no notice. Else the next step
// throws the CancelledError.
Result<bool> task_cancel_method(Task* self, Object* message) {
    self->logs_exception = false;
    if (self->state != FutureState::pending) return false;
    ++self->cancel_requests;
    if (Ref<Object> waited = self->waits_for) {
        Ref<Object> answer = TRY(call_method(waited.get(), Str::interned_from("cancel").get(), {message}));
        if (TRY(is_true(answer.get()))) return true;
    }
    self->must_cancel = true;
    self->cancel_message = share(message);
    return true;
}

Result<Size> cancelling_method(Task* self) { return self->cancel_requests; }
Result<Size> uncancel_method(Task* self) {
    if (self->cancel_requests > 0) --self->cancel_requests;
    return self->cancel_requests;
}

Result<Object> get_stack(Task* self, Object* limit) {
    Ref<Object> function = TRY(from_library("asyncio.base_tasks", "_task_get_stack"));
    return call(function.get(), {self, limit});
}
Result<Object> print_stack(Task* self, Object* limit, Object* file) {
    Ref<Object> function = TRY(from_library("asyncio.base_tasks", "_task_print_stack"));
    return call(function.get(), {self, limit, file});
}

Result<Object> get_name(Task* self) { return self->name ? self->name : none(); }
Result<void> set_name(Task* self, Object* value) {
    self->name = is_exact<Str>(value) ? share(value) : Ref<Object>(TRY(to_str(value)));
    return {};
}
Result<Object> get_coro(Task* self) { return self->coroutine ? self->coroutine : none(); }

Result<Object> get_must_cancel(Object* self) { return to_bool(task_of(self)->must_cancel); }
Result<Object> get_logs_destroyed_pending(Object* self) { return to_bool(task_of(self)->logs_destroyed_pending); }
Result<void> set_logs_destroyed_pending(Object* self, Object* value) {
    if (value == nullptr) return raise(AttributeError, "cannot delete attribute");
    task_of(self)->logs_destroyed_pending = TRY(is_true(value));
    return {};
}

const Method task_methods[] = {
    {"set_result(self, result, /)", bind<set_result_method>, "Raises RuntimeError: only the coroutine ends a task."},
    {"set_exception(self, exception, /)", bind<set_exception_method>,
     "Raises RuntimeError: only the coroutine ends a task."},
    {"cancel(self, /, msg=None)", bind<task_cancel_method>,
     "Asks the coroutine to end, by a CancelledError where it waits; it may go on nevertheless."},
    {"cancelling(self, /)", bind<cancelling_method>, "Counts the calls of cancel() that were not taken back."},
    {"uncancel(self, /)", bind<uncancel_method>, "Takes one cancel() back, and tells how many are left."},
    {"get_stack(self, /, *, limit=None)", bind<get_stack>, "Lists the frames where the coroutine waits or has failed."},
    {"print_stack(self, /, *, limit=None, file=None)", bind<print_stack>,
     "Prints where the coroutine waits or has failed."},
    {"get_name(self, /)", bind<get_name>, "Gives the name of the task."},
    {"set_name(self, value, /)", bind<set_name>, "Gives the task another name."},
    {"get_coro(self, /)", bind<get_coro>, "Gives the coroutine that the task drives."},
    {"__class_getitem__(type, item, /)", bind<make_generic_alias>,
     "Makes an alias with a type argument, such as Task[int].", MethodKind::class_method},
};

const Getter task_getters[] = {
    {"_log_destroy_pending", get_logs_destroyed_pending, set_logs_destroyed_pending},
    {"_must_cancel", get_must_cancel},
    {"_coro", get_or_none<Task, &Task::coroutine>},
    {"_fut_waiter", get_or_none<Task, &Task::waits_for>},
};

const TypeSpec task_spec = {
    .name = "_asyncio.Task",
    .doc = "A coroutine that an event loop runs, beside others.",
    .size = sizeof(Task),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .base = &Future::type_object,
    .slots = {.deallocate = destroy<Task>,
              .traverse = traverse_references<Task>,
              .clear = clear_references<Task>,
              .finalize = task_finalize,
              .init = init_by_signature<"Task(self, /, coro, *, loop=None, name=None, context=None)", task_init>,
              .repr = task_repr},
    .methods = task_methods,
    .getters = task_getters,
    .text_signature = "(coro, *, loop=None, name=None, context=None)",
};

}  // namespace

Type Task::type_object(task_spec);

}  // namespace minipy::asyncio
