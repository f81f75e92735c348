// SPDX-License-Identifier: MIT
// Events in words, by kind; instructions by what they took and put.
#include "trace/effects.hpp"

#include <fmt/core.h>

#include "runtime/bytecode/opcode.hpp"
#include "trace/value_text.hpp"

namespace minipy::trace {

// An instruction's event, with its values at hand.
struct Effects::Reading {
    const Event& event;
    const Batch& batch;
    const CodeTable& code;
    const InstructionText& instruction = code.units[std::size_t(event.unit)];

    // The index-th item that it touched, from the lowest; whether it stayed or not.
    const Value& touched_value(std::size_t index) const { return batch.values[event.first + event.kept + index]; }
    std::string touched(std::size_t index) const { return show_value(touched_value(index), batch); }
    std::size_t touched_count() const { return event.stayed + event.taken; }
    bool has(std::size_t count) const { return touched_count() >= count; }
    // What lies on top now.
    std::string result() const {
        if (event.put > 0)
            return show_value(batch.values[event.first + event.kept + event.stayed + event.taken + event.put - 1],
                              batch);
        return event.stayed > 0 ? touched(event.stayed - 1) : "";
    }
    bool jumped() const { return event.outcome == Outcome::jumped; }

    std::string operation() const;
    std::string binding() const;
    std::string item_or_attribute() const;
    std::string jump() const;
    std::string native_call() const;
    std::string addition() const;
    std::string rest() const;
};

std::string Effects::Reading::operation() const {
    using enum Opcode;
    auto opcode = static_cast<Opcode>(event.opcode);
    if (has(2)) {
        switch (opcode) {
            case BINARY_OP: {
                std::string_view sign = instruction.argument;
                if (sign.ends_with('=')) sign.remove_suffix(1);  // in place or not: the same arithmetic
                return fmt::format("{} {} {} = {}", touched(0), sign, touched(1), result());
            }
            case COMPARE_OP:
                return fmt::format("{} {} {} is {}", touched(0), instruction.argument, touched(1), result());
            case IS_OP:
                return fmt::format("{} is {}{}: {}", touched(0), event.operand != 0 ? "not " : "", touched(1),
                                   result());
            case CONTAINS_OP:
                return fmt::format("{} {}in {}: {}", touched(0), event.operand != 0 ? "not " : "", touched(1),
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
    using enum Opcode;
    switch (static_cast<Opcode>(event.opcode)) {
        case STORE_FAST:
        case STORE_NAME:
        case STORE_GLOBAL:
        case STORE_DEREF: break;
        case DELETE_FAST:
        case DELETE_NAME:
        case DELETE_GLOBAL:
        case DELETE_DEREF: return "del " + instruction.variable;
        default: return "";
    }
    if (!has(1)) return "";
    ValueKind kind = touched_value(0).kind;
    const char* sort = kind == ValueKind::function ? "function " : kind == ValueKind::class_ ? "class " : "";
    return fmt::format("{} = {}{}", instruction.variable, sort, touched(0));
}

std::string Effects::Reading::item_or_attribute() const {
    using enum Opcode;
    switch (static_cast<Opcode>(event.opcode)) {
        case BINARY_SUBSCR: return has(2) ? fmt::format("{}[{}] is {}", touched(0), touched(1), result()) : "";
        case STORE_SUBSCR: return has(3) ? fmt::format("{}[{}] = {}", touched(1), touched(2), touched(0)) : "";
        case DELETE_SUBSCR: return has(2) ? fmt::format("del {}[{}]", touched(0), touched(1)) : "";
        case LOAD_ATTR: return fmt::format("{}.{} is {}", touched(0), instruction.variable, result());
        case STORE_ATTR: return has(2) ? fmt::format("{}.{} = {}", touched(1), instruction.variable, touched(0)) : "";
        case DELETE_ATTR: return fmt::format("del {}.{}", touched(0), instruction.variable);
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
    switch (static_cast<Opcode>(event.opcode)) {
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
    auto opcode = static_cast<Opcode>(event.opcode);
    if (opcode != CALL || !has(2)) return "";
    bool plain = touched_value(0).kind == ValueKind::null;
    std::string text = touched(plain ? 1 : 0) + "(";
    for (std::size_t index = plain ? 2 : 1; index < touched_count(); ++index) {
        text += touched(index);
        if (index + 1 < touched_count()) text += ", ";
    }
    if (event.more_taken > 0) text += fmt::format(", … +{}", event.more_taken);
    return text + ") = " + result();
}

std::string Effects::Reading::addition() const {
    using enum Opcode;
    if (event.stayed == 0) return "";
    switch (static_cast<Opcode>(event.opcode)) {
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
    switch (static_cast<Opcode>(event.opcode)) {
        case MAKE_FUNCTION: return "makes function " + result();
        case PUSH_EXC_INFO: return "handles " + touched(0);
        case POP_EXCEPT: return "handled";
        case CHECK_EXC_MATCH: return has(2) ? fmt::format("{} matches {}: {}", touched(0), touched(1), result()) : "";
        default: return "";
    }
}

std::string Effects::describe_call(const Event& event, const Batch& batch, std::size_t first_argument) const {
    const CodeTable& callee = codes_[event.callee];
    if (callee.is_body) return "runs " + callee.qualified_name;
    std::string text = fmt::format("call {}(", callee.qualified_name);
    for (std::size_t index = first_argument; index < event.count; ++index) {
        const Value& value = batch.values[event.first + index];
        if (index > first_argument) text += ", ";
        text += callee.parameters[index - first_argument];
        if (value.kind != ValueKind::null) text += "=" + show_value(value, batch);
    }
    return text + ")";
}

std::string Effects::describe_outcome(const Event& event, const Batch& batch) const {
    std::size_t items = event.kept + event.stayed + event.taken + event.put;
    auto value = [&] { return show_value(batch.values[event.first + items], batch); };
    std::string to = event.link != 0 ? fmt::format(" → n={}", event.link) : "";
    switch (event.outcome) {
        case Outcome::called: return describe_call(event, batch, items);
        case Outcome::resumed:
            return fmt::format("{} {}", codes_[event.callee].qualified_name, event.target != 0 ? "goes on" : "begins");
        case Outcome::returned: return fmt::format("return {}{}", value(), to);
        case Outcome::yielded: return fmt::format("yield {}{}", value(), to);
        case Outcome::raised: return "raises " + value();
        case Outcome::raised_again: return "raises again " + value();
        default: return "";
    }
}

std::string Effects::describe(const Event& event, const Batch& batch) const {
    auto value = [&] { return show_value(batch.values[event.first], batch); };
    std::string to = event.link != 0 ? fmt::format(" → n={}", event.link) : "";
    switch (event.kind) {
        case EventKind::op:
        case EventKind::done: break;
        case EventKind::call: return describe_call(event, batch, 0);
        case EventKind::resume:
            return fmt::format("{} {}", codes_[event.callee].qualified_name, event.target != 0 ? "goes on" : "begins");
        case EventKind::return_: return fmt::format("return {}{}", value(), to);
        case EventKind::yield: return fmt::format("yield {}{}", value(), to);
        case EventKind::raise: return "raises " + value();
        case EventKind::handle:
            return fmt::format("{} is handled here: goes to {}", value(), codes_[event.code].place(event.target));
        case EventKind::unwind: return fmt::format("the exception leaves {}", codes_[event.code].qualified_name);
        case EventKind::write:
        case EventKind::read: return value();
        default: return "";
    }
    if (event.outcome > Outcome::jumped) return describe_outcome(event, batch);
    Reading reading{event, batch, codes_[event.code]};
    if (event.kind == EventKind::done) return reading.jump();
    for (auto part : {&Reading::binding, &Reading::jump, &Reading::native_call, &Reading::addition, &Reading::rest}) {
        if (std::string text = (reading.*part)(); !text.empty()) return text;
    }
    if (!reading.has(1)) return "";
    std::string text = reading.operation();
    return text.empty() ? reading.item_or_attribute() : text;
}

std::string_view Effects::explain(const Event& event) const {
    switch (event.kind) {
        case EventKind::op: {
            const OpcodeInfo* info = opcode_info(event.opcode);
            return info == nullptr ? "" : info->sentence;
        }
        case EventKind::done: return "The call that ran through C++ is back; its result is on the stack.";
        case EventKind::call: return "A frame begins: parameters are bound, the value stack is empty.";
        case EventKind::resume: return "The generator's frame goes on where it stopped.";
        case EventKind::return_: return "The frame ends; its locals die; the caller gets the value.";
        case EventKind::yield: return "The frame stops here and hands out a value.";
        case EventKind::raise: return "The exception becomes the pending one; the exception table is searched.";
        case EventKind::handle:
            return "The exception table names a handler: the stack is cut back and the exception pushed.";
        case EventKind::unwind: return "No handler here: the frame ends and its caller is searched.";
        default: return "";
    }
}

}  // namespace minipy::trace
