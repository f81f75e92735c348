// SPDX-License-Identifier: MIT
// Edges, headings and rows. Next: dump_graph.cpp.
#include "compiler/shown_graph.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <unordered_map>
#include <utility>

#include "compiler/assembler.hpp"
#include "runtime/bytecode/listing.hpp"
#include "runtime/kernel/text.hpp"

namespace minipy::compiler {

namespace {
constexpr char block_mark = '\x01';
}  // namespace

std::string block_name(int id) { return fmt::format("{}{};", block_mark, id); }

std::string with_block_numbers(std::string_view text, int first) {
    std::string numbered;
    while (!text.empty()) {
        std::size_t mark = text.find(block_mark);
        numbered += text.substr(0, mark);
        if (mark == std::string_view::npos) break;
        std::size_t end = text.find(';', mark);
        int id = 0;
        std::from_chars(text.data() + mark + 1, text.data() + end, id);
        numbered += fmt::format("B{}", first + id);
        text.remove_prefix(end + 1);
    }
    return numbered;
}

namespace {

class Renderer {
public:
    Renderer(const Unit& unit, Layout layout) : unit_(unit), layout_(layout), variables_(frame_names(unit)) {
        for (const Block* block = unit.graph.entry(); block != nullptr; block = block->next) note_edges(*block);
    }

    std::vector<ShownBlock> blocks() const {
        std::vector<ShownBlock> shown;
        for (const Block* block = unit_.graph.entry(); block != nullptr; block = block->next) {
            shown.push_back({block->id,
                             place(*block) + ways(*block),
                             place(*block),
                             {},
                             edges(*block),
                             layout_ == Layout::done ? block->offset : 0,
                             block->start_depth,
                             block->exits});
            for (const Instruction& instruction : block->instructions) shown.back().rows.push_back(row(instruction));
        }
        return shown;
    }

private:
    struct Sources {
        std::vector<int> jumps_and_falls, protected_blocks;
    };

    static void add_once(std::vector<int>& ids, int id) {
        if (ids.empty() || ids.back() != id) ids.push_back(id);
    }

    void note_edges(const Block& block) {
        for (const Instruction& instruction : block.instructions) {
            if (instruction.handler != nullptr) add_once(sources_[instruction.handler].protected_blocks, block.id);
            if (instruction.target == nullptr) continue;
            Sources& sources = sources_[instruction.target];
            add_once(is_block_push(instruction.opcode) ? sources.protected_blocks : sources.jumps_and_falls, block.id);
        }
        if (block.falls_through && block.next != nullptr) add_once(sources_[block.next].jumps_and_falls, block.id);
    }

    static std::string list(std::string_view words, const std::vector<int>& ids) {
        std::string text;
        for (int id : ids) text += (text.empty() ? "" : ", ") + block_name(id);
        return text.empty() ? "" : fmt::format("  {} {}", words, text);
    }

    std::string place(const Block& block) const {
        std::string text = block_name(block.id);
        return layout_ == Layout::done ? text + fmt::format("  at {}", 2 * block.offset) : text;
    }

    std::string ways(const Block& block) const {
        auto found = sources_.find(&block);
        Sources sources = found == sources_.end() ? Sources{} : found->second;
        std::string text = list("from", sources.jumps_and_falls) + list("handles", sources.protected_blocks);
        if (found == sources_.end() && &block != unit_.graph.entry()) text += "  from nowhere";
        if (block.falls_through && block.next != nullptr) text += "  falls to " + block_name(block.next->id);
        if (block.exits) text += "  exits";
        if (block.start_depth >= 0) text += fmt::format("  depth {}", block.start_depth);
        return text;
    }

    std::vector<ShownEdge> edges(const Block& block) const {
        std::vector<ShownEdge> edges;
        auto add = [&](const Block* target, EdgeKind kind) {
            if (target == nullptr) return;
            ShownEdge edge{target->id, kind};
            if (std::ranges::find(edges, edge) == edges.end()) edges.push_back(edge);
        };
        if (block.falls_through) add(block.next, EdgeKind::falls_through);
        for (const Instruction& instruction : block.instructions) {
            add(instruction.target, is_block_push(instruction.opcode) ? EdgeKind::raises : EdgeKind::jumps);
            add(instruction.handler, EdgeKind::raises);
        }
        return edges;
    }

    ShownRow row(const Instruction& instruction) const {
        std::string text = fmt::format("{:<13} {}", show(instruction.location), opcode_name(instruction.opcode));
        if (instruction.target != nullptr) {
            text += " → " + block_name(instruction.target->id);
        } else if (static_cast<int>(instruction.opcode) >= have_argument && !opcode_info(instruction.opcode).pseudo) {
            std::string meaning = this->meaning(instruction);
            text += fmt::format(" {}{}", instruction.operand, meaning.empty() ? "" : fmt::format(" ({})", meaning));
        }
        return {std::move(text), instruction.handler == nullptr ? -1 : instruction.handler->id};
    }

    std::string meaning(const Instruction& instruction) const {
        int operand = instruction.operand;
        switch (opcode_info(instruction.opcode).operand) {
            case OperandKind::constant: {
                auto* code = as<Code>(unit_.constants[operand]);
                return code != nullptr ? fmt::format("code {}", code->parts.qualname->view())
                                       : shortened(repr_for_display(unit_.constants[operand]));
            }
            case OperandKind::name: return unit_.names[operand]->to_string();
            case OperandKind::global_name:
                return ((operand & 1) != 0 ? "NULL + " : "") + unit_.names[operand >> 1]->to_string();
            case OperandKind::local:
            case OperandKind::cell: return variables_[static_cast<std::size_t>(operand)]->to_string();
            case OperandKind::comparison: return std::string(comparison_text(operand));
            case OperandKind::binary_operator: return std::string(binary_operator_text(operand));
            default: return "";
        }
    }

    static std::string show(const Location& where) {
        if (where.line < 0) return "-";
        return show_location({where.line, where.end_line, where.column, where.end_column});
    }

    const Unit& unit_;
    Layout layout_;
    std::vector<Str*> variables_;
    std::unordered_map<const Block*, Sources> sources_;
};

}  // namespace

std::vector<ShownBlock> show_graph(const Unit& unit, Layout layout) { return Renderer(unit, layout).blocks(); }

}  // namespace minipy::compiler
