// SPDX-License-Identifier: MIT
// Watching the loop: frames, lines, instructions, exceptions.
#include "trace/recorder.hpp"

#include <fmt/format.h>

#include "compiler/opcode.hpp"
#include "runtime/object/errors.hpp"

namespace minipy::trace {

using compiler::Opcode;

Recorder::Recorder(Options options)
    : options_(std::move(options)), printer_(options_, identities_), codes_(printer_), filter_(options_), writer_(options_), effects_(printer_) {
    identities_.forgotten = [this](const Object* object) { codes_.forget(object); };
}

void Recorder::start() { observer = this; }

void Recorder::stop() {
    // The loop that is still on its way out may call once more: it finds a recorder that is silent.
    observer = nullptr;
    std::string reason = "the program ended";
    if (current_thread->exception) reason = "ended by " + printer_.show_exception(current_thread->exception.get());
    if (muted_) reason += fmt::format("; recording stopped after {} events (--max-events=N records more)", options_.max_events);
    writer_.finish(reason, clock_);
    muted_ = true;
}

// ---------------------------------------------------------------- events

Event Recorder::event_at(const Activation& activation, Category category) {
    Event event;
    event.number = ++clock_;
    event.category = category;
    event.code = activation.code;
    event.unit = std::max(activation.unit, 0);
    event.line = activation.line;
    event.depth = int(&activation - activations_.data());
    return event;
}

void Recorder::emit(Event event) {
    if (muted_ || !wants(event.category) || !filter_.accepts(event)) return;
    if (!writer_.add(std::move(event))) reach_limit();
}

void Recorder::reach_limit() {
    muted_ = true;
    if (!options_.stop_at_limit || end_process == nullptr) return;
    observer = nullptr;
    writer_.finish(fmt::format("stopped: {} events were recorded (--max-events=N records more)", options_.max_events), clock_);
    end_process();
}

Recorder::Activation& Recorder::activation_of(Frame* frame) {
    while (!activations_.empty() && activations_.back().frame != frame) {
        bool below = false;
        for (const Activation& other : activations_) below = below || other.frame == frame;
        if (!below) break;
        activations_.pop_back();
    }
    if (activations_.empty() || activations_.back().frame != frame) {
        Activation fresh;
        fresh.frame = frame;
        fresh.code = codes_.of(frame->code);
        activations_.push_back(std::move(fresh));
    }
    return activations_.back();
}

// ---------------------------------------------------------------- instructions

void Recorder::note_line(Activation& activation, int opcode, int unit) {
    int now = activation.code->units[std::size_t(unit)].line;
    bool backwards = unit <= activation.unit;
    activation.unit = unit;
    if (now < 0 || opcode == static_cast<int>(Opcode::RESUME)) return;
    if (now == activation.line && !backwards) return;
    activation.line = now;
    Event event = event_at(activation, line);
    event.what = std::string(sources_.line(activation.code->file, now));
    emit(std::move(event));
}

Result<void> Recorder::before_instruction(Frame* frame, int opcode, int operand) {
    if (muted_) return {};
    Activation& activation = activation_of(frame);
    activation.raising = false;
    note_line(activation, opcode, frame->unit());
    if (muted_ || !wants(op | locals)) return {};
    effects_.begin(activation.step, frame, opcode, operand);
    activation.pending = true;
    activation.row_written = false;
    return {};
}

void Recorder::write_pending(Activation& activation, const std::string& effect) {
    if (!activation.pending) return;
    activation.pending = false;
    activation.row_written = true;
    Event event = event_at(activation, op);
    event.unit = activation.step.unit;
    if (wants(stack)) event.stack = effects_.stack_column(activation.step, activation.frame, false);
    event.effect = effect;
    if (options_.explain) {
        if (auto* info = compiler::opcode_info(static_cast<std::uint8_t>(activation.step.opcode))) event.sentence = info->sentence;
    }
    emit(std::move(event));
}

void Recorder::after_instruction(Frame* frame) {
    if (muted_ || !wants(op | locals)) return;
    Activation& activation = activation_of(frame);
    if (activation.row_written) {
        // C++ called Python on the way, and the row is out. What came of it:
        activation.row_written = false;
        Event event = event_at(activation, op);
        event.what = "  … done";
        bool has_top = frame->stack_pointer > frame->stack_base();
        if (wants(stack) && has_top) event.stack = fmt::format("[+{}]", printer_.show(frame->stack_pointer[-1]));
        emit(std::move(event));
        return;
    }
    if (!activation.pending) return;
    activation.pending = false;
    Event event = event_at(activation, op);
    event.unit = activation.step.unit;
    if (wants(stack)) event.stack = effects_.stack_column(activation.step, frame, true);
    event.effect = effects_.describe(activation.step, frame, activation.code->units[std::size_t(event.unit)], wants(locals));
    if (options_.explain) {
        if (auto* info = compiler::opcode_info(static_cast<std::uint8_t>(activation.step.opcode))) event.sentence = info->sentence;
    }
    emit(std::move(event));
}

// ---------------------------------------------------------------- frames

std::string Recorder::arguments_of(Frame* frame) const {
    std::string text;
    int count = std::min(frame->code->parameter_count(), frame->code->localsplus_count);
    for (int index = 0; index < count; ++index) {
        if (index > 0) text += ", ";
        text += frame->code->local_name(index)->to_string();
        if (frame->locals[index] != nullptr) text += "=" + printer_.show(frame->locals[index]);
    }
    return text;
}

Result<void> Recorder::enter(Frame* frame) {
    if (muted_) return {};
    bool goes_on = frame->generator != nullptr && frame->unit() > frame->code->first_traceable;
    std::string name = frame->code->parts.name->to_string();
    std::string effect = goes_on ? fmt::format("{} goes on", name) : fmt::format("call {}({})", name, arguments_of(frame));
    std::uint64_t called_at = clock_ + 1;
    bool told = false;
    if (!activations_.empty() && activations_.back().pending && wants(op)) {
        write_pending(activations_.back(), effect);
        told = true;
    }
    Activation fresh;
    fresh.frame = frame;
    fresh.code = codes_.of(frame->code);
    fresh.called_at = called_at;
    fresh.unit = std::max(frame->unit(), 0);
    activations_.push_back(std::move(fresh));
    if (told) return {};
    Event event = event_at(activations_.back(), call);
    event.what = goes_on ? "resume" : "call";
    event.effect = effect;
    emit(std::move(event));
    activations_.back().unit = -1;
    return {};
}

void Recorder::return_to_caller(Activation& finished, Object* value, bool yields) {
    if (value == nullptr) {
        Event event = event_at(finished, exc);
        event.what = "leave";
        event.effect = fmt::format("the exception leaves {}", finished.code->name);
        return emit(std::move(event));
    }
    bool at_yield = finished.step.opcode == static_cast<int>(Opcode::YIELD_VALUE);
    const char* verb = yields || (finished.pending && at_yield) ? "yield" : "return";
    std::string effect = fmt::format("{} {}", verb, printer_.show(value));
    if (finished.called_at != 0) effect += fmt::format(" → n={}", finished.called_at);
    if (finished.pending && wants(op)) return write_pending(finished, effect);
    Event event = event_at(finished, call);
    event.what = verb;
    event.effect = effect;
    emit(std::move(event));
}

void Recorder::leave(Object* value, bool yields) {
    if (muted_ || activations_.empty()) return;
    return_to_caller(activations_.back(), value, yields);
    activations_.pop_back();
}

void Recorder::raised(Frame* frame) {
    if (muted_) return;
    Activation& activation = activation_of(frame);
    std::string what = printer_.show_exception(current_thread->exception.get());
    bool had_row = activation.pending && wants(op);
    if (had_row) write_pending(activation, "raises " + what);
    activation.pending = activation.row_written = false;
    ExceptionHandler handler;
    bool handled = find_exception_handler(frame->code, frame->unit(), handler);
    activation.unit = frame->unit();
    if (handled || !had_row) {
        Event event = event_at(activation, exc);
        event.what = handled ? fmt::format("handler at {}", 2 * handler.target) : "no handler here";
        event.effect = what;
        emit(std::move(event));
    }
    activation.raising = true;
}

}  // namespace minipy::trace
