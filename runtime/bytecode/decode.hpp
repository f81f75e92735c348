// SPDX-License-Identifier: MIT
// Reading a code object back: bytes to instructions, tables to rows. What the assembler wrote, and what others did: any
// bytes decode to something, so that even damaged code can be shown. Whether it makes sense is the verifier's question.
//
//      co_code   │ EXTENDED_ARG 1 │ LOAD_FAST 4 │ BINARY_OP 0 │ cache │ …      16-bit units
//      decode()    EXTENDED_ARG 1   LOAD_FAST 260  BINARY_OP 0                 one row each, caches skipped
//
// CPython: Lib/dis.py (_unpack_opargs, _parse_exception_table). Next: disassemble.hpp, listing.hpp, verify.hpp.
#pragma once

#include <vector>

#include "runtime/bytecode/code.hpp"
#include "runtime/bytecode/opcode.hpp"
#include "runtime/object/result.hpp"

namespace minipy {

struct DecodedInstruction {
    int unit = 0;              // where it stands
    std::uint8_t number = 0;   // the opcode, which may be no instruction at all
    std::int32_t operand = 0;  // with the bits of the EXTENDED_ARGs in front
    std::int64_t target = -1;  // of jumps: a unit, which may lie outside

    const OpcodeInfo* info() const { return opcode_info(number); }
    Opcode opcode() const { return static_cast<Opcode>(number); }
    bool is(Opcode opcode) const { return number == static_cast<std::uint8_t>(opcode); }
    bool uses_operand() const { return number >= have_argument; }
    // The unit behind it and its caches.
    int end() const { return unit + 1 + caches_of(number); }
};
std::vector<DecodedInstruction> decode(const Code& code);
// The one that the loop comes to at `unit`: that of the prefixes which may stand there. The code is verified.
DecodedInstruction decode_at(const Code& code, int unit);

// A row of co_exceptiontable, in units: exceptions raised in [start, end) go to `target`.
struct ExceptionRow {
    std::int64_t start, end, target, depth;
    bool push_lasti;
};
std::vector<ExceptionRow> exception_rows(const Code& code);

// Where source lines begin: (unit, line), in order.
struct LineStart {
    int unit, line;
};
std::vector<LineStart> line_starts(const Code& code);

// MemoryError where there is no room for what is made of the code when it is verified, or looked through for a jump: a
// program can make code of any size.
Result<void> check_room_to_analyse(const Code& code);

// What an operand stands for, as dis shows it in parentheses: a name, a constant's repr, "to 42". Empty: nothing.
std::string operand_text(const Code& code, const DecodedInstruction& instruction);

}  // namespace minipy
