// SPDX-License-Identifier: MIT
// Where the columns of a trace begin. A narrow terminal has no room for all: threads and ids go first, then the span
// becomes a line number; instruction and value stack stay, and the effect goes into a row of its own.
//
//      130, files    n  thr  frame   span   id   instruction   value stack   effect
//      100           n  frame   span   instruction   value stack
//       80           n  frame   line   instruction   value stack
//
// Where the GIL is traced, the thread's column stays, with a lane for each thread behind it (lanes.hpp).
//
// Next: columns.cpp, text_view.cpp.
#pragma once

#include <cstddef>

#include "trace/options.hpp"

namespace minipy::trace {

struct Columns {
    std::size_t thread, lanes, frame, span, id, what, stack, effect;  // 0: there is no such column
    bool has_spans;                                                   // else the span's column has line numbers only

    std::size_t frame_width() const { return span - frame - 1; }
    std::size_t what_width() const { return stack - what - 1; }
};

// `width` is 0 when lines are not cut.
Columns columns_for(int width, unsigned categories);

}  // namespace minipy::trace
