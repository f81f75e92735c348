// SPDX-License-Identifier: MIT
// Copying the items of whatever has some: for those parts of Snapshot that know how to walk along them.
// Next: snapshot.cpp, snapshot_instances.cpp.
#pragma once

#include <algorithm>

#include "trace/snapshot.hpp"

namespace minipy::trace {

template <class Next>
Value Snapshot::copy_items(ValueKind kind, std::uint32_t number, Batch& batch, Size count, int depth, Next next) const {
    Value value;
    value.kind = kind;
    value.total = std::uint32_t(std::min<Size>(count, UINT32_MAX));
    Size shown =
        depth >= options_.max_depth ? 0 : std::min<Size>(count, std::min(options_.max_items, most_items_shown));
    value.shown = std::uint8_t(shown);
    value.object.number = number;
    // Room for the items first: what they contain comes behind them. A dict's item is a key and a value.
    Size cells = kind == ValueKind::dict ? 2 * shown : shown;
    value.object.begin = std::uint32_t(batch.values.size());
    batch.values.resize(batch.values.size() + std::size_t(cells));
    for (Size index = 0; index < cells; ++index) {
        Value item = copy(next(index), batch, depth + 1);
        batch.values[value.object.begin + std::size_t(index)] = item;
    }
    return value;
}

}  // namespace minipy::trace
