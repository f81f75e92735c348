// SPDX-License-Identifier: MIT
// Building flow graphs. Next: passes.cpp.
#include "compiler/flow_graph.hpp"

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

}  // namespace minipy::compiler
