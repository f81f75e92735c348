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

constexpr std::size_t number_width = 6;  // of the number of an event, which may take more

// A number with a letter in front of it, or blanks up to a width.
class Digits {
public:
    Digits(std::string_view letter, std::uint64_t number, std::size_t width = 0) {
        do *--begin_ = char('0' + number % 10);
        while ((number /= 10) > 0);
        for (char character : letter) *--begin_ = character;
        while (view().size() < width) *--begin_ = ' ';
    }
    std::string_view view() const { return {begin_, std::size_t(std::end(characters_) - begin_)}; }

private:
    char characters_[32];
    char* begin_ = std::end(characters_);
};

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
    if (event.depth > drawn) {
        row.add(fmt::format("⋯{} ", event.depth), Style::dim);
    } else {
        constexpr std::string_view levels = "│ │ │ │ │ │ │ │ ";
        row.add(levels.substr(0, levels.size() / deepest_drawn * std::size_t(std::max(drawn, 0))), Style::dim);
    }
    const std::string& name = codes_[event.code].name;
    std::size_t taken = row.columns() - columns_.frame;
    std::size_t room = columns_.frame_width() - std::min(taken, columns_.frame_width());
    if (narrow) row.add(cut_to(name, room, output_.drawing()));
    else row.add(name);
}

void TextView::add_place(Line& row, const Event& event) const {
    row.add(Digits("", event.number, number_width).view(), Style::dim);
    if (columns_.thread > 0) row.to_column(columns_.thread).add(Digits("T", event.thread).view(), Style::dim);
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
    else if (line > 0) row.add(Digits("", std::uint64_t(line)).view(), Style::dim);
    if (is_instruction(event) && columns_.id > 0)
        row.to_column(columns_.id).add(Digits("I", std::uint64_t(instruction.id)).view(), Style::dim);
    row.to_column(columns_.what);
}

// A long constant can be cut where a stack follows: it stands there too.
const std::string& TextView::instruction_text(const Event& event) {
    if (event.code >= instruction_texts_.size()) instruction_texts_.resize(event.code + 1);
    const std::vector<InstructionText>& units = codes_[event.code].units;
    std::vector<std::string>& texts = instruction_texts_[event.code];
    if (texts.empty()) texts.resize(units.size());
    std::string& text = texts[std::size_t(event.unit)];
    if (text.empty()) {
        text = units[std::size_t(event.unit)].text();
        if (has_stack_column()) text = cut_to(text, columns_.what_width(), output_.drawing());
    }
    return text;
}

void TextView::add_instruction(Line& row, const Event& event, const Batch& batch) {
    std::string done;
    if (event.kind == EventKind::done) {
        done = "… " + codes_[event.code].units[std::size_t(event.unit)].text();
        if (has_stack_column()) done = cut_to(done, columns_.what_width(), output_.drawing());
    }
    row.add(done.empty() ? instruction_text(event) : done);
    if (!has_stack_column()) return;
    row.to_column(columns_.stack);
    std::size_t room = width() == 0 ? 0 : std::max(width(), row.columns() + narrowest_stack) - row.columns();
    if (room == 0) add_whole_stack(row, event, batch, item_);
    else StackText(event, batch, output_.drawing()).add_to(row, room);
}

// Behind the rest of the row, or, where it does not fit, below it.
void TextView::write_with_effect(Line& row, std::size_t column, const std::string& effect, Style style) {
    column = std::max(column, row.columns() + 1);
    bool fits = width() == 0 || column + columns_of(drawn(effect, output_.drawing())) <= width();
    if (!effect.empty() && fits) row.to_column(column).add(effect, style);
    output_.write(row.finish());
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
    output_.write(row.add(source.empty() ? "" : "▸ " + source, Style::source).finish());
}

void TextView::show(const Event& event, const Batch& batch) {
    Line& row = row_;
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
