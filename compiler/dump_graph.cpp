// SPDX-License-Identifier: MIT
// What a pass changed; then everything in the order of the listing. Next: passes.cpp.
#include "compiler/dump_graph.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <unordered_map>

#include "compiler/draw_graph.hpp"
#include "runtime/bytecode/listing.hpp"

namespace minipy::compiler {
namespace {

// ---------------------------------------------------------------- what changed

// Rows that are new get a '+', rows that are gone a '-'; found by the longest common subsequence.
void write_changed_rows(std::string& text, const std::vector<ShownRow>& before, const std::vector<ShownRow>& after) {
    std::vector<std::vector<int>> common(before.size() + 1, std::vector<int>(after.size() + 1));
    for (std::size_t i = before.size(); i-- > 0;) {
        for (std::size_t j = after.size(); j-- > 0;) {
            common[i][j] =
                before[i] == after[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
        }
    }
    auto write = [&](char mark, const ShownRow& row) {
        std::string shown =
            row.handler < 0 ? row.text : fmt::format("{:<52} raises to {}", row.text, block_name(row.handler));
        text += fmt::format("      {} {}\n", mark, shown);
    };
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
    text += fmt::format("  {} {}\n", list, what);
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

constexpr std::string_view assembled_name = "assembled";

std::string title_of(const ListedCode& listed) {
    return fmt::format("C{} {}", listed.id, listed.code->parts.qualname->view());
}

}  // namespace

// ---------------------------------------------------------------- a compilation

void GraphDump::after_pass(const Unit& unit, std::string_view pass) {
    std::vector<ShownBlock> blocks = show_graph(unit, Layout::open);
    std::string& text = current_.emplace_back(pass).text;
    if (previous_.empty()) {
        generated_ = blocks;
        for (const ShownBlock& block : blocks) write_block(text, block, nullptr);
    } else if (blocks != previous_) {
        write_changes(text, previous_, blocks);
    }
    previous_ = std::move(blocks);
}

void GraphDump::assembled(const Unit& unit, Ref<Code> code) {
    std::string& text = current_.emplace_back(assembled_name).text;
    std::vector<ShownBlock> blocks = show_graph(unit, Layout::done);
    for (const ShownBlock& block : blocks) write_block(text, block, nullptr);
    records_.push_back({std::move(code), std::move(current_), std::move(generated_), std::move(blocks),
                        static_cast<int>(unit.graph.blocks().size())});
    current_.clear();
    previous_.clear();
}

template <class Visit>
void GraphDump::each_code(const Code& top, Visit visit) const {
    std::unordered_map<const Code*, const Record*> by_code;
    for (const Record& record : records_) by_code[record.code.get()] = &record;
    int first_block = 1;
    for (const ListedCode& listed : list_code(top)) {
        auto found = by_code.find(listed.code);
        if (found == by_code.end()) continue;  // equal to another code object, which took its place
        visit(*found->second, listed, first_block);
        first_block += found->second->block_count;
    }
}

std::string GraphDump::text(const Code& top) const {
    std::string text;
    each_code(top, [&](const Record& record, const ListedCode& code, int first_block) {
        text += fmt::format("{}cfg   {}\n", text.empty() ? "" : "\n", title_of(code));
        for (const auto& [name, changes] : record.passes) {
            if (name == assembled_name) text += fmt::format("{}\n", name);
            else text += fmt::format("after {}{}\n", name, changes.empty() ? ": no change" : "");
            text += with_block_numbers(changes, first_block);
        }
    });
    return text;
}

std::vector<PassRow> GraphDump::passes(const Code& top) const {
    std::vector<PassRow> rows;
    each_code(top, [&](const Record& record, const ListedCode& code, int first_block) {
        int number = 0;
        for (const auto& [name, changes] : record.passes) {
            ++number;
            if (changes.empty()) continue;
            PassRow& row = rows.emplace_back(code.id, number, name);
            std::string text = with_block_numbers(changes, first_block);
            for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string::npos; at = end + 1)
                row.lines.push_back(text.substr(at, end - at));
        }
    });
    return rows;
}

std::vector<BlockRow> GraphDump::rows(const Code& top) const {
    std::vector<BlockRow> rows;
    each_code(top, [&](const Record& record, const ListedCode& code, int first_block) {
        for (ShownBlock block : record.blocks) {
            block.id += first_block;
            for (ShownEdge& edge : block.edges) edge.target += first_block;
            rows.push_back({code.id, std::move(block)});
        }
    });
    return rows;
}

std::string GraphDump::drawing(const Code& top) const {
    GraphDrawing drawing;
    each_code(top, [&](const Record& record, const ListedCode& code, int first_block) {
        drawing.add(title_of(code), record.generated, record.blocks, first_block);
    });
    return drawing.take();
}

}  // namespace minipy::compiler
