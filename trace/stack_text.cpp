// SPDX-License-Identifier: MIT
// Items of a value stack as text.
#include "trace/stack_text.hpp"

#include <utility>

#include <fmt/core.h>

#include "trace/value_text.hpp"

namespace minipy::trace {

namespace {

// A minus in front would say that the item is taken: negative numbers stand in parentheses.
void append_item(std::string& out, const Value& value, const Batch& batch, bool briefly) {
    std::size_t begin = out.size();
    if (briefly) append_brief_text(out, value, batch);
    else append_value_text(out, value, batch);
    if (begin >= out.size() || out[begin] != '-') return;
    out.insert(begin, 1, '(');
    out += ')';
}

// Calls `item(value, sign, style)` for each that is there, `more(sign, style, count)` for those that are not.
void each_item(const Event& event, const Batch& batch, auto item, auto more) {
    const Value* value = batch.values.data() + event.first;
    const field::InstructionFields& fields = event.instruction;
    auto several = [&](std::uint32_t count, std::string_view sign, Style style, std::uint32_t left_out) {
        for (std::uint32_t index = 0; index < count; ++index) item(*value++, sign, style);
        if (left_out > 0) more(sign, style, left_out);
    };
    several(fields.kept, "", Style::dim, 0);
    several(fields.stayed, "", Style::plain, fields.more_stayed);
    several(fields.popped, "-", Style::taken, fields.more_popped);
    several(fields.pushed, "+", Style::put, fields.more_pushed);
}

std::string text_of_more(std::string_view sign, std::uint32_t count) { return fmt::format("{}…{} more", sign, count); }

std::string text_of_hidden(std::size_t count) { return count == 0 ? "" : fmt::format("…{}", count); }

}  // namespace

// What is only kept is shown briefly.
void add_whole_stack(Line& row, const Event& event, const Batch& batch, std::string& scratch) {
    bool first = event.instruction.hidden == 0;
    row.add("[");
    if (!first) row.add(text_of_hidden(event.instruction.hidden), Style::dim);
    auto add = [&](std::string_view text, Style style) {
        if (!std::exchange(first, false)) row.add_blanks(1);
        row.add(text, style);
    };
    each_item(
        event, batch,
        [&](const Value& value, std::string_view sign, Style style) {
            scratch = sign;
            append_item(scratch, value, batch, style == Style::dim);
            add(scratch, style);
        },
        [&](std::string_view sign, Style style, std::uint32_t count) { add(text_of_more(sign, count), style); });
    row.add("]");
}

StackText::StackText(const Event& event, const Batch& batch, const DrawingOptions& drawing)
    : drawing_(drawing), hidden_(event.instruction.hidden) {
    each_item(
        event, batch,
        [&](const Value& value, std::string_view sign, Style style) {
            std::string text(sign);
            append_item(text, value, batch, style == Style::dim);
            items_.push_back({drawn(text, drawing_), style});
        },
        [&](std::string_view sign, Style style, std::uint32_t count) {
            items_.push_back({drawn(text_of_more(sign, count), drawing_), style, count});
        });
}

std::string StackText::bottom() const { return drawn(text_of_hidden(hidden_), drawing_); }

std::size_t StackText::columns() const {
    std::size_t total = 2 + columns_of(bottom());
    std::size_t gaps = items_.size() + (hidden_ > 0);
    for (const Item& item : items_) total += columns_of(item.text);
    return gaps > 1 ? total + gaps - 1 : total;
}

void StackText::fit(std::size_t room) {
    while (items_.size() > 1 && columns() > room) {
        hidden_ += items_.front().count;
        items_.erase(items_.begin());
    }
    if (items_.empty() || columns() <= room) return;
    std::string& newest = items_.back().text;
    std::size_t surplus = columns() - room;
    newest = cut_to(newest, std::max<std::size_t>(columns_of(newest), surplus + 2) - surplus, drawing_);
}

void StackText::add_to(Line& row, std::size_t room) {
    fit(room);
    row.add("[").add(bottom(), Style::dim);
    bool first = hidden_ == 0;
    for (const Item& item : items_) {
        row.add(first ? "" : " ").add(item.text, item.style);
        first = false;
    }
    row.add("]");
}

}  // namespace minipy::trace
