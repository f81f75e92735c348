// SPDX-License-Identifier: MIT
// Events as text, one a row:
//
//        n  thr  frame              span      instruction              value stack, top right     effect
//       10  T1   │ half             2:11-12   LOAD_FAST n              [+6]
//
// Next: text_view.cpp, columns.hpp (which columns there are), stack_text.hpp, effects.hpp (the last column).
#pragma once

#include <set>

#include "trace/columns.hpp"
#include "trace/effects.hpp"
#include "trace/recording.hpp"
#include "trace/text_output.hpp"

namespace minipy::trace {

class TextView final : public View {
public:
    TextView(const Options& options, const CodeTables& codes, SourceLines& sources, TextOutput& output)
        : options_(options),
          codes_(codes),
          sources_(sources),
          output_(output),
          columns_(columns_for(output.drawing().width, options.categories)),
          row_(output.drawing()),
          effects_(codes) {}

    void begin() override;
    void show(const Event& event, const Batch& batch) override;
    void gap(std::uint64_t events_left_out) override;
    void end(std::uint64_t last_number, const std::string& reason) override;
    void flush() override { output_.flush(); }

private:
    std::size_t width() const { return std::size_t(output_.drawing().width); }
    bool has_instructions() const { return (options_.categories & op) != 0; }
    bool has_stack_column() const { return (options_.categories & stack) != 0; }
    void add_frame(Line& row, const Event& event) const;
    void add_place(Line& row, const Event& event) const;
    void show_line(Line& row, const Event& event);
    const std::string& instruction_text(const Event& event);
    void add_instruction(Line& row, const Event& event, const Batch& batch);
    void write_with_effect(Line& row, std::size_t column, const std::string& effect, Style style);
    void write_below(std::string_view text, std::size_t column, Style style);
    void add_explanation(const Event& event, const Batch& batch);

    const Options& options_;
    const CodeTables& codes_;
    SourceLines& sources_;
    TextOutput& output_;
    Columns columns_;
    Line row_;          // used again for each event
    std::string item_;  // and for each item of a stack
    // By code object and unit, as it fits into its column; empty: not met yet.
    std::vector<std::vector<std::string>> instruction_texts_;
    Effects effects_;
    std::set<int> explained_;  // kinds of events and instructions
};

}  // namespace minipy::trace
