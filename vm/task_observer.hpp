// SPDX-License-Identifier: MIT
// What an observer of asyncio's tasks is told, by the thread whose loop runs them:
//
//      made ──▶ ready ──▶ runs ──┬──▶ waits for a future, or once round the loop ──▶ woken: ready again
//                                └──▶ done: has returned, has raised, is cancelled
//
// All objects are borrowed. Next: modules/asyncio/task_news.cpp, which tells; trace/recorder_tasks.cpp, which is told.
#pragma once

#include <cstdint>

#include "vm/watchers.hpp"

namespace minipy {

struct Object;

// A task, or another future: that has no name.
struct TaskNews {
    Object* task = nullptr;
    Object* name = nullptr;
    Object* coroutine = nullptr;
};

// Who makes a future done, and so wakes who waits for it.
enum class Waker : std::uint8_t {
    task,     // one that runs
    timer,    // of the loop
    loop,     // another callback of the loop
    nowhere,  // code that no loop has called
};

// How a task or another future has ended.
enum class FutureEnd : std::uint8_t { returned, raised, cancelled };

struct TaskObserver {
    // `maker`, `by`: the task that runs at this moment; its `task` is null if none does.
    virtual void task_made(const TaskNews& task, const TaskNews& maker) = 0;
    // It gets another name than it has.
    virtual void task_named(const TaskNews& task, Object* name) = 0;
    // `thrown` null: its await, if it had stopped at one, has come to an end.
    virtual void task_runs(const TaskNews& task, Object* thrown) = 0;
    // `future.task` null: it only lets others run.
    virtual void task_waits(const TaskNews& task, const TaskNews& future) = 0;
    virtual void task_woken(const TaskNews& task, const TaskNews& future, FutureEnd end, Waker waker,
                            const TaskNews& by) = 0;
    // Somebody has called its cancel().
    virtual void task_cancel_asked(const TaskNews& task, const TaskNews& by) = 0;
    // The result, or the exception; null if it was cancelled.
    virtual void task_done(const TaskNews& task, FutureEnd end, Object* outcome) = 0;

protected:
    ~TaskObserver() = default;
};

inline Watchers<TaskObserver> task_watchers;

}  // namespace minipy
