// SPDX-License-Identifier: MIT
// Ids, labels and stack depths; then the columns.
#include "runtime/bytecode/listing.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <unordered_map>
#include <utility>

namespace minipy {

const ListedInstruction* ListedCode::at(int unit) const {
    auto found =
        std::lower_bound(instructions.begin(), instructions.end(), unit,
                         [](const ListedInstruction& row, int wanted) { return row.instruction.unit < wanted; });
    return found == instructions.end() || found->instruction.unit != unit ? nullptr : &*found;
}

namespace {

// ---------------------------------------------------------------- one code object

class Lister {
public:
    Lister(ListedCode& listed, int& next_id) : listed_(listed), code_(*listed.code), next_id_(next_id) {}

    void list() {
        for (const DecodedInstruction& instruction : decode(code_))
            listed_.instructions.push_back({next_id_++, instruction, {}});
        listed_.handlers = exception_rows(code_);
        index_.assign(std::size_t(code_.unit_count), -1);
        for (std::size_t row = 0; row < rows().size(); ++row)
            index_[std::size_t(rows()[row].instruction.unit)] = int(row);
        find_lines();
        find_labels();
        find_depths();
    }

private:
    std::vector<ListedInstruction>& rows() { return listed_.instructions; }

    // The row of the instruction at `unit`; −1: there is none.
    int row_at(std::int64_t unit) const {
        return unit < 0 || unit >= std::int64_t(index_.size()) ? -1 : index_[std::size_t(unit)];
    }

    void find_lines() {
        LocationIterator entries(&code_);
        while (entries.next()) {
            for (int unit = entries.start; unit < std::min(entries.end, code_.unit_count); ++unit) {
                if (int row = row_at(unit); row >= 0) rows()[std::size_t(row)].location = entries.location;
            }
        }
        for (const LineStart& start : line_starts(code_)) {
            if (int row = row_at(start.unit); row >= 0) rows()[std::size_t(row)].line = start.line;
        }
    }

    void find_labels() {
        std::vector<bool> is_target(rows().size());
        auto mark = [&](std::int64_t unit) {
            if (int row = row_at(unit); row >= 0) is_target[std::size_t(row)] = true;
        };
        for (const ListedInstruction& row : rows()) mark(row.instruction.target);
        for (const ExceptionRow& row : listed_.handlers) mark(row.target);
        int label = 0;
        for (std::size_t row = 0; row < rows().size(); ++row) {
            if (is_target[row]) rows()[row].label = ++label;
        }
    }

    // Follows every way through the code once. Depths before instructions are collected, then turned into depths
    // behind.
    void find_depths() {
        before_.assign(rows().size(), -1);
        reach(0, 0);
        for (bool found = true; found;) {
            while (!pending_.empty()) {
                int row = pending_.back();
                pending_.pop_back();
                follow(row);
            }
            found = reach_handlers();
        }
    }

    void reach(std::int64_t unit, std::int64_t depth) {
        int row = row_at(unit);
        if (row < 0 || depth < 0 || before_[std::size_t(row)] >= 0) return;
        before_[std::size_t(row)] = depth;
        pending_.push_back(row);
    }

    void follow(int index) {
        ListedInstruction& row = rows()[std::size_t(index)];
        const DecodedInstruction& instruction = row.instruction;
        if (instruction.info() == nullptr || instruction.info()->pseudo) return;
        StackEffect effect = stack_effect(instruction.opcode(), instruction.operand);
        std::int64_t depth = before_[std::size_t(index)];
        row.depth = static_cast<int>(depth + effect.change());
        if (instruction.info()->jumps) reach(instruction.target, depth + effect.change(Jump::taken));
        if (!ends_flow(instruction.opcode())) reach(instruction.end(), depth + effect.change());
    }

    // A handler begins with the depth that its row says, lasti and the exception.
    bool reach_handlers() {
        for (const ExceptionRow& row : listed_.handlers) {
            int first = row_at(row.start);
            if (first >= 0 && before_[std::size_t(first)] >= 0) reach(row.target, row.depth + (row.push_lasti ? 2 : 1));
        }
        return !pending_.empty();
    }

    ListedCode& listed_;
    const Code& code_;
    int& next_id_;
    std::vector<int> index_;            // unit → row
    std::vector<std::int64_t> before_;  // row → depth before it
    std::vector<int> pending_;
};

class Program {
public:
    std::vector<ListedCode> take() { return std::move(codes_); }

    void add(const Code& code, int parent) {
        int id = static_cast<int>(codes_.size()) + 1;
        codes_.push_back({id, parent, &code, {}, {}});
        Lister(codes_.back(), next_instruction_).list();
        for (Object* constant : *code.parts.constants) {
            if (auto* inner = as<Code>(constant)) add(*inner, id);
        }
    }

private:
    std::vector<ListedCode> codes_;
    int next_instruction_ = 1;
};

// ---------------------------------------------------------------- columns

// The last word of a stack picture's right side, if the left side does not have it: what lies newly on top.
std::string_view made_by(const OpcodeInfo& info) {
    std::string_view picture = info.picture;
    constexpr std::string_view arrow = "→";
    std::size_t middle = picture.find(arrow);
    if (middle == std::string_view::npos) return "";
    std::string_view left = picture.substr(0, middle), right = picture.substr(middle + arrow.size());
    std::string_view word = right.substr(right.rfind(' ') + 1);
    return left.find(word) == std::string_view::npos && word != "null" ? word : "";
}

// Only an expression's text says what an instruction makes.
bool is_statement(std::string_view source) {
    constexpr std::string_view words[] = {"def",   "class",  "for",   "while",  "with", "try",    "except",
                                          "if",    "elif",   "else",  "import", "from", "return", "del",
                                          "async", "assert", "raise", "match",  "case", "@"};
    return std::any_of(std::begin(words), std::end(words), [&](std::string_view word) {
        return source.starts_with(word) && (word == "@" || source.size() == word.size() || source[word.size()] == ' ' ||
                                            source[word.size()] == ':');
    });
}

using CodesByObject = std::unordered_map<const Object*, const ListedCode*>;

struct Listing {
    std::string text;
    std::array<bool, 256> explained = {};  // opcodes
};

class Writer {
public:
    Writer(const CodesByObject& codes, const ListedCode& listed, const ListingOptions& options, Listing& listing)
        : codes_(codes), listed_(listed), options_(options), text_(listing.text), explained_(listing.explained) {}

    void write() {
        const CodeParts& parts = listed_.code->parts;
        int arguments = parts.argument_count + parts.keyword_only_count;
        add_row(fmt::format("bytecode   C{} {}  args={} stack={}", listed_.id, parts.qualname->view(), arguments,
                            parts.stack_size));
        add_row(fmt::format("{:<5} {:<5} {:>4} {:<5}  {:<40} {:>5}  {:<12} {}", "line", "id", "off", "label",
                            "instruction", "depth", "span", "makes"));
        for (const ListedInstruction& row : listed_.instructions) write(row);
        for (const ExceptionRow& row : listed_.handlers) {
            add_row(fmt::format("exceptions in {} to {} go to {} with depth {}{}", 2 * row.start, 2 * row.end - 2,
                                label_of(row.target), row.depth, row.push_lasti ? ", lasti is pushed" : ""));
        }
    }

private:
    void add_row(std::string row) {
        row.resize(row.find_last_not_of(' ') + 1);
        text_ += row;
        text_ += '\n';
    }

    std::string label_of(std::int64_t unit) const {
        const ListedInstruction* row = listed_.at(static_cast<int>(unit));
        return row == nullptr ? std::to_string(2 * unit) : fmt::format("L{}", row->label);
    }

    std::string instruction_text(const DecodedInstruction& instruction) const {
        const OpcodeInfo* info = instruction.info();
        std::string name = info == nullptr ? fmt::format("<{}>", instruction.number) : std::string(info->name);
        if (!instruction.uses_operand()) return name;
        std::string meaning = info != nullptr && info->jumps ? fmt::format("to {}", label_of(instruction.target))
                                                             : meaning_of(instruction);
        return fmt::format("{:<15} {}{}", name, instruction.operand,
                           meaning.empty() ? "" : fmt::format(" ({})", meaning));
    }

    void write(const ListedInstruction& row) {
        const DecodedInstruction& instruction = row.instruction;
        add_row(fmt::format("{:<5} {:<5} {:>4} {:<5}  {:<40} {:>5}  {:<12} {}",
                            row.line > 0 ? fmt::format("{:>4}", row.line) : "", fmt::format("I{}", row.id),
                            2 * instruction.unit, row.label > 0 ? fmt::format("L{}", row.label) : "",
                            instruction_text(instruction), row.depth < 0 ? "-" : std::to_string(row.depth),
                            show_location(row.location), makes(row)));
        if (options_.explain && instruction.info() != nullptr && !std::exchange(explained_[instruction.number], true))
            add_row(fmt::format("{:25}{}", "", instruction.info()->sentence));
        if (!options_.caches) return;
        for (int unit = instruction.unit + 1; unit < instruction.end(); ++unit)
            add_row(fmt::format("{:>16} {:<5}  CACHE", 2 * unit, ""));
    }

    // As dis has it, but code objects by their ids: the listing is the same every time.
    std::string meaning_of(const DecodedInstruction& instruction) const {
        const Tuple& constants = *listed_.code->parts.constants;
        if (instruction.is(Opcode::LOAD_CONST) && instruction.operand >= 0 && instruction.operand < constants.length) {
            auto inner = codes_.find(constants[instruction.operand]);
            if (inner != codes_.end())
                return fmt::format("code C{} {}", inner->second->id, inner->second->code->parts.qualname->view());
        }
        return shortened(operand_text(*listed_.code, instruction));
    }

    // What the instruction leaves on top of the stack: a name, a constant, or the source text of its expression.
    std::string makes(const ListedInstruction& row) const {
        const OpcodeInfo* info = row.instruction.info();
        std::string_view word = info == nullptr ? "" : made_by(*info);
        if (word.empty() || row.location.line < 0) return "";
        using enum OperandKind;
        if (info->operand == global_name) return name_of(row.instruction.operand >> 1);
        bool is_load = info->operand == constant || info->operand == local || info->operand == cell ||
                       row.instruction.is(Opcode::LOAD_NAME);
        if (is_load) return meaning_of(row.instruction);
        std::string text = source_at(row.location);
        bool is_step = word == "iterator" || word == "item" || word == "awaitable" || word == "length";
        if (text.empty() || is_step || is_statement(text))
            return word == "result" || word == "value" ? "" : std::string(word);
        return text;
    }

    std::string name_of(int index) const {
        const Tuple& names = *listed_.code->parts.names;
        auto* name = index < names.length ? as<Str>(names[index]) : nullptr;
        return name == nullptr ? "" : name->to_string();
    }

    // One line of source, cut where it gets long.
    std::string source_at(const CodeLocation& at) const {
        if (options_.line_text == nullptr || at.column < 0 || at.line < 1) return "";
        std::string_view line = options_.line_text(at.line);
        std::size_t begin = std::min(std::size_t(at.column), line.size());
        bool is_whole = at.end_line == at.line;
        std::size_t end =
            is_whole ? std::clamp(std::size_t(std::max(at.end_column, 0)), begin, line.size()) : line.size();
        std::string text = shortened(std::string(line.substr(begin, end - begin)));
        return is_whole || text.empty() || text.ends_with("…") ? text : text + "…";
    }

    const CodesByObject& codes_;
    const ListedCode& listed_;
    const ListingOptions& options_;
    std::string& text_;
    std::array<bool, 256>& explained_;
};

}  // namespace

std::string show_location(const CodeLocation& at) {
    if (at.line < 0) return "";
    if (at.column < 0) return std::to_string(at.line);
    if (at.end_line == at.line) return fmt::format("{}:{}-{}", at.line, at.column, at.end_column);
    return fmt::format("{}:{}-{}:{}", at.line, at.column, at.end_line, at.end_column);
}

std::string shortened(std::string text) {
    constexpr std::size_t longest = 40;
    if (text.size() <= longest) return text;
    std::size_t cut = longest;
    while (cut > 0 && (text[cut] & 0xC0) == 0x80) --cut;
    return text.substr(0, cut) + "…";
}

std::vector<ListedCode> list_code(const Code& top) {
    Program program;
    program.add(top, 0);
    return program.take();
}

std::string show_listing(const std::vector<ListedCode>& codes, const ListingOptions& options) {
    Listing listing;
    CodesByObject by_object;
    for (const ListedCode& listed : codes) by_object[listed.code] = &listed;
    for (const ListedCode& listed : codes) {
        if (!listing.text.empty()) listing.text += '\n';
        Writer(by_object, listed, options, listing).write();
    }
    return std::move(listing.text);
}

}  // namespace minipy
