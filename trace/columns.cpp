// SPDX-License-Identifier: MIT
// Three layouts.
#include "trace/columns.hpp"

namespace minipy::trace {

namespace {

constexpr int whole_width = 130, medium_width = 100;
constexpr std::size_t event_width = 17;  // "exception table"

constexpr Columns whole = {8, 12, 30, 43, 49, 82, 114, true}, medium = {0, 8, 24, 0, 37, 64, 84, true},
                  small = {0, 8, 20, 0, 25, 51, 71, false};

}  // namespace

Columns columns_for(int width, unsigned categories) {
    Columns columns = width == 0 || width >= whole_width ? whole : width >= medium_width ? medium : small;
    if ((categories & (op | locals)) == 0) columns.id = 0;
    if ((categories & op) == 0) columns.stack = columns.what + event_width;  // no instructions, only words
    if ((categories & stack) == 0) columns.effect = columns.stack;
    return columns;
}

}  // namespace minipy::trace
