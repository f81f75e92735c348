// SPDX-License-Identifier: MIT
// The value stack beside an instruction: [kept stayed -taken +put], top at the right. Where it does not fit, its bottom
// is left out, and it is said how many items that are: [… 3 -6 -2 +3] never loses what is newest. Next: stack_text.cpp.
#pragma once

#include "trace/drawing.hpp"
#include "trace/event.hpp"

namespace minipy::trace {

// All of it, where there is room without end. `scratch` is for the texts of items, one after the other.
void add_whole_stack(Line& row, const Event& event, const Batch& batch, std::string& scratch);

// As much of it as fits.
class StackText {
public:
    StackText(const Event& event, const Batch& batch, const DrawingOptions& drawing);
    void add_to(Line& row, std::size_t room);

private:
    struct Item {
        std::string text;
        Style style;
        std::size_t count = 1;  // of items that it stands for
    };
    std::size_t columns() const;
    std::string bottom() const;
    void fit(std::size_t room);

    const DrawingOptions& drawing_;
    std::size_t hidden_;
    std::vector<Item> items_;
};

}  // namespace minipy::trace
