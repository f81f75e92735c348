// SPDX-License-Identifier: MIT
// What an event did, in words: "6 // 2 = 3", "call half(n=6)", "return 3 → n=8". Made from the record alone.
// Next: effects.cpp.
#pragma once

#include "trace/code_table.hpp"

namespace minipy::trace {

// What an event other than an instruction is called: "return", "write to stdout".
std::string words_of(const Event& event);

class Effects {
public:
    explicit Effects(const CodeTables& codes) : codes_(codes) {}

    // Empty when the instruction's text says everything.
    std::string describe(const Event& event, const Batch& batch) const;
    // The instruction's sentence from opcodes.def with the values at hand, or one about the event.
    std::string explain(const Event& event, const Batch& batch) const;

private:
    struct Reading;
    std::string describe_lookup(const Event& event, const Batch& batch) const;
    std::string describe_memory(const Event& event, const Batch& batch) const;
    std::string describe_task(const Event& event, const Batch& batch) const;
    std::string describe_signal(const Event& event, const Batch& batch) const;
    std::string describe_outcome(const Event& event, const Batch& batch) const;
    std::string describe_call(std::uint32_t code, std::span<const Value> arguments, const Batch& batch) const;
    using ShowValue = std::string (*)(const Value& value, const Batch& batch);
    std::string call_text(std::uint32_t code, std::span<const Value> arguments, const Batch& batch,
                          ShowValue show) const;
    std::string describe_resumption(std::uint32_t code, bool goes_on) const;

    const CodeTables& codes_;
};

}  // namespace minipy::trace
