// SPDX-License-Identifier: MIT
// Events to state, by their kind; viewer/state.js does the same, function by function.
#include "trace/state.hpp"

#include <algorithm>

#include "runtime/bytecode/opcode.hpp"
#include "trace/json_value.hpp"
#include "trace/state_value.hpp"

namespace minipy::trace {

namespace {

const std::string unseen = R"({"word":"…"})";  // a slot of the stack that was not recorded

template <class Names>
auto name_in(Names& names, std::string_view name) {
    return std::ranges::find_if(names, [&](const auto& entry) { return entry.first == name; });
}

bool is_module(const CodeTable& code) { return code.name == "<module>"; }

}  // namespace

// ---------------------------------------------------------------- frames

State::Frame& State::touch(const Event& event) {
    std::vector<Frame>& frames = threads_[event.thread].frames;
    std::size_t depth = std::size_t(event.depth);
    frames.resize(depth + 1);
    Frame& frame = frames[depth];
    if (frame.code != event.code) frame = {.code = event.code};
    frame.unit = event.unit;
    bool is_executed = event.kind == EventKind::op || event.kind == EventKind::done;
    frame.line = is_executed ? codes_[event.code].units[std::size_t(event.unit)].location.line : event.line;
    return frame;
}

void State::begin_frame(Thread& thread, std::size_t depth, std::uint32_t code, const Event& event,
                        std::span<const Value> arguments, const Batch& batch) {
    thread.frames.resize(depth);
    Frame& frame = thread.frames.emplace_back(Frame{.code = code, .event = event.number});
    const std::vector<std::string>& parameters = codes_[code].parameters;
    for (std::size_t index = 0; index < std::min(parameters.size(), arguments.size()); ++index)
        frame.names.push_back({parameters[index], {shallow(arguments[index], batch), event.number}});
}

void State::suspend(Thread& thread, std::size_t depth) {
    if (thread.frames.size() <= depth) return;
    suspended_.push_back(std::move(thread.frames[depth]));
    thread.frames.resize(depth);
    if (suspended_.size() > most_suspended) suspended_.erase(suspended_.begin());
}

// Whose it is is known by the generator, or, if nobody has named that, by the code object, if there is one only.
void State::resume(Thread& thread, std::size_t depth, std::uint32_t code, Identity object, const Event& event) {
    thread.frames.resize(depth);
    auto is_it = [&](const Frame& frame) { return object != nobody ? frame.object == object : frame.code == code; };
    auto found = std::ranges::find_if(suspended_, is_it);
    bool is_clear = found != suspended_.end() && (object != nobody || std::ranges::count_if(suspended_, is_it) == 1);
    if (!is_clear) {
        thread.frames.push_back({.code = code, .event = event.number, .object = object});
        return;
    }
    thread.frames.push_back(std::move(*found));
    suspended_.erase(found);
}

Identity State::suspended_among(std::span<const Value> values) const {
    for (const Value& value : values) {
        Identity identity = identity_of(value);
        bool is_there = std::ranges::any_of(suspended_, [&](const Frame& frame) { return frame.object == identity; });
        if (identity != nobody && is_there) return identity;
    }
    return nobody;
}

// ---------------------------------------------------------------- instructions

void State::fold_instruction(const Event& event, const Batch& batch) {
    fold_stack(event, batch, touch(event));
    fold_names(event, batch, std::size_t(event.depth));
    fold_attribute(event, batch);
    fold_outcome(event, batch);
}

void State::fold_stack(const Event& event, const Batch& batch, Frame& frame) {
    const field::InstructionFields& fields = event.instruction;
    std::span<const Value> values = batch.values_of(event);
    std::size_t below = fields.hidden, base = below + fields.kept;
    std::uint64_t handed = std::exchange(threads_[event.thread].handed, 0);
    std::vector<Slot> before = std::exchange(frame.stack, {});
    // What was there already keeps its event.
    auto place = [&](std::span<const Value> there) {
        for (const Value& value : there) {
            std::size_t at = frame.stack.size();
            frame.stack.push_back({shallow(value, batch), at < before.size() ? before[at].event : 0});
        }
    };
    auto push = [&](std::span<const Value> pushed, std::size_t more) {
        for (const Value& value : pushed) frame.stack.push_back({shallow(value, batch), event.number});
        for (std::size_t index = 0; index < more; ++index) frame.stack.push_back({unseen, event.number});
    };
    for (std::size_t at = 0; at < below; ++at) frame.stack.push_back(at < before.size() ? before[at] : Slot{unseen});
    place(values.first(fields.kept));
    if (before.size() < base) frame.stack[base - 1].event = handed;
    place(values.subspan(fields.kept, fields.stayed));
    for (std::size_t index = 0; index < fields.more_stayed; ++index) frame.stack.push_back({unseen});
    push(values.subspan(fields.kept + fields.stayed + fields.popped, fields.pushed), fields.more_pushed);
}

// Of a module, or of a frame; null: nothing is bound there.
State::Names* State::names_of(Frame& frame, Where where) {
    const CodeTable& code = codes_[frame.code];
    if (where == Where::frame || (where == Where::namespace_ && !is_module(code))) return &frame.names;
    auto found = name_in(globals_, code.file);
    return found == globals_.end() ? nullptr : &found->second;
}

void State::set_name(Frame& frame, Where where, std::string_view name, Slot slot) {
    Names* names = names_of(frame, where);
    if (names == nullptr) names = &globals_.emplace_back(codes_[frame.code].file, Names()).second;
    if (auto found = name_in(*names, name); found != names->end()) found->second = std::move(slot);
    else names->emplace_back(name, std::move(slot));
}

void State::remove_name(Frame& frame, Where where, std::string_view name) {
    Names* names = names_of(frame, where);
    if (names == nullptr) return;
    if (auto found = name_in(*names, name); found != names->end()) names->erase(found);
    if (names->empty() && names != &frame.names)
        std::erase_if(globals_, [](const auto& entry) { return entry.second.empty(); });
}

// In the frame around this one that has the cell, if it is clear which one it is.
void State::bind_in_cell(Thread& thread, std::size_t frame, std::string_view name, const Slot& slot) {
    std::uint32_t inner = thread.frames[frame].code;
    std::vector<Frame*> found;
    for (Frame& outer : std::span(thread.frames).first(frame)) {
        if (outer.code == no_code || name_in(outer.names, name) == outer.names.end()) continue;
        std::uint32_t around = codes_[inner].parent;
        while (around != no_code && around != outer.code) around = codes_[around].parent;
        if (around != no_code) found.push_back(&outer);
    }
    for (Frame* outer : found) {
        if (found.size() == 1) set_name(*outer, Where::frame, name, slot);
        else remove_name(*outer, Where::frame, name);
    }
}

void State::fold_names(const Event& event, const Batch& batch, std::size_t at) {
    using enum Opcode;
    const field::InstructionFields& fields = event.instruction;
    Thread& thread = threads_[event.thread];
    Frame& frame = thread.frames[at];
    const CodeTable& code = codes_[event.code];
    const std::string& name = code.units[std::size_t(event.unit)].variable;
    std::span<const Value> values = batch.values_of(event);
    auto slot_of = [&](std::size_t index) { return Slot{shallow(values[index], batch), event.number}; };
    std::size_t first_popped = fields.kept + fields.stayed,
                last_pushed = first_popped + fields.popped + fields.pushed - 1;
    auto refresh = [&](Where where) {
        Names* names = names_of(frame, where);
        if (names == nullptr || fields.pushed == 0) return false;
        auto found = name_in(*names, name);
        if (found == names->end()) return false;
        found->second.json = shallow(values[last_pushed], batch);
        return true;
    };
    if (code.is_library && is_module(code)) return;
    auto opcode = Opcode(fields.opcode);
    bool is_global = opcode == STORE_GLOBAL || opcode == LOAD_GLOBAL || opcode == DELETE_GLOBAL;
    if (is_global && code.is_library) return;
    bool is_name = opcode == STORE_NAME || opcode == LOAD_NAME || opcode == DELETE_NAME;
    Where where = is_global ? Where::module : is_name ? Where::namespace_ : Where::frame;
    switch (opcode) {
        case STORE_FAST:
        case STORE_NAME:
        case STORE_GLOBAL:
        case STORE_DEREF:
            if (fields.popped == 0) return;
            set_name(frame, where, name, slot_of(first_popped));
            if (opcode == STORE_DEREF) bind_in_cell(thread, at, name, slot_of(first_popped));
            return;
        case LOAD_FAST:
        case LOAD_DEREF:
            if (!refresh(where) && fields.pushed > 0)
                set_name(frame, where, name, {shallow(values[last_pushed], batch), 0});
            return;
        case LOAD_NAME:
        case LOAD_GLOBAL: refresh(where); return;
        case DELETE_FAST:
        case DELETE_NAME:
        case DELETE_GLOBAL:
        case DELETE_DEREF: return remove_name(frame, where, name);
        default: return;
    }
}

void State::fold_outcome(const Event& event, const Batch& batch) {
    const field::InstructionFields& fields = event.instruction;
    Thread& thread = threads_[event.thread];
    std::span<const Value> values = batch.values_of(event);
    std::size_t stack_values = fields.kept + fields.stayed + fields.popped + fields.pushed;
    std::span<const Value> rest = values.subspan(stack_values);
    std::size_t depth = std::size_t(event.depth);
    switch (fields.outcome) {
        case Outcome::called: return begin_frame(thread, depth + 1, fields.callee, event, rest, batch);
        case Outcome::resumed: {
            Identity object = suspended_among(values.subspan(fields.kept, fields.stayed + fields.popped));
            return resume(thread, depth + 1, fields.callee, object, event);
        }
        case Outcome::returned:
            thread.handed = event.number;
            if (Opcode(fields.opcode) == Opcode::RETURN_GENERATOR && !rest.empty()) {
                thread.frames[depth].object = identity_of(rest[0]);
                return suspend(thread, depth);
            }
            return thread.frames.resize(depth);
        case Outcome::yielded: thread.handed = event.number; return suspend(thread, depth);
        case Outcome::raised:
        case Outcome::raised_again:
            if (!rest.empty()) thread.exception = shallow(rest[0], batch);
            return;
        default: return;
    }
}

// ---------------------------------------------------------------- objects

std::string State::shallow(const Value& value, const Batch& batch) {
    scratch_.clear();
    append_shallow(scratch_, value, batch);
    return std::string(scratch_.view());
}

State::ObjectState& State::object(Identity identity) {
    auto [found, is_new] = objects_.try_emplace(identity);
    ObjectState& object = found->second;
    if (!is_new) {
        spoken_of_.splice(spoken_of_.end(), spoken_of_, object.place);
        return object;
    }
    object.place = spoken_of_.insert(spoken_of_.end(), identity);
    if (spoken_of_.size() > most_objects) {
        forget_object(spoken_of_.front());
        ++forgotten_;
    }
    return object;
}

void State::forget_object(Identity identity) {
    auto found = objects_.find(identity);
    if (found == objects_.end()) return;
    spoken_of_.erase(found->second.place);
    objects_.erase(found);
}

void State::keep_value(ObjectState& object, const Value& value, const Batch& batch) {
    object.has_attributes = value.kind == ValueKind::instance;
    if (!object.has_attributes) {
        scratch_.clear();
        append_contents(scratch_, value, batch);
        object.value = scratch_.view();
        return;
    }
    const Value* part = batch.values.data() + value.object.begin + 1;
    object.value = batch.type_of(value);
    object.contents = (value.shown & has_contents) != 0 ? shallow(*part++, batch) : "";
    object.attributes.clear();
    object.len = value.total;
    for (unsigned index = 0; index < (value.shown & ~unsigned(has_contents)); ++index, part += 2) {
        scratch_.clear();
        append_name_of_attribute(scratch_, part[0], batch);
        std::string name(scratch_.view());
        object.attributes.emplace_back(std::move(name), shallow(part[1], batch));
    }
}

// STORE_ATTR and DELETE_ATTR show their object as it was before. Where Python code or a special name decides, nobody
// knows what has become of it until it is spoken of again.
void State::fold_attribute(const Event& event, const Batch& batch) {
    const field::InstructionFields& fields = event.instruction;
    auto opcode = Opcode(fields.opcode);
    std::size_t count = opcode == Opcode::STORE_ATTR ? 2 : opcode == Opcode::DELETE_ATTR ? 1 : 0;
    if (count == 0 || fields.outcome != Outcome::went_on || fields.popped != count) return;
    std::span<const Value> popped = batch.values_of(event).subspan(fields.kept + fields.stayed, count);
    auto found = objects_.find(identity_of(popped.back()));
    if (found == objects_.end() || !found->second.has_attributes) return;
    ObjectState& object = found->second;
    const std::string& plain = codes_[event.code].units[std::size_t(event.unit)].variable;
    scratch_.clear();
    scratch_.string(plain);
    std::string name(scratch_.view());
    if (plain.starts_with("__")) {
        object.has_attributes = false;
        object.value.clear();
        return;
    }
    auto attribute = name_in(object.attributes, name);
    bool is_there = attribute != object.attributes.end(), are_all_shown = object.len == std::ssize(object.attributes);
    if (opcode == Opcode::STORE_ATTR) {
        if (is_there) attribute->second = shallow(popped[0], batch);
        else if (are_all_shown) object.attributes.emplace_back(name, shallow(popped[0], batch)), ++object.len;
    } else if (is_there) {
        object.attributes.erase(attribute);
        --object.len;
    }
}

std::string State::value_told(const ObjectState& object) {
    if (!object.has_attributes) return object.value;
    JsonText out;
    out.raw("{");
    out.member("type");
    out.string(object.value);
    if (!object.contents.empty()) {
        out.member("contents");
        out.raw(object.contents);
    }
    out.member("attributes");
    out.raw("[");
    for (const auto& [name, value] : object.attributes) {
        out.item();
        out.raw("[");
        out.raw(name);
        out.raw(",");
        out.raw(value);
        out.raw("]");
    }
    out.raw("]");
    out.member("len");
    out.number(object.len);
    out.raw("}");
    return std::string(out.view());
}

void State::speak_of(const Value& value, const Batch& batch) {
    Identity identity = identity_of(value);
    bool has_parts = is_container(value.kind) || is_instance(value.kind);
    if (identity != nobody) {
        ObjectState& spoken_of = object(identity);
        if (has_parts || value.kind == ValueKind::identity) spoken_of.type = batch.type_of(value);
        if (value.kind == ValueKind::identity) {
            std::string_view both = std::string_view(batch.text).substr(value.object.begin, value.total);
            if (std::size_t end = both.find('\0'); end != both.npos) spoken_of.name = both.substr(end + 1);
        } else if (!is_too_deep(value)) {
            keep_value(spoken_of, value, batch);
        }
    }
    if (has_parts) for_each_part(value, batch, [&](const Value& part) { speak_of(part, batch); });
}

void State::fold_memory(const Event& event, const Batch& batch) {
    std::span<const Value> values = batch.values_of(event);
    if (values.empty()) return;
    Identity identity = identity_of(values[0]);
    if (identity == nobody) return;
    switch (event.kind) {
        case EventKind::alloc: {
            ObjectState& born = object(identity);
            born.count = event.birth.count;
            born.size = event.birth.size;
            born.born = event.number;
            return;
        }
        case EventKind::ref:
        case EventKind::popped:
        case EventKind::pushed:
        case EventKind::finalizer: object(identity).count = event.counts.now; return;
        case EventKind::free:
            forget_object(identity);
            std::erase_if(suspended_, [&](const Frame& frame) { return frame.object == identity; });
            return;
        default: return;
    }
}

// ---------------------------------------------------------------- threads and tasks

void State::fold_threads(const Event& event, const Batch& batch) {
    std::span<const Value> values = batch.values_of(event);
    switch (event.kind) {
        case EventKind::thread_made:
            if (!values.empty() && values[0].kind == ValueKind::text)
                threads_[std::uint32_t(event.new_thread.other)].name = batch.text_of(values[0]);
            return;
        case EventKind::thread_ends: threads_.erase(event.thread); return;
        case EventKind::gil_taken: holder_ = event.thread; return;
        case EventKind::gil_dropped: holder_ = 0; return;
        case EventKind::lock_waits: threads_[event.thread].waits = shallow(values[0], batch); return;
        case EventKind::lock_gave_up: threads_[event.thread].waits.clear(); return;
        case EventKind::lock_acquired:
            threads_[event.thread].waits.clear();
            locks_.push_back({shallow(values[0], batch), identity_of(values[0]), event.thread});
            return;
        case EventKind::lock_released: {
            auto found = std::ranges::find(locks_, identity_of(values[0]), &Lock::object);
            if (found != locks_.end()) locks_.erase(found);
            return;
        }
        default: return;
    }
}

void State::set_task(const Event& event, const Batch& batch, std::string_view state) {
    const Value& task = batch.values_of(event)[0];
    auto found = std::ranges::find(tasks_, identity_of(task), &Task::object);
    if (found == tasks_.end()) tasks_.push_back({shallow(task, batch), identity_of(task), state});
    else *found = {shallow(task, batch), identity_of(task), state};
}

void State::fold_tasks(const Event& event, const Batch& batch) {
    switch (event.kind) {
        case EventKind::task_made:
        case EventKind::task_woken: return set_task(event, batch, "ready");
        case EventKind::task_runs: return set_task(event, batch, "runs");
        case EventKind::task_waits: return set_task(event, batch, "waits");
        case EventKind::task_done:
            std::erase_if(tasks_, [done = identity_of(batch.values_of(event)[0])](const Task& task) {
                return task.object == done;
            });
            return;
        default: return;
    }
}

// ---------------------------------------------------------------- all of it

void State::fold(const Event& event, const Batch& batch) {
    std::span<const Value> values = batch.values_of(event);
    for (const Value& value : values) speak_of(value, batch);
    if (event.lanes.has_several()) lanes_ = event.lanes.text();
    fold_memory(event, batch);
    fold_threads(event, batch);
    fold_tasks(event, batch);
    if (event.unit == no_unit) return;
    Thread* thread = nullptr;
    std::size_t depth = std::size_t(event.depth);
    auto frames_up_to = [&](std::size_t count) {
        thread = &threads_[event.thread];
        if (thread->frames.size() > count) thread->frames.resize(count);
    };
    switch (event.kind) {
        case EventKind::op:
        case EventKind::done: return fold_instruction(event, batch);
        case EventKind::line: touch(event); return;
        case EventKind::call:
            frames_up_to(depth);
            thread->frames.resize(depth);
            begin_frame(*thread, depth, event.code, event, values, batch);
            touch(event);
            return;
        case EventKind::resume:
            frames_up_to(depth);
            resume(*thread, depth, event.code, nobody, event);
            touch(event);
            return;
        case EventKind::return_:
        case EventKind::yield:
            touch(event);
            threads_[event.thread].handed = event.number;
            if (event.kind == EventKind::yield) suspend(threads_[event.thread], depth);
            else threads_[event.thread].frames.resize(depth);
            return;
        case EventKind::raise:
            touch(event);
            threads_[event.thread].exception = shallow(values[0], batch);
            return;
        case EventKind::handle:
            touch(event);
            threads_[event.thread].exception.clear();
            return;
        case EventKind::unwind:
            touch(event);
            threads_[event.thread].frames.resize(depth);
            return;
        default: return;
    }
}

void State::forget() {
    threads_.clear();
    globals_.clear();
    suspended_.clear();
    locks_.clear();
    tasks_.clear();
    objects_.clear();
    spoken_of_.clear();
    lanes_.clear();
    holder_ = 0;
}

// ---------------------------------------------------------------- as a record

record::key State::record(std::uint64_t number) const {
    auto number_of_event = [](std::uint64_t event) {
        return event == 0 ? record::MaybeNumber() : record::MaybeNumber(std::int64_t(event));
    };
    auto names_told = [&](const Names& names) {
        record::Variables told;
        for (const auto& [name, slot] : names) told.push_back({name, {slot.json}, number_of_event(slot.event)});
        return told;
    };
    auto frame_told = [&](const Frame& frame) {
        record::FrameState told;
        told.n = number_of_event(frame.event);
        if (frame.object != nobody) {
            JsonText identity;
            append_identity(identity, frame.object);
            told.object.json = identity.view();
        }
        if (frame.code == no_code) return told;
        told.code = {'C', frame.code + 1};
        if (frame.unit != no_unit)
            told.ins = {'I', std::uint32_t(codes_[frame.code].units[std::size_t(frame.unit)].id)};
        if (frame.line > 0) told.line = frame.line;
        told.names = names_told(frame.names);
        for (const Slot& slot : frame.stack) told.stack.push_back({{slot.json}, number_of_event(slot.event)});
        return told;
    };
    record::key told{.n = std::int64_t(number)};
    for (const auto& [thread_number, thread] : threads_) {
        record::ThreadState& row = told.threads.emplace_back();
        row.thread = thread_number;
        row.name = thread.name;
        for (const Frame& frame : thread.frames) row.frames.push_back(frame_told(frame));
        row.exception.json = thread.exception;
        row.handed = number_of_event(thread.handed);
        row.waits.json = thread.waits;
    }
    for (const auto& [file, names] : globals_) told.globals.push_back({file, names_told(names)});
    for (const Frame& frame : suspended_) told.suspended.push_back(frame_told(frame));
    if (holder_ != 0) told.gil = holder_;
    told.lanes = lanes_;
    for (const Lock& lock : locks_) told.locks.push_back({{lock.lock}, lock.thread});
    for (const Task& task : tasks_) told.tasks.push_back({{task.task}, task.state});
    for (Identity identity : spoken_of_) {
        const ObjectState& object = objects_.at(identity);
        record::ObjectState& row = told.objects.emplace_back();
        JsonText number_text;
        append_identity(number_text, identity);
        row.o.json = number_text.view();
        row.type = object.type;
        row.name = object.name;
        row.count = object.count;
        row.size = object.size;
        row.born = number_of_event(object.born);
        row.value.json = value_told(object);
    }
    if (forgotten_ > 0) told.forgotten = forgotten_;
    return told;
}

}  // namespace minipy::trace
