// SPDX-License-Identifier: MIT
// The verifier: checks a code object that did not come from this compiler (a .pyc file, types.CodeType(…),
// code.replace(…)) before it runs. The loop trusts its instructions: an operand is an index that exists, a jump goes to
// an instruction, the stack is as deep as it should be and holds what the instruction expects. Here is where that is
// made sure. What CPython compiled passes; whatever could make the loop read or write where it must not is refused.
//
//      instructions one by one   known, complete, operand in its table, jumps on instruction starts      (verify.cpp)
//      tables                    variables ordered and counted, exception rows sorted and inside         (verify.cpp)
//      all ways through          stack depth and shapes agree wherever ways meet
//      (verify_flow.cpp)
//
// Shapes (stack_shape.hpp) are what is known of stack slots: the idea of the Java verifier, in small.
//
// CPython has no such check: damaged bytecode crashes it. Next: verify.cpp.
#pragma once

#include <string>
#include <vector>

#include "runtime/bytecode/decode.hpp"
#include "runtime/object/result.hpp"

namespace minipy {

// ValueError if the code object must not run; else it is marked as verified. Quick when it is already.
Result<void> verify(Code& code);
// The same for the code objects among its constants, too.
Result<void> verify_all(Code& code);

// ---------------------------------------------------------------- between the two files

struct CodeUnderTest {
    explicit CodeUnderTest(const Code& tested);

    const Code& code;
    std::vector<DecodedInstruction> instructions;
    std::vector<int> rows;  // unit → index into instructions; −1: inside one
    std::vector<ExceptionRow> handlers;

    // −1: no instruction starts there.
    int row_at(std::int64_t unit) const {
        return unit < 0 || unit >= static_cast<std::int64_t>(rows.size()) ? -1 : rows[static_cast<std::size_t>(unit)];
    }
};

// What is wrong, and where; an empty text: nothing.
struct Defect {
    std::string text;
    int unit = 0;

    explicit operator bool() const { return !text.empty(); }
};

Defect find_flow_defect(const CodeUnderTest& test);

}  // namespace minipy
