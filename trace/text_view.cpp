// SPDX-License-Identifier: MIT
// Rows and columns.
#include "trace/text_view.hpp"

#include <fmt/core.h>

#include "runtime/bytecode/opcode.hpp"
#include "trace/stack_text.hpp"
#include "trace/value_text.hpp"
#include "trace/words.hpp"

namespace minipy::trace {

namespace {

constexpr int deepest_drawn = 8;             // levels of calls that are drawn as lines
constexpr std::size_t shortest_name = 8;     // of a function, where many levels take its room
constexpr std::size_t narrowest_stack = 10;  // on terminals that are too narrow for anything

bool is_instruction(const Event& event) { return event.kind == EventKind::op || event.kind == EventKind::done; }

// Of what an explanation is about: an instruction, one of the operators of BINARY_OP, another event.
int kind_of(const Event& event) {
    if (event.kind != EventKind::op) return -1 - int(event.kind);
    auto opcode = static_cast<Opcode>(event.instruction.opcode);
    bool by_operator = opcode == Opcode::BINARY_OP || opcode == Opcode::COMPARE_OP || opcode == Opcode::IS_OP ||
                       opcode == Opcode::CONTAINS_OP;
    return int(event.instruction.opcode) | (by_operator ? event.instruction.operand << 8 : 0);
}

Style style_of(const Event& event) {
    if (event.kind == EventKind::op)
        return event.instruction.outcome >= Outcome::raised ? Style::exception : Style::effect;
    switch (info_of(event.kind).category) {
        case exc: return Style::exception;
        case io: return Style::output;
        default: return Style::effect;
    }
}

}  // namespace

void TextView::begin() {
    Line row(output_.drawing());
    auto heading = [&](std::size_t column, std::string_view text) {
        if (column > 0) row.to_column(column).add(text, Style::heading);
    };
    row.add("     n", Style::heading);
    heading(columns_.thread, "thr");
    heading(columns_.lanes, "lanes");
    heading(columns_.frame, "frame");
    heading(columns_.span, columns_.has_spans ? "span" : "line");
    heading(columns_.id, "id");
    heading(columns_.what, has_instructions() ? "instruction" : "event");
    if (has_stack_column()) heading(columns_.stack, "value stack, top right");
    bool beside = width() == 0 || columns_.effect + narrowest_stack <= width();
    if (beside) heading(columns_.effect, "effect");
    output_.write(row.take());
}

void TextView::add_frame(Line& row, const Event& event) const {
    bool narrow = width() > 0;
    int drawn =
        narrow ? int(columns_.frame_width() - std::min(shortest_name, columns_.frame_width())) / 2 : deepest_drawn;
    drawn = std::min({event.depth, deepest_drawn, drawn});
    std::string levels;
    for (int level = 0; level < drawn; ++level) levels += "│ ";
    if (event.depth > drawn) levels = fmt::format("⋯{} ", event.depth);
    row.add(levels, Style::dim);
    const std::string& name = codes_[event.code].name;
    std::size_t taken = row.columns() - columns_.frame;
    std::size_t room = columns_.frame_width() - std::min(taken, columns_.frame_width());
    row.add(narrow ? cut_to(name, room, output_.drawing()) : name);
}

void TextView::add_place(Line& row, const Event& event) const {
    row.add(fmt::format("{:>6}", event.number), Style::dim);
    if (columns_.thread > 0) row.to_column(columns_.thread).add(fmt::format("T{}", event.thread), Style::dim);
    if (columns_.lanes > 0) row.to_column(columns_.lanes).add(drawn(event.lanes.text(), output_.drawing()));
    add_frame(row.to_column(columns_.frame), event);
    row.to_column(columns_.span);
    if (event.unit == no_unit) {
        row.to_column(columns_.what);
        return;
    }
    const InstructionText& instruction = codes_[event.code].units[std::size_t(event.unit)];
    bool has_span = is_instruction(event) && columns_.has_spans;
    int line = is_instruction(event) ? instruction.line : event.line;
    if (has_span) row.add(instruction.span, Style::dim);
    else if (line > 0) row.add(std::to_string(line), Style::dim);
    if (is_instruction(event) && columns_.id > 0)
        row.to_column(columns_.id).add(fmt::format("I{}", instruction.id), Style::dim);
    row.to_column(columns_.what);
}

void TextView::add_instruction(Line& row, const Event& event, const Batch& batch) const {
    std::string text = codes_[event.code].units[std::size_t(event.unit)].text();
    if (event.kind == EventKind::done) text = "… " + text;
    if (!has_stack_column()) {
        row.add(text);
        return;
    }
    // A long constant can be cut here: it stands in the value stack too.
    row.add(cut_to(text, columns_.what_width(), output_.drawing())).to_column(columns_.stack);
    std::size_t room = width() == 0 ? 0 : std::max(width(), row.columns() + narrowest_stack) - row.columns();
    StackText(event, batch, output_.drawing()).add_to(row, room);
}

// Behind the rest of the row, or, where it does not fit, below it.
void TextView::write_with_effect(Line& row, std::size_t column, const std::string& effect, Style style) {
    column = std::max(column, row.columns() + 1);
    bool fits = width() == 0 || column + columns_of(drawn(effect, output_.drawing())) <= width();
    if (!effect.empty() && fits) row.to_column(column).add(effect, style);
    output_.write(row.take());
    if (!fits) write_below(effect, columns_.what + 2, style);
}

void TextView::write_below(std::string_view text, std::size_t column, Style style) {
    std::size_t room = width() == 0 ? text.size() : std::max(width(), column + narrowest_stack) - column;
    for (const std::string& words : wrap(drawn(text, output_.drawing()), room, columns_of))
        output_.write(Line(output_.drawing()).to_column(column).add(words, style).take());
}

// Once for each kind.
void TextView::add_explanation(const Event& event, const Batch& batch) {
    if (explained_.insert(kind_of(event)).second)
        write_below(effects_.explain(event, batch), columns_.what, Style::dim);
}

void TextView::show_line(Line& row, const Event& event) {
    std::string source = clean_text(sources_.line(codes_[event.code].file, event.line));
    output_.write(row.add(source.empty() ? "" : "▸ " + source, Style::source).take());
}

void TextView::show(const Event& event, const Batch& batch) {
    Line row(output_.drawing());
    add_place(row, event);
    if (event.kind == EventKind::line) return show_line(row, event);
    std::size_t column = columns_.effect;
    if (!is_instruction(event)) {
        row.add(words_of(event), style_of(event));
        if (width() > 0) column = columns_.stack;  // nothing else stands there
    } else if (has_instructions()) {
        add_instruction(row, event, batch);
    } else {
        column = columns_.what + 2;  // below its line: what that has bound
    }
    write_with_effect(row, column, effects_.describe(event, batch), style_of(event));
    if (options_.explain) add_explanation(event, batch);
}

void TextView::gap(std::uint64_t events_left_out) {
    output_.write(Line(output_.drawing())
                      .add(fmt::format("gap   … {} left out here (--max-events=N)", number_of_events(events_left_out)),
                           Style::heading)
                      .take());
}

void TextView::end(std::uint64_t last_number, const std::string& reason) {
    std::string text = drawn(fmt::format("end   n={}  {}", last_number, reason), output_.drawing());
    for (const std::string& words : wrap(text, width() == 0 ? text.size() : width(), columns_of))
        output_.write(Line(output_.drawing()).add(words, Style::heading).take());
}

}  // namespace minipy::trace
