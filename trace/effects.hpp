// SPDX-License-Identifier: MIT
// One step of the machine: what an instruction took from the value stack, what it put there, and that in words:
// "6 // 2 = 3". Next: effects.cpp.
#pragma once

#include "runtime/functions/frame.hpp"
#include "trace/code_table.hpp"

namespace minipy::trace {

// What is known of an instruction that has begun.
struct Step {
    int opcode = 0, operand = 0, unit = 0;
    int depth = 0;                    // of the value stack before it
    int fixed = 0;                    // items that it cannot have touched, from the bottom
    bool compare = false;             // items above `fixed` may stay in place: same object, same item
    std::vector<Object*> items;       // above `fixed`; only compared, never looked at: they may be gone
    std::vector<std::string> shown;   // what they were
    std::vector<std::string> kept;    // the last few below `fixed`
    int hidden = 0;                   // how many more lie below those
};

class Effects {
public:
    Effects(const ValuePrinter& printer) : printer_(printer) {}

    void begin(Step& step, Frame* frame, int opcode, int operand) const;
    // "[kept -popped +pushed]"; `finished` false: the instruction left the frame or raised, nothing was pushed.
    std::string stack_column(const Step& step, Frame* frame, bool finished) const;
    // What the instruction did; empty when its text says everything.
    std::string describe(const Step& step, Frame* frame, const InstructionText& instruction, bool with_locals) const;

private:
    std::string describe_operator(const Step& step, const std::string& result, const InstructionText& instruction) const;
    std::string describe_call(const Step& step, const std::string& result) const;

    const ValuePrinter& printer_;
};

}  // namespace minipy::trace
