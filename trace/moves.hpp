// SPDX-License-Identifier: MIT
// Which references an instruction takes off the value stack and puts there, for --refs=all. What lies at the same place
// before and after it has not moved.
//
//      before   … a b │ xs 5        popped: 5, pushed: 6
//      after    … a b │ xs 6
//
// Only looked at while the instruction's own frame goes on, so all objects are alive. Next: recorder_memory.cpp.
#pragma once

#include <algorithm>
#include <vector>

#include "runtime/bytecode/opcode.hpp"
#include "runtime/functions/frame.hpp"
#include "trace/unscanned.hpp"

namespace minipy::trace {

struct Moves {
    Object* object;
    Size popped = 0, pushed = 0;
};

class StackMoves {
public:
    void begin(Frame* frame, int opcode, int operand) {
        moves_.clear();
        bool known = opcode_info(std::uint8_t(opcode)) != nullptr;
        std::ptrdiff_t pops = known ? std::ptrdiff_t(stack_effect(static_cast<Opcode>(opcode), operand).pops) : 0;
        std::ptrdiff_t depth = frame->stack_pointer - frame->stack_base();
        fixed_ = std::max(depth - pops, std::ptrdiff_t(0));
        popped_.assign(frame->stack_base() + fixed_, frame->stack_pointer);
    }
    void end(Frame* frame) {
        std::ptrdiff_t depth = frame->stack_pointer - frame->stack_base();
        std::size_t pushed = std::size_t(std::max(depth - fixed_, std::ptrdiff_t(0)));
        Object** items = frame->stack_base() + fixed_;
        for (std::size_t index = 0; index < std::max(pushed, popped_.size()); ++index) {
            Object* before = index < popped_.size() ? popped_[index] : nullptr;
            Object* now = index < pushed ? items[index] : nullptr;
            if (before == now) continue;
            if (before != nullptr) ++of(before).popped;
            if (now != nullptr) ++of(now).pushed;
        }
    }
    // In the order in which they lay there; each object once. Of one that has died meanwhile only the address is left.
    const UnscannedVector<Moves>& all() const { return moves_; }
    // Those of one object, which are not in all() any more.
    Moves take(const Object* object) {
        auto found = std::ranges::find(moves_, object, &Moves::object);
        if (found == moves_.end()) return {nullptr};
        Moves taken = *found;
        moves_.erase(found);
        Size moved_along = std::min(taken.popped, taken.pushed);  // to another place of the stack
        return {taken.object, taken.popped - moved_along, taken.pushed - moved_along};
    }

private:
    Moves& of(Object* object) {
        auto found = std::ranges::find(moves_, object, &Moves::object);
        return found != moves_.end() ? *found : moves_.emplace_back(Moves{object});
    }

    std::ptrdiff_t fixed_ = 0;  // items that it does not touch
    UnscannedVector<Object*> popped_;
    UnscannedVector<Moves> moves_;
};

}  // namespace minipy::trace
