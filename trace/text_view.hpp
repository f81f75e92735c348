// SPDX-License-Identifier: MIT
// Events as text, one a row:
//
//        n  thr  frame              span      instruction              value stack, top right     effect
//       10  T1   │ half             2:11-12   LOAD_FAST n              [+6]
//
// Next: text_view.cpp, effects.hpp (the last column).
#pragma once

#include "trace/effects.hpp"
#include "trace/recording.hpp"
#include "trace/text_output.hpp"

namespace minipy::trace {

class TextView final : public View {
public:
    TextView(const Options& options, const CodeTables& codes, SourceLines& sources, TextOutput& output)
        : options_(options), codes_(codes), sources_(sources), output_(output), effects_(codes) {}

    void begin() override;
    void show(const Event& event, const Batch& batch) override;
    void gap(std::uint64_t events_left_out) override;
    void end(std::uint64_t last_number, const std::string& reason) override;
    void flush() override { output_.flush(); }

private:
    void add_place(Line& row, const Event& event) const;
    void add_stack(Line& row, const Event& event, const Batch& batch) const;
    void add_instruction(Line& row, const Event& event, const Batch& batch) const;
    void add_explanation(const Event& event);

    const Options& options_;
    const CodeTables& codes_;
    SourceLines& sources_;
    TextOutput& output_;
    Effects effects_;
};

}  // namespace minipy::trace
