// SPDX-License-Identifier: MIT
// Events of asyncio's tasks and of signals in words. Next: effects.cpp, vm/task_observer.hpp.
#include <fmt/format.h>

#include "trace/effects.hpp"
#include "trace/value_text.hpp"

namespace minipy::trace {

namespace {

std::string_view waker_text(Waker waker) {
    switch (waker) {
        case Waker::timer: return "a timer";
        case Waker::loop: return "the loop";
        default: return "code outside of the loop";
    }
}

std::string_view end_text(FutureEnd end) {
    switch (end) {
        case FutureEnd::returned: return "is done";
        case FutureEnd::raised: return "has an exception";
        case FutureEnd::cancelled: return "is cancelled";
    }
    return "";
}

std::string sender_text(const field::SignalFields& fields) {
    switch (fields.sender) {
        case SignalSender::itself: return "sent by this process itself";
        case SignalSender::process: return fmt::format("sent by process {}", fields.process);
        case SignalSender::child: return fmt::format("of child process {}", fields.process);
        case SignalSender::timer: return "of a timer";
        case SignalSender::kernel: return "sent by the system, as for Ctrl-C";
    }
    return "";
}

}  // namespace

// The values are the task, what it is about, and, if a call is shown, its arguments; of an awakening, who wakes it.
std::string Effects::describe_task(const Event& event, const Batch& batch) const {
    auto values = batch.values_of(event);
    auto is_there = [&](std::size_t index) { return values[index].kind != ValueKind::null; };
    auto named = [&](std::size_t index) { return show_by_name(values[index], batch); };
    auto call = [&] { return call_text(event.task_call.callee, values.subspan(2), batch, show_briefly); };
    std::string text = named(0);
    switch (event.kind) {
        case EventKind::task_made:
            if (event.task_call.callee != no_code) text += " for " + call();
            return is_there(1) ? fmt::format("{}, by {}", text, named(1)) : text;
        case EventKind::task_runs:
            text += !event.turn.has_begun ? " begins" : " goes on" + fmt::format(" → n={}", event.turn.since);
            return is_there(1) ? fmt::format("{}, {} is thrown into it", text, show_value(values[1], batch)) : text;
        case EventKind::task_waits:
            text += is_there(1) ? " for " + named(1) : " for its next turn";
            return event.task_call.callee != no_code ? fmt::format("{}, in {}", text, call()) : text;
        case EventKind::task_woken:
            text += is_there(1) ? fmt::format(": {} {}", named(1), end_text(event.wake.end)) : ": it is its turn";
            if (is_there(2) && is_there(1) && identity_of(values[1]) == identity_of(values[2])) return text;
            return fmt::format("{}, by {}", text, is_there(2) ? named(2) : std::string(waker_text(event.wake.waker)));
        case EventKind::task_named: return fmt::format("{} is {} now", text, clean_text(batch.text_of(values[1])));
        case EventKind::task_cancel: return is_there(1) ? fmt::format("{}, by {}", text, named(1)) : text;
        default: break;
    }
    switch (event.task_end.end) {
        case FutureEnd::returned: return fmt::format("{} returns {}", text, show_value(values[1], batch));
        case FutureEnd::raised: return fmt::format("{} raises {}", text, show_value(values[1], batch));
        default: return text + " is cancelled";
    }
}

std::string Effects::describe_signal(const Event& event, const Batch& batch) const {
    const Value& value = batch.values[event.first];
    if (event.kind == EventKind::signal_over)
        return event.handled_signal.has_raised ? "raises " + show_value(value, batch) : "returns";
    if (event.kind == EventKind::signal_handled) {
        const std::vector<InstructionText>& units = codes_[event.code].units;
        std::string where = event.unit == no_unit ? "" : " behind " + units[std::size_t(event.unit)].text();
        return (value.kind == ValueKind::null ? "KeyboardInterrupt" : show_value(value, batch)) + where;
    }
    const field::SignalFields& fields = event.arrival;
    std::string_view name = batch.text_of(value);
    std::string text = name.empty() ? fmt::format("signal {}", fields.number) : fmt::format("SIG{}", name);
    text += ", " + sender_text(fields);
    return fields.descriptor < 0 ? text : fmt::format("{}; written to wakeup descriptor {}", text, fields.descriptor);
}

}  // namespace minipy::trace
