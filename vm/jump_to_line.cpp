// SPDX-License-Identifier: MIT
// Jumps between lines. The loop keeps things on the value stack that belong to a region of the code: the iterator of a
// for loop, the exception of a handler. So it is found out what lies on the stack here and there
// (bytecode/stack_shape.hpp); a jump may leave regions (what is too much is popped) but not enter them. Into the middle
// of an expression it may go only where the values are of the types that the instructions count on. CPython, which does
// not ask for types: Objects/frameobject.c (frame_setlineno).
#include "vm/jump_to_line.hpp"

#include <algorithm>
#include <climits>
#include <optional>
#include <vector>

#include "runtime/bytecode/decode.hpp"
#include "runtime/bytecode/stack_shape.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/memory/reserve.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

namespace {

bool serves(const ShapedStack& there, const ShapedStack& needed) {
    return needed.size() <= there.size() &&
           std::equal(needed.begin(), needed.end(), there.begin(),
                      [](Shape expected, Shape found) { return minipy::serves(found, expected); });
}

const char* reason(const std::optional<ShapedStack>& needed) {
    if (!needed) return "can't jump into an exception handler, or code may be unreachable";
    if (!needed->empty() && needed->back().is_handled())
        return "can't jump into an 'except' block as there's no exception";
    if (!needed->empty() && needed->back().kind == Shape::Kind::iterator)
        return "can't jump into the body of a for loop";
    return "incompatible stacks";
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
void shrink(Frame* frame, ShapedStack stack, std::size_t depth) {
    for (; stack.size() > depth; stack.pop_back()) {
        Ref<Object> item = adopt(*--frame->stack_pointer);
        if (!stack.back().is_handled()) continue;
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
    std::vector<int> units{frame->unit()};
    for (const LineStart& start : starts) {
        if (start.line == wanted) units.push_back(start.unit);
    }
    std::vector<std::optional<ShapedStack>> stacks = stacks_before(*code, units);
    if (heap::exhausted) return raise_no_memory();
    const std::optional<ShapedStack>& here = stacks[0];
    if (!here) return raise(ValueError, "can't jump from unreachable code");
    std::size_t best = 0;
    const char* problem = "cannot find bytecode for specified line";
    for (std::size_t place = 1; place < units.size(); ++place) {
        // A frame that belongs to a generator already has none to make, whatever lies on its stack.
        bool makes_generator = frame->generator != nullptr && units[place] < code->first_traceable;
        if (!stacks[place] || !serves(*here, *stacks[place]) || makes_generator) {
            if (best == 0) problem = reason(stacks[place]);
        } else if (best == 0 || stacks[place]->size() > stacks[best]->size()) {
            best = place;
        }
    }
    if (best == 0) return raise(ValueError, "{}", problem);
    shrink(frame, *here, stacks[best]->size());
    frame->instruction = code->executable + units[best];
    return {};
}

}  // namespace minipy
