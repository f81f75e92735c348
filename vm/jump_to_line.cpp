// SPDX-License-Identifier: MIT
// Jumps between lines. The loop keeps things on the value stack that belong to a region of the code: the iterator of a
// for loop, the exception of a handler. So for every instruction it is found out what lies on the stack there; a jump
// may leave regions (what is too much is popped) but not enter them. Into the middle of an expression it may go only
// where the values are of the types that the instructions count on, which the verifier knows. CPython, which does not
// ask for types: Objects/frameobject.c (frame_setlineno).
#include "vm/jump_to_line.hpp"

#include <algorithm>
#include <climits>
#include <optional>
#include <vector>

#include "runtime/bytecode/decode.hpp"
#include "runtime/bytecode/verify.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/memory/reserve.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

namespace {

enum class Item : std::uint8_t { iterator, exception, object, null };
using Stack = std::vector<Item>;

void pop(Stack& stack, std::int64_t count) {
    stack.resize(stack.size() - std::min(stack.size(), std::size_t(std::max<std::int64_t>(count, 0))));
}

// What lies on the stack before each instruction; nothing where no way leads.
class StackMap {
public:
    explicit StackMap(const Code& code) : code_(code), before_(std::size_t(code.unit_count)) {
        bool generates = (code.parts.flags & (code_generator | code_coroutine | code_async_generator)) != 0;
        before_[0] = generates ? Stack{Item::object} : Stack{};
        instructions_ = decode(code);
        handlers_ = exception_rows(code);
        while (walk()) continue;
    }

    const std::optional<Stack>& before(int unit) const { return before_[std::size_t(unit)]; }

private:
    // Once through the code and its handlers. True: a place became known that had been passed already.
    bool walk() {
        bool again = false;
        for (const DecodedInstruction& instruction : instructions_) {
            if (before_[std::size_t(instruction.unit)])
                again |= pass(instruction, *before_[std::size_t(instruction.unit)]);
        }
        for (const ExceptionRow& row : handlers_) again |= enter_handler(row);
        return again;
    }

    bool reach(std::int64_t unit, const Stack& stack) {
        if (unit < 0 || unit >= code_.unit_count || heap::exhausted) return false;
        std::optional<Stack>& place = before_[std::size_t(unit)];
        bool is_new = !place;
        place = stack;
        return is_new;
    }

    bool enter_handler(const ExceptionRow& row) {
        if (!before_[std::size_t(row.start)] || before_[std::size_t(row.target)]) return false;
        Stack stack = *before_[std::size_t(row.start)];
        stack.resize(std::min(stack.size(), std::size_t(row.depth)));
        if (row.push_lasti) stack.push_back(Item::object);
        stack.push_back(Item::exception);
        return reach(row.target, stack);
    }

    bool pass(const DecodedInstruction& instruction, Stack stack) {
        if (instruction.info() == nullptr) return false;
        Opcode opcode = instruction.opcode();
        Stack jumped = stack;
        change(stack, instruction, Jump::not_taken);
        change(jumped, instruction, Jump::taken);
        bool again =
            instruction.target >= 0 && reach(instruction.target, jumped) && instruction.target < instruction.unit;
        if (!ends_flow(opcode)) reach(instruction.end(), stack);
        return again;
    }

    static void change(Stack& stack, const DecodedInstruction& instruction, Jump jump) {
        using enum Opcode;
        int operand = instruction.operand;
        switch (instruction.opcode()) {
            case GET_ITER:
            case GET_AITER:
                pop(stack, 1);
                stack.push_back(Item::iterator);
                return;
            case FOR_ITER:
                if (jump == Jump::taken) pop(stack, 1);
                else stack.push_back(Item::object);
                return;
            case JUMP_IF_FALSE_OR_POP:
            case JUMP_IF_TRUE_OR_POP:
                if (jump == Jump::not_taken) pop(stack, 1);
                return;
            // The None that a generator is sent first has been counted from its first instruction on, as CPython does.
            case RETURN_GENERATOR: return;
            case PUSH_EXC_INFO: stack.push_back(Item::exception); return;
            case PUSH_NULL: stack.push_back(Item::null); return;
            case LOAD_GLOBAL:
                if ((operand & 1) != 0) stack.push_back(Item::null);
                stack.push_back(Item::object);
                return;
            case LOAD_METHOD:
                pop(stack, 1);
                stack.push_back(Item::null);
                stack.push_back(Item::object);
                return;
            case SWAP:
                if (std::size_t(operand) <= stack.size())
                    std::swap(stack.back(), stack[stack.size() - std::size_t(operand)]);
                return;
            case COPY:
                if (std::size_t(operand) <= stack.size()) stack.push_back(stack[stack.size() - std::size_t(operand)]);
                return;
            default: break;
        }
        // The others: what they only look at stays what it is.
        std::int64_t difference = stack_effect(instruction.opcode(), operand).change(jump);
        if (instruction.is(CALL)) {
            pop(stack, operand + 2);
            difference = 1;
        }
        pop(stack, -difference);
        for (; difference > 0; --difference) stack.push_back(Item::object);
    }

    const Code& code_;
    std::vector<DecodedInstruction> instructions_;
    std::vector<ExceptionRow> handlers_;
    std::vector<std::optional<Stack>> before_;
};

// Can what is there serve as what is needed?
bool fits(Item there, Item needed) {
    return needed == Item::null || (needed == Item::object ? there != Item::null : there == needed);
}

bool fits(const Stack& there, const Stack& needed) {
    if (needed.size() > there.size()) return false;
    return std::equal(needed.begin(), needed.end(), there.begin(),
                      [](Item item, Item other) { return fits(other, item); });
}

const char* reason(const std::optional<Stack>& needed) {
    if (!needed) return "can't jump into an exception handler, or code may be unreachable";
    if (needed->empty() || needed->back() == Item::object || needed->back() == Item::null) return "incompatible stacks";
    return needed->back() == Item::exception ? "can't jump into an 'except' block as there's no exception"
                                             : "can't jump into the body of a for loop";
}

Result<void> check_event(const FrameObject* object) {
    const ThreadState* thread = current_thread;
    switch (thread->traced_event) {
        case TraceEvent::call: return raise(ValueError, "can't jump from the 'call' trace event of a new frame");
        case TraceEvent::line: break;
        default: return raise(ValueError, "can only jump from a 'line' trace event");
    }
    if (!object->trace_function) return raise(ValueError, "f_lineno can only be set by a trace function");
    return {};
}

// Where the first line begins that is not before `line` and has code: at several units, perhaps.
Result<int> line_with_code(const Code* code, const std::vector<LineStart>& starts, int line) {
    if (line < code->parts.first_line) return raise(ValueError, "line {} comes before the current code block", line);
    int best = INT_MAX;
    for (const LineStart& start : starts) {
        if (start.line >= line) best = std::min(best, start.line);
    }
    if (best == INT_MAX) return raise(ValueError, "line {} comes after the current code block", line);
    return best;
}

// Pops what belongs to regions that are left; a handler's exception stops being the one that is handled.
void shrink(Frame* frame, Stack stack, std::size_t depth) {
    for (; stack.size() > depth; stack.pop_back()) {
        Ref<Object> item = adopt(*--frame->stack_pointer);
        if (stack.back() != Item::exception) continue;
        current_thread->handled->value = is_none(item.get()) ? nullptr : std::move(item);
    }
}

}  // namespace

Result<void> jump_to_line(FrameObject* object, Object* line) {
    if (line == nullptr) return raise(AttributeError, "cannot delete attribute");
    if (!is_exact<Int>(line)) return raise(ValueError, "lineno must be an integer");
    TRY(check_event(object));
    Frame* frame = object->frame;
    const Code* code = frame->code;
    TRY(check_room_to_analyse(*code));
    std::vector<LineStart> starts = line_starts(*code);
    int asked = int(std::clamp<std::int64_t>(TRY(to_int64(line)), INT_MIN, INT_MAX));
    int wanted = TRY(line_with_code(code, starts, asked));
    StackMap stacks(*code);
    if (heap::exhausted) return raise_no_memory();
    const std::optional<Stack>& here = stacks.before(frame->unit());
    if (!here) return raise(ValueError, "can't jump from unreachable code");
    int target = -1;
    const char* problem = "cannot find bytecode for specified line";
    bool generates = frame->generator != nullptr;
    for (const LineStart& start : starts) {
        if (start.line != wanted) continue;
        const std::optional<Stack>& there = stacks.before(start.unit);
        // A frame that belongs to a generator already has none to make, whatever lies on its stack.
        bool makes_generator = generates && start.unit < code->first_traceable;
        if (!there || !fits(*here, *there) || makes_generator) {
            if (target < 0) problem = reason(there);
        } else if (!stack_serves(*code, frame->unit(), start.unit)) {
            if (target < 0) problem = "incompatible stacks";
        } else if (target < 0 || there->size() > stacks.before(target)->size()) {
            target = start.unit;
        }
    }
    if (target < 0) return raise(ValueError, "{}", problem);
    shrink(frame, *here, stacks.before(target)->size());
    frame->instruction = code->executable + target;
    return {};
}

}  // namespace minipy
