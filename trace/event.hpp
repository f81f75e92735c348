// SPDX-License-Identifier: MIT
// One recorded event: what every view of a run is made from. Next: filter.hpp, text_writer.hpp.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "trace/code_table.hpp"

namespace minipy::trace {

struct Event {
    std::uint64_t number = 0;  // the trace's clock
    Category category = op;
    std::shared_ptr<const CodeTable> code;
    int unit = 0;
    int line = -1;             // of the source
    int depth = 0;             // frames below this one
    std::string what;          // overrides the instruction's text
    std::string stack;         // "[kept -popped +pushed]"
    std::string effect;
    std::string_view sentence; // --explain

    const InstructionText& instruction() const { return code->units[std::size_t(unit)]; }
};

}  // namespace minipy::trace
