// SPDX-License-Identifier: MIT
// Module _asyncio: the parts of asyncio that run for each await: futures, tasks, which loop runs. The loops themselves
// and everything else are Python. CPython: Modules/_asynciomodule.c. Next: state.hpp, future.hpp.
#include "modules/asyncio/state.hpp"
#include "modules/asyncio/task.hpp"
#include "modules/native.hpp"
#include "runtime/modules/import.hpp"

namespace minipy {

namespace asyncio {

// ---------------------------------------------------------------- the Python part

Result<Object> from_library(std::string_view module, std::string_view name) {
    Ref<Str> key = Str::interned_from(name);
    if (!state().library) state().library = Dict::create();
    if (Object* known = dict_get_name(state().library.get(), key.get())) return share(known);
    Ref<Module> imported = TRY(import_module(module));
    Ref<Object> found = TRY(import_from(imported.get(), key.get()));
    if (state().library) dict_set_name(state().library.get(), key.get(), found.get());
    return found;
}

Result<void> load_library() {
    if (state().cancelled_error) return {};
    TRY(from_library("asyncio.base_futures", "_future_repr"));
    TRY(from_library("asyncio.base_tasks", "_task_repr"));
    TRY(cancelled_error());
    return {};
}

namespace {

Result<Object> exception_class(Ref<Object> AsyncioState::*cached, std::string_view name) {
    if (!(state().*cached)) {
        Ref<Object> found = TRY(from_library("asyncio.exceptions", name));
        state().*cached = std::move(found);
    }
    return state().*cached;
}

}  // namespace

Result<Object> cancelled_error() { return exception_class(&AsyncioState::cancelled_error, "CancelledError"); }

Failure raise_invalid_state(std::string_view message) {
    Result<Object> found = exception_class(&AsyncioState::invalid_state_error, "InvalidStateError");
    if (found.failed()) return Failure{};
    Ref<Object> error_class = found.take();
    Ref<Str> text = Str::from(message);
    Result<Object> error = call(error_class.get(), {text.get()});
    if (error.failed()) return Failure{};
    return raise_instance(error.take());
}

// ---------------------------------------------------------------- calling the loop

Result<Object> call_in_context(Object* object, Str* name, std::initializer_list<Object*> arguments, Object* context) {
    Tuple* names = state().keyword_context.get();
    bool unbound = false;
    Ref<Object> method = TRY(load_method(object, name, unbound));
    Object* values[4];
    Size count = 0;
    if (unbound) values[count++] = object;
    for (Object* argument : arguments) values[count++] = argument;
    values[count] = context;
    return call(method.get(), {values, count, names});
}

Result<void> call_soon(Object* loop, Object* callback, Object* argument, Object* context) {
    Str* name = state().call_soon.get();
    if (argument == nullptr) TRY(call_in_context(loop, name, {callback}, context));
    else TRY(call_in_context(loop, name, {callback, argument}, context));
    return {};
}

void tell_exception_handler(Object* loop, Dict* report) {
    Result<Object> found = get_attribute(loop, Str::interned_from("call_exception_handler").get());
    if (found.failed()) return clear_exception();  // a loop need not have one
    Ref<Object> handler = found.take();
    if (call(handler.get(), {report}).failed()) write_unraisable(handler.get());
}

// ---------------------------------------------------------------- the module

namespace {

constexpr ModuleType types[] = {&Future::type_object, &Task::type_object, ModuleType::hidden(&future_iterator_type),
                                ModuleType::hidden(&task_step_type), ModuleType::hidden(&running_loop_type)};

Result<void> execute(Module* module) {
    AsyncioState& own = state();
    if (!own.current_tasks) own.current_tasks = Dict::create();
    if (!own.all_tasks) {
        Ref<Object> weak_set = TRY(from_library("weakref", "WeakSet"));
        Ref<Object> tasks = TRY(call(weak_set.get()));
        state().all_tasks = std::move(tasks);
    }
    module->set("_all_tasks", state().all_tasks.get());
    module->set("_current_tasks", state().current_tasks.get());
    return {};
}

constexpr const ModuleSpec* parts[] = {&running_loop_part, &task_part};

}  // namespace

}  // namespace asyncio

extern const ModuleSpec asyncio_module = {
    .name = "_asyncio",
    .doc = "Futures and tasks for asyncio, and which event loop runs.",
    .state = &state_spec<asyncio::AsyncioState>,
    .types = asyncio::types,
    .parts = asyncio::parts,
    .exec = asyncio::execute,
};

}  // namespace minipy
