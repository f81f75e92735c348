// SPDX-License-Identifier: MIT
// The flow graph: a code object in the making, as basic blocks of instructions with symbolic jump targets.
//
//      entry ──next──▶ block ──next──▶ block …      the order of the code; falling through goes to `next`
//                        │ last instruction: a jump ──target──▶ block
//                        └ SETUP_FINALLY ──target──▶ handler block
//
// A block ends after its first jump, return or raise. The code generator appends to `current`; the passes (passes.hpp)
// rewrite the graph; the assembler lays it out. Blocks are never freed before the graph is.
//
// Locations: line −1 means "artificial", an instruction that no source line stands for; it inherits one later.
// CPython: Python/compile.c (struct basicblock_, struct instr). Next: passes.hpp, assembler.hpp.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <vector>

#include "parser/ast.hpp"
#include "runtime/bytecode/opcode.hpp"

namespace minipy::compiler {

// Where an instruction comes from; columns are UTF-8 byte offsets, −1 where there is none.
struct Location {
    int line = -1;
    int end_line = -1;
    int column = -1;
    int end_column = -1;

    friend bool operator==(const Location&, const Location&) = default;
    static Location of(const ast::Span& span) {
        return {span.lineno, span.end_lineno, span.col_offset, span.end_col_offset};
    }
};

struct Block;

struct Instruction {
    Opcode opcode;
    std::uint8_t units = 0;  // of code that it takes; set by the assembler
    int operand = 0;
    Block* target = nullptr;   // of jumps and SETUPs
    Block* handler = nullptr;  // who receives its exceptions; set by label_exception_targets
    Location location;
};

struct Block {
    using Instructions = std::pmr::vector<Instruction>;

    explicit Block(std::pmr::memory_resource* memory) : instructions(memory) {}

    Instructions instructions;
    Block* next = nullptr;        // in code order
    Block* landing = nullptr;     // where a jump to it arrives if it is empty; set by normalize_blocks
    int id = 0;                   // in order of creation
    int predecessors = 0;         // how many ways lead here; counted by mark_reachable
    int start_depth = -1;         // of the stack; set by compute_stack_depth
    int offset = 0, units = 0;    // where it lies and how long it is in the code; set by the assembler
    bool exits = false;           // ends with return, raise or reraise
    bool falls_through = true;    // the end goes on to `next`
    bool visited = false;         // for the pass that is walking
    bool preserve_lasti = false;  // a handler that wants to know the raising instruction
    bool may_have_nops = false;   // remove_nops has something to look for

    bool empty() const { return instructions.empty(); }
    Instruction& first() { return instructions.front(); }
    Instruction& last() { return instructions.back(); }
    void make_nop(Instruction& instruction) {
        instruction.opcode = Opcode::NOP;
        instruction.operand = 0;
        instruction.target = nullptr;
        may_have_nops = true;
    }
};

class FlowGraph {
public:
    // Blocks and their instructions lie in `memory`, which frees them all at once: their destructors need not run.
    explicit FlowGraph(std::pmr::memory_resource* memory) : blocks_(memory) { entry_ = current_ = new_block(); }

    Block* entry() const { return entry_; }
    Block* current() const { return current_; }
    // All blocks in order of creation.
    const std::pmr::vector<Block*>& blocks() const { return blocks_; }
    // Is there a SETUP anywhere? Where not, passes about handlers have nothing to do.
    bool has_handlers() const { return has_handlers_; }

    // Visits the instructions of a block that have a target: SETUPs, and a jump at the end.
    template <class Visit>
    void each_with_target(Block& block, Visit visit) const {
        if (block.empty()) return;
        if (has_handlers_) {
            for (Instruction& instruction : block.instructions) {
                if (instruction.target != nullptr) visit(instruction);
            }
        } else if (block.last().target != nullptr) {
            visit(block.last());
        }
    }

    Block* new_block();
    // A copy that jumps can be pointed at; the original must not fall through.
    Block* copy_block(const Block& original);
    // From here on instructions go into `block`, which follows the current one.
    void use(Block* block);
    // Appends; opens a new block first if the current one has ended.
    Instruction& append(Opcode opcode, int operand, Block* target, const Location& location);

private:
    std::pmr::vector<Block*> blocks_;
    Block* entry_;
    Block* current_;
    bool ended_ = false;  // the current block: its last instruction goes elsewhere
    bool has_handlers_ = false;
};

}  // namespace minipy::compiler
