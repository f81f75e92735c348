// SPDX-License-Identifier: MIT
// News of tasks; task_news.hpp says for whom. Who wakes a task is read from what runs at that moment: the task whose
// step it is, or the loop's handle. CPython: none.
#include "modules/asyncio/task_news.hpp"

#include <ranges>

#include "modules/asyncio/state.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/functions/native_function.hpp"

namespace minipy::asyncio {

namespace {

TaskNews news_of(Object* future) {
    if (future == nullptr || is_none(future)) return {};
    if (!is<Task>(future)) return {future, nullptr, nullptr};
    Task* task = task_of(future);
    return {task, task->name.get(), task->coroutine.get()};
}

// The task whose step this thread runs; nobody: {}.
TaskNews running_task() {
    for (const SteppingTask& step : std::views::reverse(state().stepping)) {
        if (step.thread == current_thread) return news_of(step.task);
    }
    return {};
}

// A callback of the loop runs as the method _run() of its handle (Lib/asyncio/events.py).
Waker running_handle() {
    for (Frame* frame = current_thread->frame; frame != nullptr; frame = frame->previous) {
        Object* self = frame->code->parameter_count() > 0 ? frame->locals[0] : nullptr;
        if (self == nullptr || !frame->code->parts.name->equals("_run")) continue;
        if (self->type->name->equals("TimerHandle")) return Waker::timer;
        if (self->type->name->equals("Handle")) return Waker::loop;
    }
    return Waker::nowhere;
}

FutureEnd end_of(const Future* future) {
    if (future->state == FutureState::cancelled) return FutureEnd::cancelled;
    return future->exception ? FutureEnd::raised : FutureEnd::returned;
}

void tell_woken(Task* task, Object* future, FutureEnd end) {
    task->is_told_to_wait = false;
    TaskNews by = running_task();
    Waker waker = by.task != nullptr ? Waker::task : running_handle();
    task_watchers.tell<&TaskObserver::task_woken>(news_of(task), news_of(future), end, waker, by);
}

}  // namespace

void tell_made(Task* task) {
    task->is_told_to_wait = false;
    if (tasks_are_watched()) task_watchers.tell<&TaskObserver::task_made>(news_of(task), running_task());
}

void tell_named(Task* task, Object* name) {
    if (tasks_are_watched()) task_watchers.tell<&TaskObserver::task_named>(news_of(task), name);
}

void tell_waits(Task* task, Object* future) {
    if (!tasks_are_watched()) return;
    task->is_told_to_wait = true;
    task_watchers.tell<&TaskObserver::task_waits>(news_of(task), news_of(future));
}

void tell_cancel_asked(Task* task) {
    if (tasks_are_watched()) task_watchers.tell<&TaskObserver::task_cancel_asked>(news_of(task), running_task());
}

void tell_done(Task* task) {
    FutureEnd end = end_of(task);
    Object* outcome = end == FutureEnd::returned ? task->result.get() : task->exception.get();
    task_watchers.tell<&TaskObserver::task_done>(news_of(task), end, outcome);
}

void tell_callback(Object* callback, Future* future) {
    if (!tasks_are_watched()) return;
    auto* function = as<NativeFunction>(callback);
    bool wakes = function != nullptr && function->method == state().wakeup.get() && is<Task>(function->self.get());
    if (wakes && task_of(function->self.get())->is_told_to_wait)
        tell_woken(task_of(function->self.get()), future, end_of(future));
}

StepNews::StepNews(Task* task, Object* thrown) : is_told_(tasks_are_watched()) {
    if (!is_told_) return;
    if (task->is_told_to_wait) tell_woken(task, task->waits_for.get(), FutureEnd::returned);
    state().stepping.push_back({current_thread, task});
    task_watchers.tell<&TaskObserver::task_runs>(news_of(task), thrown);
}

StepNews::~StepNews() {
    if (!is_told_) return;
    auto& stepping = state().stepping;
    auto last = std::ranges::find(std::views::reverse(stepping), current_thread, &SteppingTask::thread);
    if (last != std::views::reverse(stepping).end()) stepping.erase(std::next(last).base());
}

}  // namespace minipy::asyncio
