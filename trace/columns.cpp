// SPDX-License-Identifier: MIT
// Three layouts.
#include "trace/columns.hpp"

#include "trace/lanes.hpp"

namespace minipy::trace {

namespace {

constexpr int whole_width = 130, medium_width = 100;
constexpr std::size_t event_width = 17;  // "exception table"

constexpr Columns whole = {8, 0, 12, 30, 43, 49, 82, 114, true}, medium = {0, 0, 8, 24, 0, 37, 64, 84, true},
                  small = {0, 0, 8, 20, 0, 25, 51, 71, false};
constexpr std::size_t number_end = 8, thread_width = 4, lanes_width = Lanes::most + 2;

// All that stands to the right of the thread goes further to the right.
void add_lanes(Columns& columns) {
    std::size_t more = columns.thread > 0 ? lanes_width : thread_width + lanes_width;
    for (std::size_t Columns::*each :
         {&Columns::frame, &Columns::span, &Columns::id, &Columns::what, &Columns::stack, &Columns::effect}) {
        if (columns.*each > 0) columns.*each += more;
    }
    columns.thread = number_end;
    columns.lanes = number_end + thread_width;
}

}  // namespace

Columns columns_for(int width, unsigned categories) {
    Columns columns = width == 0 || width >= whole_width ? whole : width >= medium_width ? medium : small;
    if ((categories & gil) != 0) add_lanes(columns);
    if ((categories & (op | locals)) == 0) columns.id = 0;
    if ((categories & op) == 0) columns.stack = columns.what + event_width;  // no instructions, only words
    if ((categories & stack) == 0) columns.effect = columns.stack;
    return columns;
}

}  // namespace minipy::trace
