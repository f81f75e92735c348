// SPDX-License-Identifier: MIT
// What the module _asyncio keeps, and its two ways to the outside: the loop, and the part of asyncio that is Python.
//
// The loop is any Python object with call_soon(), get_debug() and call_exception_handler(). What is run later is given
// to its call_soon(), and comes back as a call from the loop: nothing here calls a callback itself.
//
// asyncio's Python part imports this module, so this one imports from there only when something is needed.
// CPython: Modules/_asynciomodule.c. Next: future.hpp, task.hpp, running_loop.cpp.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "modules/native_modules.hpp"
#include "runtime/containers/dict.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/functions/native_function.hpp"

namespace minipy::asyncio {

struct Task;
struct SteppingTask {
    ThreadState* thread;
    Task* task;
};

struct AsyncioState {
    static constexpr auto module = NativeModule::asyncio_module;
    Ref<Dict> current_tasks;                           // loop → the task that it runs at the moment
    Ref<Object> all_tasks;                             // a weakref.WeakSet
    Ref<Dict> library;                                 // what from_library() has found, by its name; null: nothing
    Ref<Object> cancelled_error, invalid_state_error;  // from asyncio.exceptions; null until needed
    std::uint64_t tasks_named = 0;                     // Task-1, Task-2 …
    std::unique_ptr<NativeMethod> wakeup;              // Task.task_wakeup, which no dict has
    std::vector<SteppingTask> stepping;                // while somebody watches: whose steps run
    // What is asked for in each step.
    Ref<Str> call_soon = Str::interned_from("call_soon"), get_debug = Str::interned_from("get_debug"),
             running_loop = Str::interned_from("__asyncio_running_event_loop__");
    Ref<Tuple> keyword_context = Tuple::of({Str::interned_from("context").get()});
    static constexpr auto references = field_list<&AsyncioState::current_tasks, &AsyncioState::all_tasks,
                                                  &AsyncioState::cancelled_error, &AsyncioState::invalid_state_error>;
};

inline AsyncioState& state() { return module_state<AsyncioState>(); }

// from module import name; looked up once.
Result<Object> from_library(std::string_view module, std::string_view name);
// Looks up what may be needed when modules can be imported no longer: the reprs in what is told at exit.
Result<void> load_library();

Result<Object> cancelled_error();  // the class asyncio.CancelledError
Failure raise_invalid_state(std::string_view message);

// loop.call_soon(callback, argument, context=context); the argument may be null: none.
Result<void> call_soon(Object* loop, Object* callback, Object* argument, Object* context);

// object.name(arguments…, context=context)
Result<Object> call_in_context(Object* object, Str* name, std::initializer_list<Object*> arguments, Object* context);

// Tells the loop of an exception or a state that nobody else would hear of. Failing does no harm.
void tell_exception_handler(Object* loop, Dict* report);

// The loop that runs in this thread, or the one that the policy has; get_event_loop().
Result<Object> event_loop();

// The functions of the module by theme.
extern const ModuleSpec running_loop_part, task_part;
extern Type running_loop_type;

// The task that a loop runs. RuntimeError when there is another.
Result<void> enter_task(Object* loop, Object* task);
Result<void> leave_task(Object* loop, Object* task);
Result<void> register_task(Object* task);

}  // namespace minipy::asyncio
