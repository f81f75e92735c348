// SPDX-License-Identifier: MIT
// The recorder's events of asyncio's tasks, and of signals. A task is told where its coroutine stands, which is not
// where the loop runs: at the innermost await of the program's own code; what that has called of the library is told
// beside it. Next: vm/task_observer.hpp, vm/signal_observer.hpp.
#include "runtime/generators/async_awaitable.hpp"
#include "trace/recorder.hpp"
#include "trace/snapshot_text.hpp"

namespace minipy::trace {

namespace {

Generator* as_generator(Object* object) {
    if (is_coroutine(object) || is_generator(object) || is_async_generator(object)) return cast<Generator>(object);
    if (auto* sends = as<AsyncSend>(object)) return sends->generator.get();
    if (auto* throws = as<AsyncThrow>(object)) return throws->generator.get();
    return nullptr;
}

}  // namespace

Recorder::Standing Recorder::standing_of(Object* coroutine) {
    Standing found;
    bool for_library = !activations_.empty() && activations_.back().in_library;
    while (Generator* generator = coroutine == nullptr ? nullptr : as_generator(coroutine)) {
        const CodeTable& table = codes_[codes_.id_of(generator->code.get())];
        if (!runs_in_library(table, for_library)) found = {generator, nullptr};
        else if (found.own == nullptr) found.own = generator;
        else if (found.called == nullptr) found.called = generator;
        coroutine = delegate_of(generator);
    }
    return found;
}

// Where a coroutine stands: at its await, at its first line, or, if it is over, just in it.
Event Recorder::task_event(EventKind kind, Generator* generator) {
    Event event = thread_event(kind, task);
    if (generator == nullptr) return event;
    event.code = codes_.id_of(generator->code.get());
    event.depth = int(activations_.size());
    event.in_library = false;
    event.unit = 0;
    event.line = generator->code->parts.first_line;
    if (generator->state == GeneratorState::suspended) {
        event.unit = std::max(generator->frame()->unit(), 0);
        event.line = codes_[event.code].lines[std::size_t(event.unit)];
    } else if (generator->state == GeneratorState::finished) {
        event.line = -1;
    }
    return event;
}

// Where the program itself is: it may be inside the library.
Event Recorder::event_in_program(EventKind kind) {
    Event event = thread_event(kind, task);
    for (std::size_t index = activations_.size(); index-- > 0;) {
        if (activations_[index].in_library) continue;
        static_cast<Place&>(event) = place_of(activations_[index]);
        break;
    }
    return event;
}

Value Recorder::task_value(const TaskNews& news) {
    return news.task == nullptr ? Value() : snapshot_.of_named(news.task, news.name, draft_);
}

// The call as it was made, if it is one of a Python function: cook(dish='rice').
void Recorder::add_call_of(Generator* generator, Event& event, std::vector<Value>& values) {
    if (generator == nullptr || generator->state == GeneratorState::finished) return;
    event.task_call.callee = codes_.id_of(generator->code.get());
    Frame* frame = generator->frame();
    int count = std::min(frame->code->parameter_count(), frame->code->localsplus_count);
    for (int index = 0; index < count; ++index) values.push_back(snapshot_.of(frame->locals[index], draft_));
}

void Recorder::task_made(const TaskNews& task, const TaskNews& maker) {
    if (!wants(trace::task)) return;
    Event event = event_in_program(EventKind::task_made);
    event.task_call = {};
    std::vector<Value> values = {task_value(task), task_value(maker)};
    add_call_of(task.coroutine == nullptr ? nullptr : as_generator(task.coroutine), event, values);
    begun_tasks_.erase(identities_.identity_of(task.task));
    add(event, values);
}

void Recorder::task_named(const TaskNews& task, Object* name) {
    if (!wants(trace::task)) return;
    std::string text = name_text(name);
    add(event_in_program(EventKind::task_named), {task_value(task), Snapshot::of_text(text, text.size(), draft_)});
}

void Recorder::task_runs(const TaskNews& task, Object* thrown) {
    if (!wants(trace::task)) return;
    bool is_first = begun_tasks_.insert(identities_.identity_of(task.task)).second;
    Event event = task_event(EventKind::task_runs, standing_of(task.coroutine).own);
    event.turn = {!is_first, 0};
    add(event, {task_value(task), thrown == nullptr ? Value() : snapshot_.of_exception(thrown, draft_)});
}

void Recorder::task_waits(const TaskNews& task, const TaskNews& future) {
    if (!wants(trace::task)) return;
    Standing standing = standing_of(task.coroutine);
    Event event = task_event(EventKind::task_waits, standing.own);
    event.task_call = {};
    std::vector<Value> values = {task_value(task), task_value(future)};
    add_call_of(standing.called, event, values);
    add(event, values);
}

void Recorder::task_woken(const TaskNews& task, const TaskNews& future, FutureEnd end, Waker waker,
                          const TaskNews& by) {
    if (!wants(trace::task)) return;
    Event event = event_in_program(EventKind::task_woken);
    event.wake = {end, waker, 0};
    add(event, {task_value(task), task_value(future), task_value(by)});
}

void Recorder::task_cancel_asked(const TaskNews& task, const TaskNews& by) {
    if (wants(trace::task)) add(event_in_program(EventKind::task_cancel), {task_value(task), task_value(by)});
}

void Recorder::task_done(const TaskNews& task, FutureEnd end, Object* outcome) {
    if (!wants(trace::task)) return;
    Event event = task_event(EventKind::task_done, task.coroutine == nullptr ? nullptr : as_generator(task.coroutine));
    event.task_end = {end};
    Value value;
    if (end == FutureEnd::returned && outcome != nullptr) value = snapshot_.of(outcome, draft_);
    if (end == FutureEnd::raised && outcome != nullptr) value = snapshot_.of_exception(outcome, draft_);
    begun_tasks_.erase(identities_.identity_of(task.task));
    add(event, {task_value(task), value});
}

// ---------------------------------------------------------------- signals

Event Recorder::handled_signal_event(EventKind kind, int number, bool has_raised) const {
    Event event = thread_event(kind, signal);
    event.handled_signal = {number, has_raised};
    return event;
}

void Recorder::signal_arrived(const SignalNews& news) {
    if (!wants(signal)) return;
    interrupt(Blocking::turn_over);
    Event event = thread_event(EventKind::signal_arrived, signal);
    event.arrival = {news.number, news.sender, news.process, news.wakeup_descriptor};
    add(event, {Snapshot::of_text(news.name, news.name.size(), draft_)});
}

void Recorder::signal_handler_begins(int number, Object* handler) {
    if (!wants(signal)) return;
    add(handled_signal_event(EventKind::signal_handled, number, false), {snapshot_.of(handler, draft_)});
}

void Recorder::signal_handler_ends(int number, bool has_raised) {
    if (!wants(signal)) return;
    Event event = handled_signal_event(EventKind::signal_over, number, has_raised);
    Object* exception = current_thread->exception.get();
    add(event, {has_raised ? snapshot_.of_exception(exception, draft_) : Value()});
}

}  // namespace minipy::trace
