// SPDX-License-Identifier: MIT
// Following the code along a journal. Next: recorder.cpp (write_…), which says what is in it.
#include "trace/replay.hpp"

#include <algorithm>
#include <climits>

#include "runtime/bytecode/opcode.hpp"
#include "trace/event_check.hpp"
#include "trace/event_codec.hpp"
#include "trace/stack_change.hpp"

namespace minipy::trace {

namespace {

std::uint32_t count32(std::size_t count) { return std::uint32_t(std::min<std::size_t>(count, UINT32_MAX)); }

}  // namespace

void Replay::fail(ByteReader& in, std::string_view why) {
    if (error_.empty()) error_ = why;
    in.fail();
}

bool Replay::run(std::string_view journal) {
    ByteReader in(journal);
    while (!in.at_end() && !in.failed()) read_record(in);
    if (in.failed() && error_.empty()) error_ = "it ends in the middle of a record";
    return error_.empty();
}

void Replay::read_record(ByteReader& in) {
    if (in.peek() < std::uint8_t(Record::shape)) return finish_next(in, Way::not_told);
    auto record = Record(in.byte());
    bool needs_frame = record != Record::shape && record != Record::part && record != Record::enter &&
                       record != Record::thread && record != Record::event && record != Record::forgotten;
    if (frames_.empty() && needs_frame) return fail(in, "a record where no frame runs");
    switch (record) {
        case Record::shape:
        case Record::part: return shapes_.read(record, in);
        case Record::went_on: return finish_next(in, Way::went_on);
        case Record::jumped: return finish_next(in, Way::jumped);
        case Record::at: return go_to(in, in.number());
        case Record::event: return read_event_record(in);
        case Record::forgotten: return shapes_.forget(std::uint32_t(in.number()));
        case Record::sent: return send(in);
        case Record::interrupted: return interrupt();
        case Record::thread: return change_thread(in);
        case Record::operands: return read_operands(in);
        case Record::item: return read_changed_item(in);
        case Record::enter: return enter(in);
        case Record::called:
        case Record::resumed: return enter_in_short(in, record == Record::resumed);
        case Record::returned:
        case Record::yielded: return go_to_exit(in), leave(in, record);
        case Record::unwound: return leave(in, record);
        case Record::raised: return raise(in);
        case Record::handled: return handle(in);
    }
    fail(in, "a record of no known kind");
}

// ---------------------------------------------------------------- the way through the code

// What the journal says next is about an instruction for which `is_it`; those before it write nothing.
template <class IsIt>
void Replay::go(ByteReader& in, IsIt is_it) {
    if (in.failed()) return;
    if (frames_.empty()) return fail(in, "an instruction where no frame runs");
    // Ways from one record to the next have no loops.
    for (std::size_t steps = 2 * frame().table->units.size() + 2; !in.failed() && !is_it(frame()); --steps) {
        if (steps == 0) return fail(in, "a place that the code does not come to");
        if (!frame().runs) begin_instruction(in);
        else if (writes(frame()) || leaves_frame(frame().opcode)) fail(in, "an instruction of which nothing is told");
        else finish_instruction(in, Way::not_told);
    }
}

void Replay::go_to(ByteReader& in, std::uint64_t progress) {
    auto unit = int(std::min<std::uint64_t>(progress / 2, INT_MAX));
    if (is_running(progress)) return go(in, [&](const ReplayedFrame& now) { return now.runs && now.unit == unit; });
    if (!frames_.empty()) unit = frame().table->behind_prefixes(unit);
    go(in, [&](const ReplayedFrame& now) { return !now.runs && now.next == unit; });
}

void Replay::go_to_exit(ByteReader& in) {
    go(in, [](const ReplayedFrame& now) { return now.runs && leaves_frame(now.opcode); });
}

// The next instruction that writes something.
void Replay::finish_next(ByteReader& in, Way way) {
    go(in, [&](const ReplayedFrame& now) { return now.runs && writes(now); });
    if (in.failed()) return;
    if (writes_way(frame().opcode) != (way != Way::not_told)) return fail(in, "what this instruction does not write");
    finish_instruction(in, way);
}

bool Replay::writes(const ReplayedFrame& now) const {
    if (writes_way(now.opcode)) return true;
    bool pushes =
        has_stack() && writes_items(now.opcode) && items_pushed(now.opcode, now.step.fields.operand, false) > 0;
    return pushes && known_value(now) == nullptr;
}

// What the instruction that runs pushes, if it is what a variable or a constant is known to hold. Null: the journal
// says it.
const Value* Replay::known_value(const ReplayedFrame& now) const {
    auto index = std::size_t(now.step.fields.operand);
    const Value* value = nullptr;
    if (now.opcode == Opcode::LOAD_CONST && index < now.table->constants.size()) value = &now.table->constants[index];
    if (now.opcode == Opcode::LOAD_FAST && index < now.locals.size()) value = &now.locals[index].value;
    return value != nullptr && !recorded_.all_ids && is_known_from_now_on(value->kind) ? value : nullptr;
}

Item Replay::known_item(const ReplayedFrame& now) const {
    auto index = std::size_t(now.step.fields.operand);
    if (now.opcode == Opcode::LOAD_FAST) return now.locals[index];
    const CodeTable& table = *now.table;  // outlives all that is replayed
    return {table.constants[index], std::shared_ptr<const Batch>(std::shared_ptr<void>(), &table.texts)};
}

// The frame goes on. What the library did is told when the program does.
void Replay::arrive() {
    bool came_from_library = std::exchange(in_library_, frame().in_library && !recorded_.library);
    if (came_from_library && !in_library_) events_.leave_library(frame(), &frame());
}

// ---------------------------------------------------------------- values

void Replay::read_shapes(ByteReader& in) {
    auto is_shape = [](Record record) { return record == Record::shape || record == Record::part; };
    for (auto record = Record(in.peek()); !in.failed() && (is_shape(record) || record == Record::at);) {
        (void)in.byte();
        if (record == Record::at) {
            (void)in.number();  // this instruction
            record = Record(in.byte());
            if (!is_shape(record)) return fail(in, "a value that is none");
        }
        shapes_.read(record, in);
        record = Record(in.peek());
    }
}

Item Replay::read_item(ByteReader& in) {
    read_shapes(in);
    Batch parts;
    Item item{read_value(in, parts), nullptr};
    if (rest_of(item.value.kind) != Rest::nowhere) item.parts = std::make_shared<const Batch>(std::move(parts));
    return item;
}

Value Replay::show(const Item& item, Batch& batch) const {
    static const Batch nothing;
    return shapes_.expand(item.value, item.parts ? *item.parts : nothing, batch);
}

void Replay::read_operands(ByteReader& in) {
    std::uint64_t unit = in.number();
    go(in, [&](const ReplayedFrame& now) { return !now.runs && std::uint64_t(now.next) == unit; });
    operands_.clear();
    for (std::uint64_t count = in.number(); count > 0 && !in.failed(); --count) operands_.push_back(read_item(in));
}

void Replay::read_changed_item(ByteReader& in) {
    std::uint64_t index = in.number();
    Item item = read_item(in);
    if (index >= frame().stack.size()) return fail(in, "an item above the value stack");
    frame().stack[std::size_t(index)] = std::move(item);
}

// ---------------------------------------------------------------- events

std::uint64_t Replay::add(Event& event, std::span<const Value> values, const Batch& draft) {
    bool is_there = std::size_t(event.depth) < frames_.size();
    return events_.add(event, values, draft, is_there ? &frames_[std::size_t(event.depth)] : nullptr);
}

std::uint64_t Replay::add_instruction(EventKind kind, Outcome outcome, unsigned categories) {
    frame().pending = false;
    ReplayedStep& step = frame().step;
    Event event = event_at(frame(), kind, op | categories);
    event.instruction = step.fields;
    event.instruction.outcome = outcome;
    if (kind == EventKind::op && is_binding(Opcode(step.fields.opcode))) event.categories |= locals;
    return add(event, step.values, step.draft);
}

void Replay::read_event_record(ByteReader& in) {
    ReadEvent read = read_event(in);
    if (in.failed() || (read.is_here && frames_.empty())) return fail(in, "an event that does not fit");
    Event& event = read.event;
    if (read.is_here) static_cast<Place&>(event) = frame();
    bool lacks_name = event.kind == EventKind::thread_made && read.values.empty();  // told for the lanes only
    if (lacks_name) read.values.emplace_back();
    if (!is_sound(read, codes_)) return fail(in, "an event that no program has");
    Identity first = read.values.empty() ? nobody : identity_of(read.values[0]);
    if (event.kind == EventKind::gil_taken) event.take.since = let_go_[event.thread];
    if (event.kind == EventKind::task_runs) event.turn.since = waits_[first];
    if (event.kind == EventKind::task_woken) event.wake.since = waits_[first];
    std::uint64_t number = add(event, read.values, read.batch);
    if (event.kind == EventKind::gil_dropped) let_go_[event.thread] = number;
    if (event.kind == EventKind::task_waits) waits_[first] = number;
    if (event.kind == EventKind::task_made || event.kind == EventKind::task_done) waits_.erase(first);
}

// ---------------------------------------------------------------- instructions

// As for sys.settrace: a line begins where the line changes, and at every jump backwards (but the one in `await`).
void Replay::begin_instruction(ByteReader& in) {
    ReplayedFrame& now = frame();
    const CodeTable& code = *now.table;
    if (std::size_t(now.next) >= code.units.size()) return fail(in, "an instruction behind the end of its code");
    arrive();
    now.unit = now.next;
    now.runs = true;
    now.interrupted = false;
    const InstructionText& instruction = code.units[std::size_t(now.unit)];
    now.opcode = Opcode(instruction.opcode);
    now.next = code.behind_prefixes(now.unit + 1 + caches_of(now.opcode));
    int line_now = code.lines[std::size_t(now.unit)];
    if (line_now >= 0 && instruction.opcode != std::uint8_t(Opcode::RESUME)) {
        int before = now.previous <= code.first_traceable ? -1 : code.lines[std::size_t(now.previous)];
        now.line = line_now;
        bool backwards = now.unit < now.previous && instruction.opcode != std::uint8_t(Opcode::SEND);
        bool traceable = now.unit >= code.first_traceable;
        if (traceable && (line_now != before || backwards)) add(event_at(now, EventKind::line, line), {}, {});
    }
    now.previous = now.unit;
    if (has_stack()) begin_step();
    now.pending = wants(op) || (wants(locals) && is_binding(now.opcode));
    operands_.clear();
}

void Replay::add_touched(ReplayedStep& step, std::size_t index) {
    const Item& item = index < operands_.size() ? operands_[index] : frame().stack[step.fixed + index];
    step.values.push_back(show(item, step.draft));
}

void Replay::begin_step() {
    ReplayedFrame& now = frame();
    const InstructionText& instruction = now.table->units[std::size_t(now.unit)];
    ReplayedStep& step = now.step;
    step.fields = {};
    step.fields.opcode = instruction.opcode;
    step.fields.operand = instruction.operand.value_or(0);
    step.values.clear();
    step.draft.clear();
    bool known = opcode_info(instruction.opcode) != nullptr;
    std::int64_t pops = known ? stack_effect(Opcode(instruction.opcode), instruction.operand.value_or(0)).pops : 0;
    std::size_t depth = now.stack.size();
    step.touched = std::size_t(std::clamp<std::int64_t>(pops, 0, std::int64_t(depth)));
    step.fixed = depth - step.touched;
    std::size_t kept = std::min(step.fixed, most_kept);
    step.fields.hidden = count32(step.fixed - kept);
    step.fields.kept = count32(kept);
    for (std::size_t index = step.fixed - kept; index < step.fixed; ++index)
        step.values.push_back(show(now.stack[index], step.draft));
    std::size_t taken = std::min(step.touched, most_touched);
    for (std::size_t index = 0; index < taken; ++index) add_touched(step, index);
    step.fields.popped = count32(taken);
    step.fields.more_popped = count32(step.touched - taken);
}

// What is on the stack above those that stay.
std::vector<Item> Replay::read_pushed(ByteReader& in, std::size_t count) {
    const ReplayedFrame& now = frame();
    std::size_t first = now.step.fixed;
    switch (now.opcode) {
        case Opcode::PUSH_NULL: return {Item{}};
        case Opcode::COPY: return {now.stack[first]};
        case Opcode::SWAP: {
            std::vector<Item> items(now.stack.begin() + std::ptrdiff_t(first), now.stack.end());
            if (!items.empty()) std::swap(items.front(), items.back());
            return items;
        }
        default: break;
    }
    if (known_value(now) != nullptr) return {known_item(now)};
    std::vector<Item> items;
    for (; count > 0 && !in.failed(); --count) items.push_back(read_item(in));
    return items;
}

// What stayed may have changed: LIST_APPEND's list.
void Replay::show_stayed(std::size_t stayed) {
    ReplayedFrame& now = frame();
    ReplayedStep& step = now.step;
    auto shown = std::uint32_t(std::min<std::size_t>(stayed, step.fields.popped));
    if (now.pending) {
        step.fields.stayed = shown;
        step.fields.more_stayed = count32(stayed - shown);
        step.fields.popped -= shown;
        step.fields.more_popped -= step.fields.more_stayed;
        for (std::uint32_t index = 0; index < shown; ++index) {
            const Item& item = now.stack[step.fixed + index];
            if (item.value.kind == ValueKind::reference) step.values[step.fields.kept + index] = show(item, step.draft);
        }
    } else if (now.interrupted) {
        step.fields.hidden = count32(step.fixed);
        step.fields.kept = step.fields.popped = step.fields.more_popped = step.fields.more_stayed = 0;
        step.fields.stayed = std::uint32_t(std::min(stayed, most_touched));
        step.values.clear();
        step.draft.clear();
        for (std::size_t index = 0; index < step.fields.stayed; ++index)
            step.values.push_back(show(now.stack[step.fixed + index], step.draft));
    }
}

void Replay::store_local(std::size_t index) {
    ReplayedFrame& now = frame();
    if (!now.knows_locals || now.stack.empty() || index >= most_locals(now.table->units.size())) return;
    if (index >= now.locals.size()) now.locals.resize(index + 1);
    now.locals[index] = now.stack.back();
}

void Replay::change_stack(ByteReader& in, bool jumps) {
    ReplayedFrame& now = frame();
    ReplayedStep& step = now.step;
    auto stayed = std::size_t(items_that_stay(now.opcode, step.fields.operand, jumps));
    auto count = std::size_t(items_pushed(now.opcode, step.fields.operand, jumps));
    if (stayed > step.touched || (step.touched == 0 && now.opcode == Opcode::COPY))
        return fail(in, "an instruction that leaves more than there was");
    std::vector<Item> pushed = read_pushed(in, count);
    if (now.opcode == Opcode::STORE_FAST) store_local(std::size_t(step.fields.operand));
    show_stayed(stayed);
    now.stack.resize(step.fixed + stayed);
    for (std::size_t index = 0; index < pushed.size(); ++index) {
        now.stack.push_back(std::move(pushed[index]));
        if (index < most_touched) step.values.push_back(show(now.stack.back(), step.draft));
    }
    step.fields.pushed = count32(std::min(pushed.size(), most_touched));
    step.fields.more_pushed = count32(pushed.size() - step.fields.pushed);
}

void Replay::finish_instruction(ByteReader& in, Way way) {
    ReplayedFrame& now = frame();
    const InstructionText& instruction = now.table->units[std::size_t(now.unit)];
    bool jumps = way == Way::jumped || now.opcode == Opcode::JUMP_FORWARD;
    if (jumps && instruction.target < 0) return fail(in, "a jump to nowhere");
    if (has_stack()) change_stack(in, jumps);
    if (in.failed()) return;
    arrive();
    Outcome outcome = jumps ? Outcome::jumped : Outcome::went_on;
    if (now.interrupted) add_instruction(EventKind::done, outcome, 0);
    else if (now.pending) add_instruction(EventKind::op, outcome, 0);
    now.interrupted = false;
    now.runs = false;
    if (jumps) now.next = now.table->behind_prefixes(instruction.target);
}

void Replay::interrupt() {
    if (!frame().pending) return;
    add_instruction(EventKind::op, Outcome::interrupted, 0);
    frame().interrupted = true;
}

void Replay::send(ByteReader& in) {
    ReplayedFrame& now = frame();
    std::uint64_t unit = in.number(), items = in.number();
    if (unit >= now.table->units.size() || (has_stack() && items > now.stack.size()))
        return fail(in, "a place to which no frame can be sent");
    now.pending = now.interrupted = false;
    now.runs = false;
    now.next = now.table->behind_prefixes(int(unit));
    if (has_stack()) now.stack.resize(std::size_t(items));
}

void Replay::change_thread(ByteReader& in) {
    std::uint64_t number = in.number();
    if (number < 1 || number > most_threads) return fail(in, "a thread of no possible number");
    others_[thread_] = {std::move(frames_), in_library_};
    auto& [frames, in_library] = others_[number];
    frames_ = std::move(frames);
    in_library_ = in_library;
    others_.erase(number);
    thread_ = number;
}

// ---------------------------------------------------------------- frames

void Replay::enter_in_short(ByteReader& in, bool resumes) {
    std::uint64_t unit = in.number(), code = in.number();
    if (code >= codes_.size()) return fail(in, "a frame of no known code");
    const CodeTable& table = codes_[std::uint32_t(code)];
    go_to(in, running_at(frame().table->instruction_at(int(std::min<std::uint64_t>(unit, INT_MAX)))));
    if (in.failed()) return;
    Entry entry{code, 0, about_to_run(0), frame().in_library, table.parameters.size(), 0};
    if (resumes) {
        entry.progress = in.number();
        bool goes_on = std::int64_t(entry.progress / 2) - 1 > table.first_traceable;
        entry.flags = frame_is_entry | frame_resumes | (goes_on ? frame_goes_on : 0);
        entry.arguments = 0;
        if (has_stack()) entry.items = in.number();
    }
    begin_frame(in, entry);
}

void Replay::enter(ByteReader& in) {
    Entry entry{};
    entry.code = in.number();
    entry.flags = in.number();
    entry.progress = in.number();
    entry.in_library = in.byte() != 0;
    entry.arguments = in.number();
    entry.items = in.number();
    begin_frame(in, entry);
}

void Replay::begin_frame(ByteReader& in, const Entry& entry) {
    auto [code, flags, progress, in_library, arguments, items] = entry;
    if (code >= codes_.size() || progress > 2 * codes_[std::uint32_t(code)].units.size() || is_running(progress))
        return fail(in, "a frame of no known code");
    if (arguments > codes_[std::uint32_t(code)].parameters.size()) return fail(in, "more arguments than parameters");
    ReplayedFrame fresh;
    int unit = int(progress / 2) - 1;
    fresh.thread = std::uint16_t(thread_);
    fresh.table = &codes_[std::uint32_t(code)];
    fresh.code = std::uint32_t(code);
    fresh.depth = int(frames_.size());
    fresh.in_library = in_library;
    fresh.is_entry = (flags & frame_is_entry) != 0;
    bool resumes = (flags & frame_resumes) != 0, goes_on = (flags & frame_goes_on) != 0;
    fresh.knows_locals = !resumes && (flags & frame_is_met) == 0;
    fresh.next = fresh.table->behind_prefixes(unit + 1);
    if (goes_on && unit >= 0) {
        fresh.line = fresh.table->lines[std::size_t(unit)];
        fresh.previous = unit;
    }
    Batch draft;
    std::vector<Value> values;
    bool tells_call = !frames_.empty() && frame().pending && (flags & frame_is_met) == 0;
    Batch& into = tells_call ? frame().step.draft : draft;
    for (; arguments > 0 && !in.failed(); --arguments) {
        Item item = read_item(in);
        values.push_back(show(item, into));
        if (fresh.knows_locals) fresh.locals.push_back(std::move(item));
    }
    for (; items > 0 && !in.failed(); --items) fresh.stack.push_back(read_item(in));
    if (in.failed()) return;
    if ((flags & frame_is_met) != 0) return frames_.push_back(std::move(fresh));
    if (tells_call) {
        ReplayedFrame& caller = frame();
        caller.step.fields.callee = fresh.code;
        caller.step.fields.goes_on = goes_on;
        caller.step.values.insert(caller.step.values.end(), values.begin(), values.end());
        fresh.called_at = add_instruction(EventKind::op, resumes ? Outcome::resumed : Outcome::called, call);
        caller.interrupted = fresh.is_entry;
        frames_.push_back(std::move(fresh));
        return;
    }
    frames_.push_back(std::move(fresh));
    Event event = event_at(frame(), resumes ? EventKind::resume : EventKind::call, call);
    event.entry = {frame().code, goes_on};
    event.line = frame().table->first_line;
    frame().called_at = add(event, values, draft);
}

void Replay::leave(ByteReader& in, Record how) {
    bool yields = how == Record::yielded;
    Item value;
    if (how == Record::unwound) {
        add(event_at(frame(), EventKind::unwind, exc), {}, {});
    } else {
        value = read_item(in);
        if (frame().pending) {
            ReplayedStep& step = frame().step;
            step.values.push_back(show(value, step.draft));
            step.fields.link = frame().called_at;
            add_instruction(EventKind::op, yields ? Outcome::yielded : Outcome::returned, call);
        } else {
            Event event = event_at(frame(), yields ? EventKind::yield : EventKind::return_, call);
            event.exit = {frame().called_at};
            Batch draft;
            Value shown = show(value, draft);
            add(event, {shown}, draft);
        }
    }
    bool was_entry = frame().is_entry;
    frames_.pop_back();
    if (frames_.empty() || was_entry || how == Record::unwound) return;
    // The call has its event; its result is seen where it is used.
    frame().runs = false;
    if (!has_stack()) return;
    frame().stack.resize(frame().step.fixed);
    frame().stack.push_back(std::move(value));
}

// ---------------------------------------------------------------- exceptions

void Replay::raise(ByteReader& in) {
    std::uint64_t flags = in.number();
    Item text = read_item(in);
    if (frame().pending) {
        ReplayedStep& step = frame().step;
        step.values.push_back(show(text, step.draft));
        bool again = (flags & raise_goes_on) != 0;
        add_instruction(EventKind::op, again ? Outcome::raised_again : Outcome::raised, exc);
    } else if ((flags & raise_is_new) != 0) {
        Batch draft;
        Value shown = show(text, draft);
        add(event_at(frame(), EventKind::raise, exc), {shown}, draft);
    }
    frame().interrupted = false;
    frame().runs = false;
}

void Replay::handle(ByteReader& in) {
    ReplayedFrame& now = frame();
    std::uint64_t target = in.number(), depth = in.number();
    bool pushes_unit = in.byte() != 0;
    std::uint64_t unit = in.number();
    Item text = read_item(in), exception = read_item(in);
    if (target >= now.table->units.size() || (has_stack() && depth > now.stack.size()))
        return fail(in, "a handler that does not fit");
    Event event = event_at(now, EventKind::handle, exc);
    event.handler = {int(target)};
    Batch draft;
    Value shown = show(text, draft);
    add(event, {shown}, draft);
    now.runs = false;
    now.next = now.table->behind_prefixes(int(target));
    if (!has_stack()) return;
    now.stack.resize(std::size_t(depth));
    if (pushes_unit) now.stack.push_back({Value::of_integer(std::int64_t(unit)), nullptr});
    now.stack.push_back(std::move(exception));
}

}  // namespace minipy::trace
