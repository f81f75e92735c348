// SPDX-License-Identifier: MIT
// Values as bytes: kind, then what the kind has. Items and attributes follow their container.
// Next: value_codec.cpp, shapes.hpp.
#pragma once

#include "trace/byte_stream.hpp"
#include "trace/event.hpp"

namespace minipy::trace {

// The value's texts and items are in `batch`.
void write_value(ByteWriter& out, const Value& value, const Batch& batch);
// Appends texts and items to `batch`. What cannot be a value makes the reader fail and is null.
Value read_value(ByteReader& in, Batch& batch);

// What is a word where it is read: its text is not made while the program runs. A complex number: two reals. A range,
// a slice: three numbers, of which some may be none.
inline constexpr std::uint8_t kind_of_complex = std::uint8_t(ValueKind::reference) + 1;
inline constexpr std::uint8_t kind_of_range = kind_of_complex + 1, kind_of_slice = kind_of_range + 1;

// How many values lie behind a container or an instance in Batch::values.
std::size_t parts_of(const Value& value);

}  // namespace minipy::trace
