// SPDX-License-Identifier: MIT
// Writing and reading code tables, field by field: both follow visit_table(). Next: recording_file.cpp.
#include "trace/code_table_codec.hpp"

#include <algorithm>
#include <limits>

#include "trace/value_codec.hpp"

namespace minipy::trace {

namespace {

class TableWriter {
public:
    explicit TableWriter(ByteWriter& out) : out_(out) {}

    void text(const std::string& text) { out_.text(text); }
    template <class T>
    void number(const T& number) {
        if constexpr (std::is_signed_v<T>) out_.signed_number(number);
        else out_.number(number);
    }
    template <class Item, class Visit>
    void list(const std::vector<Item>& items, Visit visit) {
        out_.number(items.size());
        for (const Item& item : items) visit(item);
    }

private:
    ByteWriter& out_;
};

class TableReader {
public:
    explicit TableReader(ByteReader& in) : in_(in) {}

    void text(std::string& text) { text = in_.text(); }
    template <class T>
    void number(T& number) {
        if constexpr (std::is_signed_v<T>) number = take<T>(in_.signed_number());
        else number = take<T>(in_.number());
    }
    // Nothing takes less than a byte: a length that is a lie ends where the bytes do.
    template <class Item, class Visit>
    void list(std::vector<Item>& items, Visit visit) {
        for (std::uint64_t count = in_.number(); count > 0 && !in_.failed(); --count) visit(items.emplace_back());
    }

private:
    template <class T, class Wide>
    T take(Wide number) {
        if (number < std::numeric_limits<T>::min() || number > std::numeric_limits<T>::max()) in_.fail();
        return in_.failed() ? T() : T(number);
    }
    ByteReader& in_;
};

// -1, which says that there is no operand, is none that an instruction can have.
int operand_of(const InstructionText& unit) { return unit.operand.value_or(-1); }

template <class Visitor, class Table>
void visit_table(Visitor visitor, Table& table) {
    visitor.text(table.name);
    visitor.text(table.qualified_name);
    visitor.text(table.file);
    visitor.number(table.parent);
    visitor.number(table.first_line);
    visitor.number(table.stack_size);
    visitor.number(table.flags);
    visitor.number(table.first_traceable);
    visitor.list(table.parameters, [&](auto& name) { visitor.text(name); });
    visitor.list(table.lines, [&](auto& line) { visitor.number(line); });
    visitor.list(table.handlers, [&](auto& row) {
        visitor.number(row.start);
        visitor.number(row.end);
        visitor.number(row.target);
        visitor.number(row.depth);
        visitor.number(row.push_lasti);
    });
    visitor.number(table.is_library);
    visitor.number(table.has_no_file);
    visitor.number(table.is_body);
    visitor.number(table.is_listed);
}

template <class Visitor, class Unit>
void visit_unit(Visitor visitor, Unit& unit) {
    visitor.number(unit.id);
    visitor.number(unit.opcode);
    visitor.number(unit.line);
    visitor.number(unit.location.line);
    visitor.number(unit.location.end_line);
    visitor.number(unit.location.column);
    visitor.number(unit.location.end_column);
    visitor.text(unit.name);
    visitor.text(unit.argument);
    visitor.text(unit.variable);
    visitor.number(unit.target);
    visitor.number(unit.label);
    visitor.number(unit.depth);
}

// Behind an instruction lie its caches: units of which nothing is to be said.
bool is_instruction(const InstructionText& unit) { return unit.id != 0; }

bool is_sound(const CodeTable& table, std::uint32_t number) {
    auto units = std::int64_t(table.units.size());
    auto is_inside = [&](std::int64_t unit) { return unit >= 0 && unit <= units; };
    bool has_sound_rows = std::ranges::all_of(table.handlers, [&](const ExceptionRow& row) {
        return is_inside(row.start) && is_inside(row.end) && is_inside(row.target);
    });
    bool has_sound_targets =
        std::ranges::all_of(table.units, [&](const InstructionText& unit) { return unit.target < units; });
    bool has_parent = table.parent == UINT32_MAX || table.parent < number;
    return table.lines.size() == table.units.size() && has_sound_rows && has_sound_targets && has_parent && units > 0 &&
           units <= INT32_MAX / 4;
}

}  // namespace

void write_code_table(ByteWriter& out, const CodeTable& table) {
    TableWriter writer(out);
    visit_table(writer, table);
    writer.list(table.units, [&](const InstructionText& unit) {
        writer.number(is_instruction(unit));
        if (!is_instruction(unit)) return;
        visit_unit(writer, unit);
        writer.number(operand_of(unit));
    });
    writer.list(table.constants, [&](const Value& value) { write_value(out, value, table.texts); });
}

std::unique_ptr<CodeTable> read_code_table(ByteReader& in, std::uint32_t number) {
    auto table = std::make_unique<CodeTable>();
    TableReader reader(in);
    visit_table(reader, *table);
    reader.list(table->units, [&](InstructionText& unit) {
        bool is_there = false;
        int operand = -1;
        reader.number(is_there);
        if (!is_there) return;
        visit_unit(reader, unit);
        reader.number(operand);
        if (operand >= 0) unit.operand = operand;
        unit.span = show_location(unit.location);
    });
    reader.list(table->constants, [&](Value& value) {
        value = read_value(in, table->texts);
        bool is_known = value.kind == ValueKind::null || is_known_from_now_on(value.kind);
        if (!is_known || value.kind == ValueKind::reference) in.fail();
    });
    if (!in.at_end() || !is_sound(*table, number)) in.fail();
    return table;
}

}  // namespace minipy::trace
