// SPDX-License-Identifier: MIT
// Which handler is in charge of each instruction.
//
// SETUP_FINALLY, SETUP_CLEANUP and SETUP_WITH put a handler in charge, POP_BLOCK ends that. The handlers in charge at
// the start of a block are the same on all ways to it, so one walk over the reachable blocks settles everything;
// afterwards the markers have done their work. The assembler writes runs of instructions with the same handler as rows
// of the exception table: entering a try costs nothing at run time.
//
// CPython: Python/compile.c (label_exception_targets). Next: assembler.cpp.
#include <utility>

#include "compiler/passes.hpp"

namespace minipy::compiler {
namespace {

using HandlerStack = std::vector<Block*>;

struct Visit {
    Block* block;
    HandlerStack handlers;
};

Block* innermost(const HandlerStack& handlers) { return handlers.empty() ? nullptr : handlers.back(); }

void push_handler(HandlerStack& handlers, Instruction& setup) {
    if (setup.opcode != Opcode::SETUP_FINALLY) setup.target->preserve_lasti = true;
    handlers.push_back(setup.target);
}

}  // namespace

void label_exception_targets(FlowGraph& graph) {
    if (!graph.has_handlers()) return;
    for (Block* block : graph.blocks()) block->visited = false;
    std::vector<Visit> pending;
    auto reach = [&](Block* block, const HandlerStack& handlers) {
        if (block == nullptr || block->visited) return;
        block->visited = true;
        pending.push_back({block, handlers});
    };
    reach(graph.entry(), {});
    while (!pending.empty()) {
        Visit visit = std::move(pending.back());
        pending.pop_back();
        for (Instruction& instruction : visit.block->instructions) {
            if (is_block_push(instruction.opcode)) {
                reach(instruction.target, visit.handlers);
                push_handler(visit.handlers, instruction);
            } else if (instruction.opcode == Opcode::POP_BLOCK) {
                if (!visit.handlers.empty()) visit.handlers.pop_back();
            } else {
                // Markers have no handler: what may stay of them, a NOP, cannot raise.
                instruction.handler = innermost(visit.handlers);
                if (instruction.target != nullptr) reach(instruction.target, visit.handlers);
            }
        }
        if (visit.block->falls_through) reach(visit.block->next, visit.handlers);
    }
}

void drop_block_markers(FlowGraph& graph) {
    if (!graph.has_handlers()) return;
    for (Block* block = graph.entry(); block != nullptr; block = block->next) {
        for (Instruction& instruction : block->instructions) {
            if (is_block_push(instruction.opcode) || instruction.opcode == Opcode::POP_BLOCK)
                block->make_nop(instruction);
        }
    }
}

}  // namespace minipy::compiler
