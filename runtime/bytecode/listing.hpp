// SPDX-License-Identifier: MIT
// The listing for readers: every code object C1, C2 … of a program with its instructions I1, I2 …, where in the source
// each comes from, how deep the stack is after it, and what it makes. Ids are counted through the whole program, in the
// order in which dis prints, so that an execution trace can name an instruction by its id.
//
//      bytecode   C2 half  args=1 stack=2
//      line  id   off  label  instruction                 depth  span      makes
//        2   I14    6         BINARY_OP       2 (//)        1    2:11-17   n // 2
//
// Next: listing.cpp; disassemble.hpp is dis's own form.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/bytecode/decode.hpp"

namespace minipy {

struct ListedInstruction {
    int id;
    DecodedInstruction instruction;
    CodeLocation location;
    int line = 0;    // the line that begins here; 0: none does
    int label = 0;   // L1, L2 … in a code object; 0: nothing leads here but the instruction before
    int depth = -1;  // of the stack after it, when it does not jump; −1: it never runs
};

struct ListedCode {
    int id;
    int parent;  // id of the code object around it; 0: none
    const Code* code;
    std::vector<ListedInstruction> instructions;
    std::vector<ExceptionRow> handlers;

    // Null when no instruction stands at `unit`.
    const ListedInstruction* at(int unit) const;
};

// `top` and all code objects among its constants, outer before inner; they must outlive the listing.
std::vector<ListedCode> list_code(const Code& top);

// "2:11-17", or "2:11-3:4" when it ends on another line; empty when there is none.
std::string show_location(const CodeLocation& location);
// At most 40 bytes, not cut within a character; a cut shows.
std::string shortened(std::string text);

struct ListingOptions {
    // The text of a line of the source file, empty when there is no such line. Null: the column `makes` stays empty.
    std::function<std::string_view(int line)> line_text;
    bool explain = false;  // one sentence behind the first instruction of each kind
    bool caches = false;   // inline caches too
};
std::string show_listing(const std::vector<ListedCode>& codes, const ListingOptions& options);

}  // namespace minipy
