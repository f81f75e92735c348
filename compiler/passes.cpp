// SPDX-License-Identifier: MIT
// The graph-wide passes: reachability, exits, lines, jumps, stack depth. Next: peephole.cpp, exception_targets.cpp.
#include "compiler/passes.hpp"

#include <algorithm>
#include <utility>

namespace minipy::compiler {
namespace {

// An exit that is copied into its jumpers may have at most this many instructions.
constexpr std::size_t small_exit = 4;

Block* skip_empty(Block* block) {
    while (block->empty() && block->next != nullptr) block = block->next;
    return block;
}

bool exits_without_line(const Block& block) {
    return block.exits && !block.empty() &&
           std::all_of(block.instructions.begin(), block.instructions.end(),
                       [](const Instruction& instruction) { return instruction.location.line < 0; });
}

// Walks the blocks in code order.
template <class Visit>
void each_block(const FlowGraph& graph, Visit visit) {
    for (Block* block = graph.entry(); block != nullptr; block = block->next) visit(*block);
}

void clear_visited(FlowGraph& graph) {
    for (Block* block : graph.blocks()) block->visited = false;
}

}  // namespace

// As skip_empty, but remembers: jumps out of a long `elif` chain come to rows of empty blocks, each one longer.
static Block* landing_of(Block* block) {
    Block* landing = block;
    while (landing->empty() && landing->next != nullptr)
        landing = landing->landing != nullptr ? landing->landing : landing->next;
    return block->landing = landing;
}

void normalize_blocks(FlowGraph& graph) {
    for (Block* block : graph.blocks()) {
        if (block->empty()) continue;
        Instruction& last = block->last();
        block->exits = exits_scope(last.opcode);
        block->falls_through = !ends_flow(last.opcode);
        if (is_jump(last.opcode)) last.target = landing_of(last.target);
    }
}

// ---------------------------------------------------------------- NOPs

namespace {

// May the NOP at `index` go? It may hand its location on to the instruction behind it.
bool nop_is_needless(Block& block, std::size_t index, int previous_line) {
    const Location& location = block.instructions[index].location;
    if (location.line < 0 || location.line == previous_line) return true;
    if (index + 1 < block.instructions.size()) {
        Instruction& following = block.instructions[index + 1];
        if (following.location.line < 0) following.location = location;
        return following.location.line == location.line;
    }
    Block* next = block.next;
    while (next != nullptr && next->empty()) next = next->next;
    return next != nullptr && next->first().location.line == location.line;
}

}  // namespace

void remove_nops(Block& block) {
    if (!block.may_have_nops) return;
    int previous_line = -1;
    std::size_t kept = 0;
    block.may_have_nops = false;
    for (std::size_t index = 0; index < block.instructions.size(); ++index) {
        int line = block.instructions[index].location.line;
        if (block.instructions[index].opcode == Opcode::NOP) {
            if (nop_is_needless(block, index, previous_line)) continue;
            block.may_have_nops = true;
        }
        if (kept != index) block.instructions[kept] = block.instructions[index];
        ++kept;
        previous_line = line;
    }
    block.instructions.resize(kept, Instruction{Opcode::NOP});
}

void remove_nops(FlowGraph& graph) {
    each_block(graph, [](Block& block) { remove_nops(block); });
}

// ---------------------------------------------------------------- exits, reachability, empty blocks

void inline_small_exits(FlowGraph& graph) {
    for (auto block = graph.blocks().rbegin(); block != graph.blocks().rend(); ++block) {
        if ((*block)->empty() || (*block)->last().opcode != Opcode::JUMP) continue;
        Block* target = (*block)->last().target;
        if (!exits_without_line(*target) || target->instructions.size() > small_exit) continue;
        (*block)->make_nop((*block)->last());
        Block::Instructions& jumper = (*block)->instructions;
        jumper.insert(jumper.end(), target->instructions.begin(), target->instructions.end());
        (*block)->exits = true;
    }
}

void remove_unreachable(FlowGraph& graph) {
    std::vector<Block*> pending{graph.entry()};
    graph.entry()->predecessors = 1;
    auto reach = [&](Block* block) {
        if (block->predecessors++ == 0) pending.push_back(block);
    };
    while (!pending.empty()) {
        Block* block = pending.back();
        pending.pop_back();
        if (block->next != nullptr && block->falls_through) reach(block->next);
        graph.each_with_target(*block, [&](Instruction& instruction) { reach(instruction.target); });
    }
    each_block(graph, [](Block& block) {
        if (block.predecessors != 0) return;
        block.instructions.clear();
        block.falls_through = true;
        block.exits = false;
    });
}

void remove_empty_blocks(FlowGraph& graph) {
    each_block(graph, [](Block& block) {
        if (block.next != nullptr) block.next = skip_empty(block.next);
    });
    each_block(graph, [&](Block& block) {
        graph.each_with_target(block,
                               [](Instruction& instruction) { instruction.target = skip_empty(instruction.target); });
    });
}

void remove_redundant_jumps(FlowGraph& graph) {
    each_block(graph, [](Block& block) {
        if (block.empty()) return;
        Instruction& last = block.last();
        bool unconditional = last.opcode == Opcode::JUMP || last.opcode == Opcode::JUMP_NO_INTERRUPT;
        if (!unconditional || last.target != block.next) return;
        // The NOP stays for now: it may be all that is left of a statement, and take its line.
        block.make_nop(last);
        block.falls_through = true;
    });
}

void duplicate_exits_without_line(FlowGraph& graph) {
    // New blocks are appended while we walk backwards, so the indexes we still have to visit stay valid.
    for (std::size_t index = graph.blocks().size(); index-- > 0;) {
        Block& block = *graph.blocks()[index];
        if (block.empty() || !is_jump(block.last().opcode)) continue;
        Block* target = block.last().target;
        if (!exits_without_line(*target) || target->predecessors <= 1) continue;
        Block* copy = graph.copy_block(*target);
        copy->first().location = block.last().location;
        block.last().target = copy;
        --target->predecessors;
        copy->predecessors = 1;
        copy->next = target->next;
        target->next = copy;
    }
    remove_empty_blocks(graph);
}

void trim_unused_constants(FlowGraph& graph, ConstantPool& constants) {
    int largest = 0;  // the first constant stays: it may be a docstring
    each_block(graph, [&](Block& block) {
        for (const Instruction& instruction : block.instructions) {
            if (opcode_info(instruction.opcode).operand == OperandKind::constant) {
                largest = std::max(largest, instruction.operand);
            }
        }
    });
    constants.truncate(largest + 1);
}

// ---------------------------------------------------------------- lines

void propagate_lines(FlowGraph& graph) {
    each_block(graph, [](Block& block) {
        if (block.empty()) return;
        Location current;
        for (Instruction& instruction : block.instructions) {
            if (instruction.location.line < 0) instruction.location = current;
            current = instruction.location;
        }
        auto hand_on = [&](Block* follower) {
            if (follower == nullptr || follower->empty() || follower->predecessors != 1) return;
            if (follower->first().location.line < 0) follower->first().location = current;
        };
        if (block.falls_through) hand_on(block.next);
        if (is_jump(block.last().opcode)) hand_on(block.last().target);
    });
}

void guarantee_lines_for_exits(FlowGraph& graph, int first_line) {
    int line = first_line;
    each_block(graph, [&](Block& block) {
        if (block.empty()) return;
        if (block.last().location.line >= 0) {
            line = block.last().location.line;
        } else if (block.last().opcode == Opcode::RETURN_VALUE) {
            for (Instruction& instruction : block.instructions) instruction.location.line = line;
        }
    });
}

// ---------------------------------------------------------------- stack depth and jumps

int compute_stack_depth(FlowGraph& graph) {
    std::int64_t largest = 0;
    std::vector<Block*> pending;
    auto reach = [&](Block* block, std::int64_t depth) {
        largest = std::max(largest, depth);
        if (block->start_depth >= 0) return;
        block->start_depth = static_cast<int>(depth);
        pending.push_back(block);
    };
    for (Block* block : graph.blocks()) block->start_depth = -1;
    reach(graph.entry(), 0);
    while (!pending.empty()) {
        Block* block = pending.back();
        pending.pop_back();
        std::int64_t depth = block->start_depth;
        bool open = true;
        for (const Instruction& instruction : block->instructions) {
            if (instruction.target != nullptr)
                reach(instruction.target, depth + stack_change(instruction.opcode, instruction.operand, Jump::taken));
            depth += stack_change(instruction.opcode, instruction.operand, Jump::not_taken);
            largest = std::max(largest, depth);
            if (ends_flow(instruction.opcode)) {
                open = false;
                break;
            }
        }
        if (open && block->next != nullptr) reach(block->next, depth);
    }
    return static_cast<int>(largest);
}

namespace {

Opcode directed(Opcode opcode, bool forward) {
    using enum Opcode;
    switch (opcode) {
        case JUMP: return forward ? JUMP_FORWARD : JUMP_BACKWARD;
        case JUMP_NO_INTERRUPT: return forward ? JUMP_FORWARD : JUMP_BACKWARD_NO_INTERRUPT;
        case POP_JUMP_IF_FALSE: return forward ? POP_JUMP_FORWARD_IF_FALSE : POP_JUMP_BACKWARD_IF_FALSE;
        case POP_JUMP_IF_TRUE: return forward ? POP_JUMP_FORWARD_IF_TRUE : POP_JUMP_BACKWARD_IF_TRUE;
        case POP_JUMP_IF_NONE: return forward ? POP_JUMP_FORWARD_IF_NONE : POP_JUMP_BACKWARD_IF_NONE;
        case POP_JUMP_IF_NOT_NONE: return forward ? POP_JUMP_FORWARD_IF_NOT_NONE : POP_JUMP_BACKWARD_IF_NOT_NONE;
        default: return opcode;
    }
}

}  // namespace

void normalize_jumps(FlowGraph& graph) {
    clear_visited(graph);
    each_block(graph, [](Block& block) {
        block.visited = true;
        if (block.empty() || block.last().target == nullptr) return;
        block.last().opcode = directed(block.last().opcode, !block.last().target->visited);
    });
}

// ---------------------------------------------------------------- the pipeline

Result<int> run_passes(Unit& unit, GraphObserver* observer) {
    FlowGraph& graph = unit.graph;
    auto show = [&](std::string_view pass) {
        if (observer != nullptr) observer->after_pass(unit, pass);
    };
    auto run = [&](std::string_view name, void (*pass)(FlowGraph&)) {
        pass(graph);
        show(name);
    };
    void (*remove_nops_everywhere)(FlowGraph&) = remove_nops;
    show("generate");
    run("inline_small_exits", inline_small_exits);
    TRY(optimize_blocks(graph, unit.constants));
    show("optimize_blocks");
    run("inline_small_exits", inline_small_exits);  // again: optimize_blocks has made new ones
    run("remove_nops", remove_nops_everywhere);
    run("remove_unreachable", remove_unreachable);
    run("remove_nops", remove_nops_everywhere);
    run("remove_empty_blocks", remove_empty_blocks);
    run("remove_redundant_jumps", remove_redundant_jumps);
    run("remove_empty_blocks", remove_empty_blocks);
    run("duplicate_exits_without_line", duplicate_exits_without_line);
    trim_unused_constants(graph, unit.constants);
    show("trim_unused_constants");
    run("propagate_lines", propagate_lines);
    guarantee_lines_for_exits(graph, unit.first_line);
    show("guarantee_lines_for_exits");
    int stack_size = compute_stack_depth(graph);
    show("compute_stack_depth");
    run("label_exception_targets", label_exception_targets);
    run("drop_block_markers", drop_block_markers);
    run("remove_nops", remove_nops_everywhere);
    run("normalize_jumps", normalize_jumps);
    return stack_size;
}

}  // namespace minipy::compiler
