// SPDX-License-Identifier: MIT
// Fast locals, prologue, bytes and tables. Next: runtime/bytecode/code.cpp, which reads the tables back.
#include "compiler/assembler.hpp"

#include <algorithm>
#include <cstring>
#include <memory_resource>
#include <string>
#include <string_view>

#include "runtime/bytes/bytes.hpp"

namespace minipy::compiler {
namespace {

// ---------------------------------------------------------------- fast locals

// Where the cells and free variables lie in a frame: a cell that is a local variable too lies in that variable's place.
std::vector<int> places_of_cells(const Unit& unit) {
    std::vector<int> places;
    int next = unit.locals.size();
    for (Str* cell : unit.cells) {
        int local = unit.locals.find(cell);
        places.push_back(local >= 0 ? local : next++);
    }
    for (int free = 0; free < unit.frees.size(); ++free) places.push_back(next++);
    return places;
}

struct FastLocals {
    std::pmr::vector<Object*> names;
    std::pmr::string kinds;

    explicit FastLocals(std::pmr::memory_resource* memory) : names(memory), kinds(memory) {}
    void add(Str* name, int kind) {
        names.push_back(name);
        kinds += static_cast<char>(kind);
    }
};

FastLocals fast_locals(const Unit& unit, std::pmr::memory_resource* memory) {
    FastLocals all(memory);
    for (Str* name : unit.locals) all.add(name, unit.cells.find(name) >= 0 ? local_plain | local_cell : local_plain);
    for (Str* name : unit.cells) {
        if (unit.locals.find(name) < 0) all.add(name, local_cell);
    }
    for (Str* name : unit.frees) all.add(name, local_free);
    return all;
}

Instruction artificial(Opcode opcode, int operand, int line = -1) {
    return {opcode, 0, operand, nullptr, nullptr, {line, line, -1, -1}};
}

}  // namespace

namespace {

// Operands of cell instructions become places in the frame; returns the instructions that make and fetch cells.
std::vector<Instruction> settle_cells(Unit& unit) {
    std::vector<Instruction> prologue;
    if (unit.cells.size() + unit.frees.size() == 0) return prologue;
    std::vector<int> places = places_of_cells(unit);
    for (Block* block : unit.graph.blocks()) {
        for (Instruction& instruction : block->instructions) {
            if (opcode_info(instruction.opcode).operand != OperandKind::cell) continue;
            instruction.operand = places[static_cast<std::size_t>(instruction.operand)];
        }
    }
    if (unit.frees.size() > 0) prologue.push_back(artificial(Opcode::COPY_FREE_VARS, unit.frees.size()));
    // Cells in the order of the frame: parameters first.
    places.resize(static_cast<std::size_t>(unit.cells.size()));
    std::ranges::sort(places);
    for (int place : places) prologue.push_back(artificial(Opcode::MAKE_CELL, place));
    return prologue;
}

}  // namespace

void add_prologue(Unit& unit, int flags) {
    std::vector<Instruction> prologue = settle_cells(unit);
    if (flags & (code_generator | code_coroutine | code_async_generator)) {
        prologue.push_back(artificial(Opcode::RETURN_GENERATOR, 0, unit.first_line));
        prologue.push_back(artificial(Opcode::POP_TOP, 0, unit.first_line));
    }
    Block::Instructions& entry = unit.graph.entry()->instructions;
    entry.insert(entry.begin(), prologue.begin(), prologue.end());
}

std::vector<Str*> frame_names(const Unit& unit) {
    std::vector<Str*> names;
    for (Object* name : fast_locals(unit, std::pmr::get_default_resource()).names)
        names.push_back(static_cast<Str*>(name));
    return names;
}

namespace {

// ---------------------------------------------------------------- layout

int extended_units(int operand) {
    auto bits = static_cast<unsigned>(operand);
    return bits > 0xFFFFFF ? 3 : bits > 0xFFFF ? 2 : bits > 0xFF ? 1 : 0;
}

std::uint8_t units_of(const Instruction& instruction) {
    return static_cast<std::uint8_t>(extended_units(instruction.operand) + 1 + caches_of(instruction.opcode));
}

template <class Visit>
void each_block(const FlowGraph& graph, Visit visit) {
    for (Block* block = graph.entry(); block != nullptr; block = block->next) visit(*block);
}

template <class Visit>
void each_instruction(const FlowGraph& graph, Visit visit) {
    each_block(graph, [&](Block& block) {
        for (const Instruction& instruction : block.instructions) visit(instruction);
    });
}

void measure(const FlowGraph& graph) {
    each_block(graph, [](Block& block) {
        block.units = 0;
        for (Instruction& instruction : block.instructions) block.units += instruction.units = units_of(instruction);
    });
}

// Returns the number of units of the whole.
int set_block_offsets(const FlowGraph& graph) {
    int offset = 0;
    each_block(graph, [&](Block& block) {
        block.offset = offset;
        offset += block.units;
    });
    return offset;
}

// Jumps end their blocks. True if one's new operand needs another number of units.
bool set_jump_operands(const FlowGraph& graph) {
    bool moved = false;
    each_block(graph, [&](Block& block) {
        if (block.empty() || !is_jump(block.last().opcode)) return;
        Instruction& jump = block.last();
        int end = block.offset + block.units, target = jump.target->offset;
        jump.operand = target < end ? end - target : target - end;
        std::uint8_t units = units_of(jump);
        moved = moved || units != jump.units;
        block.units += units - jump.units;
        jump.units = units;
    });
    return moved;
}

int lay_out(const FlowGraph& graph) {
    measure(graph);
    int units = 0;
    do units = set_block_offsets(graph);
    while (set_jump_operands(graph));
    return units;
}

// ---------------------------------------------------------------- co_code

// Returns where the next instruction goes. The cache units behind this one are zero already.
char* write_instruction(char* code, const Instruction& instruction) {
    auto operand = static_cast<unsigned>(instruction.operand);
    for (int extension = extended_units(instruction.operand); extension > 0; --extension) {
        *code++ = static_cast<char>(Opcode::EXTENDED_ARG);
        *code++ = static_cast<char>(operand >> (8 * extension) & 0xFF);
    }
    *code++ = static_cast<char>(instruction.opcode);
    *code++ = static_cast<char>(operand & 0xFF);
    return code + 2 * caches_of(instruction.opcode);
}

Result<Bytes> code_of(const FlowGraph& graph, int units) {
    Ref<Bytes> code = TRY(Bytes::create(2 * units));
    std::memset(code->data(), 0, static_cast<std::size_t>(code->length));
    char* next = code->data();
    each_instruction(graph, [&](const Instruction& instruction) { next = write_instruction(next, instruction); });
    return code;
}

// ---------------------------------------------------------------- co_linetable

// Entries: 1 kkkk nnn, kind and number of units − 1, then what the kind needs.
class LocationWriter {
public:
    LocationWriter(int first_line, std::pmr::memory_resource* memory)
        : table_(first_size, '\0', memory), next_(table_.data()), line_(first_line) {}

    // One entry covers at most eight units.
    void write(const Location& location, int units) {
        for (; units > 8; units -= 8) write_entry(location, 8);
        write_entry(location, units);
    }
    std::string_view table() const { return {table_.data(), length()}; }

private:
    static constexpr std::size_t first_size = 512, longest_entry = 32;
    enum Kind { one_line = 10, no_columns = 13, long_form = 14, no_location = 15 };

    void write_entry(const Location& where, int units);
    std::size_t length() const { return static_cast<std::size_t>(next_ - table_.data()); }
    void make_room();
    void byte(int value) { *next_++ = static_cast<char>(value); }
    void begin(int kind, int units) { byte(0x80 | kind << 3 | (units - 1)); }
    // Six bits a byte, lowest first; bit 6: more follows.
    void varint(unsigned value) {
        for (; value >= 64; value >>= 6) byte(static_cast<int>(64 | (value & 63)));
        byte(static_cast<int>(value));
    }
    // The sign is the lowest bit.
    void signed_varint(int value) {
        auto size = static_cast<unsigned>(value < 0 ? -value : value);
        varint(size << 1 | (value < 0 ? 1 : 0));
    }

    std::pmr::string table_;  // with room for more
    char* next_;              // in the table
    int line_;
};

void LocationWriter::make_room() {
    std::size_t used = length();
    if (table_.size() - used >= longest_entry) return;
    table_.resize(2 * table_.size());
    next_ = table_.data() + used;
}

void LocationWriter::write_entry(const Location& where, int units) {
    make_room();
    if (where.line < 0) return begin(no_location, units);
    int delta = where.line - line_;
    bool has_columns = where.column >= 0 && where.end_column >= 0;
    bool on_one_line = where.end_line == where.line;
    if (has_columns && on_one_line && delta == 0 && where.column < 80 && where.end_column >= where.column &&
        where.end_column - where.column < 16) {
        begin(where.column >> 3, units);
        return byte((where.column & 7) << 4 | (where.end_column - where.column));
    }
    line_ = where.line;
    if (has_columns && on_one_line && delta >= 0 && delta < 3 && where.column < 128 && where.end_column < 128) {
        begin(one_line + delta, units);
        byte(where.column);
        return byte(where.end_column);
    }
    if (!has_columns && (on_one_line || where.end_line < 0)) {
        begin(no_columns, units);
        return signed_varint(delta);
    }
    begin(long_form, units);
    signed_varint(delta);
    varint(static_cast<unsigned>(where.end_line - where.line));
    varint(static_cast<unsigned>(where.column + 1));
    varint(static_cast<unsigned>(where.end_column + 1));
}

Result<Bytes> location_table(Unit& unit) {
    LocationWriter writer(unit.first_line, unit.memory.resource());
    each_instruction(unit.graph,
                     [&](const Instruction& instruction) { writer.write(instruction.location, instruction.units); });
    return Bytes::copy(writer.table());
}

// ---------------------------------------------------------------- co_exceptiontable

// Six bits a byte, highest first; bit 6: more follows; `mark` goes into the first byte.
void write_table_varint(std::string& table, int value, int mark = 0) {
    for (int shift = 24; shift > 0; shift -= 6) {
        if (value < 1 << shift) continue;
        table += static_cast<char>((value >> shift & 63) | 64 | mark);
        mark = 0;
    }
    table += static_cast<char>((value & 63) | mark);
}

void write_table_row(std::string& table, int start, int end, const Block& handler) {
    int depth = handler.start_depth - 1 - (handler.preserve_lasti ? 1 : 0);
    write_table_varint(table, start, 0x80);
    write_table_varint(table, end - start);
    write_table_varint(table, handler.offset);
    write_table_varint(table, depth << 1 | (handler.preserve_lasti ? 1 : 0));
}

// A row for each run of instructions with the same handler.
Result<Bytes> exception_table(const FlowGraph& graph) {
    std::string table;
    if (!graph.has_handlers()) return Bytes::copy(table);
    int offset = 0, start = 0;
    Block* handler = nullptr;
    each_instruction(graph, [&](const Instruction& instruction) {
        if (instruction.handler != handler) {
            if (handler != nullptr) write_table_row(table, start, offset, *handler);
            start = offset;
            handler = instruction.handler;
        }
        offset += instruction.units;
    });
    if (handler != nullptr) write_table_row(table, start, offset, *handler);
    return Bytes::copy(table);
}

// Equal tables of one compilation are one object, as equal constants are.
template <class T>
Ref<T> merged(Unit& unit, Ref<T> table) {
    return ref_cast<T>(unit.constants.cache().merge_table(std::move(table)));
}

}  // namespace

Result<Code> assemble(Unit& unit, int flags, int stack_size, Str* filename) {
    int units = lay_out(unit.graph);
    FastLocals locals = fast_locals(unit, unit.memory.resource());
    CodeParts parts;
    parts.argument_count = unit.argument_count + unit.positional_only_count;
    parts.positional_only_count = unit.positional_only_count;
    parts.keyword_only_count = unit.keyword_only_count;
    parts.stack_size = stack_size;
    parts.flags = flags;
    parts.first_line = unit.first_line;
    parts.code = merged(unit, TRY(code_of(unit.graph, units)));
    parts.constants = merged(unit, TRY(unit.constants.to_tuple()));
    parts.names = merged(unit, TRY(unit.names.to_tuple()));
    parts.localsplus_names = merged(unit, TRY(Tuple::copy(locals.names)));
    parts.localsplus_kinds = TRY(Bytes::copy(locals.kinds));
    parts.filename = share(filename);
    parts.name = unit.name;
    parts.qualname = unit.qualname;
    parts.line_table = merged(unit, TRY(location_table(unit)));
    parts.exception_table = merged(unit, TRY(exception_table(unit.graph)));
    Ref<Code> made = Code::make(std::move(parts));
    made->verified = true;
    return made;
}

}  // namespace minipy::compiler
