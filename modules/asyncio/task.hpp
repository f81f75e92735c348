// SPDX-License-Identifier: MIT
// Task: a future whose result is what a coroutine returns. The task drives the coroutine, one step at a time; the loop
// calls the steps.
//
//                    ┌── call_soon(step) ◀────────────────┐
//      __init__ ─────┤                                    │ yields None: once round the loop
//                    └─▶ step: coroutine.send(None) ──────┤
//                        ▲                                │ yields a future: `waits_for`, whose callback is the wakeup
//                        └────── wakeup(future) ◀─────────┘
//                                                         └ returns, raises: the task is done
//
// As long as the task is not done, either a step is scheduled or `waits_for` will call the wakeup.
// CPython: Modules/_asynciomodule.c, Lib/asyncio/tasks.py. Next: task.cpp (the type), task_step.cpp.
#pragma once

#include "modules/asyncio/future.hpp"

namespace minipy::asyncio {

struct Task : Future {
    bool must_cancel;             // the next step throws CancelledError
    bool logs_destroyed_pending;  // the loop is told when the task dies before its end
    bool is_told_to_wait;         // observers have been told so (task_news.hpp), and not yet that it has been woken
    Size cancel_requests;
    Ref<Object> waits_for, coroutine, name, context;
    static constexpr auto references =
        extend<&Task::waits_for, &Task::coroutine, &Task::name, &Task::context>(Future::references);
    static Type type_object;
};

inline Task* task_of(Object* self) { return static_cast<Task*>(self); }

// Lets the loop call a step; exception null: none is thrown into the coroutine.
Result<void> step_soon(Task* task, Object* exception);
// Row of the method by which a future wakes a task.
extern const Method wakeup_row;

extern Type task_step_type;

}  // namespace minipy::asyncio
