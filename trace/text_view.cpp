// SPDX-License-Identifier: MIT
// Rows and columns.
#include "trace/text_view.hpp"

#include <fmt/core.h>

#include "trace/value_text.hpp"

namespace minipy::trace {

namespace {

constexpr int deepest_drawn = 8;  // levels of calls that are drawn as lines

// Where the columns begin.
constexpr std::size_t thread_column = 8, frame_column = 12, span_column = 30, id_column = 43, what_column = 49,
                      stack_column = 82, effect_column = 114;

bool has_stack(const Event& event) { return event.kind == EventKind::op || event.kind == EventKind::done; }

std::string name_of_file(int descriptor) {
    constexpr const char* names[] = {"stdin", "stdout", "stderr"};
    return descriptor >= 0 && descriptor < 3 ? names[descriptor] : std::to_string(descriptor);
}

std::string what_happens(const Event& event) {
    std::string text(info_of(event.kind).word);
    return info_of(event.kind).category == io ? text + " " + name_of_file(event.transfer.descriptor) : text;
}

// A minus in front would say that the item is taken: negative numbers stand in parentheses.
std::string stack_text(const Value& value, const Batch& batch, bool briefly) {
    std::string text = briefly ? show_briefly(value, batch) : show_value(value, batch);
    return text[0] == '-' ? "(" + text + ")" : text;
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
    row.add("     n", Style::heading).to_column(thread_column).add("thr", Style::heading);
    row.to_column(frame_column).add("frame", Style::heading).to_column(span_column).add("span", Style::heading);
    if ((options_.categories & op) != 0) row.to_column(id_column).add("id", Style::heading);
    row.to_column(what_column).add((options_.categories & op) != 0 ? "instruction" : "event", Style::heading);
    if ((options_.categories & stack) != 0)
        row.to_column(stack_column).add("value stack, top right", Style::heading).to_column(effect_column);
    else row.to_column(stack_column);
    output_.write(row.add("effect", Style::heading).take());
}

void TextView::add_place(Line& row, const Event& event) const {
    const CodeTable& code = codes_[event.code];
    row.add(fmt::format("{:>6}", event.number), Style::dim)
        .to_column(thread_column)
        .add("T1", Style::dim)
        .to_column(frame_column);
    std::string levels;
    for (int level = 0; level < std::min(event.depth, deepest_drawn); ++level) levels += "│ ";
    if (event.depth > deepest_drawn) levels += fmt::format("⋯{} ", event.depth);
    row.add(levels, Style::dim).add(code.name).to_column(span_column);
    bool by_line = event.kind != EventKind::op && event.kind != EventKind::done;
    if (by_line) {
        row.add(event.line > 0 && event.unit != no_unit ? std::to_string(event.line) : "", Style::dim);
    } else {
        const InstructionText& instruction = code.units[std::size_t(event.unit)];
        row.add(instruction.span, Style::dim).to_column(id_column).add(fmt::format("I{}", instruction.id), Style::dim);
    }
    row.to_column(what_column);
}

// [kept stayed -taken +put]
void TextView::add_stack(Line& row, const Event& event, const Batch& batch) const {
    const Value* value = batch.values.data() + event.first;
    const field::InstructionFields& fields = event.instruction;
    bool first = true;
    auto item = [&](const std::string& text, Style style) {
        if (!first) row.add(" ");
        first = false;
        row.add(text, style);
    };
    auto items = [&](std::uint32_t count, const char* sign, Style style, std::uint32_t more) {
        for (std::uint32_t index = 0; index < count; ++index)
            item(sign + stack_text(*value++, batch, *sign == '\0' && style == Style::dim), style);
        if (more > 0) item(fmt::format("{}…{} more", sign, more), style);
    };
    row.add("[");
    if (fields.hidden > 0) item(fmt::format("…{}", fields.hidden), Style::dim);
    items(fields.kept, "", Style::dim, 0);
    items(fields.stayed, "", Style::plain, fields.more_stayed);
    items(fields.taken, "-", Style::taken, fields.more_taken);
    items(fields.put, "+", Style::put, fields.more_put);
    row.add("]");
}

void TextView::add_instruction(Line& row, const Event& event, const Batch& batch) const {
    std::string text = codes_[event.code].units[std::size_t(event.unit)].text();
    if (event.kind == EventKind::done) text = "… " + text;
    if ((options_.categories & stack) == 0) {
        row.add(text);
        return;
    }
    // A long constant can be cut here: it stands in the value stack too.
    row.add(cut_to(text, stack_column - what_column - 1));
    add_stack(row.to_column(stack_column), event, batch);
}

void TextView::add_explanation(const Event& event) {
    std::string_view sentence = effects_.explain(event);
    if (!sentence.empty())
        output_.write(Line(output_.drawing()).to_column(what_column).add(sentence, Style::dim).take());
}

void TextView::show(const Event& event, const Batch& batch) {
    Line row(output_.drawing());
    add_place(row, event);
    if (event.kind == EventKind::line) {
        std::string source = clean_text(sources_.line(codes_[event.code].file, event.line));
        output_.write(row.add(source.empty() ? "" : "▸ " + source, Style::source).take());
        return;
    }
    if (has_stack(event)) add_instruction(row, event, batch);
    else row.add(what_happens(event), style_of(event));
    std::string effect = effects_.describe(event, batch);
    bool beside_stack = (options_.categories & stack) != 0;
    if (!effect.empty()) row.to_column(beside_stack ? effect_column : stack_column).add(effect, style_of(event));
    output_.write(row.take());
    if (options_.explain) add_explanation(event);
}

void TextView::gap(std::uint64_t events_left_out) {
    output_.write(Line(output_.drawing())
                      .add(fmt::format("gap   … {} left out here (--max-events=N)", number_of_events(events_left_out)),
                           Style::heading)
                      .take());
}

void TextView::end(std::uint64_t last_number, const std::string& reason) {
    output_.write(
        Line(output_.drawing()).add(fmt::format("end   n={}  {}", last_number, reason), Style::heading).take());
}

}  // namespace minipy::trace
