// SPDX-License-Identifier: MIT
// The passes over a flow graph, from what the code generator wrote to what the assembler lays out.
//
// Each pass is one function that knows of nothing but the graph; `run_passes` calls them in CPython 3.11's order and
// shows the graph after each to an observer (--dump=cfg, dump_graph.hpp). Order matters: empty blocks must be gone
// before jumps are compared with `next`, lines can be handed on only once predecessors are counted, exception targets
// only once the order of blocks is final.
//
// CPython: Python/compile.c (optimize_cfg and around assemble). Next: passes.cpp, peephole.cpp, exception_targets.cpp.
#pragma once

#include <string_view>

#include "compiler/unit.hpp"
#include "runtime/bytecode/code.hpp"

namespace minipy::compiler {

// Blocks learn whether they exit; jumps to empty blocks go to what follows those.
void normalize_blocks(FlowGraph& graph);

// Within one block: constant conditions, tuples of constants, jumps to jumps, needless swaps. (peephole.cpp)
Result<void> optimize_blocks(FlowGraph& graph, ConstantPool& constants);
// Drops NOPs that no debugger would miss.
void remove_nops(FlowGraph& graph);
void remove_nops(Block& block);
// A jump to a short exit becomes a copy of it.
void inline_small_exits(FlowGraph& graph);
// Counts predecessors and empties the blocks that nothing leads to.
void remove_unreachable(FlowGraph& graph);
void remove_empty_blocks(FlowGraph& graph);
// A jump to the block that follows anyway is none.
void remove_redundant_jumps(FlowGraph& graph);
// Exits that no source line stands for get one copy per jump, so that each has the line of what jumped.
void duplicate_exits_without_line(FlowGraph& graph);
void trim_unused_constants(FlowGraph& graph, ConstantPool& constants);
// Artificial instructions take the location of what runs before them.
void propagate_lines(FlowGraph& graph);
void guarantee_lines_for_exits(FlowGraph& graph, int first_line);
// The depth each block starts with; returns the largest anywhere.
int compute_stack_depth(FlowGraph& graph);
// Each instruction learns its handler; then the pseudo instructions that said so become NOPs. (exception_targets.cpp)
void label_exception_targets(FlowGraph& graph);
void drop_block_markers(FlowGraph& graph);
// Pseudo jumps become forward or backward ones.
void normalize_jumps(FlowGraph& graph);

// Watches a code object in the making: its graph after each pass, and what became of it.
struct GraphObserver {
    virtual void after_pass(const Unit& unit, std::string_view pass) = 0;
    virtual void assembled(const Unit& unit, Ref<Code> code) = 0;

protected:
    ~GraphObserver() = default;
};

// All passes up to normalize_jumps; returns the stack size. `observer` may be null.
Result<int> run_passes(Unit& unit, GraphObserver* observer);

}  // namespace minipy::compiler
