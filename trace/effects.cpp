// SPDX-License-Identifier: MIT
// Events in words, by kind; instructions by what they took and put.
#include "trace/effects.hpp"

#include <fmt/format.h>

#include "runtime/bytecode/opcode.hpp"
#include "trace/binding.hpp"
#include "trace/value_text.hpp"

namespace minipy::trace {

namespace {

// Where what ends here was called.
std::string link_text(std::uint64_t event) { return event != 0 ? fmt::format(" → n={}", event) : ""; }

std::string cause_text(const field::DeathFields& death) {
    std::string count = death.before == 0 ? "count 0" : fmt::format("{}→0", death.before);
    switch (death.cause) {
        case Death::owner_died:
            return fmt::format("{}, because {} died", count,
                               death.owner == nobody ? "what held it" : identity_text(death.owner));
        case Death::collected:
            if (death.owner != nobody)
                return fmt::format("{}, because {} was cleared", count, identity_text(death.owner));
            return death.before == 0 ? "collected" : count + ", collected";
        default: return count;
    }
}

std::string_view reason_text(gc::Reason reason) {
    switch (reason) {
        case gc::Reason::due: return "due: so many containers were made";
        case gc::Reason::asked_for: return "asked for by gc.collect()";
        case gc::Reason::stress: return "at every safe point";
        case gc::Reason::program_ended: return "the program has ended";
        default: return "the interpreter ends";
    }
}

std::string change_text(const field::CountFields& counts) {
    bool more = counts.now > counts.before;
    std::int64_t change = std::int64_t(counts.now) - counts.before;
    return fmt::format("{} {}, {} in all", more ? change : -change, more ? "more" : "fewer", counts.now);
}

std::string collected_text(const field::CollectedFields& collection) {
    std::string text = fmt::format("{} collected", collection.count);
    return collection.shown == collection.count ? text : fmt::format("{}, {} of them shown", text, collection.shown);
}

std::string reason_text(const field::DropFields& fields) {
    switch (fields.reason) {
        case Blocking::file: return "the system is asked for a file";
        case Blocking::outside: return "it waits for the world outside";
        case Blocking::computing: return "it computes without objects";
        case Blocking::sleep: return "it sleeps";
        case Blocking::lock: return "it waits for a lock";
        case Blocking::descriptor: return "it waits for a descriptor of its own";
        case Blocking::turn_over: return fmt::format("turn over after {} instructions", fields.instructions);
        case Blocking::thread_ends: return "it ends";
    }
    return "";
}

std::string taken_text(const field::TakeFields& fields, int thread) {
    std::string text = fields.other == thread ? "nobody else has had it" : fmt::format("after T{}", fields.other);
    return fields.since == 0 ? text : fmt::format("{}, without it since n={}", text, fields.since);
}

std::string_view place_text(Found found) {
    switch (found) {
        case Found::nowhere: return "nowhere";
        case Found::local: return "a local variable";
        case Found::cell: return "a cell of this frame";
        case Found::cell_of_enclosing: return "a cell of an enclosing function";
        case Found::in_namespace: return "in this body's namespace";
        case Found::global: return "in the module's namespace";
        case Found::builtin: return "among the built-ins";
        case Found::own_attribute: return "among its own attributes";
        default: return "by the rules of its type";
    }
}

// "class Shape, 2 of 3 in the mro"
std::string mro_text(const field::LookupFields& lookup, const std::string& where) {
    return fmt::format("class {}, {} of {} in the mro", where, lookup.place, lookup.searched);
}

std::string name_of_file(int descriptor) {
    constexpr const char* names[] = {"stdin", "stdout", "stderr"};
    return descriptor >= 0 && descriptor < 3 ? names[descriptor] : std::to_string(descriptor);
}

}  // namespace

std::string words_of(const Event& event) {
    std::string text(info_of(event.kind).word);
    return info_of(event.kind).category == io ? text + " " + name_of_file(event.transfer.descriptor) : text;
}

// An instruction's event, with its values at hand.
struct Effects::Reading {
    const Event& event;
    const Batch& batch;
    const CodeTable& code;
    const InstructionText& instruction = code.units[std::size_t(event.unit)];
    const field::InstructionFields& fields = event.instruction;

    // The index-th item that it touched, from the lowest; whether it stayed or not.
    const Value& touched_value(std::size_t index) const { return batch.values[event.first + fields.kept + index]; }
    std::string touched(std::size_t index) const { return show_value(touched_value(index), batch); }
    // What has an attribute: which object it is matters, not what else it has.
    std::string brief(const Value& value) const {
        return is_instance(value.kind) ? show_briefly(value, batch) : show_value(value, batch);
    }
    std::string owner(std::size_t index) const { return brief(touched_value(index)); }
    std::size_t touched_count() const { return fields.stayed + fields.popped; }
    bool has(std::size_t count) const { return touched_count() >= count; }
    // What lies on top now.
    std::string result() const {
        if (fields.pushed > 0)
            return show_value(batch.values[event.first + fields.kept + touched_count() + fields.pushed - 1], batch);
        return fields.stayed > 0 ? touched(fields.stayed - 1) : "";
    }
    bool jumped() const { return fields.outcome == Outcome::jumped; }

    std::string operation() const;
    std::string reason_of_identity() const;
    std::string binding() const;
    std::string item_or_attribute() const;
    std::string jump() const;
    std::string native_call() const;
    std::string unfinished() const;
    std::string addition() const;
    std::string rest() const;
    std::string exchange() const;
    std::string enumerate(std::span<const Value> values) const;
};

// Why two numbers or texts are, or are not, the same object.
std::string Effects::Reading::reason_of_identity() const {
    const Value &left = touched_value(0), &right = touched_value(1);
    if (left.kind != ValueKind::identified || right.kind != ValueKind::identified) return "";
    if (left.object.number != right.object.number) {
        auto plain = [&](const Value& value) { return show_value(batch.values[value.object.begin], batch); };
        if (plain(left) != plain(right)) return "";
        bool one_interned = ((left.shown | right.shown) & identity::interned) != 0;
        return one_interned ? " (equal, but only one of them is interned)" : " (equal, but two objects)";
    }
    if ((left.shown & identity::small_int) != 0) return " (a small int: -5 to 256 exist once)";
    if ((left.shown & identity::interned) != 0) return " (both are the interned one)";
    if ((left.shown & identity::constant) != 0) return " (one constant: a file's code has each once)";
    return "";
}

std::string Effects::Reading::operation() const {
    using enum Opcode;
    auto opcode = static_cast<Opcode>(fields.opcode);
    if (has(2)) {
        switch (opcode) {
            case BINARY_OP: {
                std::string_view sign = instruction.argument;
                if (sign.ends_with('=')) sign.remove_suffix(1);  // in place or not: the same arithmetic
                std::string text = touched(0).append(" ").append(sign).append(" ");
                append_value_text(text, touched_value(1), batch);
                return text.append(" = ") + result();
            }
            case COMPARE_OP:
                return fmt::format("{} {} {} is {}", touched(0), instruction.argument, touched(1), result());
            case IS_OP:
                return fmt::format("{} is {}{}: {}{}", touched(0), fields.operand != 0 ? "not " : "", touched(1),
                                   result(), reason_of_identity());
            case CONTAINS_OP:
                return fmt::format("{} {}in {}: {}", touched(0), fields.operand != 0 ? "not " : "", touched(1),
                                   result());
            default: break;
        }
    }
    switch (opcode) {
        case UNARY_NEGATIVE: return fmt::format("-({}) = {}", touched(0), result());
        case UNARY_POSITIVE: return fmt::format("+({}) = {}", touched(0), result());
        case UNARY_INVERT: return fmt::format("~({}) = {}", touched(0), result());
        case UNARY_NOT: return fmt::format("not {} is {}", touched(0), result());
        case GET_ITER: return fmt::format("iter({}) = {}", touched(0), result());
        default: return "";
    }
}

std::string Effects::Reading::binding() const {
    std::optional<Binding> bound = binding_of(event, batch, instruction);
    if (!bound) return "";
    std::string target(bound->name);
    if (bound->owner != nullptr) target = brief(*bound->owner).append(".").append(bound->name);
    if (bound->item != nullptr)
        target = fmt::format("{}[{}]", show_value(*bound->owner, batch), show_value(*bound->item, batch));
    if (bound->value == nullptr) return "del " + target;
    ValueKind kind = bound->owner == nullptr ? bound->value->kind : ValueKind::null;
    const char* sort = kind == ValueKind::function ? "function " : kind == ValueKind::class_ ? "class " : "";
    target.append(" = ").append(sort);
    append_value_text(target, *bound->value, batch);
    return target;
}

std::string Effects::Reading::item_or_attribute() const {
    using enum Opcode;
    switch (static_cast<Opcode>(fields.opcode)) {
        case BINARY_SUBSCR: return has(2) ? fmt::format("{}[{}] is {}", touched(0), touched(1), result()) : "";
        case LOAD_ATTR: return fmt::format("{}.{} is {}", owner(0), instruction.variable, result());
        case IMPORT_NAME: return "imports " + result();
        case IMPORT_FROM: return fmt::format("{} is {}", instruction.variable, result());
        default: return "";
    }
}

std::string Effects::Reading::jump() const {
    using enum Opcode;
    auto where = [&] {
        return jumped() ? fmt::format("goes to {}", code.place(instruction.target)) : std::string("goes on");
    };
    switch (static_cast<Opcode>(fields.opcode)) {
        case FOR_ITER: return jumped() ? "no more items: " + where() : "next item: " + result();
        case POP_JUMP_FORWARD_IF_FALSE:
        case POP_JUMP_BACKWARD_IF_FALSE: return (jumped() ? "false: " : "true: ") + where();
        case POP_JUMP_FORWARD_IF_TRUE:
        case POP_JUMP_BACKWARD_IF_TRUE: return (jumped() ? "true: " : "false: ") + where();
        case JUMP_IF_FALSE_OR_POP: return jumped() ? "false, kept: " + where() : "true, dropped: " + where();
        case JUMP_IF_TRUE_OR_POP: return jumped() ? "true, kept: " + where() : "false, dropped: " + where();
        case POP_JUMP_FORWARD_IF_NONE:
        case POP_JUMP_BACKWARD_IF_NONE: return (jumped() ? "None: " : "not None: ") + where();
        case POP_JUMP_FORWARD_IF_NOT_NONE:
        case POP_JUMP_BACKWARD_IF_NOT_NONE: return (jumped() ? "not None: " : "None: ") + where();
        case SEND: return jumped() ? "it has returned: " + where() : "it has yielded " + result();
        default: return "";
    }
}

// The stack was: null, callable, arguments; or callable, self, arguments.
std::string Effects::Reading::native_call() const {
    using enum Opcode;
    auto opcode = static_cast<Opcode>(fields.opcode);
    if (opcode != CALL || !has(2)) return "";
    bool plain = touched_value(0).kind == ValueKind::null;
    std::string text = touched(plain ? 1 : 0) + "(";
    for (std::size_t index = plain ? 2 : 1; index < touched_count(); ++index) {
        text += touched(index);
        if (index + 1 < touched_count()) text += ", ";
    }
    if (fields.more_popped > 0) text += fmt::format(", … +{}", fields.more_popped);
    return text + ") = " + result();
}

// Others run before it is over.
std::string Effects::Reading::unfinished() const {
    std::string call = native_call();
    return call.empty() ? "…" : call + "…";
}

std::string Effects::Reading::addition() const {
    using enum Opcode;
    if (fields.stayed == 0) return "";
    switch (static_cast<Opcode>(fields.opcode)) {
        case LIST_APPEND:
        case SET_ADD:
        case MAP_ADD:
        case LIST_EXTEND:
        case SET_UPDATE:
        case DICT_UPDATE: return "now " + touched(0);
        default: return "";
    }
}

std::string Effects::Reading::rest() const {
    using enum Opcode;
    switch (static_cast<Opcode>(fields.opcode)) {
        case MAKE_FUNCTION: return "makes function " + result();
        case PUSH_EXC_INFO: return "handles " + touched(0);
        case POP_EXCEPT: return "handled";
        case CHECK_EXC_MATCH: return has(2) ? fmt::format("{} matches {}: {}", touched(0), touched(1), result()) : "";
        default: return "";
    }
}

std::string Effects::describe_call(std::uint32_t code, std::span<const Value> arguments, const Batch& batch) const {
    const CodeTable& callee = codes_[code];
    if (callee.is_body) return "runs " + callee.qualified_name;
    return "call " + call_text(code, arguments, batch, show_value);
}

std::string Effects::call_text(std::uint32_t code, std::span<const Value> arguments, const Batch& batch,
                               ShowValue show) const {
    const CodeTable& callee = codes_[code];
    std::string text = callee.qualified_name + "(";
    for (std::size_t index = 0; index < arguments.size(); ++index) {
        if (index > 0) text += ", ";
        text += callee.parameters[index];
        if (arguments[index].kind != ValueKind::null) text += "=" + show(arguments[index], batch);
    }
    return text + ")";
}

std::string Effects::describe_resumption(std::uint32_t code, bool goes_on) const {
    return fmt::format("{} {}", codes_[code].qualified_name, goes_on ? "goes on" : "begins");
}

std::string Effects::describe_outcome(const Event& event, const Batch& batch) const {
    const field::InstructionFields& fields = event.instruction;
    auto values = batch.values_of(event).subspan(fields.kept + fields.stayed + fields.popped + fields.pushed);
    auto value = [&] { return show_value(values.front(), batch); };
    switch (fields.outcome) {
        case Outcome::called: return describe_call(fields.callee, values, batch);
        case Outcome::resumed: return describe_resumption(fields.callee, fields.goes_on);
        case Outcome::returned: return "return " + value() + link_text(fields.link);
        case Outcome::yielded: return "yield " + value() + link_text(fields.link);
        case Outcome::raised: return "raises " + value();
        case Outcome::raised_again: return "raises again " + value();
        default: return "";
    }
}

std::string Effects::describe_memory(const Event& event, const Batch& batch) const {
    auto value = [&](std::size_t index) { return show_value(batch.values[event.first + index], batch); };
    auto change = [&] { return fmt::format("{}→{}", event.counts.before, event.counts.now); };
    auto pair = [&](std::string_view text) {
        return event.count > 1 ? fmt::format(fmt::runtime(text), value(0), value(1)) : value(0);
    };
    auto by_instruction = [&](const std::string& text) {
        if (event.unit == no_unit) return text + "   the interpreter ends";
        const InstructionText& instruction = codes_[event.code].units[std::size_t(event.unit)];
        return fmt::format("{}   {} (I{})", text, instruction.text(), instruction.id);
    };
    switch (event.kind) {
        case EventKind::alloc: {
            return by_instruction(fmt::format("{}: count {}, {} bytes", value(0), event.birth.count, event.birth.size));
        }
        case EventKind::finalizer:
            return by_instruction(fmt::format("{}: {}→1, held while its finalizer runs", value(0), change()));
        case EventKind::popped:
        case EventKind::pushed:
        case EventKind::ref: return by_instruction(fmt::format("{}: {}", value(0), change()));
        case EventKind::mut: return by_instruction(fmt::format("{}: now {}", value(0), value(1)));
        case EventKind::free: return by_instruction(fmt::format("{}: {}", value(0), cause_text(event.death)));
        case EventKind::weakref_made: return by_instruction(pair("{} refers to {}"));
        case EventKind::weakref_cleared: return pair("{}, which referred to {}");
        case EventKind::resize: return by_instruction(fmt::format("{}: {} places", value(0), change()));
        case EventKind::gc_start:
            return fmt::format("generation {}, {}", event.collection.generation, reason_text(event.collection.reason));
        case EventKind::gc_copy: return fmt::format("{}: {}", value(0), event.copied.now);
        case EventKind::gc_minus: return fmt::format("{} refers to {}: {}", value(0), value(1), change());
        case EventKind::gc_reachable:
            if (event.copied.now > 0) return fmt::format("{}: {} from outside", value(0), event.copied.now);
            return event.count > 1 ? fmt::format("{}: {} refers to it", value(0), value(1)) : value(0);
        case EventKind::gc_unreachable: return value(0) + ": 0 from outside, and nothing reachable refers to it";
        case EventKind::gc_end: return collected_text(event.collected);
        case EventKind::thread_made: return fmt::format("T{}: {}", event.new_thread.other, value(0));
        case EventKind::gil_dropped: return reason_text(event.drop);
        case EventKind::gil_taken: return taken_text(event.take, event.thread);
        default: return event.count > 0 ? value(0) : "";
    }
}

// The values are what has the attribute (of a name: its cell), the class where it is found, and what that class has.
std::string Effects::describe_lookup(const Event& event, const Batch& batch) const {
    auto value = [&](std::size_t index) { return batch.values[event.first + index]; };
    auto brief = [&](std::size_t index) { return show_briefly(value(index), batch); };
    const field::LookupFields& lookup = event.lookup;
    const std::string& name = codes_[event.code].units[std::size_t(event.unit)].variable;
    std::string place(place_text(lookup.found)), cls = mro_text(lookup, brief(1));
    switch (lookup.found) {
        case Found::data_descriptor:
            place = fmt::format("{}: {}, asked before the object itself", cls, brief(2));
            break;
        case Found::bound: place = fmt::format("{}: {}, bound to the object", cls, brief(2)); break;
        case Found::class_attribute: place = cls; break;
        case Found::of_class_itself:
            place = fmt::format("class {}, {} of {} in its own mro", brief(1), lookup.place, lookup.searched);
            break;
        case Found::by_getattr: place = fmt::format("nowhere, so __getattr__ of {} is asked", brief(1)); break;
        case Found::by_getattribute: place = fmt::format("__getattribute__ of {} decides", brief(1)); break;
        case Found::cell:
        case Found::cell_of_enclosing: return fmt::format("{}: {}, {}", name, place, brief(0));
        default: break;
    }
    bool is_name = value(0).kind == ValueKind::null;
    return is_name ? fmt::format("{}: {}", name, place) : fmt::format("{}.{}: {}", brief(0), name, place);
}

std::string Effects::describe(const Event& event, const Batch& batch) const {
    auto value = [&] { return show_value(batch.values[event.first], batch); };
    switch (event.kind) {
        case EventKind::op:
        case EventKind::done: break;
        case EventKind::call: return describe_call(event.entry.callee, batch.values_of(event), batch);
        case EventKind::resume: return describe_resumption(event.entry.callee, event.entry.goes_on);
        case EventKind::return_: return "return " + value() + link_text(event.exit.link);
        case EventKind::yield: return "yield " + value() + link_text(event.exit.link);
        case EventKind::raise: return "raises " + value();
        case EventKind::handle:
            return fmt::format("{} is handled here: goes to {}", value(),
                               codes_[event.code].place(event.handler.target));
        case EventKind::unwind: return fmt::format("the exception leaves {}", codes_[event.code].qualified_name);
        case EventKind::write:
        case EventKind::read: return value();
        case EventKind::library:
            return fmt::format("{} event{} not shown (--library shows them)", event.fold.hidden,
                               event.fold.hidden == 1 ? "" : "s");
        case EventKind::lookup: return describe_lookup(event, batch);
        case EventKind::task_made:
        case EventKind::task_named:
        case EventKind::task_runs:
        case EventKind::task_waits:
        case EventKind::task_woken:
        case EventKind::task_cancel:
        case EventKind::task_done: return describe_task(event, batch);
        case EventKind::signal_arrived:
        case EventKind::signal_handled:
        case EventKind::signal_over: return describe_signal(event, batch);
        default: return describe_memory(event, batch);
    }
    Reading reading{event, batch, codes_[event.code]};
    if (event.instruction.outcome == Outcome::interrupted) return reading.unfinished();
    if (event.instruction.outcome > Outcome::interrupted) {
        std::string outcome = describe_outcome(event, batch);
        bool calls = event.instruction.outcome == Outcome::called || event.instruction.outcome == Outcome::resumed;
        // A binding lets go of what was bound before, and so may call its finalizer.
        std::string binding = calls ? reading.binding() : "";
        return binding.empty() ? outcome : fmt::format("{}; {}", binding, outcome);
    }
    if (event.kind == EventKind::done) return reading.jump();
    for (auto part : {&Reading::binding, &Reading::jump, &Reading::native_call, &Reading::addition, &Reading::rest}) {
        if (std::string text = (reading.*part)(); !text.empty()) return text;
    }
    if (!reading.has(1)) return "";
    std::string text = reading.operation();
    return text.empty() ? reading.item_or_attribute() : text;
}

// "takes 6 and 2, pushes 6 % 2 = 0"
std::string Effects::Reading::exchange() const {
    const Value* taken = batch.values.data() + event.first + fields.kept + fields.stayed;
    const Value* put = taken + fields.popped;
    std::vector<std::string> parts;
    if (fields.popped > 0) parts.push_back("takes " + enumerate({taken, fields.popped}));
    std::string what = has(1) ? operation() : "";
    if (what.empty() && fields.pushed == 1 && !instruction.variable.empty() && instruction.variable != result())
        what = fmt::format("{} = {}", instruction.variable, result());
    if (fields.pushed > 0) parts.push_back("pushes " + (what.empty() ? enumerate({put, fields.pushed}) : what));
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string Effects::Reading::enumerate(std::span<const Value> values) const {
    std::string text;
    for (std::size_t index = 0; index < values.size(); ++index) {
        if (index > 0) text += index + 1 < values.size() ? ", " : " and ";
        text += show_value(values[index], batch);
    }
    return text;
}

std::string Effects::explain(const Event& event, const Batch& batch) const {
    if (info_of(event.kind).category == ref)
        return fmt::format("{} Here: {}.", info_of(event.kind).sentence, change_text(event.counts));
    if (event.kind != EventKind::op) return std::string(info_of(event.kind).sentence);
    const OpcodeInfo* info = opcode_info(event.instruction.opcode);
    if (info == nullptr) return "";
    std::string here = Reading{event, batch, codes_[event.code]}.exchange();
    return here.empty() ? std::string(info->sentence) : fmt::format("{} Here: {}.", info->sentence, here);
}

}  // namespace minipy::trace
