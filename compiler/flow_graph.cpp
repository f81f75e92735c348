// SPDX-License-Identifier: MIT
// Building flow graphs. Next: passes.cpp.
#include "compiler/flow_graph.hpp"

#include <new>

namespace minipy::compiler {

constexpr std::size_t usual_block_length = 8;  // one allocation is enough for most blocks

Block* FlowGraph::new_block() {
    std::pmr::memory_resource* memory = blocks_.get_allocator().resource();
    Block* block = ::new (memory->allocate(sizeof(Block), alignof(Block))) Block(memory);
    block->id = static_cast<int>(blocks_.size());
    blocks_.push_back(block);
    return block;
}

Block* FlowGraph::copy_block(const Block& original) {
    Block* copy = new_block();
    copy->instructions = original.instructions;
    copy->exits = original.exits;
    copy->falls_through = false;
    copy->may_have_nops = original.may_have_nops;
    return copy;
}

void FlowGraph::use(Block* block) {
    current_->next = block;
    current_ = block;
    ended_ = false;
}

Instruction& FlowGraph::append(Opcode opcode, int operand, Block* target, const Location& location) {
    if (ended_) use(new_block());
    if (current_->empty()) current_->instructions.reserve(usual_block_length);
    current_->instructions.push_back({opcode, 0, operand, target, nullptr, location});
    if (opcode == Opcode::NOP) current_->may_have_nops = true;
    if (is_block_push(opcode)) has_handlers_ = true;
    ended_ = is_jump(opcode) || exits_scope(opcode);
    return current_->last();
}

}  // namespace minipy::compiler
