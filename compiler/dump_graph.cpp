// SPDX-License-Identifier: MIT
// Rendering graphs, and what a pass changed. Next: passes.cpp.
#include "compiler/dump_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <unordered_map>

#include "compiler/assembler.hpp"
#include "compiler/listing.hpp"
#include "runtime/protocols/text.hpp"

namespace minipy::compiler {
namespace {

// Inner code objects are compiled first but shown last, so a block's number in the whole program is known only at the end.
// Until then it is written as this mark and its number in its own graph.
constexpr char block_mark = '\x01';

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
        fmt::format_to(std::back_inserter(numbered), "B{}", first + id);
        text.remove_prefix(end + 1);
    }
    return numbered;
}

// ---------------------------------------------------------------- one stage of a graph

class Renderer {
public:
    Renderer(const Unit& unit, bool is_laid_out) : unit_(unit), is_laid_out_(is_laid_out), variables_(frame_names(unit)) {
        for (const Block* block = unit.graph.entry(); block != nullptr; block = block->next) note_edges(*block);
    }

    std::vector<ShownBlock> blocks() const {
        std::vector<ShownBlock> shown;
        for (const Block* block = unit_.graph.entry(); block != nullptr; block = block->next) {
            shown.push_back({block->id, heading(*block), {}});
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

    std::string heading(const Block& block) const {
        std::string text = block_name(block.id);
        if (is_laid_out_) text += fmt::format("  at {}", 2 * block.offset);
        auto found = sources_.find(&block);
        Sources sources = found == sources_.end() ? Sources{} : found->second;
        text += list("from", sources.jumps_and_falls) + list("handles", sources.protected_blocks);
        if (found == sources_.end() && &block != unit_.graph.entry()) text += "  from nowhere";
        if (block.falls_through && block.next != nullptr) text += "  falls to " + block_name(block.next->id);
        if (block.exits) text += "  exits";
        if (block.start_depth >= 0) text += fmt::format("  depth {}", block.start_depth);
        return text;
    }

    std::string row(const Instruction& instruction) const {
        std::string text = fmt::format("{:<13} {}", show(instruction.location), opcode_name(instruction.opcode));
        if (instruction.target != nullptr) {
            text += " → " + block_name(instruction.target->id);
        } else if (static_cast<int>(instruction.opcode) >= have_argument && !opcode_info(instruction.opcode).pseudo) {
            std::string meaning = this->meaning(instruction);
            text += fmt::format(" {}{}", instruction.operand, meaning.empty() ? "" : fmt::format(" ({})", meaning));
        }
        if (instruction.handler != nullptr) text = fmt::format("{:<52} raises to {}", text, block_name(instruction.handler->id));
        return text;
    }

    std::string meaning(const Instruction& instruction) const {
        int operand = instruction.operand;
        switch (opcode_info(instruction.opcode).operand) {
            case OperandKind::constant: {
                auto* code = as<Code>(unit_.constants[operand]);
                return code != nullptr ? fmt::format("code {}", code->parts.qualname->view()) : shortened(repr_for_display(unit_.constants[operand]));
            }
            case OperandKind::name: return unit_.names[operand]->to_string();
            case OperandKind::global_name: return ((operand & 1) != 0 ? "NULL + " : "") + unit_.names[operand >> 1]->to_string();
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
    bool is_laid_out_;
    std::vector<Str*> variables_;
    std::unordered_map<const Block*, Sources> sources_;
};

// ---------------------------------------------------------------- what changed

// Rows that are new get a '+', rows that are gone a '-'; found by the longest common subsequence.
void write_changed_rows(std::string& text, const std::vector<std::string>& before, const std::vector<std::string>& after) {
    std::vector<std::vector<int>> common(before.size() + 1, std::vector<int>(after.size() + 1));
    for (std::size_t i = before.size(); i-- > 0;) {
        for (std::size_t j = after.size(); j-- > 0;) {
            common[i][j] = before[i] == after[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
        }
    }
    auto write = [&](char mark, const std::string& row) { fmt::format_to(std::back_inserter(text), "      {} {}\n", mark, row); };
    std::size_t i = 0, j = 0;
    while (i < before.size() || j < after.size()) {
        if (i < before.size() && j < after.size() && before[i] == after[j]) {
            write(' ', after[j]);
            ++i, ++j;
        } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
            write('-', before[i++]);
        } else {
            write('+', after[j++]);
        }
    }
}

// Longer blocks than this are shown whole: comparing them row by row would take too long.
constexpr std::size_t longest_compared = 400;

void write_block(std::string& text, const ShownBlock& block, const ShownBlock* before) {
    text += "  " + block.heading + "\n";
    if (before != nullptr && before->rows == block.rows) return;  // only its edges or its depth
    bool is_comparable = before != nullptr && std::max(before->rows.size(), block.rows.size()) <= longest_compared;
    write_changed_rows(text, is_comparable ? before->rows : block.rows, block.rows);
}

void write_ids(std::string& text, const std::vector<int>& ids, std::string_view what) {
    if (ids.empty()) return;
    std::string list;
    for (int id : ids) list += (list.empty() ? "" : ", ") + block_name(id);
    fmt::format_to(std::back_inserter(text), "  {} {}\n", list, what);
}

void write_changes(std::string& text, const std::vector<ShownBlock>& before, const std::vector<ShownBlock>& after) {
    std::unordered_map<int, const ShownBlock*> known;
    for (const ShownBlock& block : before) known[block.id] = &block;
    std::vector<int> same;
    for (const ShownBlock& block : after) {
        auto found = known.find(block.id);
        const ShownBlock* old = found == known.end() ? nullptr : found->second;
        if (old != nullptr) known.erase(found);
        if (old != nullptr && *old == block) same.push_back(block.id);
        else write_block(text, block, old);
    }
    std::vector<int> gone;
    for (const ShownBlock& block : before) {
        if (known.contains(block.id)) gone.push_back(block.id);
    }
    write_ids(text, gone, "gone");
    write_ids(text, same, "as before");
}

}  // namespace

// ---------------------------------------------------------------- a compilation

void GraphDump::after_pass(const Unit& unit, std::string_view pass) {
    std::vector<ShownBlock> blocks = Renderer(unit, false).blocks();
    if (previous_.empty()) {
        fmt::format_to(std::back_inserter(current_), "after {}\n", pass);
        for (const ShownBlock& block : blocks) write_block(current_, block, nullptr);
    } else if (blocks == previous_) {
        fmt::format_to(std::back_inserter(current_), "after {}: no change\n", pass);
    } else {
        fmt::format_to(std::back_inserter(current_), "after {}\n", pass);
        write_changes(current_, previous_, blocks);
    }
    previous_ = std::move(blocks);
}

void GraphDump::assembled(const Unit& unit, Ref<Code> code) {
    current_ += "assembled\n";
    for (const ShownBlock& block : Renderer(unit, true).blocks()) write_block(current_, block, nullptr);
    records_.push_back({std::move(code), std::move(current_), static_cast<int>(unit.graph.blocks().size())});
    current_.clear();
    previous_.clear();
}

std::string GraphDump::text(const Code& top) const {
    std::unordered_map<const Code*, const Record*> by_code;
    for (const Record& record : records_) by_code[record.code.get()] = &record;
    std::string text;
    int first_block = 1;
    for (const ListedCode& listed : list_code(top)) {
        auto found = by_code.find(listed.code);
        if (found == by_code.end()) continue;  // equal to another code object, which took its place
        fmt::format_to(std::back_inserter(text), "{}cfg   C{} {}\n{}", text.empty() ? "" : "\n", listed.id, listed.code->parts.qualname->view(),
                       with_block_numbers(found->second->text, first_block));
        first_block += found->second->block_count;
    }
    return text;
}

}  // namespace minipy::compiler
