// SPDX-License-Identifier: MIT
// Items of a value stack as text.
#include "trace/stack_text.hpp"

#include <fmt/core.h>

#include "trace/value_text.hpp"

namespace minipy::trace {

namespace {

// A minus in front would say that the item is taken: negative numbers stand in parentheses.
std::string item_text(const Value& value, const Batch& batch, bool briefly) {
    std::string text = briefly ? show_briefly(value, batch) : show_value(value, batch);
    return text[0] == '-' ? "(" + text + ")" : text;
}

}  // namespace

StackText::StackText(const Event& event, const Batch& batch, const DrawingOptions& drawing)
    : batch_(batch), drawing_(drawing), hidden_(event.instruction.hidden) {
    const Value* value = batch.values.data() + event.first;
    const field::InstructionFields& fields = event.instruction;
    add(value, fields.kept, "", Style::dim, 0);
    add(value, fields.stayed, "", Style::plain, fields.more_stayed);
    add(value, fields.popped, "-", Style::taken, fields.more_popped);
    add(value, fields.pushed, "+", Style::put, fields.more_pushed);
}

// What is only kept is shown briefly.
void StackText::add(const Value*& value, std::uint32_t count, const char* sign, Style style, std::uint32_t more) {
    for (std::uint32_t index = 0; index < count; ++index)
        items_.push_back({drawn(sign + item_text(*value++, batch_, style == Style::dim), drawing_), style});
    if (more > 0) items_.push_back({drawn(fmt::format("{}…{} more", sign, more), drawing_), style, more});
}

std::string StackText::bottom() const {
    if (hidden_ == 0) return "";
    return drawn(fmt::format("…{}", hidden_), drawing_);
}

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
    if (room > 0) fit(room);
    row.add("[").add(bottom(), Style::dim);
    bool first = hidden_ == 0;
    for (const Item& item : items_) {
        row.add(first ? "" : " ").add(item.text, item.style);
        first = false;
    }
    row.add("]");
}

}  // namespace minipy::trace
