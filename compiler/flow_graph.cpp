// SPDX-License-Identifier: MIT
// Building and printing flow graphs. Next: passes.cpp.
#include "compiler/flow_graph.hpp"

#include <fmt/format.h>

#include <iterator>

namespace minipy::compiler {

constexpr std::size_t usual_block_length = 12;  // one allocation is enough for most blocks

Block* FlowGraph::new_block() {
    blocks_.push_back(std::make_unique<Block>());
    blocks_.back()->id = static_cast<int>(blocks_.size()) - 1;
    return blocks_.back().get();
}

Block* FlowGraph::copy_block(const Block& original) {
    Block* copy = new_block();
    copy->instructions = original.instructions;
    copy->exits = original.exits;
    copy->falls_through = false;
    return copy;
}

void FlowGraph::use(Block* block) {
    current_->next = block;
    current_ = block;
}

Instruction& FlowGraph::append(Opcode opcode, int operand, Block* target, const Location& location) {
    if (!current_->empty()) {
        Opcode last = current_->last().opcode;
        if (is_jump(last) || exits_scope(last)) use(new_block());
    }
    if (current_->empty()) current_->instructions.reserve(usual_block_length);
    current_->instructions.push_back({opcode, operand, target, nullptr, location});
    return current_->last();
}

// ---------------------------------------------------------------- text

static void dump_instruction(std::string& text, const Instruction& instruction) {
    const Location& where = instruction.location;
    std::string span = where.line < 0 ? "-" : fmt::format("{}:{}-{}:{}", where.line, where.column, where.end_line, where.end_column);
    fmt::format_to(std::back_inserter(text), "    {:<13} {}", span, opcode_name(instruction.opcode));
    if (instruction.target != nullptr) {
        fmt::format_to(std::back_inserter(text), " → B{}", instruction.target->id);
    } else if (static_cast<int>(instruction.opcode) >= have_argument && !opcode_info(instruction.opcode).pseudo) {
        fmt::format_to(std::back_inserter(text), " {}", instruction.operand);
    }
    text += '\n';
}

std::string dump_flow_graph(const FlowGraph& graph) {
    std::string text;
    for (const Block* block = graph.entry(); block != nullptr; block = block->next) {
        fmt::format_to(std::back_inserter(text), "  B{}", block->id);
        if (block->start_depth >= 0) fmt::format_to(std::back_inserter(text), "  depth {}", block->start_depth);
        if (block->exits) text += "  exits";
        if (block->falls_through && block->next != nullptr) fmt::format_to(std::back_inserter(text), "  falls to B{}", block->next->id);
        text += '\n';
        for (const Instruction& instruction : block->instructions) dump_instruction(text, instruction);
    }
    return text;
}

}  // namespace minipy::compiler
