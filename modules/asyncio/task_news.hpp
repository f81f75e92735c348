// SPDX-License-Identifier: MIT
// Telling observers what happens to tasks (vm/task_observer.hpp). As long as nobody watches, each of these costs a
// comparison; none runs Python code. Next: task_news.cpp.
#pragma once

#include "modules/asyncio/task.hpp"
#include "vm/task_observer.hpp"

namespace minipy::asyncio {

inline bool tasks_are_watched() { return !task_watchers.empty(); }

void tell_made(Task* task);
void tell_named(Task* task, Object* name);
void tell_waits(Task* task, Object* future);  // null: it lets others run
void tell_cancel_asked(Task* task);
void tell_done(Task* task);  // to be called only while somebody watches
// The future is done, and this is one of its callbacks.
void tell_callback(Object* callback, Future* future);

// While a task's step runs: it has been woken, if nobody has told that, and is the one that wakes others.
class StepNews {
public:
    StepNews(Task* task, Object* thrown);
    ~StepNews();
    StepNews(const StepNews&) = delete;
    StepNews& operator=(const StepNews&) = delete;

private:
    bool is_told_;
};

}  // namespace minipy::asyncio
