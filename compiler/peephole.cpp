// SPDX-License-Identifier: MIT
// The optimizer that looks at a few neighbouring instructions of one block.
//
// It never moves code between blocks. Instructions that are no longer needed become NOPs, which a later pass removes,
// so that indexes stay valid while we look around.
//
// CPython: Python/compile.c (optimize_basic_block, swaptimize, apply_static_swaps). Next: passes.cpp.
#include <algorithm>
#include <utility>

#include "compiler/passes.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/singletons.hpp"

namespace minipy::compiler {
namespace {

using enum Opcode;

class Peephole {
public:
    Peephole(Block& block, ConstantPool& constants) : block_(block), code_(block.instructions), constants_(constants) {}

    Result<void> run() {
        for (index_ = 0; index_ < static_cast<int>(code_.size()); ++index_) TRY(look());
        return {};
    }

private:
    Instruction& here() { return code_[static_cast<std::size_t>(index_)]; }
    Instruction& at(int index) { return code_[static_cast<std::size_t>(index)]; }
    int size() const { return static_cast<int>(code_.size()); }
    Opcode opcode_at(int index) { return index < size() ? at(index).opcode : CACHE; }

    Result<void> look();
    Result<void> constant_condition();
    Result<void> compare_with_none();
    Result<void> build_tuple();
    Result<bool> fold_tuple(int count);
    void short_circuit(Opcode same, Opcode pop_same, Opcode opposite, Opcode pop_opposite);
    void thread_jump(Opcode opcode);
    void thread_if_target_jumps(Opcode opcode);
    void shorten_swaps();
    void apply_static_swaps();
    int next_swappable(int index, int line);

    Block& block_;
    Block::Instructions& code_;
    ConstantPool& constants_;
    int index_ = 0;
};

Result<void> Peephole::look() {
    Instruction& instruction = here();
    if (instruction.target != nullptr) {
        while (instruction.target->empty() && instruction.target->next) instruction.target = instruction.target->next;
    }
    switch (instruction.opcode) {
        case LOAD_CONST: return constant_condition();
        case BUILD_TUPLE: return build_tuple();
        case JUMP_IF_FALSE_OR_POP:
            short_circuit(JUMP_IF_FALSE_OR_POP, POP_JUMP_IF_FALSE, JUMP_IF_TRUE_OR_POP, POP_JUMP_IF_TRUE);
            break;
        case JUMP_IF_TRUE_OR_POP:
            short_circuit(JUMP_IF_TRUE_OR_POP, POP_JUMP_IF_TRUE, JUMP_IF_FALSE_OR_POP, POP_JUMP_IF_FALSE);
            break;
        case POP_JUMP_IF_NOT_NONE:
        case POP_JUMP_IF_NONE:
        case POP_JUMP_IF_FALSE:
        case POP_JUMP_IF_TRUE:
        case JUMP: thread_if_target_jumps(instruction.opcode); break;
        case SWAP:
            if (instruction.operand == 1) {
                block_.make_nop(instruction);
                break;
            }
            shorten_swaps();
            apply_static_swaps();
            break;
        case PUSH_NULL:
            if (opcode_at(index_ + 1) == LOAD_GLOBAL) {
                block_.make_nop(instruction);
                at(index_ + 1).operand |= 1;
            }
            break;
        default: break;
    }
    return {};
}

// ---------------------------------------------------------------- constants

// LOAD_CONST before a conditional jump: the jump always or never happens.
Result<void> Peephole::constant_condition() {
    Opcode next = opcode_at(index_ + 1);
    if (next == IS_OP) return compare_with_none();
    bool pops = next == POP_JUMP_IF_FALSE || next == POP_JUMP_IF_TRUE;
    bool keeps = next == JUMP_IF_FALSE_OR_POP || next == JUMP_IF_TRUE_OR_POP;
    if (!pops && !keeps) return {};
    bool truth = TRY(is_true(constants_[here().operand]));
    bool jumps = truth == (next == POP_JUMP_IF_TRUE || next == JUMP_IF_TRUE_OR_POP);
    if (pops || !jumps) block_.make_nop(here());
    if (jumps) {
        at(index_ + 1).opcode = JUMP;
        block_.falls_through = false;
    } else {
        block_.make_nop(at(index_ + 1));
    }
    return {};
}

// `x is None` before a jump is one instruction.
Result<void> Peephole::compare_with_none() {
    Opcode jump = opcode_at(index_ + 2);
    if (!is_none(constants_[here().operand]) || (jump != POP_JUMP_IF_FALSE && jump != POP_JUMP_IF_TRUE)) return {};
    bool is_not = at(index_ + 1).operand == 1;
    block_.make_nop(here());
    block_.make_nop(at(index_ + 1));
    at(index_ + 2).opcode = is_not != (jump == POP_JUMP_IF_FALSE) ? POP_JUMP_IF_NOT_NONE : POP_JUMP_IF_NONE;
    return {};
}

// Building a tuple only to unpack it is an exchange; a tuple of constants is a constant.
Result<void> Peephole::build_tuple() {
    int count = here().operand;
    if (opcode_at(index_ + 1) == UNPACK_SEQUENCE && at(index_ + 1).operand == count && count >= 1 && count <= 3) {
        block_.make_nop(here());
        if (count == 1) {
            block_.make_nop(at(index_ + 1));
        } else {
            at(index_ + 1).opcode = SWAP;
        }
        return {};
    }
    if (index_ >= count) TRY(fold_tuple(count));
    return {};
}

Result<bool> Peephole::fold_tuple(int count) {
    for (int index = index_ - count; index < index_; ++index) {
        if (at(index).opcode != LOAD_CONST) return false;
    }
    Ref<Tuple> tuple = TRY(Tuple::create(count));
    for (int item = 0; item < count; ++item) {
        tuple->initialize(item, share(constants_[at(index_ - count + item).operand]));
        block_.make_nop(at(index_ - count + item));
    }
    Ref<Tuple> finished = tuple->track();
    here().opcode = LOAD_CONST;
    here().operand = constants_.add(std::move(finished));
    return true;
}

// ---------------------------------------------------------------- jumps

// Goes where the jump at our target goes, unless that would skip a source line.
void Peephole::thread_jump(Opcode opcode) {
    Instruction& instruction = here();
    const Instruction& target = instruction.target->first();
    bool same_line = instruction.location.line == target.location.line;
    if (!same_line || instruction.target == target.target) return;
    instruction.target = target.target;
    instruction.opcode = opcode;
    --index_;  // look again: the new target may be a jump too
}

void Peephole::thread_if_target_jumps(Opcode opcode) {
    if (!here().target->empty() && here().target->first().opcode == JUMP) thread_jump(opcode);
}

// `a and b or c`: where the first test settles the second, jump past it. `same`: the test we are.
void Peephole::short_circuit(Opcode same, Opcode pop_same, Opcode opposite, Opcode pop_opposite) {
    Instruction& instruction = here();
    if (instruction.target->empty()) return;
    const Instruction& target = instruction.target->first();
    if (target.opcode == pop_same) {
        thread_jump(pop_same);
    } else if (target.opcode == JUMP || target.opcode == same) {
        thread_jump(same);
    } else if ((target.opcode == opposite || target.opcode == pop_opposite) &&
               instruction.location.line == target.location.line) {
        instruction.opcode = pop_same;
        instruction.target = instruction.target->next;
        --index_;
    }
}

// ---------------------------------------------------------------- swaps

// A run of SWAPs is a permutation: play it, then write it with as few SWAPs as possible. Every cycle of the permutation
// costs its length in swaps with the top (one less if the top is in it). They are written from the end of the run
// backwards; what remains at its start becomes NOPs.
void Peephole::shorten_swaps() {
    int length = 1;
    int swaps = 1;
    int depth = here().operand;
    for (; index_ + length < size(); ++length) {
        const Instruction& instruction = at(index_ + length);
        if (instruction.opcode == SWAP) {
            depth = std::max(depth, instruction.operand);
            ++swaps;
        } else if (instruction.opcode != NOP) {
            break;
        }
    }
    if (swaps == 1) return;
    constexpr int visited = -1;
    std::vector<int> stack(static_cast<std::size_t>(depth));
    for (int item = 0; item < depth; ++item) stack[static_cast<std::size_t>(item)] = item;
    for (int index = index_; index < index_ + length; ++index) {
        if (at(index).opcode == SWAP) std::swap(stack[0], stack[static_cast<std::size_t>(at(index).operand) - 1]);
    }
    int current = index_ + length - 1;
    auto write_swap = [&](int item) {
        at(current).opcode = SWAP;
        at(current--).operand = item + 1;
    };
    for (int start = 0; start < depth; ++start) {
        if (stack[static_cast<std::size_t>(start)] == visited || stack[static_cast<std::size_t>(start)] == start)
            continue;
        int item = start;
        while (true) {
            if (item != 0) write_swap(item);
            int& place = stack[static_cast<std::size_t>(item)];
            if (place == visited) break;
            item = std::exchange(place, visited);
        }
    }
    while (current >= index_) block_.make_nop(at(current--));
    index_ += length - 1;
}

// The next STORE_FAST or POP_TOP behind `index`, past NOPs, on `line` if that is known; −1 if something else comes
// first.
int Peephole::next_swappable(int index, int line) {
    while (++index < size()) {
        const Instruction& instruction = at(index);
        if (line >= 0 && instruction.location.line != line) return -1;
        if (instruction.opcode == NOP) continue;
        return instruction.opcode == STORE_FAST || instruction.opcode == POP_TOP ? index : -1;
    }
    return -1;
}

// SWAP, STORE_FAST a, STORE_FAST b is STORE_FAST b, STORE_FAST a: exchange the instructions instead of the items.
void Peephole::apply_static_swaps() {
    for (int index = index_; index >= 0; --index) {
        Instruction& swap = at(index);
        if (swap.opcode != SWAP) {
            if (swap.opcode == NOP || swap.opcode == STORE_FAST || swap.opcode == POP_TOP) continue;
            return;
        }
        int first = next_swappable(index, -1);
        if (first < 0) return;
        int second = first;
        for (int count = swap.operand - 1; count > 0; --count) {
            second = next_swappable(second, at(first).location.line);
            if (second < 0) return;
        }
        block_.make_nop(swap);
        std::swap(at(first), at(second));
    }
}

}  // namespace

Result<void> optimize_blocks(FlowGraph& graph, ConstantPool& constants) {
    for (Block* block = graph.entry(); block != nullptr; block = block->next) {
        TRY(Peephole(*block, constants).run());
        remove_nops(*block);
    }
    return {};
}

}  // namespace minipy::compiler
