// SPDX-License-Identifier: MIT
// Watching the loop: frames, lines, instructions, exceptions, output.
#include "trace/recorder.hpp"

#include <fmt/core.h>

#include "runtime/bytecode/opcode.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/threads/interpreter.hpp"
#include "trace/event_codec.hpp"
#include "trace/stack_change.hpp"
#include "trace/value_text.hpp"

namespace minipy::trace {

namespace {

constexpr std::size_t longest_transfer = 400;  // characters of what a program reads or writes at once

}  // namespace

Recorder::Recorder(const Options& options)
    : options_(options),
      identities_(*this, wants(told_by_heap), options.all_ids),
      ledger_((wants(mut) ? looks::contents : 0) | (wants(resize) ? looks::room : 0)),
      snapshot_(options_, identities_),
      collections_(
          identities_, wants(gc), [this](const Life& life) { return is_followed(life); },
          [this](Event step, std::span<const Life* const> lives) { add_collection_step(step, lives); },
          [this](gc::Reason reason) {
              if (garbage_found) garbage_found(reason);
          }),
      codes_(snapshot_, identities_),
      shapes_(options_, identities_, journal_),
      replay_(options_, options_, codes_) {}

void Recorder::start() {
    auto* main = as<Module>(dict_get_name(interpreter.modules.get(), names::dunder_main));
    if (main != nullptr) identities_.set_main_names(main->dict.get());
    watch(this);
    io::transfer_watchers.add(this);
    process_watchers.add(this);
    thread_watchers.add(this);
    task_watchers.add(this);
    signal_watchers.add(this);
    outside_watchers.add(this);
}

// Nothing more will be recorded; the process may still end, or go on for long.
void Recorder::stop() {
    stopped_ = true;
    identities_.stop();
    unwatch(this);
    io::transfer_watchers.remove(this);
    thread_watchers.remove(this);
    task_watchers.remove(this);
    signal_watchers.remove(this);
    outside_watchers.remove(this);
}

void Recorder::program_ended(const std::string& reason) {
    settle();
    ended_ = true;
    note_end();
    reason_ = reason;
}

// What happens now does so at the interpreter's end, and what is made is its own.
void Recorder::note_end() {
    place_ = {};
    place_.unit = no_unit;
    in_library_ = false;
    identities_.set_series(Series::startup);
}

void Recorder::finish() {
    if (finished_) return;
    settle();
    play();
    finished_ = true;
    stop();
    process_watchers.remove(this);
    EventStream& events = replay_.events();
    if (file_ != nullptr) file_->close({.reason = reason_, .at_limit = options_.limits_events && events.is_full()});
    events.close(events.words_for_end(reason_, codes_.size() > 0, stops_at_limit(), differences_of_runs()));
}

void Recorder::finish(const std::string& reason) {
    program_ended(reason);
    finish();
}

// What a module of the library asks for when it is imported (logging: the date) is not seen before somebody asks anew.
void Recorder::outside_used(Outside what) {
    const Activation* innermost = activations_.empty() ? nullptr : &activations_.back();
    if (innermost != nullptr && innermost->in_library && innermost->table->is_body) return;
    if (replays_) outside_.note(what);
    if (file_ != nullptr) file_->note_outside(what);
}

void Recorder::keep_in(RecordingFile& file, bool replays) {
    file_ = &file;
    replays_ = replays || options_.limits_events;
}

std::string Recorder::describe_exception(Object* exception) {
    Batch batch;
    return show_value(snapshot_.of_exception(exception, batch), batch);
}

// ---------------------------------------------------------------- events

bool Recorder::is_here(const Place& place) const {
    if (activations_.empty() || is_left_) return false;
    const Place& here = activations_.back();
    return place.code == here.code && place.unit == here.unit && place.line == here.line && place.depth == here.depth &&
           place.in_library == here.in_library && place.thread == here.thread;
}

void Recorder::write_progress() {
    if (!activations_.empty() && !is_left_) write_progress(activations_.back());
}

void Recorder::write_progress(const Activation& activation) {
    bool says_frame = activation.progress == running_where_frame_is;
    journal_.byte(std::uint8_t(Record::at));
    journal_.number(says_frame ? running_at(activation.table->instruction_at(activation.frame->unit()))
                               : activation.progress);
}

void Recorder::add(const Event& event, std::span<const Value> values, const Batch& draft) {
    bool tells_lanes = info_of(event.kind).category == gil || event.kind == EventKind::thread_made;
    if (stopped_ || (!wants(event.categories) && !tells_lanes)) return;
    write_progress();
    journal_.byte(std::uint8_t(Record::event));
    write_event(journal_, event, is_here(event), values, draft);
    written();
}

void Recorder::play() {
    if (journal_.size() > most_waiting) forget_dead();
    if (!stopped_ && file_ != nullptr) file_->add_journal(codes_, journal_.bytes());
    if (!stopped_ && replays_ && !replay_.run(journal_.bytes()))
        reason_ = "the record does not fit the code: " + replay_.error();
    journal_.clear();
    if (!stopped_ && replays_ && replay_.events().is_full()) end_recording();
}

// The replay may not have come to the instructions in which the last ones died.
void Recorder::forget_dead() {
    for (std::uint32_t handle : dead_before_) {
        journal_.byte(std::uint8_t(Record::forgotten));
        journal_.number(handle);
    }
    dead_before_.clear();
    dead_before_.swap(dead_);
}

// No more events will be taken. A file takes all, unless it was asked for so many.
void Recorder::end_recording() {
    if (file_ != nullptr && !(replay_.events().has_reached_limit() && options_.limits_events)) {
        replays_ = false;
        return;
    }
    stop();
    if (!replay_.events().has_reached_limit() || !stops_at_limit()) return;
    finish(fmt::format("stopped at the limit of {} (--max-events=N)", number_of_events(recording().added())));
    end_process();
}

// A text that the library hands to exec() is the library's, too, and so are functions that it makes and calls itself.
// (With -c the program is a text as well: its functions are its own, whoever calls them.)
bool Recorder::runs_in_library(const CodeTable& table, bool for_library) const {
    if (table.is_library || !table.has_no_file || !for_library) return table.is_library;
    return table.is_body || table.file != codes_[0].file;
}

[[gnu::noinline]] Activation& Recorder::meet(Frame* frame) {
    Activation& fresh = begin_activation(frame);
    fresh.runs_inside = frame->is_entry;
    fresh.progress = about_to_run(std::max(0, frame->unit()));
    fresh.knows_locals = false;
    has_unknown_locals_ = true;
    write_frame(fresh, frame_is_met);
    return fresh;
}

inline Activation& Recorder::begin_activation(Frame* frame) {
    static constexpr Activation blank;
    bool for_library = !activations_.empty() && activations_.back().in_library;
    activations_.push_back(blank);
    Activation& fresh = activations_.back();
    Code* code = frame->code;
    fresh.frame = frame;
    fresh.thread = std::uint16_t(thread_);
    fresh.code = codes_.id_of(code);
    fresh.table = &codes_[fresh.code];
    fresh.depth = int(activations_.size()) - 1;
    fresh.in_library = runs_in_library(*fresh.table, for_library);
    if (frame->generator == nullptr) {
        fresh.knows_locals = std::size_t(code->localsplus_count) <= most_locals(std::size_t(code->unit_count));
        has_unknown_locals_ |= !fresh.knows_locals;
    }
    fresh.outside = identities_.begin_frame();
    fresh.progress = about_to_run(frame->unit() + 1);
    return fresh;
}

// ---------------------------------------------------------------- instructions

// As for sys.settrace: a line begins where the line changes, and at every jump backwards (but the one in `await`).
inline void Recorder::note_line(Activation& activation, int opcode, int unit, int previous_unit) {
    activation.unit = unit;
    const CodeTable& code = *activation.table;
    int now = code.lines[std::size_t(unit)];
    if (now < 0 || opcode == static_cast<int>(Opcode::RESUME)) return;
    int before = previous_unit <= code.first_traceable ? -1 : code.lines[std::size_t(previous_unit)];
    activation.line = now;
    if (unit < code.first_traceable) return;  // a generator is being made
    bool backwards = unit < previous_unit && opcode != static_cast<int>(Opcode::SEND);
    if (line_begins && !in_library_ && (now != before || backwards)) line_begins(code, now);
}

void Recorder::add_lookup(const Activation& activation, int opcode, int operand) {
    std::optional<Lookup> lookup = lookup_of(activation.frame, opcode, operand);
    if (!lookup) return;
    Event event = event_at(activation, EventKind::lookup, attr);
    event.lookup = {lookup->found, lookup->place, lookup->searched};
    add(event, {snapshot_.of(lookup->owner, draft_), snapshot_.of(lookup->where, draft_),
                snapshot_.of(lookup->attribute, draft_)});
}

// Called for each instruction: what only some traces need is behind begin_instruction() and settle().
Result<void> Recorder::before_instruction(Frame* frame, int opcode, int operand, int previous_unit) {
    passing_ = nullptr;
    Activation& activation = activation_of(frame);
    arrive(activation);
    settle();
    activation.imports = opcode == static_cast<int>(Opcode::IMPORT_NAME);
    set_series(activation);
    shapes_.begin_epoch();
    if (has_stack()) write_operands(activation, Opcode(opcode), operand);
    activation.opcode = Opcode(opcode);
    activation.operand = operand;
    activation.items = int(frame->stack_pointer - frame->stack_base());
    activation.progress = running_at(frame->unit());
    note_line(activation, opcode, frame->unit(), previous_unit);
    return begin_instruction(activation, opcode, operand);
}

[[gnu::noinline]] Result<void> Recorder::begin_instruction(Activation& activation, int opcode, int operand) {
    note_place(activation);
    binding_tells_ = wants(locals) && is_binding(activation.opcode);
    if (wants(followed)) begin_reach(activation.frame, opcode, operand);
    if (wants(attr)) add_lookup(activation, opcode, operand);
    return {};
}

// The instruction of which before_instruction() told does not run.
void Recorder::sent_elsewhere(Frame* frame, int opcode, int operand) {
    Activation& activation = activation_of(frame);
    int items = int(frame->stack_pointer - frame->stack_base()), unit = frame->unit();
    write_progress();
    journal_.byte(std::uint8_t(Record::sent));
    journal_.number(std::uint64_t(unit));
    journal_.number(std::uint64_t(items));
    activation.opcode = Opcode(opcode);
    activation.operand = operand;
    activation.items = items;
    activation.progress = running_at(unit);
    note_line(activation, opcode, unit, activation.unit);
    written();
}

// How the items look that the instruction may take, and a few below.
void Recorder::write_operands(const Activation& activation, Opcode opcode, int operand) {
    Frame* frame = activation.frame;
    Object** base = frame->stack_base();
    int depth = int(frame->stack_pointer - base);
    int fixed = std::max(0, depth - items_touched(opcode, operand));
    auto shown = std::min(depth, fixed + int(most_touched));
    bool identified = asks_for_identity(opcode, operand, std::span(base + fixed, frame->stack_pointer));
    shapes_.set_progress(activation.progress);
    for (int index = std::max(0, fixed - int(most_kept)); index < (identified ? fixed : shown); ++index)
        write_changed_item(frame, index, activation.progress);
    if (identified) write_identified(frame, fixed, shown);
}

// An item looks otherwise than it did when it was written last.
void Recorder::write_changed_item(Frame* frame, int index, std::uint64_t progress) {
    Object* item = frame->stack_base()[index];
    if (shapes_.tell_change(item)) return;
    journal_.byte(std::uint8_t(Record::at));
    journal_.number(progress);
    journal_.byte(std::uint8_t(Record::item));
    journal_.number(std::uint64_t(index));
    shapes_.write(item);
}

// The items from `first` to `end` with their numbers.
void Recorder::write_identified(Frame* frame, int first, int end) {
    journal_.byte(std::uint8_t(Record::operands));
    journal_.number(std::uint64_t(frame->unit()));
    journal_.number(std::uint64_t(end - first));
    for (int index = first; index < end; ++index)
        shapes_.write_identified(frame->stack_base()[index], frame->code->parts.constants.get());
}

// It has pushed what a variable or a constant is known to hold.
bool Recorder::pushes_known_item(const Activation& activation, Object** end) {
    if (activation.opcode == Opcode::LOAD_CONST) return !options_.all_ids && Snapshot::stays_what_it_is(end[-1]);
    return activation.opcode == Opcode::LOAD_FAST && activation.knows_locals && shapes_.is_known(end[-1]);
}

// The innermost frame's instruction has run.
void Recorder::write_end(Activation& activation, int next_unit) {
    Opcode opcode = activation.opcode;
    int operand = activation.operand;
    bool jumped = next_unit != unit_behind(activation);
    Frame* frame = activation.frame;
    if (has_stack()) {
        shapes_.set_progress(running_at(activation.unit));
        shapes_.begin_epoch();
        Object** end = frame->stack_pointer;
        auto depth = end - frame->stack_base();
        Object** first = end - std::min<std::ptrdiff_t>(items_pushed(opcode, operand, jumped), depth);
        Object** stayed =
            first - std::min<std::ptrdiff_t>(items_that_stay(opcode, operand, jumped), first - frame->stack_base());
        for (Object** item = stayed; item < first; ++item) (void)shapes_.tell_change(*item);
        if (writes_way(opcode)) journal_.byte(std::uint8_t(jumped ? Record::jumped : Record::went_on));
        if (writes_items(opcode) && !pushes_known_item(activation, end)) {
            for (Object** item = first; item < end; ++item) shapes_.write(*item);
        }
    } else if (writes_way(opcode)) {
        journal_.byte(std::uint8_t(jumped ? Record::jumped : Record::went_on));
    }
    activation.progress = about_to_run(next_unit);
    written();
    add_transfers(activation);
}

Result<void> Recorder::after_instruction(Frame* frame, int next_unit) {
    Activation& activation = activation_of(frame);
    arrive(activation);
    set_series(activation);
    if (activation.progress == running_where_frame_is) note_instruction(activation, frame->unit());
    if (is_running(activation.progress)) {
        write_end(activation, next_unit);
    } else {
        add_transfers(activation);
    }
    settle_instruction(frame);
    return {};
}

// ---------------------------------------------------------------- input and output

void Recorder::transferred(io::TransferKind kind, int descriptor, std::string_view text) {
    if (!wants(io) || finished_) return;
    bool continues =
        !transfers_.empty() && transfers_.back().kind == kind && transfers_.back().descriptor == descriptor;
    if (!continues) transfers_.push_back({kind, descriptor, {}});
    Transfer& transfer = transfers_.back();
    for (char byte : text) transfer.characters += (byte & 0xC0) != 0x80;
    constexpr std::size_t most_bytes = 4 * longest_transfer;
    transfer.text += text.substr(0, most_bytes - std::min(most_bytes, transfer.text.size()));
}

void Recorder::tell_transfers(Activation& activation) {
    for (const Transfer& transfer : transfers_) {
        Event event = event_at(place_of(activation),
                               transfer.kind == io::TransferKind::written ? EventKind::write : EventKind::read, io);
        event.transfer = {transfer.descriptor};
        Value text = Snapshot::of_text(transfer.text, longest_transfer, draft_);
        text.total = std::uint32_t(std::min<std::size_t>(transfer.characters, UINT32_MAX));
        add(event, {text});
    }
    transfers_.clear();
}

void Recorder::about_to_write() {
    play();
    recording().drain();
}

void Recorder::process_ends(std::string_view why) { finish(std::string(why)); }

void Recorder::process_forks() {
    about_to_write();
    if (file_ != nullptr) file_->flush();
}

// The record is of the parent, and only it writes.
void Recorder::process_forked() {
    finished_ = true;
    stop();
    process_watchers.remove(this);
}

// ---------------------------------------------------------------- frames

// The recording loop goes on in a function's frame or a generator's: most frames are entered so, and told in short.
inline bool Recorder::is_entered_by_loop(const Activation& fresh) const {
    if (fresh.depth == 0 || fresh.frame->is_entry) return false;
    const Activation& caller = (&fresh)[-1];
    return caller.progress == running_where_frame_is && caller.in_library == fresh.in_library;
}

inline void Recorder::write_entered(const Activation& fresh) {
    Frame* frame = fresh.frame;
    bool resumes = frame->generator != nullptr;
    journal_.byte(std::uint8_t(resumes ? Record::resumed : Record::called));
    journal_.number(std::uint64_t((&fresh)[-1].frame->unit()));
    journal_.number(fresh.code);
    if (!resumes) {
        for (Object** local = frame->locals; local < frame->locals + fresh.table->parameters.size(); ++local)
            shapes_.write(*local);
        return;
    }
    journal_.number(fresh.progress);
    if (!has_stack()) return;
    journal_.number(std::uint64_t(frame->stack_pointer - frame->stack_base()));
    for (Object** item = frame->stack_base(); item < frame->stack_pointer; ++item) shapes_.write(*item);
}

// That the innermost frame begins, or goes on: with its arguments and what is on its stack.
void Recorder::write_frame(const Activation& fresh, std::uint64_t flags) {
    Frame* frame = fresh.frame;
    bool resumes = frame->generator != nullptr, has_arguments = !resumes && (flags & frame_is_met) == 0;
    std::size_t count = has_arguments ? fresh.table->parameters.size() : 0;
    Object** first = frame->stack_base();
    std::ptrdiff_t items = has_stack() ? frame->stack_pointer - first : 0;
    if (resumes) flags |= frame_resumes;
    if (fresh.runs_inside) flags |= frame_is_entry;
    bool is_quiet = fresh.depth > 0 && (&fresh)[-1].changes_nothing;
    if (frame->is_entry && !is_quiet) shapes_.begin_epoch();  // C++ code that has run meanwhile
    if (fresh.depth > 0 && !is_left_) write_progress((&fresh)[-1]);
    journal_.byte(std::uint8_t(Record::enter));
    journal_.number(fresh.code);
    journal_.number(flags);
    journal_.number(fresh.progress);
    journal_.byte(fresh.in_library);
    journal_.number(count);
    journal_.number(std::uint64_t(items));
    for (std::size_t index = 0; index < count; ++index) shapes_.write(frame->locals[index]);
    for (std::ptrdiff_t index = 0; index < items; ++index) shapes_.write(first[index]);
}

void Recorder::loop_enters(Frame* frame) {
    passing_ = nullptr;
    tell_newborn();
    if (!activations_.empty()) activations_.back().epoch = shapes_.epoch();
    Activation& fresh = begin_activation(frame);
    fresh.runs_inside = frame->is_entry || frame->generator != nullptr;
    bool goes_on = frame->generator != nullptr && frame->unit() > frame->code->first_traceable;
    if (goes_on) fresh.line = fresh.table->lines[std::size_t(frame->unit())];
    is_entered_by_loop(fresh) ? write_entered(fresh) : write_frame(fresh, goes_on ? frame_goes_on : 0);
    written();
    set_series(fresh);
    if (!transfers_.empty()) tell_transfers_of_caller(fresh);
}

Result<void> Recorder::enter(Frame* frame) {
    loop_enters(frame);
    note_more_happens();
    settle();
    note_more_happens();
    return {};
}

// What was read and written before the frame began: by no frame, or by its caller's instruction.
void Recorder::tell_transfers_of_caller(Activation& fresh) {
    if (fresh.depth == 0) tell_transfers(fresh);
    else if (Activation& caller = (&fresh)[-1]; is_running(caller.progress)) tell_transfers(caller);
}

void Recorder::leave(Object* value, SendStatus status) {
    if (activations_.empty()) return;
    note_more_happens();
    Activation& finished = activations_.back();
    if (value != nullptr) {
        tell_newborn();
        journal_.byte(std::uint8_t(status == SendStatus::yielded ? Record::yielded : Record::returned));
        shapes_.write(value);
        is_left_ = true;
        written();
        if (is_running(finished.progress)) add_transfers(finished);
        settle();  // its locals have died by its own hand; all else is the caller's
    } else {
        passing_ = current_thread->exception.get();
        journal_.byte(std::uint8_t(Record::unwound));
        is_left_ = true;
        written();
    }
    note_more_happens();
    identities_.end_frame(finished.outside);
    bool caller_goes_on = finished.runs_inside;
    activations_.pop_back();
    if (!caller_goes_on && value != nullptr && !activations_.empty()) {
        Activation& caller = activations_.back();
        bool says_frame = caller.progress == running_where_frame_is && minipy::own_loop != nullptr;
        if (!says_frame) caller.progress = about_to_run(caller.frame->unit() + 1);
    }
    is_left_ = false;
    if (activations_.empty() && ended_) note_end();
    if (activations_.empty()) return;
    set_series(activations_.back());
    if (caller_goes_on) note_place(activations_.back());
}

// ---------------------------------------------------------------- exceptions

void Recorder::raised(Frame* frame, int unit, bool again) {
    Activation& activation = activation_of(frame);
    Object* exception = current_thread->exception.get();
    write_progress();
    journal_.byte(std::uint8_t(Record::raised));
    journal_.number((again ? raise_goes_on : 0) | (passing_ != exception ? raise_is_new : 0));
    shapes_.write_exception(exception);
    written();
    if (is_running(activation.progress)) {
        activation.progress = about_to_run(unit_behind(activation));
        add_transfers(activation);
    }
    ExceptionHandler handler;
    if (!find_exception_handler(frame->code, unit, handler)) return;
    passing_ = nullptr;
    activation.progress = about_to_run(handler.target);
    journal_.byte(std::uint8_t(Record::handled));
    journal_.number(std::uint64_t(handler.target));
    journal_.number(std::uint64_t(handler.depth));
    journal_.byte(handler.push_lasti);
    journal_.number(std::uint64_t(std::max(0, frame->unit())));
    shapes_.write_exception(exception);
    shapes_.write(exception);
    written();
}

}  // namespace minipy::trace
